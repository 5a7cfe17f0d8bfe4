import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import {
  type EditionRow,
  insertEdition,
  listEditions,
  lockPlanRow,
  renameEdition,
} from '../queries/editions.ts'
import {
  endRefresh,
  getRefresh,
  insertRefresh,
  listRefreshes,
  lockRefresh,
  type RefreshRow,
} from '../queries/refreshes.ts'

/**
 * Opens a refresh towards an edition of that label; the plan goes on as it is. Gives the refresh, and whether one was
 * open already: then it is that one, and nothing is done. Errors: NotFound.
 */
export async function startRefresh(
  scope: Scope,
  planId: string,
  label: string,
): Promise<{ id: string; wasOpen: boolean }> {
  await lockPlanRow(scope, planId)
  const refreshes = await listRefreshes(scope, planId)
  const open = refreshes.find(({ state }) => state === 'open')
  if (open) return { id: open.id, wasOpen: true }
  const editions = await listEditions(scope, planId)
  const fromEditionId = await editionInForce(scope, planId, editions, refreshes)
  const toEditionId = await draftEdition(scope, { planId, label, refreshes })
  const id = await insertRefresh(scope, { planId, fromEditionId, toEditionId })
  await record(scope, { act: 'refresh.opened', thing: { kind: 'refresh', id }, detail: { plan: planId } })
  return { id, wasOpen: false }
}

/** A plan that never named an edition is taken to be in its first one, and no past day shows it. */
async function editionInForce(
  scope: Scope,
  planId: string,
  editions: readonly EditionRow[],
  refreshes: readonly RefreshRow[],
): Promise<string> {
  const held = editions.findLast(({ inForceFrom }) => inForceFrom !== null)
  const before = refreshes.find(({ fromEditionId }) => fromEditionId !== null)?.fromEditionId
  return (
    held?.id ?? before ?? insertEdition(scope, { planId, number: 1, label: 'First edition', state: 'draft' })
  )
}

/** The draft of a refresh that was given up is taken up again, so that no number is left out. */
async function draftEdition(
  scope: Scope,
  { planId, label, refreshes }: { planId: string; label: string; refreshes: readonly RefreshRow[] },
): Promise<string> {
  const last = refreshes.at(-1)
  if (last?.state === 'abandoned') {
    await renameEdition(scope, last.toEditionId, label)
    return last.toEditionId
  }
  const numbers = (await listEditions(scope, planId)).map(({ number }) => number)
  return insertEdition(scope, { planId, number: Math.max(0, ...numbers) + 1, label, state: 'draft' })
}

/** The words for whoever comes after a refresh has ended. */
export function refuseEnded({ state, endedBy }: RefreshRow): void {
  if (state === 'open') return
  const how = state === 'approved' ? 'approved' : 'given up'
  throw new Conflict(`This refresh was ${how} by ${endedBy}: nothing more can be decided in it`)
}

/** Gives a refresh up: what was decided is kept, and the plan is not touched. Errors: NotFound; Conflict when it has ended. */
export async function abandonRefresh(scope: Scope, refreshId: string, because: string): Promise<RefreshRow> {
  await lockRefresh(scope, refreshId)
  const refresh = await getRefresh(scope, refreshId)
  refuseEnded(refresh)
  await endRefresh(scope, refreshId, { state: 'abandoned', because, fromEditionId: refresh.fromEditionId })
  await record(scope, { act: 'refresh.abandoned', thing: { kind: 'refresh', id: refreshId } })
  return refresh
}
