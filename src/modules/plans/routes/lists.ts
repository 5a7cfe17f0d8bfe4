import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { readPlan } from '../actions/read.ts'
import { readXray } from '../actions/xray.ts'
import { toFindingsTable } from '../documents/findings-table.ts'
import { toPlanTable } from '../documents/plan-table.ts'
import { toPlansTable } from '../documents/plans-table.ts'
import { toXrayTable } from '../documents/xray-table.ts'
import { readPlanQuery } from '../pages/plan-query.ts'
import { paths } from '../paths.ts'
import { listPlanCounts } from '../queries/plan.ts'
import { AsAtQuery, IdParams } from './query.ts'

/** The lists of the module, to take away. */
export function listRoutes(app: FastifyInstance, deps: Deps): void {
  const can = 'plans.view'
  tableRoutes(app, deps, {
    can,
    url: paths.plansTable,
    table: async ({ scope }) => toPlansTable(await scope((s) => listPlanCounts(s, s.today))),
  })
  tableRoutes(app, deps, {
    ...{ can, params: IdParams, query: AsAtQuery.loose() },
    url: (format) => paths.planTable(':id', format),
    table: async ({ params, query, scope }) =>
      toPlanTable(await scope((s) => readPlan(s, params.id, query.asAt ?? s.today)), readPlanQuery(query)),
  })
  tableRoutes(app, deps, {
    ...{ can, params: IdParams, query: AsAtQuery },
    url: (format) => paths.findingsTable(':id', format),
    table: async ({ params, query, scope }) =>
      toFindingsTable(await scope((s) => readPlan(s, params.id, query.asAt ?? s.today))),
  })
  tableRoutes(app, deps, {
    ...{ can, params: IdParams },
    url: (format) => paths.xrayTable(':id', format),
    table: async ({ params, scope }) => toXrayTable(await scope((s) => readXray(s, params.id))),
  })
}
