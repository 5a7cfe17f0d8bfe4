import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { AssessmentFacts, MonthWords } from '../domain/assessment.ts'
import { isUnverified } from '../domain/claim.ts'
import type { ActionAsAt, MilestoneAsAt } from '../domain/facts.ts'
import { standingOf } from '../domain/roll-up.ts'
import { STATUS_KEY } from '../domain/status.ts'
import { paths } from '../paths.ts'
import { exampleActionInput } from './action.ts'
import { EXAMPLE_TODAY } from './example.ts'
import { type ActionStanding, toActionStanding } from './milestone-row.ts'
import { count, dueSoon, leadNames, type StatusView, statedDate, statusView } from './words.ts'

export interface ReviewInput {
  plan: { id: string; title: string; milestones: readonly MilestoneAsAt[] }
  action: ActionAsAt
  /** The first day of the month that is reviewed. */
  period: PlainDate
  /** What was said for it, newest first. */
  words: readonly MonthWords[]
  /** Whether words are the reader's own: nobody judges those. */
  isOwn: (words: MonthWords) => boolean
  /** A mark for each form, so that it is saved once. */
  newMark: () => string
  /** A form that came back. */
  typed: { values: FormValues; errors: readonly FieldError[] } | null
}

export interface ReviewPage {
  title: string
  name: string
  words: string
  href: string
  plan: { title: string; href: string }
  errors: { text: string; href: string }[]
  summary: string
  judged: StatusView | null
  standing: ActionStanding
  milestones: ReviewedMilestone[]
}

export interface ReviewedMilestone {
  id: string
  name: string
  words: string
  href: string
  due: string
  soon: string | null
  leads: string
  /** Where it stands; nothing was said this month where there are no updates. */
  status: StatusView
  /** Where its claim of completion is verified; null where none waits, or it is the reader's own. */
  verify: string | null
  updates: ReviewedUpdate[]
}

export interface ReviewedUpdate {
  id: string
  status: StatusView
  byline: string
  lines: { label: string; words: string }[]
  /** What was made of it so far. */
  made: string | null
  /** Said in place of the form. */
  barred: string | null
  form: {
    send: string
    once: string
    accepted: boolean
    queried: boolean
    words: string
    errors: { verdict: string | null; words: string | null }
  } | null
}

/** What was said of an action's milestones this month, with a form for each update. */
export function toReviewPage(input: ReviewInput, today: PlainDate): ReviewPage {
  const { action, plan, period, words, typed } = input
  const live = plan.milestones.filter((milestone) => standingOf(milestone, action) !== 'dropped')
  const said = Map.groupBy(words, ({ milestoneId }) => milestoneId)
  const looked = words.filter(({ assessment }) => assessment !== null).length
  const standing = toActionStanding(
    action,
    live.map((milestone) => standingOf(milestone, action)),
  )
  return {
    title: `Review ${formatMonth(period)}`,
    name: action.ref ? `Action ${action.ref}` : 'Action',
    words: action.words,
    href: paths.action(action.id),
    plan: { title: plan.title, href: paths.plan(plan.id) },
    errors: (typed?.errors ?? []).map(({ field, text }) => ({
      text,
      href: `#${field}-${String(typed?.values.update ?? '')}`,
    })),
    summary: `${count(live.length, 'milestone')}, ${count(words.length, 'update')} this month, ${looked} reviewed`,
    judged: standing.judged,
    standing,
    milestones: live.map((milestone) => toReviewed(input, milestone, said.get(milestone.id) ?? [], today)),
  }
}

function toReviewed(
  input: ReviewInput,
  milestone: MilestoneAsAt,
  said: readonly MonthWords[],
  today: PlainDate,
): ReviewedMilestone {
  const standing = standingOf(milestone, input.action)
  return {
    id: milestone.id,
    name: milestone.ref ? `Milestone ${milestone.ref}` : 'Milestone',
    words: milestone.words,
    href: paths.milestone(milestone.id),
    due: statedDate(milestone.due) ?? 'no date',
    soon: dueSoon(milestone.due, standing, today),
    leads: leadNames(milestone.leads) ?? 'No lead',
    status: statusView(standing, milestone.latest),
    verify: waitsFor(input, milestone, said) ? paths.verifyMilestone(milestone.id) : null,
    updates: said.map((words) => toUpdate(input, words)),
  }
}

