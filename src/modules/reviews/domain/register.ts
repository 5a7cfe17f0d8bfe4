import { daysBetween, type PlainDate } from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import type { ReviewFacts } from './facts.ts'
import { type ReviewKind, type ReviewState, STATES } from './kinds.ts'

export interface RegisterFilter {
  kind: ReviewKind | null
  state: ReviewState | null
}

/** The reviews that are asked for: expected ones first, the soonest on top, then held, then published, newest first. */
export function chooseReviews(reviews: readonly ReviewFacts[], filter: RegisterFilter): ReviewFacts[] {
  return reviews
    .filter(({ kind }) => filter.kind === null || kind === filter.kind)
    .filter(({ state }) => filter.state === null || state === filter.state)
    .sort(inOrder)
}

const inOrder = (a: ReviewFacts, b: ReviewFacts): number =>
  STATES.indexOf(a.state) - STATES.indexOf(b.state) || byDay(a, b) || a.title.localeCompare(b.title)

function byDay(a: ReviewFacts, b: ReviewFacts): number {
  if (a.state === 'expected')
    return (a.expectedOn ?? '9999-12-31').localeCompare(b.expectedOn ?? '9999-12-31')
  return (lastDayOf(b) ?? '').localeCompare(lastDayOf(a) ?? '')
}

const lastDayOf = ({ state, publishedOn, heldTo, heldFrom }: ReviewFacts): PlainDate | null =>
  state === 'published' ? publishedOn : (heldTo ?? heldFrom)

/** "in 51 days", "today", "12 days ago". */
export function away(day: PlainDate, today: PlainDate): string {
  const days = daysBetween(today, day)
  if (days === 0) return 'today'
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} ago`
}
