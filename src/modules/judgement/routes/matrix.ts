import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { readMatrix } from '../actions/read.ts'
import { toMatrixTable } from '../documents.ts'
import { IdParams, MatrixQuery } from '../forms.ts'
import { matrixPage, toMatrixPage } from '../pages/matrix.ts'
import { paths } from '../paths.ts'

export function matrixRoutes(app: FastifyInstance, deps: Deps): void {
  const at = { can: 'plans.view', params: IdParams, query: MatrixQuery } as const
  route(app, deps, {
    ...at,
    method: 'GET',
    url: paths.matrix(':id'),
    keeps: true,
    handle: async ({ actor, params, query, scope, page }) => {
      const facts = await scope((s) => readMatrix(s, params.id, query))
      return page(matrixPage, toMatrixPage(facts, { keep: can(actor, 'judgement.keep') }))
    },
  })
  tableRoutes(app, deps, {
    ...at,
    url: (format) => paths.matrixTable(':id', format),
    table: async ({ params, query, scope }) => {
      const { plan, sheet, judged } = await scope((s) => readMatrix(s, params.id, query))
      return toMatrixTable(plan.title, sheet, judged)
    },
  })
}
