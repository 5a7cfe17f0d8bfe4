import type { FastifyInstance } from 'fastify'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { readCrosswalk } from '../actions/read.ts'
import { toCrosswalkTable } from '../documents.ts'
import { IdParams } from '../forms.ts'
import { crosswalkPage, toCrosswalkPage } from '../pages/crosswalk.ts'
import { paths } from '../paths.ts'

/** From the old edition to the next and back, to read, to print and to take away. */
export function crosswalkRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...{ method: 'GET', url: paths.crosswalk(':id'), can: 'plans.view', params: IdParams, keeps: true },
    handle: async ({ params, scope, page }) => {
      const { refreshing, crosswalk } = await scope((s) => readCrosswalk(s, params.id))
      return page(crosswalkPage, toCrosswalkPage(refreshing, crosswalk))
    },
  })
  tableRoutes(app, deps, {
    ...{ can: 'plans.view', params: IdParams },
    url: (format) => paths.crosswalkTable(':id', format),
    table: async ({ params, scope }) => {
      const { refreshing, crosswalk } = await scope((s) => readCrosswalk(s, params.id))
      return toCrosswalkTable(refreshing.refresh.planTitle, crosswalk)
    },
  })
}
