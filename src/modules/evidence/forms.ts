import { z } from 'zod'

/** Which version of a file an address leads to. */
export const VersionParams = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(100_000) })
