import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { actionRoutes } from './action.ts'
import { bulkRoutes } from './bulk.ts'
import { changeRoutes } from './change.ts'
import { findingsRoutes } from './findings.ts'
import { homeRoutes } from './home.ts'
import { listRoutes } from './lists.ts'
import { milestoneRoutes } from './milestone.ts'
import { planPageRoutes } from './plan.ts'
import { themesRoutes } from './themes.ts'
import { viewRoutes } from './views.ts'
import { xrayRoutes } from './xray.ts'

export function planRoutes(app: FastifyInstance, deps: Deps): void {
  homeRoutes(app, deps)
  planPageRoutes(app, deps)
  findingsRoutes(app, deps)
  actionRoutes(app, deps)
  milestoneRoutes(app, deps)
  changeRoutes(app, deps)
  themesRoutes(app, deps)
  xrayRoutes(app, deps)
  listRoutes(app, deps)
  viewRoutes(app, deps)
  bulkRoutes(app, deps)
}
