import { z } from 'zod'

export const ImportParams = z.object({ id: z.uuid() })

export const PreviewQuery = z.object({
  show: z.enum(['new', 'changed', 'unchanged', 'offered', 'gone', 'doubtful']).nullish().catch(null),
  cause: z.string().max(40).nullish().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).nullish().catch(null),
})
