import { z } from 'zod'

/** A page of a list; one that is no number is the first, because an old shared address must still open. */
export const page = z.coerce.number().int().min(1).max(100_000).catch(1)
