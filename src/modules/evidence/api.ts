import type { FastifyInstance } from 'fastify'
import { Attached } from '../../platform/http/api/file.ts'
import { apiRoute } from '../../platform/http/api.ts'
import type { Deps } from '../../platform/http/routes.ts'
import { readVersion } from './actions/take-away.ts'
import { VersionParams } from './forms.ts'

/** The module for programs; what needs the names of what evidence supports stands in plans. */
export function evidenceApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'readEvidenceFile',
    does: 'One version of a file, byte for byte, under its own name and kind',
    method: 'GET',
    url: '/api/v1/evidence/:id/versions/:number',
    can: 'evidence.view',
    params: VersionParams,
    answers: Attached,
    handle: ({ params, scope }) => scope((s) => readVersion(s, deps.files, params)),
  })
}
