import { z } from 'zod'
import { isPlainDate } from '../../../platform/calendar.ts'

/** A past day in an address; one that is no day is left out, because an old shared address must still open. */
export const AsAtQuery = z.object({ asAt: z.string().refine(isPlainDate).optional().catch(undefined) })

export const IdParams = z.object({ id: z.uuid() })
