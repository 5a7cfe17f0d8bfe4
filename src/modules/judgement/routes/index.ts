import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { chooseRoutes } from './choose.ts'
import { linkRoutes } from './link.ts'
import { matrixRoutes } from './matrix.ts'
import { statementRoutes } from './statement.ts'

export function judgementRoutes(app: FastifyInstance, deps: Deps): void {
  matrixRoutes(app, deps)
  chooseRoutes(app, deps)
  linkRoutes(app, deps)
  statementRoutes(app, deps)
}
