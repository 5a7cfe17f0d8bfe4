import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { judgeFile } from '../../../platform/files/kinds.ts'
import type { Attachment } from '../../../platform/http/attachment.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import type { UploadedFile } from '../../../platform/http/upload.ts'
import type { DocumentFacts } from '../domain/facts.ts'
import { getReview } from '../queries/reviews.ts'

export type KeptDocument = DocumentFacts & { bytes: number }

/**
 * Keeps a review's document. Where a scanner is set it is asked first, outside of any transaction, since it may take
 * long: a document that it refuses or cannot speak of is not kept at all. Errors: Unacceptable with the field.
 */
export async function keepDocument(
  areaId: string,
  files: FileStore,
  { name, bytes }: UploadedFile,
): Promise<KeptDocument> {
  const verdict = judgeFile(name, bytes)
  if (!verdict.ok) throw new Unacceptable(verdict.refusal, 'file')
  await refuseUnclean(files, bytes)
  const sha256 = await files.keep(areaId, bytes)
  return { name, mediaType: verdict.type, bytes: bytes.length, sha256 }
}

async function refuseUnclean({ scanner }: FileStore, bytes: Uint8Array): Promise<void> {
  if (!scanner) return
  const { verdict } = await scanner.scan(bytes).catch(() => ({ verdict: 'unsure' }))
  if (verdict === 'clean') return
  throw new Unacceptable(
    verdict === 'refused'
      ? 'The virus scan refused this file: ask whoever sent it for another'
      : 'The virus scan does not answer: save without the file, and add it later',
    'file',
  )
}

/** The document of a review, as it was given. Errors: NotFound, also where it has none. */
export async function readDocument(scope: Scope, files: FileStore, reviewId: string): Promise<Attachment> {
  const { document } = await getReview(scope, reviewId)
  if (!document) throw new NotFound('document of this review')
  const bytes = await files.read(scope.areaId, document.sha256)
  return { name: document.name, type: document.mediaType, bytes }
}
