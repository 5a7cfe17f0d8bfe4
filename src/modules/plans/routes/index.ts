import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { actionRoutes } from './action.ts'
import { calendarFeedRoutes } from './calendar-feed.ts'
import { changeRoutes } from './change.ts'
import { evidenceRoutes } from './evidence.ts'
import { findingsRoutes } from './findings.ts'
import { homeRoutes } from './home.ts'
import { milestoneRoutes } from './milestone.ts'
import { planPageRoutes } from './plan.ts'
import { xrayRoutes } from './xray.ts'

export function planRoutes(app: FastifyInstance, deps: Deps): void {
  homeRoutes(app, deps)
  planPageRoutes(app, deps)
  findingsRoutes(app, deps)
  actionRoutes(app, deps)
  milestoneRoutes(app, deps)
  changeRoutes(app, deps)
  evidenceRoutes(app, deps)
  calendarFeedRoutes(app, deps)
  xrayRoutes(app, deps)
}
