import { addDays, formatDay, type PlainDate } from '../../../platform/calendar.ts'

/** Somebody's time in a post; without a last day while it goes on. */
export interface Holding {
  id: string
  personId: string
  name: string
  from: PlainDate
  to: PlainDate | null
}

/** Whom a post goes to on a day; nobody where it becomes vacant. */
export interface HandOver {
  from: PlainDate
  to: { personId: string; name: string } | null
}

/** What a hand-over does to the holdings of a post: each is kept, and at most one ends or changes hands. */
export interface Handed {
  /** The holding that ends, and its last day. */
  ends: { id: string; name: string; on: PlainDate } | null
  /** A hand-over still to come that goes to somebody else instead. */
  instead: { id: string; name: string } | null
  /** Whether a new holding begins. */
  begins: boolean
}

/**
 * Who holds a post on a day; null while it is vacant.
 */
export const holderOn = (holdings: readonly Holding[], day: PlainDate): Holding | null =>
  holdings.find((one) => one.from <= day && (one.to === null || one.to >= day)) ?? null

/** The first of these sentences that stands in the way of a hand-over; null where nothing does. */
export function refusalOfHandOver(
  holdings: readonly Holding[],
  { from, to }: HandOver,
  today: PlainDate,
): { words: string; field: 'from' | 'person' } | null {
  const last = latest(holdings)
  if (last && last.from >= from && !comesInstead(last, { from, to }, today)) {
    return {
      words: `${last.name} holds this post from ${formatDay(last.from)}: enter a later day`,
      field: 'from',
    }
  }
  const holder = holderOn(holdings, from)
  if (!to && !holder) return { words: 'Nobody holds this post on that day', field: 'person' }
  if (to && holder?.personId === to.personId) {
    return { words: `${to.name} holds this post already: choose somebody else`, field: 'person' }
  }
  return null
}

/** What a hand-over that nothing stands in the way of does: the old holding ends the day before the new one begins. */
export function handOver(holdings: readonly Holding[], wish: HandOver, today: PlainDate): Handed {
  const last = latest(holdings)
  if (last && comesInstead(last, wish, today)) {
    return { ends: null, instead: { id: last.id, name: last.name }, begins: false }
  }
  const holder = holderOn(holdings, wish.from)
  return {
    ends: holder && { id: holder.id, name: holder.name, on: addDays(wish.from, -1) },
    instead: null,
    begins: wish.to !== null,
  }
}

/** Nobody has held it yet from that day on, so that there is nothing to keep. */
const comesInstead = (last: Holding, { from, to }: HandOver, today: PlainDate): boolean =>
  to !== null && last.from === from && from > today

const latest = (holdings: readonly Holding[]): Holding | null =>
  holdings.toSorted((a, b) => a.from.localeCompare(b.from)).at(-1) ?? null
