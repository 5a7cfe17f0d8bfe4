/** What a statement needs to be shown on a day (capability A5.1): pure; the day is given. */
import { addMonths, type PlainDate } from '../../../platform/calendar.ts'
import { ageOf, type EvidenceFacts } from '../../evidence/index.ts'
import type { Completion, Freshness, Gap, Judged, Shown, Statement, Step } from './statement.ts'
import { GAPS } from './statement.ts'

/** Evidence older than so many months proves nothing of today, even where nobody gave it a last day. */
export const FRESH_MONTHS = 12

/** On which day it is to be shown (null: no day is known, so nothing can be late), and on which the plan stands so. */
export interface JudgedOn {
  on: PlainDate | null
  asAt: PlainDate
}

/**
 * Judges one statement: covered when something live shows it, everything that shows it is due by the day or
 * completed, and evidence stands behind it that still counts on the day. A later date never makes it better, more
 * evidence never worse. Without a day, evidence is judged as at the plan's own.
 */
export function judge(statement: Statement, { on, asAt }: JudgedOn): Judged {
  const steps = stepsOf(statement)
  const freshness = freshnessOf(evidenceBehind(statement), on ?? asAt)
  const found: Record<Gap, boolean> = {
    not_covered: steps.length === 0,
    late: on !== null && steps.some((step) => isOpen(step) && isAfter(step, on)),
    undated: steps.some((step) => isOpen(step) && !step.due?.on),
    no_evidence: freshness === 'none',
    stale: freshness === 'stale',
  }
  const gaps = GAPS.filter((gap) => found[gap])
  return {
    ...{ statement, freshness, gaps },
    completion: completionOf(statement.shownBy),
    state: gaps[0] ?? 'covered',
  }
}

const isOpen = ({ achieved }: Step): boolean => !achieved
const isAfter = ({ due }: Step, day: PlainDate): boolean => due?.on != null && due.on > day

/** Every live milestone that a statement leans on, once, in the plan's order. */
const stepsOf = ({ shownBy }: Statement): Step[] => [
  ...new Map(shownBy.flatMap(({ steps }) => steps.map((step) => [step.id, step] as const))).values(),
]

/** Evidence of the statement itself, and of every milestone that it leans on. */
const evidenceBehind = (statement: Statement): EvidenceFacts[] => [
  ...statement.evidence,
  ...stepsOf(statement).flatMap(({ evidence }) => evidence),
]

/**
 * The latest due day of the live milestones, completed or not, and the milestone that decides it: the first in the
 * plan's order where several are due then. Null where none has a day.
 */
export function completionOf(shownBy: readonly Shown[]): Completion | null {
  const dated = shownBy
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.due?.on ? [{ on: step.due.on, by: step }] : []))
  return dated.reduce<Completion | null>((last, one) => (last && last.on >= one.on ? last : one), null)
}

/**
 * Whether evidence still proves something on a day: fresh when one piece is not past its last day, and is dated (or,
 * where it bears no date, was added) no more than `months` months before.
 */
export function freshnessOf(
  evidence: readonly Pick<EvidenceFacts, 'datedOn' | 'expiresOn' | 'addedOn'>[],
  day: PlainDate,
  months = FRESH_MONTHS,
): Freshness {
  if (evidence.length === 0) return 'none'
  const oldest = addMonths(day, -months)
  const counts = evidence.some(
    (piece) => ageOf(piece, day) !== 'out_of_date' && (piece.datedOn ?? piece.addedOn) >= oldest,
  )
  return counts ? 'fresh' : 'stale'
}

/** How many statements could be shown, of how many. */
export interface Readiness {
  ready: number
  of: number
}

export const readinessOf = (judged: readonly Judged[]): Readiness => ({
  ready: judged.filter(({ state }) => state === 'covered').length,
  of: judged.length,
})
