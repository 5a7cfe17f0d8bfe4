import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { risksApi } from '../api/index.ts'
import { registerRoutes } from './register.ts'
import { riskRoutes } from './risk.ts'
import { writeRoutes } from './write.ts'

export function risksRoutes(app: FastifyInstance, deps: Deps): void {
  registerRoutes(app, deps)
  writeRoutes(app, deps)
  riskRoutes(app, deps)
  risksApi(app, deps)
}
