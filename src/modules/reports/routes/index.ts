import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { owedRoutes } from './owed.ts'
import { paperRoutes } from './papers.ts'
import { reportRoutes } from './reports.ts'

export function routes(app: FastifyInstance, deps: Deps): void {
  reportRoutes(app, deps)
  paperRoutes(app, deps)
  owedRoutes(app, deps)
}
