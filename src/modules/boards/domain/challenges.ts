import { daysBetween, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import type { PlanRow, Proof } from '../../plans/index.ts'

/** Why a board might ask about a milestone, in the order in which the reasons are gone through. */
export const CHALLENGES = ['support', 'overdue', 'unproven', 'redated'] as const
export type ChallengeKind = (typeof CHALLENGES)[number]

/** How the three are chosen, as the page says it. */
export const HOW_CHOSEN =
  'Chosen by rule: the milestone that has waited longest for support, the one that is longest overdue, one that is said to be completed without evidence or without anybody else’s word, and the one that was re-dated most. Each milestone stands once; where a kind has none, the next kind follows, and then the round begins again.'

const MOST = 3

export interface Challenge {
  kind: ChallengeKind
  row: PlanRow
  /** One sentence with the fact behind it. */
  why: string
}

interface Candidate extends Challenge {
  /** The more, the sooner it is asked about. */
  weight: number
}

/**
 * Three things to challenge, no milestone twice: the worst of each kind in turn, and round again until there are three or
 * no more. Of two that weigh the same, the one that comes first in the plan.
 */
export function chooseChallenges(rows: readonly PlanRow[], proof: Proof, today: PlainDate): Challenge[] {
  const queues = CHALLENGES.map((kind) =>
    rows.flatMap((row) => WEIGHED[kind](row, today, proof) ?? []).toSorted((a, b) => b.weight - a.weight),
  )
  const chosen: Candidate[] = []
  const isNew = ({ row }: Candidate) => !chosen.some((one) => one.row.milestone.id === row.milestone.id)
  while (chosen.length < MOST && queues.some((queue) => queue.some(isNew)))
    for (const queue of queues) {
      const next = queue.find(isNew)
      if (next && chosen.length < MOST) chosen.push(next)
    }
  return chosen.map(({ weight: _, ...challenge }) => challenge)
}

type Weigh = (row: PlanRow, today: PlainDate, proof: Proof) => Candidate | null

const WEIGHED: Record<ChallengeKind, Weigh> = {
  support: (row, today) => {
    const since = supportSince(row)
    if (!since) return null
    const days = daysBetween(since, today)
    const asked = row.milestone.support.length > 0
    const why = `Support has been ${asked ? 'asked for' : 'needed'} since ${formatDay(since)}${asked ? '' : ', and nobody has been asked for it'}${lengthOf(days, ': ', '')}.`
    return { kind: 'support', row, why, weight: days }
  },
  overdue: (row, today) => {
    const on = row.milestone.due?.on
    if (!row.overdue || !on) return null
    const days = daysBetween(on, today)
    const why = `It was due on ${formatDay(on)}${lengthOf(days, ': ', ' overdue')}.`
    return { kind: 'overdue', row, why, weight: days }
  },
  unproven: (row, today, proof) => {
    const { latest } = row.milestone
    if (row.standing !== 'achieved' || !latest) return null
    const missing = missingOf(row, proof)
    if (missing.length === 0) return null
    const why = `Said to be completed on ${formatDay(latest.saidOn)}, but ${missing.join(' and ')}.`
    return {
      kind: 'unproven',
      row,
      why,
      weight: missing.length * 100_000 + daysBetween(latest.saidOn, today),
    }
  },
  redated: (row) => {
    const times = row.milestone.earlierDue.length
    if (times === 0 || row.standing === 'achieved') return null
    const why = `Its due date has been moved ${times === 1 ? 'once' : `${times} times`}.`
    return { kind: 'redated', row, why, weight: times }
  },
}

const A_YEAR = 365

/** ": 24 days overdue", ": 15 years overdue"; nothing on the day itself. */
function lengthOf(days: number, before: string, after: string): string {
  if (days === 0) return ''
  const words = days < 2 * A_YEAR ? counted(days, 'day') : `${Math.floor(days / 365.25)} years`
  return `${before}${words}${after}`
}

/** The oldest open request, or the day on which the status that asks for support was last said. */
function supportSince({ milestone, standing }: PlanRow): PlainDate | null {
  if (standing === 'dropped') return null
  const [first] = milestone.support.map(({ openedOn }) => openedOn).toSorted()
  return first ?? (standing === 'not_achieved' ? (milestone.latest?.saidOn ?? null) : null)
}

function missingOf({ milestone: { id, latest } }: PlanRow, { verified, evidenced }: Proof): string[] {
  if (!latest) return []
  return [
    ...(latest.evidence || evidenced.has(id) ? [] : ['no evidence is given']),
    ...(verified.has(latest.id) ? [] : ['nobody else has verified it']),
  ]
}
