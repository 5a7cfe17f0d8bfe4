import type { FastifyInstance } from 'fastify'
import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { LARGEST_FILE } from '../../../platform/files/kinds.ts'
import { cleanFileName } from '../../../platform/files/names.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { type EvidenceInput, type EvidencePiece, findByMark } from '../../evidence/index.ts'
import { addEvidenceTo, readPiece } from '../actions/evidence.ts'
import { EvidenceFileForm, LinkOrNoteForm } from '../forms.ts'
import { Piece, toPiece } from './evidence-facts.ts'
import { apiPaths } from './paths.ts'
import { IdParams } from './requests.ts'

const MEGABYTE = 1024 * 1024

/** Base64 makes four bytes of three; the rest of the form has room beside it. */
const FILE_BODY = Math.ceil((LARGEST_FILE * 4) / 3 / MEGABYTE + 1) * MEGABYTE

export function evidenceAddApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'addEvidence',
    does: 'Adds a link or a note to a milestone; sent twice, it is added once',
    method: 'POST',
    url: apiPaths.milestoneEvidence,
    can: 'evidence.add',
    params: IdParams,
    body: LinkOrNoteForm,
    answers: Piece,
    status: 201,
    conflicts: true,
    handle: ({ params, body, scope }) =>
      scope((s) => addUnder(s, deps.files, params.id, { ...body, file: null })),
  })
  apiRoute(app, deps, {
    name: 'addEvidenceFile',
    does: 'Adds a file of 20 MB at most to a milestone, as base64; sent twice, it is added once',
    method: 'POST',
    url: apiPaths.milestoneFiles,
    can: 'evidence.add',
    params: IdParams,
    body: EvidenceFileForm,
    bodyLimit: FILE_BODY,
    answers: Piece,
    status: 201,
    conflicts: true,
    handle: ({ params, body: { name, content, ...form }, scope }) => {
      const file = { name: cleanFileName(name, 'evidence'), bytes: Buffer.from(content, 'base64') }
      return scope((s) => addUnder(s, deps.files, params.id, { ...form, file }))
    },
  })
}

/** Errors: as `addEvidenceTo`; Conflict, which undoes it, when the mark stands for other evidence. */
async function addUnder(scope: Scope, files: FileStore, milestoneId: string, input: EvidenceInput) {
  const id = await addEvidenceTo(scope, files, ['milestone', milestoneId], input)
  const held = await findByMark(scope, input.once)
  if (!held) throw new NotFound('evidence')
  if (
    held.id !== id ||
    !isWhatWasSent(held, milestoneId, { ...input, owner: input.owner ?? scope.actor.name })
  ) {
    throw new Conflict('This mark stands for other evidence already: send it under a new mark', 'once')
  }
  const { piece, places } = await readPiece(scope, id)
  return toPiece(piece, places)
}

/** Of what stands under the mark, the action itself compares kind, title, words, address and file. */
const isWhatWasSent = (held: EvidencePiece, milestoneId: string, input: EvidenceInput): boolean =>
  held.uses.some(({ target }) => target.id === milestoneId) &&
  held.owner === input.owner &&
  held.datedOn === input.datedOn &&
  held.expiresOn === input.expiresOn
