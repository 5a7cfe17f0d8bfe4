import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { can } from '../../../platform/access/permissions.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { evidencePaths } from '../../evidence/index.ts'
import { readPiece, readRegister } from '../actions/evidence.ts'
import { toEvidenceTable } from '../documents/evidence-table.ts'
import { isShown, SHOWS } from '../domain/evidence-filter.ts'
import { piecePage, toPiecePage } from '../pages/evidence-piece.ts'
import { registerPage, toRegisterPage } from '../pages/evidence-register.ts'
import { paths } from '../paths.ts'
import { evidenceAddRoutes } from './evidence-add.ts'
import { evidenceChangeRoutes } from './evidence-change.ts'
import { IdParams } from './query.ts'

/** A choice in an address that is none of ours is left out: an old shared address must still open. */
const RegisterQuery = z.object({
  show: z.enum(SHOWS).nullable().catch(null).default(null),
  kind: z.enum(['file', 'link', 'note']).nullable().catch(null).default(null),
  owner: z
    .string()
    .max(200)
    .transform((owner) => owner || null)
    .nullable()
    .catch(null)
    .default(null),
})

export function evidenceRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.register(),
    can: 'evidence.view',
    query: RegisterQuery,
    handle: async ({ actor, query, scope, page }) => {
      const { today, ...held } = await scope(async (s) => ({ ...(await readRegister(s)), today: s.today }))
      const may = { add: can(actor, 'evidence.add') }
      return page(registerPage, toRegisterPage({ ...held, filter: query, may }, today))
    },
  })
  tableRoutes(app, deps, {
    can: 'evidence.view',
    url: paths.evidenceTable,
    query: RegisterQuery,
    table: async ({ query, scope }) => {
      const { pieces, places, today } = await scope(async (s) => ({
        ...(await readRegister(s)),
        today: s.today,
      }))
      return toEvidenceTable(
        pieces.filter((piece) => isShown(piece, query, today)),
        places,
      )
    },
  })
  evidenceAddRoutes(app, deps)
  route(app, deps, {
    method: 'GET',
    url: evidencePaths.one(':id'),
    can: 'evidence.view',
    params: IdParams,
    handle: async ({ params, scope, page }) => {
      const { today, ...held } = await scope(async (s) => ({
        ...(await readPiece(s, params.id)),
        today: s.today,
      }))
      return page(piecePage, toPiecePage(held, today))
    },
  })
  evidenceChangeRoutes(app, deps)
}
