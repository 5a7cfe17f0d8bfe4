import { z } from 'zod'
import { isPlainDate } from '../../../platform/calendar.ts'

export const IdParams = z.object({ id: z.uuid() })

/** A day to read as at. Unlike the address of a page, one that is no day is refused: a program does not look twice. */
const asAt = z
  .string()
  .refine(isPlainDate, 'asAt must be a day, like 2026-11-30')
  .optional()
  .meta({ format: 'date', description: 'Facts as they stood at the end of this day; today if left out.' })

export const AsAt = z.strictObject({ asAt })
