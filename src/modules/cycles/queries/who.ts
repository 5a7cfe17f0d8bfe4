import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import type { Reachable } from '../domain/asks.ts'

/** Everybody of the area with the posts that they hold today: whom a month may ask. */
export async function listReachable({
  db,
  areaId,
  today,
}: Pick<Scope, 'db' | 'areaId' | 'today'>): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    select p.id, p.name, p.email,
           array(select h.post_id::text from post_holding h
                  where h.area_id = p.area_id and h.person_id = p.id and h.from_on <= ${today}::date
                    and (h.to_on is null or h.to_on >= ${today}::date)) as "postIds"
      from person p
     where p.area_id = ${areaId}
     order by p.name`.execute(db)
  return rows
}
