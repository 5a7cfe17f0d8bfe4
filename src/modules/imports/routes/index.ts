import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { copyRoutes } from './copies.ts'
import { journeyRoutes } from './journey.ts'
import { originalRoutes } from './originals.ts'
import { startRoutes } from './start.ts'

export function importRoutes(app: FastifyInstance, deps: Deps): void {
  startRoutes(app, deps)
  journeyRoutes(app, deps)
  originalRoutes(app, deps)
  copyRoutes(app, deps)
}
