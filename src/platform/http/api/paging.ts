import { z } from 'zod'
import { Misread } from './problem.ts'

const MOST = 200

/** How a list is asked for page by page. */
export const Paging = z.strictObject({
  after: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'The “next” of the answer before; left out for the first page.' }),
  limit: z.coerce
    .number('limit must be a number from 1 to 200')
    .int('limit must be a whole number')
    .min(1, 'limit must be 1 or more')
    .max(MOST, `limit must be ${MOST} or less`)
    .default(50)
    .meta({ description: `How many at most, up to ${MOST}; 50 if left out.` }),
})

/** A page of things, and where the next one begins; null on the last. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/**
 * One page of a list that stays in its order. A page begins after a thing and not at a number, so that what is added
 * between two pages shifts nothing. Errors: Misread when the cursor names nothing of the list.
 */
export function pageFrom<T extends { id: string }>(
  all: readonly T[],
  { after, limit }: z.output<typeof Paging>,
): { items: T[]; next: string | null } {
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
  if (after !== undefined && from === 0) {
    throw new Misread([{ field: 'after', text: 'Take “after” from the “next” of the answer before' }])
  }
  const items = all.slice(from, from + limit)
  return { items, next: from + limit < all.length ? (items.at(-1)?.id ?? null) : null }
}
