import { insertRows } from '../../platform/db/rows.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'

/** Something that a person should know, with the page where it is. Never anything about a child. */
export interface NewNotice {
  personId: string
  /** "mention", "query", "support", "escalation", "verification", "answer". */
  kind: string
  /** One sentence. */
  words: string
  href: string
  /** The cause: the same is told to the same person once. */
  once: string
}

/** Tells people, on the site and by mail as each of them wishes, within the transaction that causes it. */
export async function notify(scope: Scope, notices: readonly NewNotice[]): Promise<void> {
  await insertRows(
    scope,
    'notice',
    notices.map(({ personId, ...notice }) => ({
      ...notice,
      id: newId(),
      person_id: personId,
      made_at: scope.now,
    })),
  )
}
