/** Where a list goes on; null where it ends. */
export interface Paging {
  newer: string | null
  older: string | null
}

/** A page of a list, counted from 1, and what comes before and after it. */
export const pagingOf = (
  { page, size, total }: { page: number; size: number; total: number },
  address: (page: number) => string,
): Paging => ({
  newer: page > 1 ? address(page - 1) : null,
  older: page * size < total ? address(page + 1) : null,
})
