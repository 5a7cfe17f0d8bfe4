import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { sendAttachment } from '../../../platform/http/attachment.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { LINES_A_PAGE, linesPage, toLinesPage } from '../pages/lines.ts'
import { importPaths } from '../paths.ts'
import { getImport } from '../queries/imports.ts'
import { lastLine, listLines } from '../queries/rows.ts'
import { ImportParams } from './params.ts'

const LineQuery = z.object({ line: z.coerce.number().int().min(1).max(10_000_000).catch(1) })

export function originalRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: importPaths.original(':id'),
    can: 'imports.run',
    params: ImportParams,
    handle: async ({ actor, params, scope, reply }) => {
      const { sha256, fileName } = await scope((s) => getImport(s, params.id))
      const bytes = await deps.files.read(actor.areaId, sha256)
      return sendAttachment(reply, { name: fileName, type: 'application/octet-stream', bytes })
    },
  })
  route(app, deps, {
    method: 'GET',
    url: importPaths.lines(':id'),
    can: 'imports.run',
    params: ImportParams,
    query: LineQuery,
    handle: async ({ params, query, scope, page }) => {
      const from = Math.floor((query.line - 1) / LINES_A_PAGE) * LINES_A_PAGE + 1
      const facts = await scope(async (s) => ({
        row: await getImport(s, params.id),
        lines: (await listLines(s, params.id, { from, count: LINES_A_PAGE })).filter(
          ({ line }) => line < from + LINES_A_PAGE,
        ),
        last: await lastLine(s, params.id),
      }))
      return page(linesPage, toLinesPage({ ...facts, from }))
    },
  })
}
