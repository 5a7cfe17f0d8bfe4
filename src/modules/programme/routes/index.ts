import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { linkRoutes } from './links.ts'
import { moneyRoutes } from './money.ts'

export function programmeRoutes(app: FastifyInstance, deps: Deps): void {
  linkRoutes(app, deps)
  moneyRoutes(app, deps)
}
