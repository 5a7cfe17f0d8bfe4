import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../../platform/http/routes.ts'

export function editionsRoutes(_app: FastifyInstance, _deps: Deps): void {}
