import { addDays, daysBetween, formatDay, type PlainDate } from '../../../platform/calendar.ts'

export interface Named {
  id: string
  name: string
}

/** Who sees to somebody's milestones, from a day to a day, both among them. */
export interface StandIn {
  id: string
  person: Named
  standIn: Named
  from: PlainDate
  to: PlainDate
}

export type WishedStandIn = Omit<StandIn, 'id'>

/** Days that somebody can be stood in for at a time: whoever is away for longer hands the post over. */
export const LONGEST_DAYS = 90

export interface Refused {
  words: string
  field: 'standIn' | 'from' | 'to'
}

/**
 * Why nobody may stand in so, in a sentence for whoever asked; null where they may. `held` are those that were not
 * ended, of whomever. Nobody stands in who is away, so that what was handed on is never handed on again.
 */
export function refusalOfStandIn(
  wish: WishedStandIn,
  held: readonly StandIn[],
  today: PlainDate,
): Refused | null {
  return (
    refusalOfDays(wish, today) ??
    refusalOfOthers(
      wish,
      held.filter((one) => meets(one, wish)),
    )
  )
}

function refusalOfDays({ person, standIn, from, to }: WishedStandIn, today: PlainDate): Refused | null {
  if (person.id === standIn.id) return { words: 'Choose somebody else to stand in', field: 'standIn' }
  if (from < today) return { words: 'The first day must be today or later', field: 'from' }
  if (to < from) return { words: 'The last day must be the first day or later', field: 'to' }
  if (daysBetween(from, to) < LONGEST_DAYS) return null
  const latest = formatDay(addDays(from, LONGEST_DAYS - 1))
  return {
    words: `Enter a last day no later than ${latest}: for longer than ${LONGEST_DAYS} days, hand the post over`,
    field: 'to',
  }
}

function refusalOfOthers({ person, standIn }: WishedStandIn, met: readonly StandIn[]): Refused | null {
  const twice = met.find((one) => one.person.id === person.id)
  if (twice) {
    const words = `${twice.standIn.name} stands in for ${person.name} ${daysOf(twice)}: end that first, or enter other days`
    return { words, field: 'from' }
  }
  const away = met.find((one) => one.person.id === standIn.id)
  if (away) {
    return { words: `${standIn.name} is away ${daysOf(away)}: choose somebody else`, field: 'standIn' }
  }
  const needed = met.find((one) => one.standIn.id === person.id)
  if (!needed) return null
  return {
    words: `${person.name} stands in for ${needed.person.name} ${daysOf(needed)}: end that first, or enter other days`,
    field: 'from',
  }
}

/** "from 1 December 2026 to 14 December 2026". */
export const daysOf = ({ from, to }: Pick<StandIn, 'from' | 'to'>): string =>
  from === to ? `on ${formatDay(from)}` : `from ${formatDay(from)} to ${formatDay(to)}`

const meets = (a: Pick<StandIn, 'from' | 'to'>, b: Pick<StandIn, 'from' | 'to'>): boolean =>
  a.from <= b.to && b.from <= a.to
