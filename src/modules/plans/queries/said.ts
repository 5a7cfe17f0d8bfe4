import { sql } from 'kysely'
import type { UpdateFacts } from '../domain/facts.ts'
import { type Reader, updateJson } from './facts.ts'

/** What was said under the mark of a form, and of which milestone or action. */
export async function findSaid(
  { db, areaId }: Reader,
  once: string,
): Promise<{ thingId: string; said: UpdateFacts } | undefined> {
  const { rows } = await sql<{ thingId: string; said: UpdateFacts }>`
    select coalesce(u.milestone_id, u.action_id) as "thingId", ${updateJson} as said
      from progress u
     where u.area_id = ${areaId} and u.once = ${once}`.execute(db)
  return rows[0]
}