/** Whether a claim waits that is not the reader's own; of an older month's, the page where it is verified says that. */
function waitsFor({ isOwn }: ReviewInput, { latest }: MilestoneAsAt, said: readonly MonthWords[]): boolean {
  const words = said.find(({ progressId }) => progressId === latest?.id)
  return isUnverified(latest) && !(words && isOwn(words))
}

function toUpdate(input: ReviewInput, words: MonthWords): ReviewedUpdate {
  const own = input.isOwn(words)
  return {
    id: words.progressId,
    status: words.status
      ? { code: words.status, words: STATUS_KEY[words.status].long }
      : { code: 'other_words', words: words.statusWords ?? 'No status given' },
    byline: `${words.author} on ${formatDay(words.saidOn)}`,
    lines: linesOf(words),
    made: words.assessment && madeWords(words.assessment),
    barred: own ? 'You said this yourself: somebody else reviews it.' : null,
    form: own ? null : toForm(input, words),
  }
}

function linesOf(words: MonthWords): ReviewedUpdate['lines'] {
  const lines = [
    { label: 'Done', words: words.done },
    { label: 'Next', words: words.next },
    { label: 'Support needed', words: words.support },
    { label: 'Evidence', words: words.evidence },
    { label: 'Asked before it was saved', words: words.concerns.map((concern) => concern.words).join(' ') },
  ]
  return lines.flatMap(({ label, words }) => (words ? [{ label, words }] : []))
}

const MADE = { accepted: 'Accepted', queried: 'Asked', verified: 'Verified', returned: 'Returned' }

function madeWords({
  verdict,
  words,
  by,
  on,
  answered,
}: Omit<AssessmentFacts, 'progressId' | 'replies'>): string {
  const state = verdict === 'queried' ? (answered ? ', answered' : ', not answered yet') : ''
  return `${MADE[verdict]} by ${by} on ${formatDay(on)}${state}${words ? `: ${words}` : ''}`
}

function toForm(
  { typed, newMark }: ReviewInput,
  { milestoneId, progressId }: MonthWords,
): ReviewedUpdate['form'] {
  const mine = typed?.values.update === progressId ? typed : null
  const text = (field: string): string => String(mine?.values[field] ?? '')
  const errorOf = (field: string): string | null =>
    mine?.errors.find((error) => error.field === field)?.text ?? null
  return {
    send: paths.reviewMilestone(milestoneId),
    once: text('once') || newMark(),
    accepted: text('verdict') === 'accepted',
    queried: text('verdict') === 'queried',
    words: text('words'),
    errors: { verdict: errorOf('verdict'), words: errorOf('words') },
  }
}

function exampleReviewInput(): ReviewInput {
  const { plan, action, milestones } = exampleActionInput()
  const words = milestones.slice(0, 3).flatMap(({ id, latest }, at): MonthWords[] => {
    if (!latest) return []
    const { id: progressId, saidOn, status, statusWords, done, next, support, evidence, author } = latest
    return [
      {
        ...{ progressId, milestoneId: id, actionId: action.id, authorId: `person-${at}`, forId: null },
        ...{ saidOn, status, statusWords, done, next, support, evidence, author, concerns: [] },
        assessment:
          at === 0
            ? {
                ...{ id: 'made-1', verdict: 'queried', words: 'Which teams?', answered: false },
                ...{ by: 'Programme Manager', on: '2026-11-20' },
              }
            : null,
      },
    ]
  })
  return {
    ...{ plan: { ...plan, milestones }, action, period: '2026-11-01', words },
    isOwn: ({ authorId }) => authorId === 'person-1',
    newMark: () => 'one-time',
    typed: {
      values: { update: words[0]?.progressId ?? '', verdict: 'queried', words: '' },
      errors: [{ field: 'words', text: 'Say what you ask' }],
    },
  }
}

export const reviewPage = definePage<ReviewPage>('plans/pages/review.njk', () =>
  toReviewPage(exampleReviewInput(), EXAMPLE_TODAY),
)
