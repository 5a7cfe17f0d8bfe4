import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { insertUndone } from '../queries/dispositions.ts'
import { lockRefresh } from '../queries/refreshes.ts'
import { readRefresh } from './read.ts'
import { refuseEnded } from './start.ts'

/**
 * Takes the decision on an action back: it is to be decided on again, and what was decided stays in its history. Sent
 * twice is done once. Errors: NotFound; Conflict when the refresh has ended, or somebody decided anew meanwhile.
 */
export async function undoDecision(
  scope: Scope,
  refreshId: string,
  actionId: string,
  decisionId: string,
): Promise<void> {
  await lockRefresh(scope, refreshId)
  const { refresh, decisions } = await readRefresh(scope, refreshId)
  const own = decisions.filter((one) => one.actionId === actionId)
  const decision = own.find(({ id }) => id === decisionId)
  if (!decision) throw new NotFound('decision')
  refuseEnded(refresh)
  if (own.at(-1)?.id !== decisionId)
    throw new Conflict('Somebody decided on this action anew: look at it first')
  if (!(await insertUndone(scope, decisionId))) return
  await record(scope, {
    act: 'refresh.undecided',
    thing: { kind: 'action', id: actionId },
    detail: { refresh: refreshId, kind: decision.kind },
  })
}
