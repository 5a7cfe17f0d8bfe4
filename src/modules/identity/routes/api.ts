import type { FastifyInstance } from 'fastify'
import { toOpenApi } from '../../../platform/http/api/openapi.ts'
import { type Deps, publicRoute } from '../../../platform/http/routes.ts'
import { apiPage, toApiPage } from '../pages/api.ts'
import { identityPaths } from '../paths.ts'

/** What programs can do here: for people, and for programs. It holds no data, and so needs no key. */
export function apiPages(app: FastifyInstance, deps: Deps): void {
  const { publicUrl } = deps.settings
  publicRoute(app, deps, {
    method: 'GET',
    url: identityPaths.api,
    can: 'anyone',
    handle: async ({ page }) => page(apiPage, toApiPage(app.apiOperations, publicUrl)),
  })
  publicRoute(app, deps, {
    method: 'GET',
    url: identityPaths.openapi,
    can: 'anyone',
    handle: async ({ reply }) =>
      reply
        .header('cache-control', 'no-store')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(toOpenApi(app.apiOperations, publicUrl), null, 2)),
  })
}
