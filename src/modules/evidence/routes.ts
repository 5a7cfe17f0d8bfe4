import type { FastifyInstance } from 'fastify'
import { sendAttachment } from '../../platform/http/attachment.ts'
import { type Deps, route } from '../../platform/http/routes.ts'
import { readVersion } from './actions/take-away.ts'
import { evidenceApi } from './api.ts'
import { VersionParams } from './forms.ts'
import { evidencePaths } from './paths.ts'

export function evidenceRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.file(':id', ':number'),
    can: 'evidence.view',
    params: VersionParams,
    handle: async ({ params, scope, reply }) =>
      sendAttachment(reply, await scope((s) => readVersion(s, deps.files, params))),
  })
  evidenceApi(app, deps)
}
