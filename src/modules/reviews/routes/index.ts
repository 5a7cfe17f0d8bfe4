import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'
import { findingRoutes } from './findings.ts'
import { groupRoutes } from './groups.ts'
import { registerRoutes } from './register.ts'
import { reviewRoutes } from './review.ts'
import { reviewFormRoutes } from './review-form.ts'

export function reviewsRoutes(app: FastifyInstance, deps: Deps): void {
  registerRoutes(app, deps)
  reviewFormRoutes(app, deps)
  reviewRoutes(app, deps)
  findingRoutes(app, deps)
  groupRoutes(app, deps)
}
