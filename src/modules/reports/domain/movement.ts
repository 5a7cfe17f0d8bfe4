import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { compareMonths } from '../../cycles/index.ts'
import { standingName } from './cells.ts'
import type { PaperFacts, Since } from './paper-facts.ts'
import type { ActionAsAt, MilestoneAsAt } from './plan.ts'
import type { Standing } from './report-facts.ts'
import { withinReport } from './within.ts'

/** Ways in which a milestone differs from an earlier month. A change of status is counted in one of the first six. */
export const MOVES = [
  { kind: 'completed', name: 'Completed' },
  { kind: 'better', name: 'Better' },
  { kind: 'worse', name: 'Worse' },
  { kind: 'reopened', name: 'No longer completed' },
  { kind: 'first', name: 'First reported' },
  { kind: 'other', name: 'Changed otherwise' },
  { kind: 'redated', name: 'Re-dated' },
  { kind: 'added', name: 'New' },
  { kind: 'dropped', name: 'Dropped' },
] as const
export type Move = (typeof MOVES)[number]['kind']

/** One milestone that moved, and how. */
export interface Mover {
  move: Move
  milestone: MilestoneAsAt
  action: ActionAsAt | null
  was: string
  now: string
}

/** All that moved since an earlier month, in the order of `MOVES` and of the plan; each count is the length of a list. */
export function moversSince(facts: PaperFacts, since: Since): Mover[] {
  const found = compareMonths(since.plan, facts.plan)
  const belongs = withinReport(facts)
  const statuses = found.moved.map(
    ({ milestone, action, was, now }): Mover => ({
      ...{ move: moveOf(name(was), name(now)), milestone, action },
      ...{ was: standingName(name(was)), now: standingName(name(now)) },
    }),
  )
  const all: Mover[] = [
    ...statuses,
    ...found.redated.map(
      ({ milestone, action, was, now }): Mover => ({
        ...{ move: 'redated', milestone, action, was: dayWords(was), now: dayWords(now) },
      }),
    ),
    ...found.added.map(
      ({ milestone, action }): Mover => ({
        ...{ move: 'added', milestone, action, was: 'Not in the plan', now: 'In the plan' },
      }),
    ),
    ...found.dropped.map(
      ({ milestone, action, reason }): Mover => ({
        ...{ move: 'dropped', milestone, action, was: 'In the plan', now: `Dropped: ${reason}` },
      }),
    ),
  ]
  const own = all.filter(({ milestone }) => belongs(milestone.id))
  return MOVES.flatMap(({ kind }) => own.filter(({ move }) => move === kind))
}

const dayWords = (day: PlainDate | null): string => (day ? formatDay(day) : 'No date')

/** What is dropped is never among what moved. */
const name = (standing: Standing | 'dropped'): Standing =>
  standing === 'dropped' ? 'not_reported' : standing

const RANK: Partial<Record<Standing, number>> = {
  not_achieved: 0,
  off_track: 1,
  not_started: 2,
  on_track: 3,
  achieved: 4,
}

function moveOf(was: Standing, now: Standing): Move {
  if (now === 'achieved') return 'completed'
  if (was === 'achieved') return 'reopened'
  if (was === 'not_reported') return 'first'
  const [from, to] = [RANK[was], RANK[now]]
  if (from === undefined || to === undefined) return 'other'
  return to > from ? 'better' : 'worse'
}
