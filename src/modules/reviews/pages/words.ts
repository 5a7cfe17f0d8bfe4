import { formatDay, formatWithPrecision, type PlainDate } from '../../../platform/calendar.ts'
import { type Bases, explain } from '../domain/deadline.ts'
import type { FindingEntry, ReviewFacts } from '../domain/facts.ts'
import { STATE_WORDS } from '../domain/kinds.ts'
import { away } from '../domain/register.ts'

/** The sentences that the pages of reviews say in the same way. */

export interface Choice {
  value: string
  text: string
  selected: boolean
}

export const choices = (
  options: readonly (readonly [string, string])[],
  all: string,
  chosen: string | null,
): Choice[] => [
  { value: '', text: all, selected: !chosen },
  ...options.map(([value, text]) => ({ value, text, selected: value === chosen })),
]

/** "11 May 2026 to 22 May 2026". */
export function heldWords({ heldFrom, heldTo }: Pick<ReviewFacts, 'heldFrom' | 'heldTo'>): string | null {
  if (!heldFrom) return null
  return heldTo && heldTo !== heldFrom
    ? `${formatDay(heldFrom)} to ${formatDay(heldTo)}`
    : formatDay(heldFrom)
}

/** "18 January 2027, in 55 days"; the words where there is no day. */
export function expectedWhen(
  { expectedOn, expectedWords }: Pick<ReviewFacts, 'expectedOn' | 'expectedWords'>,
  today: PlainDate,
): string | null {
  if (!expectedOn) return expectedWords
  const beside = expectedWords ? ` (${expectedWords})` : ''
  return `${formatDay(expectedOn)}, ${away(expectedOn, today)}${beside}`
}

/** How far a review has come, and when: one line. */
export function stateWords(review: ReviewFacts, today: PlainDate): string {
  const { state, publishedOn } = review
  if (state === 'expected') return `Expected ${expectedWhen(review, today) ?? ''}`.trim()
  if (state === 'held') return `${STATE_WORDS.held}: ${heldWords(review) ?? 'day not known'}`
  return publishedOn ? `Published ${formatDay(publishedOn)}` : 'Published, day not known'
}

export interface DeadlineView {
  /** "Within three months: 9 October 2026, 46 days ago". */
  text: string
  /** How one comes to the day, or why there is none. */
  how: string | null
}

/** What a finding asks for by when; null where nothing was said of it. */
export function deadlineView(
  { deadlineWords, deadlineOn, deadlinePrecision }: FindingEntry,
  bases: Bases,
  day: PlainDate,
): DeadlineView | null {
  if (!deadlineWords && !deadlineOn) return null
  const on =
    deadlineOn && `${formatWithPrecision(deadlineOn, deadlinePrecision ?? 'day')}, ${away(deadlineOn, day)}`
  return {
    text: [deadlineWords, on ?? 'no day'].filter(Boolean).join(': '),
    how: explain({ words: deadlineWords, on: deadlineOn, precision: deadlinePrecision }, bases),
  }
}
