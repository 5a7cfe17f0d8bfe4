/** What actions cost: whole pounds, needed and allocated, and the gap between them. */
import type { PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'

export interface BudgetLine {
  id: string
  actionId: string
  /** The year in which the financial year begins; null where the line is for no one year. */
  year: number | null
  source: string
  /** Whole pounds; null where nobody knows yet, which is not nought. */
  needed: number | null
  allocated: number | null
  words: string | null
  fromOn: PlainDate
  toOn: PlainDate | null
  madeBy: string
  endedBy: string | null
}

/** Lines in sum. */
export interface Money {
  lines: number
  /** What is known of them, in whole pounds. */
  needed: number
  allocated: number
  /** Lines whose needed, or whose allocated, sum nobody knows yet. */
  neededUnknown: number
  allocatedUnknown: number
  /**
   * What is still to be found, action by action, of the lines of which both sums are known; and what some actions have
   * been given beyond their need. An action's lines make up for each other; one action's surplus is not another's.
   */
  short: number
  over: number
  /** Lines of which nobody can say whether anything is missing. */
  unsure: number
}

type Sums = Pick<BudgetLine, 'actionId' | 'needed' | 'allocated'>

/** Sums lines: any of one plan. The order does not matter, and `short - over` is needed less allocated of what is known. */
export function moneyOf(lines: readonly Sums[]): Money {
  const gaps = new Map<string, number>()
  for (const { actionId, needed, allocated } of lines) {
    if (needed === null || allocated === null) continue
    gaps.set(actionId, (gaps.get(actionId) ?? 0) + needed - allocated)
  }
  return {
    lines: lines.length,
    needed: sum(lines.map((line) => line.needed ?? 0)),
    allocated: sum(lines.map((line) => line.allocated ?? 0)),
    neededUnknown: lines.filter((line) => line.needed === null).length,
    allocatedUnknown: lines.filter((line) => line.allocated === null).length,
    short: sum([...gaps.values()].filter((gap) => gap > 0)),
    over: sum([...gaps.values()].filter((gap) => gap < 0).map((gap) => -gap)),
    unsure: lines.filter((line) => line.needed === null || line.allocated === null).length,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** "£40,000". */
export const pounds = (whole: number): string => `£${whole.toLocaleString('en-GB')}`

/** A sum of lines of which some are not known: "£40,000, and 1 line not known yet". */
export function knownWords(known: number, unknown: number, lines: number): string {
  if (lines === 0) return 'No line'
  if (unknown === lines) return NOT_KNOWN
  return unknown === 0 ? pounds(known) : `${pounds(known)}, and ${counted(unknown, 'line')} not known yet`
}

export const NOT_KNOWN = 'Not known yet'

/** What is missing, in words: "£40,000 still to be found". */
export function gapWords({ lines, short, over, unsure }: Money): string {
  if (lines === 0) return 'No line'
  if (unsure === lines) return NOT_KNOWN
  const parts = [
    ...(short > 0 ? [`${pounds(short)} still to be found`] : []),
    ...(over > 0 ? [`${pounds(over)} more than needed`] : []),
  ]
  const known = parts.length > 0 ? parts.join(', ') : 'Found in full'
  return unsure === 0 ? known : `${known}, and ${counted(unsure, 'line')} not known yet`
}

/** "2026–27" of 2026. */
export const yearWords = (year: number | null): string =>
  year === null ? 'No year' : `${year}–${String((year + 1) % 100).padStart(2, '0')}`

/** The year in which the financial year of a day begins: England's runs from 1 April. */
export const financialYear = (day: PlainDate): number =>
  Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0)

/** Whether a line holds at the end of a day. */
export const holdsOn = ({ fromOn, toOn }: BudgetLine, day: PlainDate): boolean =>
  fromOn <= day && (toOn === null || toOn > day)
