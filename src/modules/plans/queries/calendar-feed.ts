import { sql } from 'kysely'
import type { Db, Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Reader } from './facts.ts'

/** Whose feed a token opens; a feed that was ended opens nothing. */
export const findFeed = (db: Db, areaId: string, tokenHash: string) =>
  db
    .selectFrom('calendar_feed')
    .select(['id', 'person_id as personId'])
    .where('area_id', '=', areaId)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** The feed that somebody has now, and since when. */
export const findFeedOf = ({ db, areaId }: Reader, personId: string) =>
  db
    .selectFrom('calendar_feed')
    .select(['id', 'made_at as madeAt'])
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

export async function insertFeed(
  { db, areaId, now }: Scope,
  personId: string,
  tokenHash: string,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('calendar_feed')
    .values({ area_id: areaId, id, person_id: personId, token_hash: tokenHash, made_at: now })
    .execute()
  return id
}

/** Gives the ids of the feeds that ended. */
export const endFeedsOf = ({ db, areaId, now }: Scope, personId: string) =>
  db
    .updateTable('calendar_feed')
    .set({ ended_at: now })
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()

/** When actions and milestones of some plans were last changed, by id, as ISO instants; those that never were are left out. */
export async function listLastChanges(
  { db, areaId }: Reader,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (planIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; at: Date }>`
    select thing_id as id, max(changed_at) as at from plan_change
     where area_id = ${areaId}
       and plan_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(planIds)}::jsonb))
     group by thing_id`.execute(db)
  return new Map(rows.map(({ id, at }) => [id, at.toISOString()]))
}
