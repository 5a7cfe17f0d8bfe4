import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { sendAttachment } from '../../platform/http/attachment.ts'
import { NotFound, Unacceptable } from '../../platform/http/errors.ts'
import { type Deps, route } from '../../platform/http/routes.ts'
import { heldBack } from './domain/serving.ts'
import { evidencePaths } from './paths.ts'
import { getEvidence } from './queries/read.ts'

const VersionParams = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(100_000) })

export function evidenceRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.file(':id', ':number'),
    can: 'evidence.view',
    params: VersionParams,
    handle: async ({ actor, params, scope, reply }) => {
      const { versions } = await scope((s) => getEvidence(s, params.id))
      const version = versions.find(({ number }) => number === params.number)
      if (!version) throw new NotFound('version of this evidence')
      const reason = heldBack(version)
      if (reason) throw new Unacceptable(reason)
      const bytes = await deps.files.read(actor.areaId, version.sha256)
      return sendAttachment(reply, { name: version.name, type: version.mediaType, bytes })
    },
  })
}
