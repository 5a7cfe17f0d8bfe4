import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import type { CitationFacts, FindingFacts, MeasureFacts, PlanAsAt } from '../domain/facts.ts'
import { rollUp } from '../domain/roll-up.ts'
import { STATUS_KEY, type Status } from '../domain/status.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY, examplePlan } from './example.ts'
import { type MeasureView, toMeasureView } from './measure-words.ts'
import { type PlanRow, planRows } from './plan-query.ts'
import { type PlanTab, planTabs } from './plan-tabs.ts'
import { count, overdue, type StatusView, statedDate } from './words.ts'

export interface FindingsPage {
  tabs: PlanTab[]
  plan: { title: string; href: string }
  past: string | null
  /** Null where there is no list to take away. */
  takeAway: TakeAway | null
  words: string
  reviews: ReviewView[]
  /** Citations whose words name no finding: kept, and asked about. */
  loose: { words: string; where: string; href: string; settle: string | null }[]
}

export interface ReviewView {
  id: string
  title: string
  by: string
  words: string
  groups: { name: string | null; findings: FindingView[] }[]
}

export interface FindingView {
  anchor: string
  ref: string
  words: string
  deadline: string
  overdue: string | null
  status: StatusView | null
  /** Why no status can be given, though something answers it. */
  unsaid: string | null
  /** What success looks like, and how it is measured, where the plan says so of the finding. */
  success: { words: string; measures: FindingMeasure[] }[]
  measures: FindingMeasure[]
  /** Actions that answer it whole, and milestones that answer it by themselves. */
  answers: { name: string; words: string; href: string; sum: string }[]
  /** Said out loud. */
  gap: string | null
  /** Set when the last answer is due after the deadline: late by design. */
  late: string | null
  plan: string
  /** Where somebody says what answers it; null for whoever may not. */
  change: string | null
}

type FindingMeasure = MeasureView & { answer: null }

/** Every finding that the plan holds, and what answers it: the thread read from its beginning. */
export function toFindingsPage(facts: PlanAsAt, today: PlainDate, may = { change: false }): FindingsPage {
  const past = facts.asAt === today ? null : facts.asAt
  const change = may.change && past === null
  const views = findingViews(facts, past, change)
  const unanswered = views.filter(({ view }) => view.gap).length
  return {
    tabs: planTabs(facts.id, 'findings', past),
    plan: { title: facts.title, href: paths.plan(facts.id, { asAt: past }) },
    past: past && formatDay(past),
    takeAway: views.length === 0 ? null : takeAway((format) => paths.findingsTable(facts.id, format, past)),
    words: views.length === 0 ? '' : sumWords(views.length, unanswered),
    reviews: [...Map.groupBy(views, ({ finding }) => finding.review.id).values()].flatMap(toReview),
    loose: looseCitations(facts, past, change),
  }
}

/** Each finding with what a reader is shown of it, in the order of the reviews. */
export function findingViews(facts: PlanAsAt, past: PlainDate | null = null, change = false): Viewed[] {
  const rows = planRows(facts).filter((row) => row.standing !== 'dropped')
  return facts.findings.map((finding) => ({
    finding,
    view: toFinding(facts, finding, rows, { past, change }),
  }))
}

function sumWords(findings: number, unanswered: number): string {
  const rest = unanswered === 0 ? 'each is answered' : `${unanswered} answered by nothing`
  return `${count(findings, 'finding')}, ${rest}; in the order of the reviews`
}

export interface Viewed {
  finding: FindingFacts
  view: FindingView
}

function toReview(viewed: Viewed[]): ReviewView[] {
  const review = viewed[0]?.finding.review
  if (!review) return []
  const published = review.publishedOn ? `, published ${formatDay(review.publishedOn)}` : ''
  const groups = Map.groupBy(viewed, ({ finding }) => finding.group)
  return [
    {
      id: `review-${review.id}`,
      title: review.title,
      by: `${review.body}${published}`,
      words: count(viewed.length, 'finding'),
      groups: [...groups].map(([name, found]) => ({ name, findings: found.map(({ view }) => view) })),
    },
  ]
}

