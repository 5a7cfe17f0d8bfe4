import { z } from 'zod'
import { isPlainDate } from '../../platform/calendar.ts'

const day = (which: string) =>
  z.string(`Enter the ${which} day`).refine(isPlainDate, `Enter the ${which} day as a date, like 2027-03-31`)

export const StandInForm = z.object({
  /** Left out by whoever speaks for themselves. */
  person: z.uuid('Select who is away').optional(),
  standIn: z.uuid('Select who sees to it meanwhile'),
  from: day('first'),
  to: day('last'),
})
