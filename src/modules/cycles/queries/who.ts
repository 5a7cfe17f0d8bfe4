import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { Reachable } from '../domain/asks.ts'

/** Whether a person had access once and has none any more. Who never had an account is asked by mail all the same. */
export const isGone = (person: string, day: PlainDate): RawBuilder<boolean> => {
  const id = (column: string) => sql.ref(`${person}.${column}`)
  return sql<boolean>`(
    exists (select from role_grant g where g.area_id = ${id('area_id')} and g.person_id = ${id('id')})
    and not exists (select from role_grant g
      where g.area_id = ${id('area_id')} and g.person_id = ${id('id')} and g.ended_at is null
        and g.from_on <= ${day}::date and (g.to_on is null or g.to_on >= ${day}::date)))`
}

/** Everybody of the area with the posts that they hold today: whom a month may ask. */
export async function listReachable({
  db,
  areaId,
  today,
}: Pick<Scope, 'db' | 'areaId' | 'today'>): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    select p.id, p.name, case when not ${isGone('p', today)} then p.email end as email, ${isGone('p', today)} as gone,
           array(select h.post_id::text from post_holding h
                  where h.area_id = p.area_id and h.person_id = p.id and h.from_on <= ${today}::date
                    and (h.to_on is null or h.to_on >= ${today}::date)) as "postIds"
      from person p
     where p.area_id = ${areaId}
     order by p.name`.execute(db)
  return rows
}
