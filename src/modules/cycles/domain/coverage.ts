import { endOfMonth, type PlainDate } from '../../../platform/calendar.ts'

/** A milestone with what decides whether a month asks about it, and of whom. */
export interface Coverable {
  id: string
  ref: string | null
  words: string
  actionId: string
  themeId: string | null
  startOn: PlainDate | null
  dueOn: PlainDate | null
  status: string | null
  leads: readonly CoverableLead[]
}

export interface CoverableLead {
  personId: string | null
  postId: string | null
  name: string
}

/**
 * The milestones that a month asks about: those that are not completed, and have begun or are due by the month's end.
 * One without dates is asked about too: nobody else would. Dropped ones are not among those given.
 */
export function coveredBy<T extends Pick<Coverable, 'startOn' | 'dueOn' | 'status'>>(
  milestones: readonly T[],
  period: PlainDate,
): T[] {
  const end = endOfMonth(period)
  return milestones.filter(
    ({ status, startOn, dueOn }) =>
      status !== 'achieved' && (startOn === null || startOn <= end || (dueOn !== null && dueOn <= end)),
  )
}
