import type { Scope } from '../../../platform/db/scope.ts'
import { paths } from '../paths.ts'
import { listRemarks } from '../queries/remarks.ts'
import { getSupport } from '../queries/support.ts'
import { listBehind, listManagers, tell } from './audience.ts'

/**
 * Tells everybody whom a request concerns: whoever asked, whoever is asked today, and whoever has had a word in it.
 * While nobody is named, or nobody stands behind the name, whoever runs the plans is told instead.
 */
export async function tellConcerned(
  scope: Scope,
  supportId: string,
  { words, cause }: { words: string; cause: string },
): Promise<void> {
  const request = await getSupport(scope, supportId)
  const behind = request.to ? await listBehind(scope, [request.to]) : []
  const asked = behind.length > 0 ? behind : await listManagers(scope)
  const thread = await listRemarks(scope, { kind: 'support', id: supportId }, scope.today)
  const spoke = [request.openedBy.id, ...thread.map(({ authorId }) => authorId)]
  await tell(scope, [...asked, ...spoke.filter((id) => id !== null)], {
    ...{ kind: 'support', once: `support ${cause}`, href: paths.supportRequest(supportId), words },
  })
}
