import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { crosswalkRoutes } from './crosswalk.ts'
import { decideRoutes } from './decide.ts'
import { editionRoutes } from './editions.ts'
import { newActionRoutes } from './new-actions.ts'
import { refreshRoutes } from './refresh.ts'

export function editionsRoutes(app: FastifyInstance, deps: Deps): void {
  editionRoutes(app, deps)
  refreshRoutes(app, deps)
  decideRoutes(app, deps)
  newActionRoutes(app, deps)
  crosswalkRoutes(app, deps)
}
