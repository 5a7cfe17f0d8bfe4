import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import { FIRST_WISH, type Wish } from '../domain/wish.ts'

export interface NoticeReader {
  id: string
  wish: Wish
  /** Null when mail cannot or shall not reach them: no address, or nothing that they may do here today. */
  address: string | null
}

/** Whoever may come in today: to somebody else a notice leads nowhere. `p` is the person. */
const mayComeIn = ({ areaId, today }: Scope) => sql`exists (
  select from role_grant g
   where g.area_id = ${areaId} and g.person_id = p.id and g.ended_at is null
     and g.from_on <= ${today}::date and (g.to_on is null or g.to_on >= ${today}::date))`

/** How each of these people wishes to be told. */
export async function findReaders(scope: Scope, ids: readonly string[]): Promise<Map<string, NoticeReader>> {
  const { rows } = await sql<NoticeReader>`
    select p.id, coalesce(w.mail, ${FIRST_WISH}) as wish,
           case when ${mayComeIn(scope)} then p.email end as address
      from person p
      left join notice_preference w on w.area_id = p.area_id and w.person_id = p.id
     where p.area_id = ${scope.areaId} and p.id = any(${ids}::uuid[])`.execute(scope.db)
  return new Map(rows.map((row) => [row.id, row]))
}

export interface WaitingNotice {
  id: string
  personId: string
  address: string
  words: string
  href: string
}

/**
 * Takes the notices that wait for the daily mail, of everybody whom it reaches, as mailed now: a second run finds none.
 * Oldest first.
 */
export async function takeWaiting(scope: Scope): Promise<WaitingNotice[]> {
  const { db, areaId, now } = scope
  const { rows } = await sql<WaitingNotice>`
    with taken as (
      update notice n set mailed_at = ${now}
        from person p
        left join notice_preference w on w.area_id = p.area_id and w.person_id = p.id
       where n.area_id = ${areaId} and n.mail = 'daily' and n.mailed_at is null and n.read_at is null
         and p.area_id = n.area_id and p.id = n.person_id and p.email is not null
         and w.mail is distinct from 'never' and ${mayComeIn(scope)}
      returning n.id, n.person_id as "personId", p.email as address, n.words, n.href, n.made_at
    )
    select id, "personId", address, words, href from taken order by made_at, id`.execute(db)
  return rows
}
