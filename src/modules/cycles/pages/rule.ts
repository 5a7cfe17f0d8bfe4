import {
  addMonths,
  formatDay,
  formatMonth,
  type PlainDate,
  startOfMonth,
} from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { planPaths } from '../../plans/index.ts'
import { monthDays } from '../domain/day-rules.ts'
import { cyclePaths } from '../paths.ts'

export interface RuleValues {
  opens: string
  due: string
  review: string
  freeze: string
  board: string
  automatic: string
  remindBefore: string
  escalateToAction: string
  escalateToTheme: string
}

export interface RulePage {
  plan: string
  send: string
  back: string
  themes: string
  rules: { name: string; label: string; hint: string; value: string }[]
  numbers: { name: string; label: string; hint: string; value: string }[]
  automatic: boolean
  /** What the rules come to in the next months; empty while they cannot be read. */
  preview: { month: string; opens: string; due: string; review: string; freeze: string }[]
  errors: FieldError[]
}

const RULES: [keyof RuleValues, string, string][] = [
  [
    'board',
    'When does the board meet? (optional)',
    'Such as “third Thursday”: other days can be counted from it.',
  ],
  ['opens', 'The month opens on', 'Such as “first working day”, or “day 5”.'],
  ['due', 'Leads answer by', 'Such as “15th working day”, or “5 working days before the board”.'],
  ['review', 'Answers are reviewed by', 'Such as “2 working days after the due day”.'],
  [
    'freeze',
    'The month is frozen on',
    'Such as “last working day”, “day of the board”, or “3rd working day of next month”.',
  ],
]

const NUMBERS: [keyof RuleValues, string, string][] = [
  [
    'remindBefore',
    'Remind so many working days before the due day',
    'One or several, such as 5, 2. A last reminder goes on the working day after it.',
  ],
  [
    'escalateToAction',
    'Tell the action’s lead so many working days after the due day',
    'Leave it empty for never.',
  ],
  [
    'escalateToTheme',
    'Tell the theme’s lead so many working days after the due day',
    'Leave it empty for never.',
  ],
]

export function toRulePage(input: {
  plan: { id: string; title: string }
  values: RuleValues
  errors: readonly FieldError[]
  today: PlainDate
}): RulePage {
  const { plan, values, errors, today } = input
  const box = ([name, label, hint]: [keyof RuleValues, string, string]) => ({
    name,
    label,
    hint,
    value: values[name],
  })
  return {
    plan: plan.title,
    send: cyclePaths.rule(plan.id),
    back: cyclePaths.months,
    themes: planPaths.themes(plan.id),
    rules: RULES.map(box),
    numbers: NUMBERS.map(box),
    automatic: values.automatic === 'yes',
    preview: previewOf(values, today),
    errors: [...errors],
  }
}

function previewOf(values: RuleValues, today: PlainDate): RulePage['preview'] {
  return [0, 1, 2].flatMap((ahead) => {
    const month = addMonths(startOfMonth(today), ahead)
    const found = monthDays({ ...values, board: values.board || null }, month)
    if (!found.ok) return []
    const { opens, due, review, freeze } = found.days
    return [
      {
        month: formatMonth(month),
        opens: formatDay(opens),
        due: formatDay(due),
        review: formatDay(review),
        freeze: formatDay(freeze),
      },
    ]
  })
}

export function readRuleValues(values: FormValues): RuleValues {
  const text = (name: keyof RuleValues): string => {
    const value = values[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    opens: text('opens'),
    due: text('due'),
    review: text('review'),
    freeze: text('freeze'),
    board: text('board'),
    automatic: text('automatic'),
    remindBefore: text('remindBefore'),
    escalateToAction: text('escalateToAction'),
    escalateToTheme: text('escalateToTheme'),
  }
}

export const rulePage = definePage<RulePage>('cycles/pages/rule.njk', () =>
  toRulePage({
    plan: { id: 'p1', title: 'Improvement plan' },
    values: {
      opens: 'first working day',
      due: '5 working days before the board',
      review: '2 working days after the due day',
      freeze: 'day of the board',
      board: 'third Thursday',
      automatic: 'yes',
      remindBefore: '3',
      escalateToAction: '2',
      escalateToTheme: '',
    },
    errors: [{ field: 'due', text: 'The due day comes before the opening day: change one of the two rules' }],
    today: '2026-11-24',
  }),
)
