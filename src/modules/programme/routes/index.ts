import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { linkRoutes } from './links.ts'

export function programmeRoutes(app: FastifyInstance, deps: Deps): void {
  linkRoutes(app, deps)
}
