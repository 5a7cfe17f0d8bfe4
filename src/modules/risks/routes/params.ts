import { z } from 'zod'
import { isPlainDate } from '../../../platform/calendar.ts'

export const IdParams = z.object({ id: z.uuid() })

export const AsAtQuery = z.object({
  asAt: z.string().refine(isPlainDate).nullable().catch(null).default(null),
})
