import { addDays, addMonths, type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import { dayByRule } from '../../cycles/index.ts'

export const RHYTHMS = ['monthly', 'quarterly', 'days'] as const
export type Rhythm = (typeof RHYTHMS)[number]

/** How often something is owed. */
export interface Timing {
  rhythm: Rhythm
  /** Of monthly and quarterly, a phrase of the months' rules: "second Tuesday". */
  dayWords: string
  /** Of days: meetings that are known, in any order. */
  days: readonly PlainDate[]
  /** Nothing is owed for a day before; quarters are counted from its month. */
  fromOn: PlainDate
  /** From this day on nothing is owed any more; null while it goes on. */
  endedOn: PlainDate | null
}

/**
 * The days for which something is owed, from one day to another (both counted), in order and each once. A quarterly
 * report is owed in the month in which it begins and in each third month after it.
 */
export function owedDays(timing: Timing, from: PlainDate, to: PlainDate): PlainDate[] {
  const first = timing.fromOn > from ? timing.fromOn : from
  const last = timing.endedOn !== null && timing.endedOn <= to ? addDays(timing.endedOn, -1) : to
  const days = timing.rhythm === 'days' ? timing.days : daysByRule(timing, last)
  return [...new Set(days)].filter((day) => first <= day && day <= last).sort()
}

/** A rule may give a day of the month after ("first Monday of the next month"), so the month before counts as well. */
function daysByRule({ rhythm, dayWords, fromOn }: Timing, last: PlainDate): PlainDate[] {
  const step = rhythm === 'monthly' ? 1 : 3
  const days: PlainDate[] = []
  for (
    let at = addMonths(startOfMonth(fromOn), rhythm === 'monthly' ? -1 : 0);
    at <= last;
    at = addMonths(at, step)
  ) {
    const day = dayByRule(dayWords, at)
    if (day) days.push(day)
  }
  return days
}

export type OwedState = 'sent' | 'due' | 'missed'

/** One report that somebody is owed for one day. */
export interface Owed {
  scheduleId: string
  on: PlainDate
  state: OwedState
  /** When it was sent; null while it was not. */
  sentOn: PlainDate | null
}

/** What is owed by a schedule, with what became of it: the first sending for a day counts. */
export function owedOf(
  schedule: Timing & { id: string },
  sent: readonly { scheduleId: string | null; owedOn: PlainDate | null; sentOn: PlainDate }[],
  { from, to, today }: { from: PlainDate; to: PlainDate; today: PlainDate },
): Owed[] {
  const mine = sent.filter(({ scheduleId }) => scheduleId === schedule.id)
  return owedDays(schedule, from, to).map((on) => {
    const days = mine.flatMap((one) => (one.owedOn === on ? one.sentOn : [])).sort()
    const sentOn = days[0] ?? null
    return { scheduleId: schedule.id, on, sentOn, state: sentOn ? 'sent' : on < today ? 'missed' : 'due' }
  })
}

/** Whether the owner is to be reminded of it by now: it is due within so many days. */
export const isClose = ({ state, on }: Owed, remindDays: number, today: PlainDate): boolean =>
  state === 'due' && on <= addDays(today, remindDays)
