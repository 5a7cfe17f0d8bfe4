import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Reader } from './facts.ts'

export interface AcceptanceRow {
  id: string
  rule: string
  thingKey: string
  fingerprint: string
  reason: string
  acceptedBy: string
  acceptedAt: Date
}

/** What is accepted of a plan now, oldest first; what was taken back is left out. */
export async function listAcceptances({ db, areaId }: Reader, planId: string): Promise<AcceptanceRow[]> {
  return db
    .selectFrom('xray_acceptance')
    .select(['id', 'rule', 'thing_key as thingKey', 'fingerprint', 'reason'])
    .select(['accepted_by as acceptedBy', 'accepted_at as acceptedAt'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('withdrawn_at', 'is', null)
    .orderBy('accepted_at')
    .orderBy('id')
    .execute()
}

export interface AcceptanceInput {
  rule: string
  thing: { kind: string; id: string | null }
  thingKey: string
  fingerprint: string
  reason: string
}

/** Saves acceptances, and gives those that were new: what somebody else accepted meanwhile stays theirs. */
export async function insertAcceptances(
  { db, areaId, actor, now }: Scope,
  planId: string,
  inputs: readonly AcceptanceInput[],
): Promise<{ id: string; rule: string }[]> {
  if (inputs.length === 0) return []
  const rows = inputs.map(({ rule, thing, thingKey, fingerprint, reason }) => ({
    ...{ area_id: areaId, id: newId(), plan_id: planId, rule, fingerprint, reason },
    thing_kind: thing.kind,
    thing_id: thing.id,
    thing_key: thingKey,
    accepted_by: actor.name,
    accepted_at: now,
  }))
  return db
    .insertInto('xray_acceptance')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'rule'])
    .execute()
}

/** Ends acceptances, and gives those that ended now. */
export async function withdrawAcceptances(
  { db, areaId, actor, now }: Scope,
  planId: string,
  ids: readonly string[],
): Promise<{ id: string; rule: string }[]> {
  if (ids.length === 0) return []
  return db
    .updateTable('xray_acceptance')
    .set({ withdrawn_by: actor.name, withdrawn_at: now })
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('id', 'in', ids)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'rule'])
    .execute()
}

/** Findings of the area that are the same on a day, group by group. One query. */
export async function listFindingGroups({ db, areaId }: Reader, day: PlainDate): Promise<string[][]> {
  const rows = await db
    .selectFrom('finding_group_member')
    .select(({ fn }) => fn.agg<string[]>('array_agg', ['finding_id']).as('ids'))
    .where('area_id', '=', areaId)
    .where('from_on', '<=', day)
    .where((or) => or.or([or('to_on', 'is', null), or('to_on', '>', day)]))
    .groupBy('group_id')
    .execute()
  return rows.map(({ ids }) => ids)
}
