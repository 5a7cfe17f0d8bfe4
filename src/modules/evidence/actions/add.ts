import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { judgeFile } from '../../../platform/files/kinds.ts'
import { NotAllowed, Unacceptable } from '../../../platform/http/errors.ts'
import type { UploadedFile } from '../../../platform/http/upload.ts'
import { newId } from '../../../platform/ids.ts'
import { enqueue } from '../../../platform/jobs/jobs.ts'
import { record } from '../../../platform/record/record.ts'
import type { EvidenceKind, EvidencePiece, EvidenceTarget, ScanState } from '../domain/facts.ts'
import { scanJob } from '../jobs.ts'
import { findByMark, getEvidence, lockEvidence } from '../queries/read.ts'
import {
  type EvidenceRow,
  insertEvidence,
  insertUses,
  insertVersion,
  type StoredFile,
} from '../queries/save.ts'

export interface EvidenceInput {
  /** Made with the form: the same form sent twice is one piece. */
  once: string
  kind: EvidenceKind
  /** Null: a file goes by its name, a link by its address. A note needs one. */
  title: string | null
  /** Who answers for it; null: whoever adds it. */
  owner: string | null
  datedOn: string | null
  expiresOn: string | null
  file: UploadedFile | null
  url: string | null
  words: string | null
}

/**
 * Keeps a file, a link or a note, under things that the caller has found and may touch (or under nothing yet). Gives
 * its id; sent twice it is kept once. The bearer of a link adds to the milestones of that link only.
 * Errors: NotAllowed; Unacceptable with the field, where the file or the link is refused.
 */
export async function addEvidence(
  scope: Scope,
  files: FileStore,
  about: readonly EvidenceTarget[],
  input: EvidenceInput,
): Promise<string> {
  if (scope.actor.kind === 'link' && !isAsked(scope, about)) throw new NotAllowed('add evidence to this')
  const file = input.kind === 'file' ? await keepFile(scope, files, input.file) : null
  const row = toRow(scope, input, file)
  const known = await keepOnce(scope, row, file)
  if (known) return known.id
  if (file) await addFile(scope, files, row.id, { number: 1, file })
  await insertUses(scope, row.id, about)
  await record(scope, {
    act: 'evidence.added',
    thing: { kind: 'evidence', id: row.id },
    detail: { kind: row.kind, sha256: file?.sha256 ?? null, under: about.map(({ id }) => id) },
  })
  return row.id
}

const isAsked = ({ actor }: Scope, about: readonly EvidenceTarget[]): boolean =>
  about.length > 0 && about.every(({ kind, id }) => kind === 'milestone' && actor.asked.includes(id))

function toRow({ actor }: Scope, input: EvidenceInput, file: StoredFile | null): EvidenceRow {
  const title = input.title ?? file?.name ?? input.url
  if (!title) throw new Unacceptable('Give the note a title', 'title')
  return {
    ...{ id: newId(), once: input.once, kind: input.kind, title, owner: input.owner ?? actor.name },
    words: input.kind === 'note' ? needed(input.words, 'Write the note', 'words') : null,
    url: input.kind === 'link' ? needed(input.url, 'Enter the address of the page', 'url') : null,
    ...{ dated_on: input.datedOn, expires_on: input.expiresOn },
  }
}

function needed(text: string | null, otherwise: string, field: string): string {
  if (!text) throw new Unacceptable(otherwise, field)
  return text
}

/**
 * Saves the row under its mark; the piece that stands there, when it is the very same. Something else under the mark
 * of a form that was sent (the browser's Back) is a piece of its own.
 */
async function keepOnce(
  scope: Scope,
  row: EvidenceRow,
  file: StoredFile | null,
): Promise<EvidencePiece | undefined> {
  if (await insertEvidence(scope, row)) return undefined
  const held = await findByMark(scope, row.once)
  if (held && isSame(held, row, file)) return held
  await insertEvidence(scope, { ...row, once: newId() })
  return undefined
}

const isSame = (held: EvidencePiece, row: EvidenceRow, file: StoredFile | null): boolean =>
  held.kind === row.kind &&
  held.title === row.title &&
  held.words === row.words &&
  held.url === row.url &&
  (held.versions.at(-1)?.sha256 ?? null) === (file?.sha256 ?? null)

/**
 * A newer version of a file; the older ones stay. The very file that stands there already is no new version.
 * Errors: NotFound; Unacceptable, where the file is refused or the piece takes none.
 */
export async function addVersion(
  scope: Scope,
  files: FileStore,
  evidenceId: string,
  given: UploadedFile | null,
): Promise<void> {
  await lockEvidence(scope, evidenceId)
  const piece = await getEvidence(scope, evidenceId)
  const [newest] = piece.versions
  if (!newest) throw new Unacceptable('Only a file has versions: add this as evidence of its own', 'file')
  if (piece.withdrawn)
    throw new Unacceptable('This evidence was withdrawn: add the file as new evidence', 'file')
  const file = await keepFile(scope, files, given)
  if (file.sha256 === newest.sha256) return
  const number = newest.number + 1
  await addFile(scope, files, evidenceId, { number, file })
  await record(scope, {
    act: 'evidence.version_added',
    thing: { kind: 'evidence', id: evidenceId },
    detail: { number, sha256: file.sha256 },
  })
}

async function keepFile(scope: Scope, files: FileStore, file: UploadedFile | null): Promise<StoredFile> {
  if (!file) throw new Unacceptable('Choose a file', 'file')
  const verdict = judgeFile(file.name, file.bytes)
  if (!verdict.ok) throw new Unacceptable(verdict.refusal, 'file')
  const sha256 = await files.keep(scope.areaId, file.bytes)
  return { name: file.name, mediaType: verdict.type, bytes: file.bytes.length, sha256 }
}

async function addFile(
  scope: Scope,
  { scanner }: FileStore,
  evidenceId: string,
  { number, file }: { number: number; file: StoredFile },
): Promise<void> {
  const scan: ScanState = scanner ? 'waiting' : 'unscanned'
  await insertVersion(scope, evidenceId, { number, scan, file })
  if (scanner) await enqueue(scope.db, scanJob, { areaId: scope.areaId })
}
