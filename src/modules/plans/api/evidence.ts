import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Paging, pageFrom, pageOf } from '../../../platform/http/api/paging.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { attachPiece, readPiece, readRegister, withdrawPiece } from '../actions/evidence.ts'
import { readMilestone } from '../actions/read.ts'
import { isShown, SHOWS } from '../domain/evidence-filter.ts'
import { keyOfTarget } from '../domain/evidence-places.ts'
import { WithdrawForm } from '../forms.ts'
import { Piece, TargetBody, toPiece } from './evidence-facts.ts'
import { Evidence } from './facts.ts'
import { apiPaths } from './paths.ts'
import { AsAt, IdParams } from './requests.ts'

const Filter = Paging.extend({
  show: z
    .enum(SHOWS, `show must be one of ${SHOWS.join(', ')}`)
    .optional()
    .meta({
      description:
        '“soon” is within 30 days; what was withdrawn is listed where it is asked for, and only there.',
    }),
  kind: z.enum(['file', 'link', 'note'], 'kind must be file, link or note').optional(),
  owner: z.string().max(200).optional().meta({ description: 'The name of the owner, word for word.' }),
})

export function evidenceApi(app: FastifyInstance, deps: Deps): void {
  readApi(app, deps)
  apiRoute(app, deps, {
    name: 'attachEvidence',
    does: 'Puts evidence under one more thing of a plan; where it stands already, it is left',
    method: 'POST',
    url: apiPaths.uses,
    can: 'evidence.add',
    params: IdParams,
    body: TargetBody,
    answers: Piece,
    status: 201,
    handle: ({ params, body, scope }) =>
      scope(async (s) => {
        await attachPiece(s, params.id, { plan: body.planId, target: keyOfTarget(body) })
        const { piece, places } = await readPiece(s, params.id)
        return toPiece(piece, places)
      }),
  })
  apiRoute(app, deps, {
    name: 'withdrawEvidence',
    does: 'Takes evidence back from everything; nothing of it is deleted, and done twice it is done once',
    method: 'POST',
    url: apiPaths.withdrawal,
    can: 'evidence.add',
    params: IdParams,
    body: WithdrawForm,
    answers: Piece,
    handle: ({ params, body, scope }) =>
      scope(async (s) => {
        await withdrawPiece(s, params.id, body.reason)
        const { piece, places } = await readPiece(s, params.id)
        return toPiece(piece, places)
      }),
  })
}

function readApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'listEvidence',
    does: 'Lists the evidence of the area that is in use, or that is like this, newest first',
    method: 'GET',
    url: apiPaths.evidence,
    can: 'evidence.view',
    query: Filter,
    answers: pageOf(Piece),
    handle: async ({ query, scope }) => {
      const { pieces, places, today } = await scope(async (s) => ({
        ...(await readRegister(s)),
        today: s.today,
      }))
      const { show = null, kind = null, owner = null } = query
      const shown = pieces.filter((piece) => isShown(piece, { show, kind, owner: owner || null }, today))
      const { items, next } = pageFrom(shown, query)
      return { items: items.map((piece) => toPiece(piece, places)), next }
    },
  })
  apiRoute(app, deps, {
    name: 'readEvidence',
    does: 'One piece of evidence with its versions, and all that it supports or did support',
    method: 'GET',
    url: apiPaths.piece,
    can: 'evidence.view',
    params: IdParams,
    answers: Piece,
    handle: async ({ params, scope }) => {
      const { piece, places } = await scope((s) => readPiece(s, params.id))
      return toPiece(piece, places)
    },
  })
  apiRoute(app, deps, {
    name: 'listMilestoneEvidence',
    does: 'Lists what stood behind a milestone at the end of a day, in the order in which it was put there',
    method: 'GET',
    url: apiPaths.milestoneEvidence,
    can: 'evidence.view',
    params: IdParams,
    query: AsAt.extend(Paging.shape),
    answers: pageOf(Evidence),
    handle: async ({ params, query, scope }) => {
      const { milestone } = await scope((s) => readMilestone(s, params.id, query.asAt ?? s.today))
      return pageFrom(milestone.evidence, query)
    },
  })
}
