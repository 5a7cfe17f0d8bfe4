import type { Scope } from '../../../platform/db/scope.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { KEPT_DAYS } from '../domain/keeping.ts'
import { deleteUnsent } from '../queries/sweep.ts'

const A_DAY_MS = 24 * 60 * 60_000

/**
 * Takes away papers that were sent to nobody for as long as they are kept, each with an entry in the record that still
 * names its facts by their hash. What was sent stays for good. Safe to run twice. Gives how many.
 */
export async function sweepPapers(scope: Scope): Promise<number> {
  const swept = await deleteUnsent(scope, new Date(scope.now.getTime() - KEPT_DAYS * A_DAY_MS))
  await recordAll(
    scope,
    swept
      .toSorted((a, b) => a.id.localeCompare(b.id))
      .map(({ id, code, asAt, state, sha256 }) => ({
        act: 'paper.swept',
        thing: { kind: 'paper', id },
        detail: { report: code, asAt, state, sha256 },
      })),
  )
  return swept.length
}
