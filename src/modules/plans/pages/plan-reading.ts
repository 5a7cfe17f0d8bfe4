import type { PlainDate } from '../../../platform/calendar.ts'
import { query } from '../../../platform/words.ts'
import { isUnverified } from '../domain/claim.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { STANDING_WORDS, STANDINGS, type Standing } from '../domain/roll-up.ts'
import { type PlanAddress, paths } from '../paths.ts'
import type { RowReading } from './milestone-row.ts'
import { type Grouping, type PlanQuery, type PlanRow, readPlanQuery } from './plan-query.ts'
import { NOT_YET_VERIFIED } from './words.ts'

/** One plan under one reader's question: what the parts of the plan page share. */
export interface Reading extends RowReading {
  facts: PlanAsAt
  query: PlanQuery
}

/** The address of this view with some of it changed. */
export const addressOf = (reading: Reading, change: Partial<PlanQuery>): string =>
  paths.plan(reading.facts.id, viewOf({ ...reading.query, ...change }, reading.past))

/** What stands after the question mark; the plan's first grouping goes without saying. */
export const viewOf = ({ by, ...rest }: PlanQuery, past: PlainDate | null): PlanAddress => ({
  by: by === 'theme' ? null : by,
  ...rest,
  asAt: past,
})

/** A view as text that can be kept; without its day, since a kept view is of the plan as it stands. */
export const queryText = (view: PlanQuery): string => query(viewOf(view, null)).slice(1)

export const readQueryText = (text: unknown): PlanQuery =>
  readPlanQuery(typeof text === 'string' ? Object.fromEntries(new URLSearchParams(text)) : {})

export const GROUPING_WORDS: Record<Grouping, string> = {
  theme: 'Theme',
  outcome: 'Outcome',
  phase: 'Phase',
  lead: 'Lead',
  partner: 'Partner',
  board: 'Board',
}

/** Groupings that stand in the order of the alphabet: the plan gives them none. */
export const BY_NAME: ReadonlySet<Grouping> = new Set(['lead', 'partner', 'board'])

/** Groupings under which a milestone stands exactly once. */
export const STANDS_ONCE: ReadonlySet<Grouping> = new Set(['theme', 'outcome', 'phase'])

export const isWhole = ({ by: _, ...filters }: PlanQuery): boolean =>
  Object.values(filters).every((value) => value === null)

/** One stretch of the thread drawn over a list: so many milestones, in the state's colour. */
export interface BarPart {
  code: Standing
  from: number
  length: number
}

export type Tally = Map<Standing, number>

export function tallyOf(rows: readonly PlanRow[]): Tally {
  const tally: Tally = new Map()
  for (const row of rows) tally.set(row.standing, (tally.get(row.standing) ?? 0) + 1)
  return tally
}

export function toBar(tally: Tally): BarPart[] {
  let from = 0
  return STANDINGS.flatMap((code) => {
    const length = tally.get(code) ?? 0
    from += length
    return length > 0 ? [{ code, from: from - length, length }] : []
  })
}

/** How many of these are said to be completed, and verified by nobody else yet. */
export const unverifiedOf = (rows: readonly PlanRow[]): number =>
  rows.filter(({ standing, milestone }) => standing === 'achieved' && isUnverified(milestone.latest)).length

/** "3 support required, 12 on track, 4 completed, 2 of them not yet verified": a group's states in words. */
export function tallyWords(tally: Tally, unverified = 0): string {
  return STANDINGS.flatMap((code) => {
    const number = tally.get(code) ?? 0
    if (number === 0) return []
    const words = `${number} ${STANDING_WORDS[code].toLowerCase()}`
    return [
      code === 'achieved' && unverified > 0 ? `${words}, ${unverifiedWords(number, unverified)}` : words,
    ]
  }).join(', ')
}

function unverifiedWords(completed: number, unverified: number): string {
  if (completed === 1) return NOT_YET_VERIFIED
  return `${completed === unverified ? 'all' : unverified} of them ${NOT_YET_VERIFIED}`
}
