import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { readPlan } from '../actions/read.ts'
import { findingPlansPage, toFindingPlansPage } from '../pages/finding-plans.ts'
import { findingsPage, toFindingsPage } from '../pages/findings.ts'
import { paths } from '../paths.ts'
import { listPlans } from '../queries/plan.ts'
import { AsAtQuery, IdParams } from './query.ts'

export function findingsRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.allFindings(),
    can: 'plans.view',
    handle: async ({ scope, page, redirect }) => {
      const plans = await scope(listPlans)
      const [only, ...more] = plans
      if (only && more.length === 0) return redirect(paths.findings(only.id))
      return page(findingPlansPage, toFindingPlansPage(plans))
    },
  })
  route(app, deps, {
    method: 'GET',
    url: paths.findings(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: AsAtQuery,
    handle: async ({ actor, params, query, scope, page }) => {
      const { plan, today } = await scope(async (s) => ({
        plan: await readPlan(s, params.id, query.asAt ?? s.today),
        today: s.today,
      }))
      return page(findingsPage, toFindingsPage(plan, today, { change: can(actor, 'plans.change') }))
    },
  })
}
