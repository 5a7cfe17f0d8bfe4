import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { RETURNS } from '../domain/assessment.ts'
import type { ActionAsAt, MilestoneAsAt } from '../domain/facts.ts'
import { STATUS_KEY } from '../domain/status.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY, exampleUpdate } from './example.ts'
import { type MeasureView, toMeasureView } from './measure-words.ts'
import { exampleMilestoneInput } from './milestone.ts'
import { saidWhen, statedDate } from './words.ts'

export interface VerifyInput {
  plan: { id: string; title: string }
  action: ActionAsAt
  milestone: MilestoneAsAt
  /** Why the reader may not verify it; null where they may. */
  barred: 'none' | 'own' | 'not_above' | null
  once: string
  typed: { values: FormValues; errors: readonly FieldError[] } | null
}

export interface VerifyPage {
  title: string
  plan: { title: string; href: string }
  milestone: { name: string; words: string; href: string }
  errors: { text: string; href: string }[]
  /** What was claimed, and by whom. */
  claim: { label: string; words: string }[]
  /** What the action's measures show, beside the claim that the outcome is achieved. */
  measures: { rows: (MeasureView & { answer: null })[]; words: string } | null
  /** Said in place of the form where the reader may not verify it. */
  barred: string | null
  form: VerdictFormView | null
}

interface Choice {
  id: string
  value: string
  words: string
  checked: boolean
}

export interface VerdictFormView {
  send: string
  once: string
  update: string
  verdicts: Choice[]
  statuses: Choice[]
  words: string
  errors: { verdict: string | null; status: string | null; words: string | null }
}

const BARRED = {
  none: 'Nothing waits to be verified here: nobody says that it is completed, or it is verified already.',
  own: 'You said this yourself, or it was said for you. Somebody else has to verify it: the programme manager, the lead of its action or theme, or the chair of its board.',
  not_above:
    'It is verified by the programme manager, by the lead of its action or theme, or by the chair of a board that watches it.',
}

/** The page on which somebody else verifies that a milestone is completed, or returns it. */
export function toVerifyPage(input: VerifyInput, today: PlainDate): VerifyPage {
  const { plan, milestone, barred, typed } = input
  const name = milestone.ref ? `Milestone ${milestone.ref}` : 'Milestone'
  return {
    title: `Verify ${name.toLowerCase()}`,
    plan: { title: plan.title, href: paths.plan(plan.id) },
    milestone: { name, words: milestone.words, href: paths.milestone(milestone.id) },
    errors: (typed?.errors ?? []).map(({ field, text }) => ({ text, href: `#verify-${field}` })),
    claim: claimOf(input, today),
    measures: measuresOf(input, today),
    barred: barred && BARRED[barred],
    form: barred === null ? toForm(input) : null,
  }
}

function claimOf({ action, milestone }: VerifyInput, today: PlainDate): VerifyPage['claim'] {
  const { latest } = milestone
  const lines = [
    { label: 'Outcome wanted', words: action.outcome },
    { label: 'What success looks like', words: action.criteria.map(({ words }) => words).join('; ') },
    { label: 'Due', words: dueWords(milestone, today) },
    {
      label: 'Said',
      words: latest && `${saidWhen(latest)}, by ${latest.author} on ${formatDay(latest.saidOn)}`,
    },
    { label: 'What was done', words: latest?.done },
    { label: 'Next', words: latest?.next },
    { label: 'Evidence', words: latest?.evidence },
    { label: 'Asked before it was saved', words: latest?.concerns.map(({ words }) => words).join(' ') },
  ]
  return lines.flatMap(({ label, words }) => (words ? [{ label, words }] : []))
}

function measuresOf({ action }: VerifyInput, today: PlainDate): VerifyPage['measures'] {
  const measures = [...action.criteria.flatMap((criterion) => criterion.measures), ...action.measures]
  if (measures.length === 0) return null
  const met = measures.filter(({ answer }) => answer?.standing === 'met').length
  return {
    rows: measures.map((measure) => ({ ...toMeasureView(measure, today), answer: null })),
    words: `Met: ${met} of ${counted(measures.length, 'measure')} of the whole action`,
  }
}

const dueWords = ({ due }: MilestoneAsAt, today: PlainDate): string | null => {
  const words = statedDate(due)
  return words && due?.on && due.on < today ? `${words}, which has passed` : words
}

function toForm({ milestone, once, typed }: VerifyInput): VerdictFormView {
  const text = (field: string): string => String(typed?.values[field] ?? '')
  const errorOf = (field: string): string | null =>
    typed?.errors.find((error) => error.field === field)?.text ?? null
  const choice = (field: string, value: string, words: string, at: number): Choice => ({
    id: at === 0 ? `verify-${field}` : `verify-${field}-${at + 1}`,
    ...{ value, words, checked: text(field) === value },
  })
  return {
    send: paths.verifyMilestone(milestone.id),
    once: text('once') || once,
    update: milestone.latest?.id ?? '',
    verdicts: [
      choice('verdict', 'verified', 'Yes: it is completed, and the outcome is achieved', 0),
      choice('verdict', 'returned', 'No: return it to its lead', 1),
    ],
    statuses: RETURNS.map((status, at) => choice('status', status, STATUS_KEY[status].long, at)),
    words: text('words'),
    errors: { verdict: errorOf('verdict'), status: errorOf('status'), words: errorOf('words') },
  }
}

function exampleVerifyInput(): VerifyInput {
  const { plan, action, milestone } = exampleMilestoneInput()
  const latest = { ...exampleUpdate(1), status: 'achieved' as const, verification: null }
  return {
    ...{ plan, action, milestone: { ...milestone, latest }, barred: null, once: 'one-time' },
    typed: {
      values: { verdict: 'returned', status: '', words: 'The audit is of one team only.' },
      errors: [{ field: 'status', text: 'Select where it stands instead' }],
    },
  }
}

export const verifyPage = definePage<VerifyPage>('plans/pages/verify.njk', () =>
  toVerifyPage(exampleVerifyInput(), EXAMPLE_TODAY),
)
