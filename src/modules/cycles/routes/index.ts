import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { cyclesApi } from '../api/index.ts'
import { askedRoutes } from './asked.ts'
import { monthRoutes } from './month.ts'
import { monthsRoutes } from './months.ts'
import { notMineRoutes } from './not-mine.ts'

export function cycleRoutes(app: FastifyInstance, deps: Deps): void {
  monthsRoutes(app, deps)
  monthRoutes(app, deps)
  askedRoutes(app, deps)
  notMineRoutes(app, deps)
  cyclesApi(app, deps)
}
