import type { FastifyInstance } from 'fastify'
import { Paging, pageFrom, pageOf } from '../../../platform/http/api/paging.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { readPlan } from '../actions/read.ts'
import { listPlanCounts } from '../queries/plan.ts'
import { Finding, Plan, PlanCount } from './facts.ts'
import { apiPaths } from './paths.ts'
import { AsAt, IdParams } from './requests.ts'

export function planApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'listPlans',
    does: 'Lists the plans with their milestones counted, newest first',
    method: 'GET',
    url: apiPaths.plans,
    can: 'plans.view',
    query: AsAt.extend(Paging.shape),
    answers: pageOf(PlanCount),
    handle: async ({ query, scope }) =>
      pageFrom(await scope((s) => listPlanCounts(s, query.asAt ?? s.today)), query),
  })
  apiRoute(app, deps, {
    name: 'readPlan',
    does: 'One plan, whole, as at a day: its themes, actions, milestones with their last update, and findings',
    method: 'GET',
    url: apiPaths.plan,
    can: 'plans.view',
    params: IdParams,
    query: AsAt,
    answers: Plan,
    handle: ({ params, query, scope }) => scope((s) => readPlan(s, params.id, query.asAt ?? s.today)),
  })
  apiRoute(app, deps, {
    name: 'listFindings',
    does: 'Lists the findings that a plan answers, in the order of their reviews',
    method: 'GET',
    url: apiPaths.findings,
    can: 'plans.view',
    params: IdParams,
    query: AsAt.extend(Paging.shape),
    answers: pageOf(Finding),
    handle: async ({ params, query, scope }) => {
      const plan = await scope((s) => readPlan(s, params.id, query.asAt ?? s.today))
      return pageFrom(plan.findings, query)
    },
  })
}
