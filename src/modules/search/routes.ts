import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Deps, route } from '../../platform/http/routes.ts'
import { PAGE_SIZE, search } from './actions.ts'
import { isKind } from './domain/kinds.ts'
import { readTyped } from './domain/typed.ts'
import { searchPage, toSearchPage } from './pages/search.ts'
import { searchPaths } from './paths.ts'
import { kindsFor } from './policy.ts'

const MOST_PAGES = 10_000

/** Whatever is typed into the box or the address is taken as it comes: what makes no sense is left out. */
const SearchQuery = z.object({
  q: z.string().catch('').default(''),
  kind: z.string().refine(isKind).nullable().catch(null).default(null),
  plan: z.uuid().nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(MOST_PAGES).catch(1).default(1),
})

export function searchRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: searchPaths.search(),
    can: 'search.use',
    keeps: true,
    query: SearchQuery,
    handle: async ({ actor, query, scope, page }) => {
      const kind = kindsFor(actor).find((one) => one === query.kind) ?? null
      const asked = { typed: readTyped(query.q), kind, planId: query.plan, page: query.page }
      const results = await scope((s) => search(s, asked))
      return page(searchPage, toSearchPage({ ...asked, ...results, size: PAGE_SIZE }))
    },
  })
}
