import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import type { EvidenceTarget } from '../domain/facts.ts'
import { getEvidence } from '../queries/read.ts'
import { endUse, insertUses, setWithdrawn } from '../queries/save.ts'

/**
 * Puts evidence under more things, which the caller has found and may touch; where it stands already, it is left.
 * Errors: NotFound; Unacceptable when it was withdrawn.
 */
export async function attachEvidence(
  scope: Scope,
  evidenceId: string,
  targets: readonly EvidenceTarget[],
): Promise<void> {
  const piece = await getEvidence(scope, evidenceId)
  if (piece.withdrawn)
    throw new Unacceptable('This evidence was withdrawn: it supports nothing any more', 'target')
  if ((await insertUses(scope, evidenceId, targets)) === 0) return
  await record(scope, {
    act: 'evidence.attached',
    thing: { kind: 'evidence', id: evidenceId },
    detail: { under: targets.map(({ id }) => id) },
  })
}

/** Takes evidence away from one thing; that it stood there is kept. Errors: NotFound. Done twice is done once. */
export async function detachEvidence(
  scope: Scope,
  evidenceId: string,
  useId: string,
  because: string,
): Promise<void> {
  await getEvidence(scope, evidenceId)
  if (!(await endUse(scope, evidenceId, useId, because))) return
  await record(scope, {
    act: 'evidence.detached',
    thing: { kind: 'evidence', id: evidenceId },
    detail: { use: useId },
  })
}

/** Takes evidence back from everything; nothing of it is deleted. Errors: NotFound. Done twice is done once. */
export async function withdrawEvidence(scope: Scope, evidenceId: string, because: string): Promise<void> {
  await getEvidence(scope, evidenceId)
  if (!(await setWithdrawn(scope, evidenceId, because))) return
  await record(scope, { act: 'evidence.withdrawn', thing: { kind: 'evidence', id: evidenceId } })
}
