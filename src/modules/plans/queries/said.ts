import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import type { UpdateFacts } from '../domain/facts.ts'
import { updateJson } from './facts.ts'

/** What was said under the mark of a form, and of which milestone or action. */
export async function findSaid(
  { db, areaId, today }: Pick<Scope, 'db' | 'areaId' | 'today'>,
  once: string,
): Promise<{ thingId: string; said: UpdateFacts } | undefined> {
  const { rows } = await sql<{ thingId: string; said: UpdateFacts }>`
    select coalesce(u.milestone_id, u.action_id) as "thingId", ${updateJson(today)} as said
      from progress u
     where u.area_id = ${areaId} and u.once = ${once}`.execute(db)
  return rows[0]
}
