import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { readPlan } from '../actions/read.ts'
import { planPage, toPlanPage } from '../pages/plan.ts'
import { readPlanQuery } from '../pages/plan-query.ts'
import { plansPage, toPlansPage } from '../pages/plans.ts'
import { paths } from '../paths.ts'
import { mayUpdate } from '../policy.ts'
import { listPlanCounts } from '../queries/plan.ts'
import { listViews } from '../queries/views.ts'
import { AsAtQuery, IdParams } from './query.ts'

export function planPageRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.plans(),
    can: 'plans.view',
    keeps: true,
    handle: async ({ actor, scope, page }) => {
      const plans = await scope((s) => listPlanCounts(s, s.today))
      return page(plansPage, toPlansPage(plans, { create: can(actor, 'imports.run') }))
    },
  })
  route(app, deps, {
    method: 'GET',
    url: paths.plan(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: AsAtQuery.loose(),
    handle: async ({ actor, params, query, scope, page }) => {
      const { plan, today, views } = await scope(async (s) => ({
        plan: await readPlan(s, params.id, query.asAt ?? s.today),
        views: await listViews(s, params.id, actor.personId),
        today: s.today,
      }))
      const update = mayUpdate(actor, plan.actions)
      const beside = { views, change: can(actor, 'plans.change') }
      return page(planPage, toPlanPage(plan, readPlanQuery(query), today, { update }, beside))
    },
  })
}
