import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import type { Attachment } from '../../../platform/http/attachment.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { heldBack } from '../domain/serving.ts'
import { getEvidence } from '../queries/read.ts'

/** One version of a file, as it was given. Errors: NotFound; Unacceptable while the virus scan holds it back. */
export async function readVersion(
  scope: Scope,
  files: FileStore,
  { id, number }: { id: string; number: number },
): Promise<Attachment> {
  const { versions } = await getEvidence(scope, id)
  const version = versions.find((one) => one.number === number)
  if (!version) throw new NotFound('version of this evidence')
  const reason = heldBack(version)
  if (reason) throw new Unacceptable(reason)
  const bytes = await files.read(scope.areaId, version.sha256)
  return { name: version.name, type: version.mediaType, bytes }
}
