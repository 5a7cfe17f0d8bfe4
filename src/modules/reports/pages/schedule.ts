import type { PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type DateBoxes, toDateBoxes } from '../../plans/index.ts'
import { RHYTHMS, type Rhythm } from '../domain/owed.ts'
import { reportPaths } from '../paths.ts'

interface Option {
  value: string
  text: string
  selected: boolean
}

export interface SchedulePage {
  send: string
  plans: Option[]
  layouts: Option[]
  boards: Option[]
  owners: Option[]
  rhythms: { id: string; value: string; text: string; hint: string; checked: boolean }[]
  values: { audience: string; dayWords: string; days: string; remindDays: string }
  from: DateBoxes
  back: string
  errors: FieldError[]
  summary: { text: string; href: string }[]
}

export interface ScheduleInput {
  plans: readonly { id: string; title: string }[]
  layouts: readonly { code: string; name: string }[]
  boards: readonly { id: string; name: string }[]
  people: readonly { id: string; name: string }[]
  today: PlainDate
  typed: Readonly<Record<string, unknown>> | null
  errors: FieldError[]
}

const RHYTHM: Record<Rhythm, { text: string; hint: string }> = {
  monthly: { text: 'Each month', hint: 'On the day by the rule below.' },
  quarterly: {
    text: 'Each quarter',
    hint: 'The same, in the month in which it begins and every third one after it.',
  },
  days: { text: 'On the days of meetings that are known', hint: 'Listed below.' },
}

export function toSchedulePage(input: ScheduleInput): SchedulePage {
  const { plans, layouts, boards, people, today, typed, errors } = input
  const said = (name: string, otherwise = ''): string => String(typed?.[name] ?? otherwise)
  const options = (name: string, all: readonly { value: string; text: string }[]): Option[] =>
    all.map((one) => ({ ...one, selected: one.value === said(name) }))
  return {
    send: reportPaths.owed,
    plans: options(
      'plan',
      plans.map(({ id, title }) => ({ value: id, text: title })),
    ),
    layouts: options(
      'layout',
      layouts.map(({ code, name }) => ({ value: code, text: name })),
    ),
    boards: options('board', [
      { value: '', text: 'No board' },
      ...boards.map(({ id, name }) => ({ value: id, text: name })),
    ]),
    owners: options('owner', [
      { value: '', text: 'Nobody: programme managers are reminded' },
      ...people.map(({ id, name }) => ({ value: id, text: name })),
    ]),
    rhythms: RHYTHMS.map((value, at) => ({
      ...{ id: at === 0 ? 'rhythm' : `rhythm-${at + 1}`, value, ...RHYTHM[value] },
      checked: said('rhythm', 'monthly') === value,
    })),
    values: {
      ...{ audience: said('audience'), dayWords: said('dayWords'), days: said('days') },
      remindDays: said('remindDays', '5'),
    },
    from: toDateBoxes(
      {
        ...{ name: 'from', legend: 'Owed from', hint: 'For example, 1 12 2026' },
        error: errors.find(({ field }) => field === 'from')?.text ?? null,
      },
      today,
      typed,
    ),
    back: reportPaths.owed,
    errors,
    summary: errors.map(({ field, text }) => ({ text, href: `#${field === 'from' ? 'from-day' : field}` })),
  }
}

export const schedulePage = definePage<SchedulePage>('reports/pages/schedule.njk', () =>
  toSchedulePage({
    plans: [{ id: 'p1', title: 'Improvement plan' }],
    layouts: [{ code: 'milestone-report', name: 'Milestone report' }],
    boards: [{ id: 'b1', name: 'Improvement Board' }],
    people: [{ id: 'o1', name: 'Pat Manager' }],
    today: '2026-11-23',
    typed: { rhythm: 'monthly', dayWords: 'soon' },
    errors: [
      { field: 'dayWords', text: '“soon” gives no day: write a rule such as “second Tuesday”' },
      { field: 'audience', text: 'Say who is owed it' },
    ],
  }),
)
