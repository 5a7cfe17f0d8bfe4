import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { changedParts, type FrontMatter } from '../domain/front-matter.ts'
import { lockPlanRow } from '../queries/editions.ts'
import { getFrontMatter, saveFrontMatter } from '../queries/front-matter.ts'
import { hashOf } from './hash.ts'

/** Tells one state of what a plan says of itself from another. */
export const frontMatterMark = ({ commitment, messages }: FrontMatter): string =>
  hashOf(JSON.stringify([commitment, messages])).slice(0, 16)

/**
 * Changes what a plan says of itself, and keeps what it said. Errors: NotFound; Conflict (`seen`) when somebody else
 * changed it since it was shown.
 */
export async function changeFrontMatter(
  scope: Scope,
  planId: string,
  now: FrontMatter,
  seen: string,
): Promise<void> {
  await lockPlanRow(scope, planId)
  const held = await getFrontMatter(scope, planId)
  const changes = changedParts(held, now)
  if (changes.length === 0) return
  if (seen !== frontMatterMark(held))
    throw new Conflict(
      'Somebody changed this while you were writing. Your words are below: save again to put them in place of theirs',
      'seen',
    )
  await saveFrontMatter(scope, planId, now, changes)
  await recordAll(
    scope,
    changes.map(({ field }) => ({
      act: 'plan.changed',
      thing: { kind: 'plan', id: planId },
      detail: { field },
    })),
  )
}
