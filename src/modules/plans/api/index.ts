import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { actionApi } from './actions.ts'
import { evidenceApi } from './evidence.ts'
import { evidenceAddApi } from './evidence-add.ts'
import { milestoneApi } from './milestones.ts'
import { planApi } from './plans.ts'

/** The module for programs: the same actions as on its pages. */
export function plansApi(app: FastifyInstance, deps: Deps): void {
  planApi(app, deps)
  actionApi(app, deps)
  milestoneApi(app, deps)
  evidenceApi(app, deps)
  evidenceAddApi(app, deps)
}
