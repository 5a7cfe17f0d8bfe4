import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { frozenApi } from './frozen.ts'
import { monthApi } from './months.ts'

/** The module for programs: the same actions as on its pages. Reminding is left to people. */
export function cyclesApi(app: FastifyInstance, deps: Deps): void {
  monthApi(app, deps)
  frozenApi(app, deps)
}
