import type { PlanDraft } from '../../src/modules/plans/index.ts'
import { endOfMonth, type PlainDate, startOfMonth } from '../../src/platform/calendar.ts'
import { type Action, type Anyshire, dateOf, type Milestone, type Update, type When } from './schema.ts'

/** Who stands behind the key of a post: its id here, and the person who holds it, if one signs in as it. */
export interface Posts {
  idOf(key: string): string
  titleOf(key: string): string
  holderOf(key: string): string | null
}

type Day = (at: { month: number; day: number | 'last' }) => PlainDate

/** The demonstration plan as a draft, its relative months worked out from one day. */
export function toPlanDraft(anyshire: Anyshire, posts: Posts, today: PlainDate): PlanDraft {
  const noon = new Date(`${today}T12:00:00Z`)
  const day: Day = (at) => dateOf(at, noon)
  const { plan, review, actions, area } = anyshire
  const boardOf = (key: string) => area.boards.find((board) => board.key === key)?.name ?? key
  return {
    title: plan.title,
    commitment: [plan.commitment.title, ...plan.commitment.messages].join('\n'),
    headings: {},
    inForceFrom: day({ month: plan.startMonth, day: 1 }),
    edition: {
      number: 3,
      label: plan.edition.label,
      state: 'approved',
      approvedBy: boardOf(plan.edition.approvedBy),
      approvedOn: day({ month: -plan.edition.approvedMonthsAgo, day: plan.edition.day }),
    },
    reviews: [toReview(review, day)],
    ...{ cites: [], tables: [], document: null },
    themes: plan.themes.map(({ number, name, outcome }) => ({ key: `theme ${number}`, name, outcome })),
    phases: plan.phases.map(({ number, name, endsInMonths, outcome }) => ({
      key: `phase ${number}`,
      name,
      endsOn: day({ month: endsInMonths, day: 'last' }),
      outcome,
    })),
    actions: actions.map((action) => toAction(action, { day, posts, today, boardOf })),
  }
}

function toReview(review: Anyshire['review'], day: Day): PlanDraft['reviews'][number] {
  return {
    key: 'review',
    kind: review.kind,
    title: review.title,
    body: review.body,
    publishedOn: day({ month: -review.publishedMonthsAgo, day: review.day }),
    judgement: null,
    findings: review.findings.map((finding) => ({
      key: `finding ${finding.number}`,
      ref: String(finding.number),
      group: review.groups.find((group) => group.key === finding.group)?.name ?? null,
      words: finding.words,
      remark: null,
      deadline: { on: day(finding.deadline), precision: 'day', words: finding.deadline.words },
      ...{ criteria: [], measures: [], origin: null },
    })),
  }
}

interface Around {
  day: Day
  posts: Posts
  today: PlainDate
  boardOf: (key: string) => string
}

function toAction(action: Action, around: Around): PlanDraft['actions'][number] {
  return {
    key: action.ref,
    ref: action.ref,
    words: action.words,
    theme: `theme ${action.theme}`,
    phase: `phase ${action.phase}`,
    outcome: action.outcome ?? null,
    leads: toLeads(action, around.posts),
    cites: toCites(action.answers),
    boards: action.boards.map(around.boardOf),
    extra: {},
    criteria: action.criteria,
    measures: [],
    origin: null,
    judgements: action.judgements.map(({ month, status, words, support }) => ({
      ...when(month, around),
      status: support === undefined ? status : 'not_achieved',
      statusWords: null,
      done: words,
      next: null,
      support: support ?? null,
      evidence: null,
      author: authorOf(action.lead, around.posts),
    })),
    milestones: action.milestones.map((milestone) => toMilestone(milestone, action, around)),
  }
}

function toMilestone(milestone: Milestone, action: Action, around: Around) {
  return {
    key: milestone.ref,
    ref: milestone.ref,
    words: milestone.words,
    leads: toLeads(milestone, around.posts),
    cites: toCites(milestone.answers),
    boards: [],
    extra: {},
    origin: null,
    id: null,
    start: stated(milestone.start, around.day, startOfMonth),
    due: stated(milestone.due, around.day, endOfMonth),
    updates: milestone.updates.map((update) =>
      toUpdate(update, update.by ?? milestone.lead ?? action.lead, around),
    ),
    redated: toRedated(milestone, action, around),
  }
}

function toLeads({ lead, support }: { lead?: string | undefined; support: string[] }, posts: Posts) {
  const named = [
    ...(lead === undefined ? [] : [{ key: lead, part: 'accountable' as const }]),
    ...support.map((key) => ({ key, part: 'support' as const })),
  ]
  return named.map(({ key, part }) => ({
    words: posts.titleOf(key),
    part,
    holder: { kind: 'post' as const, id: posts.idOf(key) },
  }))
}

const toCites = (answers: readonly number[]) =>
  answers.map((number) => ({ words: `Recommendation ${number}`, finding: `finding ${number}` }))

const PRECISION = { day: 'day', month: 'month', term: 'season' } as const

/** A month stands for its first day when something starts, and for its last when it is due. */
function stated(at: When, day: Day, ofMonth: (day: PlainDate) => PlainDate) {
  const on = at.precision === 'month' ? ofMonth(day(at)) : day(at)
  return { on, precision: PRECISION[at.precision], words: at.words ?? null }
}

function toUpdate(update: Update, by: string, around: Around) {
  return {
    ...when(update.month, around),
    status: update.support === undefined ? update.status : ('not_achieved' as const),
    statusWords: null,
    done: update.done,
    next: update.next ?? null,
    support: update.support ?? null,
    evidence: update.evidence.map(({ words }) => words).join('\n') || null,
    author: authorOf(by, around.posts),
  }
}

/** Said at the end of its month; what is said of this month was said today at the latest. */
function when(month: number, { day, today }: Around): { period: PlainDate; saidOn: PlainDate } {
  const last = day({ month, day: 'last' })
  return { period: startOfMonth(last), saidOn: last < today ? last : today }
}

const authorOf = (key: string, posts: Posts) => ({ id: posts.holderOf(key), words: posts.titleOf(key) })

function toRedated({ redated, due }: Milestone, action: Action, { day, posts, today }: Around) {
  if (!redated) return []
  const on = day({ month: redated.inMonth, day: 12 })
  return [
    {
      was: stated({ ...due, month: redated.fromMonth, words: undefined }, day, endOfMonth),
      now: stated(due, day, endOfMonth),
      on: on < today ? on : today,
      reason: redated.reason,
      by: posts.titleOf(action.lead),
    },
  ]
}
