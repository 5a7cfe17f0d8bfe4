import type { FastifyInstance } from 'fastify'
import { plansApi } from '../api/index.ts'
import type { PlanDeps } from '../threats.ts'
import { actionRoutes } from './action.ts'
import { bulkRoutes } from './bulk.ts'
import { calendarFeedRoutes } from './calendar-feed.ts'
import { changeRoutes } from './change.ts'
import { citeRoutes } from './cite.ts'
import { criteriaRoutes } from './criteria.ts'
import { evidenceRoutes } from './evidence.ts'
import { findingsRoutes } from './findings.ts'
import { listRoutes } from './lists.ts'
import { milestoneRoutes } from './milestone.ts'
import { planPageRoutes } from './plan.ts'
import { remarkRoutes } from './remarks.ts'
import { supportRoutes } from './support.ts'
import { teamRoutes } from './teams.ts'
import { themesRoutes } from './themes.ts'
import { viewRoutes } from './views.ts'
import { xrayRoutes } from './xray.ts'

export function planRoutes(app: FastifyInstance, deps: PlanDeps): void {
  planPageRoutes(app, deps)
  findingsRoutes(app, deps)
  actionRoutes(app, deps)
  milestoneRoutes(app, deps)
  changeRoutes(app, deps)
  citeRoutes(app, deps)
  themesRoutes(app, deps)
  criteriaRoutes(app, deps)
  evidenceRoutes(app, deps)
  teamRoutes(app, deps)
  calendarFeedRoutes(app, deps)
  xrayRoutes(app, deps)
  plansApi(app, deps)
  remarkRoutes(app, deps)
  supportRoutes(app, deps)
  listRoutes(app, deps)
  viewRoutes(app, deps)
  bulkRoutes(app, deps)
}
