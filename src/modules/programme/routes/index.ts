import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { carriedRoutes } from './carried.ts'
import { hostRoutes } from './hosts.ts'
import { linkRoutes } from './links.ts'
import { moneyRoutes } from './money.ts'

export function programmeRoutes(app: FastifyInstance, deps: Deps): void {
  linkRoutes(app, deps)
  moneyRoutes(app, deps)
  hostRoutes(app, deps)
  carriedRoutes(app, deps)
}
