export interface SearchAddress {
  q?: string | null
  kind?: string | null
  plan?: string | null
  page?: number | null
}

/** Every address of the module, and those of things whose modules say no address of their own. */
export const searchPaths = {
  search: ({ q, kind, plan, page }: SearchAddress = {}): string => {
    const fields = { q, kind, plan, page: page && page > 1 ? String(page) : null }
    const pairs = Object.entries(fields).filter((pair): pair is [string, string] => Boolean(pair[1]))
    return pairs.length === 0 ? '/search' : `/search?${new URLSearchParams(pairs)}`
  },
  review: (id: string): string => `/reviews/${id}`,
  risk: (id: string): string => `/risks/${id}`,
  hostPlan: (id: string): string => `/host-plans/${id}`,
} as const
