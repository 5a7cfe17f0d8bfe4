import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { BulkField } from '../domain/bulk.ts'
import type { ActionAsAt, LeadFacts, MilestoneAsAt, PlanAsAt, StatedDate } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { examplePlan } from './example.ts'
import { type PlanQuery, WHOLE_PLAN } from './plan-query.ts'
import { viewOf } from './plan-reading.ts'
import { count, leadInFull, statedDateInFull } from './words.ts'

export interface ConfirmBulkInput {
  plan: PlanAsAt
  query: PlanQuery
  lines: readonly {
    milestone: MilestoneAsAt
    action: ActionAsAt
    field: BulkField
    was: unknown
    now: unknown
    mark: string
  }[]
  unchanged: number
  /** What was chosen, to be sent again. */
  typed: FormValues
  errors: readonly FieldError[]
}

/** What a change of many milestones makes of each, before it is made. */
export interface ConfirmBulkPage {
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  heading: string
  what: string
  reason: string | null
  unchanged: string | null
  rows: { name: string; href: string; was: string; now: string }[]
  action: string
  /** Which milestones are confirmed, each as it was shown. */
  seen: string[]
  hidden: { name: string; value: string }[]
  button: string
  back: string
}

const WHAT_WORDS: Record<BulkField, string> = {
  leads: 'Lead',
  due: 'Due date',
  boards: 'Boards',
  dropped: 'Dropped',
}

const SENT_AGAIN = ['what', 'lead', 'due', 'move', 'add_board', 'take_board', 'reason']

export function toConfirmBulkPage(input: ConfirmBulkInput): ConfirmBulkPage {
  const { plan, query, lines, typed } = input
  const view = viewOf(query, null)
  const drops = lines[0]?.field === 'dropped'
  const milestones = count(lines.length, 'milestone')
  return {
    plan: { title: plan.title, href: paths.plan(plan.id, view) },
    errors: input.errors.map(({ text }) => ({ text, href: '#changes' })),
    heading: drops ? `Drop ${milestones}?` : `Change ${milestones}?`,
    what: WHAT_WORDS[lines[0]?.field ?? 'due'],
    reason: textOf(typed, 'reason') || null,
    unchanged:
      input.unchanged === 0
        ? null
        : `${count(input.unchanged, 'selected milestone')} ${input.unchanged === 1 ? 'is' : 'are'} so already, and left as ${input.unchanged === 1 ? 'it is' : 'they are'}`,
    rows: lines.map(({ milestone, action, field, was, now }) => ({
      name: [milestone.ref, milestone.words].filter(Boolean).join(' '),
      href: paths.milestone(milestone.id),
      was: valueWords(field, was, action) ?? NOTHING[field],
      now: valueWords(field, now, action) ?? NOTHING[field],
    })),
    action: paths.confirmBulk(plan.id, view),
    seen: lines.map(({ milestone, mark }) => `${milestone.id} ${mark}`),
    hidden: SENT_AGAIN.map((name) => ({ name, value: textOf(typed, name) })),
    button: drops ? `Drop ${milestones}` : `Change ${milestones}`,
    back: paths.bulk(plan.id, view),
  }
}

const NOTHING: Record<BulkField, string> = {
  leads: 'No lead',
  due: 'No date',
  boards: 'Watched by no board',
  dropped: 'In the plan',
}

function valueWords(field: BulkField, value: unknown, action: ActionAsAt): string | null {
  if (field === 'leads') return (value as LeadFacts[]).map(leadInFull).join('; ') || null
  if (field === 'due') return statedDateInFull(value as StatedDate | null)
  if (field === 'boards') return boardWords(value as string[], action)
  return value === null ? null : `Dropped on ${formatDay((value as { on: string }).on)}`
}

/** Without boards of its own, those of its action watch it. */
function boardWords(own: readonly string[], action: ActionAsAt): string | null {
  if (own.length > 0) return own.join('; ')
  return action.boards.length > 0 ? `${action.boards.join('; ')} (through the action)` : null
}

function textOf(typed: FormValues, field: string): string {
  const value = typed[field]
  return typeof value === 'string' ? value : ''
}

export const confirmBulkPage = definePage<ConfirmBulkPage>('plans/pages/bulk-confirm.njk', () => {
  const plan = examplePlan(4)
  const now: StatedDate = { on: '2027-01-29', precision: 'day', words: null }
  return toConfirmBulkPage({
    plan,
    query: WHOLE_PLAN,
    lines: plan.actions
      .slice(0, 1)
      .flatMap((action) =>
        plan.milestones
          .slice(0, 3)
          .map(
            (milestone) =>
              ({ milestone, action, field: 'due', was: milestone.due, now, mark: 'mark' }) as const,
          ),
      ),
    unchanged: 1,
    typed: { what: 'due', due: '2027-01-29', reason: 'The board asked for it.' },
    errors: [{ field: 'seen', text: 'Somebody changed 1.1 since this page was shown' }],
  })
})