function toFinding(
  facts: PlanAsAt,
  finding: FindingFacts,
  rows: readonly PlanRow[],
  { past, change }: { past: PlainDate | null; change: boolean },
): FindingView {
  const cites = (list: readonly CitationFacts[]) => list.some((cite) => cite.findingId === finding.id)
  const actions = facts.actions.filter((action) => !action.dropped && cites(action.cites))
  const alone = rows.filter((row) => cites(row.milestone.cites) && !actions.includes(row.action))
  const answering = [...rows.filter((row) => actions.includes(row.action)), ...alone]
  const together = rollUp(answering.map((row) => row.standing))
  const whole = facts.cites.filter((cite) => cite.findingId === finding.id)
  const answered = whole.length + actions.length + alone.length > 0
  return {
    anchor: `finding-${finding.id}`,
    ref: finding.ref,
    words: finding.words,
    deadline: deadlineWords(finding),
    overdue: overdue(finding.deadline, together === 'achieved' ? 'achieved' : 'not_reported', facts.asAt),
    status: together && statusOf(together),
    success: finding.criteria.map(({ words, measures }) => ({
      words,
      measures: measures.map((measure) => toMeasure(measure, facts.asAt)),
    })),
    measures: finding.measures.map((measure) => toMeasure(measure, facts.asAt)),
    unsaid:
      actions.length + alone.length > 0 && !together
        ? 'Cannot be said: not every milestone has a status'
        : null,
    answers: [
      ...whole.map(({ words }) => ({
        name: 'The plan as a whole',
        words: `(“${words}”)`,
        href: paths.plan(facts.id, { asAt: past }),
        sum: '',
      })),
      ...actions.map((action) => ({
        name: action.ref ? `Action ${action.ref}` : 'Action',
        words: action.words,
        href: paths.action(action.id, past),
        sum: doneOf(rows.filter((row) => row.action === action)),
      })),
      ...alone.map(({ milestone, standing }) => ({
        name: milestone.ref ? `Milestone ${milestone.ref}` : 'Milestone',
        words: milestone.words,
        href: paths.milestone(milestone.id, past),
        sum: standing === 'achieved' ? 'completed' : '',
      })),
    ],
    gap: answered ? null : 'Answered by nothing',
    late: lateByDesign(finding, answering),
    plan: paths.plan(facts.id, { answers: finding.id, asAt: past }),
    change: change ? paths.answering(facts.id, finding.id) : null,
  }
}

const toMeasure = (measure: MeasureFacts, day: PlainDate): FindingMeasure => ({
  ...toMeasureView(measure, day),
  answer: null,
})

const statusOf = (status: Status): StatusView => ({ code: status, words: STATUS_KEY[status].short })

function doneOf(rows: readonly PlanRow[]): string {
  const done = rows.filter((row) => row.standing === 'achieved').length
  return rows.length === 0 ? 'no milestones' : `${done} of ${rows.length} completed`
}

/** "Within three months: 25 May 2026". */
function deadlineWords({ deadline }: FindingFacts): string {
  if (!deadline) return 'No deadline given'
  if (!deadline.words) return statedDate(deadline) ?? 'No deadline given'
  return deadline.on ? `${deadline.words}: ${statedDate(deadline)}` : `${deadline.words} (no day given)`
}

function lateByDesign({ deadline }: FindingFacts, answering: readonly PlanRow[]): string | null {
  const last = answering
    .filter((row) => row.standing !== 'achieved')
    .flatMap((row) => row.milestone.due?.on ?? [])
    .sort()
    .at(-1)
  if (!deadline?.on || !last || last <= deadline.on) return null
  return `The last milestone is due ${formatDay(last)}, after the deadline`
}

function looseCitations(facts: PlanAsAt, past: PlainDate | null, change: boolean): FindingsPage['loose'] {
  const loose = (kind: 'plan' | 'action' | 'milestone', thing: Citing, where: string, href: string) =>
    thing.cites
      .filter((cite) => cite.findingId === null)
      .map(({ words }) => ({ words, where, href, settle: change ? paths.answers(kind, thing.id) : null }))
  const named = (kind: string, { ref, words }: Named) => (ref ? `${kind} ${ref}` : words)
  return [
    ...loose('plan', facts, 'The plan as a whole', paths.plan(facts.id, { asAt: past })),
    ...facts.actions.flatMap((action) =>
      loose('action', action, named('Action', action), paths.action(action.id, past)),
    ),
    ...facts.milestones.flatMap((one) =>
      loose('milestone', one, named('Milestone', one), paths.milestone(one.id, past)),
    ),
  ]
}

type Citing = { id: string; cites: readonly CitationFacts[] }
type Named = { ref: string | null; words: string }

export const findingsPage = definePage<FindingsPage>('plans/pages/findings.njk', () =>
  toFindingsPage(examplePlan(12), EXAMPLE_TODAY, { change: true }),
)
