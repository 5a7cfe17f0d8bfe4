import { insertNewRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { StatementKey } from '../../frameworks/index.ts'

/** An action or a milestone, as a link names it. */
export interface LinkedThing {
  kind: 'action' | 'milestone'
  id: string
}

/** Links things to a statement; those that are linked already are left. Gives how many were linked. */
export async function insertLinks(
  scope: Scope,
  planId: string,
  { framework, version, descriptor }: StatementKey,
  things: readonly LinkedThing[],
): Promise<number> {
  const made = await insertNewRows(
    scope,
    'descriptor_link',
    things.map(({ kind, id }) => ({
      ...{ id: newId(), plan_id: planId, framework, version, descriptor },
      action_id: kind === 'action' ? id : null,
      milestone_id: kind === 'milestone' ? id : null,
      ...{ from_on: scope.today, made_by: scope.actor.name },
    })),
  )
  return made.length
}

/** Ends the links of things to a statement; that they were linked is kept. Gives how many were ended. */
export async function endLinks(
  { db, areaId, actor, today }: Scope,
  planId: string,
  { framework, version, descriptor }: StatementKey,
  things: readonly LinkedThing[],
): Promise<number> {
  if (things.length === 0) return 0
  const ids = things.map(({ id }) => id)
  const done = await db
    .updateTable('descriptor_link')
    .set({ to_on: today, ended_by: actor.name })
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('framework', '=', framework)
    .where('version', '=', version)
    .where('descriptor', '=', descriptor)
    .where((either) => either.or([either('action_id', 'in', ids), either('milestone_id', 'in', ids)]))
    .where('to_on', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

export interface LinkHistory {
  thing: LinkedThing
  from: string
  by: string
  to: string | null
  endedBy: string | null
}

/** Every link that a statement of a plan ever had by the end of a day, oldest first. */
export async function listLinkHistory(
  { db, areaId }: Pick<Scope, 'db' | 'areaId'>,
  planId: string,
  { framework, version, descriptor }: StatementKey,
  day: string,
): Promise<LinkHistory[]> {
  const rows = await db
    .selectFrom('descriptor_link')
    .select(['action_id', 'milestone_id', 'from_on', 'made_by', 'to_on', 'ended_by'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('framework', '=', framework)
    .where('version', '=', version)
    .where('descriptor', '=', descriptor)
    .where('from_on', '<=', day)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    thing: { kind: row.action_id ? 'action' : 'milestone', id: row.action_id ?? row.milestone_id ?? '' },
    ...{ from: row.from_on, by: row.made_by },
    ...(row.to_on !== null && row.to_on <= day
      ? { to: row.to_on, endedBy: row.ended_by }
      : { to: null, endedBy: null }),
  }))
}
