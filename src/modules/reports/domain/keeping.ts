import { addDays, dayOf, type PlainDate } from '../../../platform/calendar.ts'

/** Days for which a paper is kept that was sent to nobody, counted from when it was made or stopped. */
export const KEPT_DAYS = 90

/** The day in whose night such a paper is taken away, or one of the nights after it. */
export const keptUntil = (movedAt: Date): PlainDate => addDays(dayOf(movedAt), KEPT_DAYS)
