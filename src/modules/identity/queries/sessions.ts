import { sql } from 'kysely'
import type { Absent } from '../../../platform/access/actor.ts'
import type { Role } from '../../../platform/access/permissions.ts'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Pool } from '../../../platform/db/connect.ts'
import type { Db, Scope } from '../../../platform/db/scope.ts'

/** Whose a session is, and how far the record has come, in one round trip; never within a scope. */
export async function findSession(pool: Pool, areaId: string, tokenHash: string) {
  const { rows } = await sql<{
    person: string | null
    started_ms: number
    seen_ms: number
    record_seq: string
  }>`select * from open_session(${areaId}, ${tokenHash})`.execute(pool)
  const [row] = rows
  return row?.person ? { ...row, person: row.person } : undefined
}

/** All that makes a person an actor on a day: roles, posts and absent colleagues of that day. Nobody while their login is disabled. */
export async function findActor(db: Db, areaId: string, personId: string, day: PlainDate) {
  const { rows } = await sql<{
    name: string
    partner_id: string | null
    area_name: string
    roles: Role[]
    post_ids: string[]
    stands_in_for: Absent[]
  }>`
    select p.name, p.partner_id, a.name as area_name,
           array(select g.role from role_grant g
                  where g.area_id = p.area_id and g.person_id = p.id and g.ended_at is null
                    and g.from_on <= ${day}::date and (g.to_on is null or g.to_on >= ${day}::date)) as roles,
           array(select h.post_id::text from post_holding h
                  where h.area_id = p.area_id and h.person_id = p.id
                    and h.from_on <= ${day}::date and (h.to_on is null or h.to_on >= ${day}::date)) as post_ids,
           coalesce((select jsonb_agg(jsonb_build_object('personId', y.id, 'name', y.name, 'postIds',
                              array(select h.post_id from post_holding h
                                     where h.area_id = y.area_id and h.person_id = y.id and h.from_on <= ${day}::date
                                       and (h.to_on is null or h.to_on >= ${day}::date))) order by y.name, y.id)
                       from stand_in s
                       join person y on y.area_id = s.area_id and y.id = s.person_id
                      where s.area_id = p.area_id and s.stand_in_id = p.id and s.ended_at is null
                        and s.from_on <= ${day}::date and s.to_on >= ${day}::date), '[]') as stands_in_for
      from person p
      join area a on a.id = p.area_id
      left join account c on c.id = p.account_id
     where p.area_id = ${areaId} and p.id = ${personId} and c.disabled_at is null`.execute(db)
  return rows[0]
}

export const insertSession = (
  { db, areaId, now }: Pick<Scope, 'db' | 'areaId' | 'now'>,
  tokenHash: string,
  personId: string,
) =>
  db
    .insertInto('session')
    .values({ area_id: areaId, token_hash: tokenHash, person_id: personId, started_at: now, seen_at: now })
    .execute()

export const touchSession = (db: Db, areaId: string, tokenHash: string, now: Date) =>
  db
    .updateTable('session')
    .set({ seen_at: now })
    .where('area_id', '=', areaId)
    .where('token_hash', '=', tokenHash)
    .execute()

export const deleteSession = (db: Db, areaId: string, tokenHash: string) =>
  db.deleteFrom('session').where('area_id', '=', areaId).where('token_hash', '=', tokenHash).execute()

export const deleteSessionsOf = ({ db, areaId }: Scope, personId: string) =>
  db.deleteFrom('session').where('area_id', '=', areaId).where('person_id', '=', personId).execute()

export const deleteSessionsSeenBefore = (db: Db, areaId: string, instant: Date) =>
  db.deleteFrom('session').where('area_id', '=', areaId).where('seen_at', '<', instant).execute()
