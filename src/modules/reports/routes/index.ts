import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { layoutRoutes } from './layouts.ts'
import { offerRoutes } from './offers.ts'
import { owedRoutes } from './owed.ts'
import { paperRoutes } from './papers.ts'
import { reportRoutes } from './reports.ts'
import { textRoutes } from './texts.ts'

export function routes(app: FastifyInstance, deps: Deps): void {
  reportRoutes(app, deps)
  paperRoutes(app, deps)
  owedRoutes(app, deps)
  textRoutes(app, deps)
  layoutRoutes(app, deps)
  offerRoutes(app, deps)
}
