import type { PlainDate } from '../../../platform/calendar.ts'
import { criticalPath } from '../domain/critical-path.ts'
import type { ActionAsAt, LeadFacts, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import { STANDINGS, type Standing, standingOf } from '../domain/roll-up.ts'
import { dueWithinMonth, dueWithinQuarter, isOverdue, leadsOnly } from './words.ts'

/** The ways in which one plan is cut into groups. */
export const GROUPINGS = ['theme', 'outcome', 'phase', 'lead', 'partner', 'board'] as const
export type Grouping = (typeof GROUPINGS)[number]

export const DUE_WITHIN = ['overdue', 'this-month', 'next-three'] as const
export type DueWithin = (typeof DUE_WITHIN)[number]

/** Asks for open milestones of which nothing was said for the month of the day. */
export const NOT_THIS_MONTH = 'not-this-month'

/** Asks for milestones of actions that are on the critical path. */
export const CRITICAL = 'critical'

/** Stands in an address for "has no lead", "has no theme" and the like. */
export const NONE = 'none'

/** What a reader asked to see of a plan; null where they did not say. */
export interface PlanQuery {
  by: Grouping
  status: Standing | null
  /** Identity of the lead's person, post or partner; their name where an import settled none. */
  lead: string | null
  partner: string | null
  theme: string | null
  board: string | null
  /** The review of which a finding is answered. */
  review: string | null
  /** The finding that is answered. */
  answers: string | null
  due: DueWithin | null
  said: typeof NOT_THIS_MONTH | null
  path: typeof CRITICAL | null
  words: string | null
}

export const WHOLE_PLAN: PlanQuery = {
  by: 'theme',
  status: null,
  lead: null,
  partner: null,
  theme: null,
  board: null,
  review: null,
  answers: null,
  due: null,
  said: null,
  path: null,
  words: null,
}

/** Reads an address; what it does not know it leaves out, because an old shared address must still open. */
export function readPlanQuery(raw: Readonly<Record<string, unknown>>): PlanQuery {
  return {
    by: oneOf(GROUPINGS, raw.by) ?? 'theme',
    status: oneOf(STANDINGS, raw.status),
    lead: text(raw.lead),
    partner: text(raw.partner),
    theme: text(raw.theme),
    board: text(raw.board),
    review: text(raw.review),
    answers: text(raw.answers),
    due: oneOf(DUE_WITHIN, raw.due),
    said: oneOf([NOT_THIS_MONTH], raw.said),
    path: oneOf([CRITICAL], raw.path),
    words: text(raw.words),
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : null
}

function oneOf<const T extends string>(known: readonly T[], value: unknown): T | null {
  return known.find((item) => item === value) ?? null
}

export const leadKey = (lead: LeadFacts): string => lead.holder?.id ?? lead.name

/** A milestone without a board of its own is watched by the board of its action. */
export const boardsOf = (milestone: MilestoneAsAt, action: ActionAsAt | null): readonly string[] =>
  milestone.boards.length > 0 ? milestone.boards : (action?.boards ?? [])

/** One milestone with what every question about it needs, worked out once. */
export interface PlanRow {
  milestone: MilestoneAsAt
  action: ActionAsAt
  standing: Standing
  overdue: boolean
  /** Whether its action is on the critical path. */
  critical: boolean
}

/** The milestones of a plan beside their actions, in the plan's own order. */
export function planRows(facts: PlanAsAt): PlanRow[] {
  const actions = new Map(facts.actions.map((action) => [action.id, action]))
  const path = criticalPath(facts)
  return facts.milestones.flatMap((milestone) => {
    const action = actions.get(milestone.actionId)
    if (!action) return []
    const standing = standingOf(milestone, action)
    const overdue = isOverdue(milestone.due, standing, facts.asAt)
    return [{ milestone, action, standing, overdue, critical: path.has(action.id) }]
  })
}

/** Whether a board of this name monitors the milestone, or its action where it has no board of its own. */
export const isMonitoredBy = ({ milestone, action }: PlanRow, board: string): boolean =>
  boardsOf(milestone, action).includes(board)

/** A dropped milestone shows only when dropped ones are asked for: it is kept, but it is no longer the plan. */
export function matching(
  query: PlanQuery,
  { asAt: today, findings }: Pick<PlanAsAt, 'asAt' | 'findings'>,
): (row: PlanRow) => boolean {
  const words = query.words?.toLowerCase() ?? null
  const ofReview = new Set(findings.filter(({ review }) => review.id === query.review).map(({ id }) => id))
  return (row) =>
    (query.status ? row.standing === query.status : row.standing !== 'dropped') &&
    has(query.lead, query.lead === NONE ? leadsOnly(row.milestone.leads) : row.milestone.leads, leadKey) &&
    has(query.partner, row.milestone.leads, (lead) => lead.partner) &&
    has(query.theme, row.action.themeId ? [row.action.themeId] : [], String) &&
    has(query.board, boardsOf(row.milestone, row.action), String) &&
    (query.review === null || answers(row, (id) => ofReview.has(id))) &&
    (query.answers === null || answers(row, (id) => id === query.answers)) &&
    (query.due === null || isDue(row, query.due, today)) &&
    (query.said === null || isSilent(row, today)) &&
    (query.path === null || row.critical) &&
    (words === null || saysWords(row, words))
}

function has<T>(wanted: string | null, items: readonly T[], key: (item: T) => string | null): boolean {
  if (wanted === null) return true
  if (wanted === NONE) return items.every((item) => key(item) === null)
  return items.some((item) => key(item) === wanted)
}

function answers(row: PlanRow, wanted: (findingId: string) => boolean): boolean {
  return [...row.milestone.cites, ...row.action.cites].some(
    ({ findingId }) => findingId !== null && wanted(findingId),
  )
}

function isDue(row: PlanRow, within: DueWithin, today: PlainDate): boolean {
  if (within === 'overdue') return row.overdue
  const on = row.milestone.due?.on
  if (!on || on < today || row.standing === 'achieved') return false
  return on <= (within === 'this-month' ? dueWithinMonth(today) : dueWithinQuarter(today))
}

/** Open, and nothing said of it for the month that the day stands in. */
export function isSilent({ milestone, standing }: PlanRow, today: PlainDate): boolean {
  if (standing === 'achieved' || standing === 'dropped') return false
  return milestone.latest?.period?.slice(0, 7) !== today.slice(0, 7)
}

function saysWords({ milestone, action }: PlanRow, words: string): boolean {
  return [milestone.ref, milestone.words, action.ref, action.words, milestone.latest?.done].some((text) =>
    text?.toLowerCase().includes(words),
  )
}
