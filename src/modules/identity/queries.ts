import { sql } from 'kysely'
import type { Role } from '../../platform/access/permissions.ts'
import type { PlainDate } from '../../platform/calendar.ts'
import type { Pool } from '../../platform/db/connect.ts'
import type { Db, Scope } from '../../platform/db/scope.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Directory } from './actions.ts'

// Areas and accounts stand outside the wall (see migrations/0001-identity.sql), so these need no scope.

export const listAreas = (pool: Pool) =>
  pool.selectFrom('area').select(['id', 'name', 'demonstration']).orderBy('name').execute()

export const findArea = (pool: Pool, name: string) =>
  pool
    .selectFrom('area')
    .select(['id', 'name', 'demonstration'])
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst()

export const insertArea = ({ db }: Scope, area: { id: string; name: string; demonstration: boolean }) =>
  db.insertInto('area').values(area).execute()

export const findAccount = (pool: Pool, email: string) =>
  pool
    .selectFrom('account')
    .select(['id', 'passphrase_hash', 'disabled_at'])
    .where('email', '=', email)
    .executeTakeFirst()

/** The people that a login stands for, over all areas; to be asked within `withAccount`. */
export const listPeopleOfAccount = (db: Db, accountId: string) =>
  db
    .selectFrom('person')
    .innerJoin('area', 'area.id', 'person.area_id')
    .select(['person.id', 'person.area_id', 'area.name as area_name'])
    .where('person.account_id', '=', accountId)
    .orderBy('area.name')
    .execute()

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

/** All that makes a person an actor on a day: roles and posts of that day. Nobody while their login is disabled. */
export async function findActor(db: Db, areaId: string, personId: string, day: PlainDate) {
  const { rows } = await sql<{
    name: string
    partner_id: string | null
    area_name: string
    roles: Role[]
    post_ids: string[]
  }>`
    select p.name, p.partner_id, a.name as area_name,
           array(select g.role from role_grant g
                  where g.area_id = p.area_id and g.person_id = p.id and g.ended_at is null
                    and g.from_on <= ${day}::date and (g.to_on is null or g.to_on >= ${day}::date)) as roles,
           array(select h.post_id::text from post_holding h
                  where h.area_id = p.area_id and h.person_id = p.id
                    and h.from_on <= ${day}::date and (h.to_on is null or h.to_on >= ${day}::date)) as post_ids
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

export interface PersonRow {
  id: string
  name: string
  email: string | null
  partner: string | null
  roles: { role: Role; until: PlainDate | null }[]
  posts: string[]
  hasAccount: boolean
}

/** Everybody of the area with what they may do today, by name. */
export async function listPeople({
  db,
  areaId,
  today,
}: Pick<Scope, 'db' | 'areaId' | 'today'>): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select p.id, p.name, p.email, q.name as partner, p.account_id is not null as "hasAccount",
           coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'until', g.to_on) order by g.role)
                       from role_grant g
                      where g.area_id = p.area_id and g.person_id = p.id and g.ended_at is null
                        and g.from_on <= ${today}::date and (g.to_on is null or g.to_on >= ${today}::date)), '[]') as roles,
           array(select t.title from post_holding h
                   join post t on t.area_id = h.area_id and t.id = h.post_id
                  where h.area_id = p.area_id and h.person_id = p.id
                    and h.from_on <= ${today}::date and (h.to_on is null or h.to_on >= ${today}::date)
                  order by t.title) as posts
      from person p
      left join partner q on q.area_id = p.area_id and q.id = p.partner_id
     where p.area_id = ${areaId}
     order by p.name`.execute(db)
  return rows
}

export const getPerson = ({ db, areaId }: Pick<Scope, 'db' | 'areaId'>, id: string) =>
  db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'account_id'])
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('person'))

export const findPersonByEmail = ({ db, areaId }: Scope, email: string) =>
  db
    .selectFrom('person')
    .select('id')
    .where('area_id', '=', areaId)
    .where('email', '=', email)
    .executeTakeFirst()

export const listPartners = ({ db, areaId }: Pick<Scope, 'db' | 'areaId'>) =>
  db
    .selectFrom('partner')
    .select(['id', 'name', 'kind'])
    .where('area_id', '=', areaId)
    .orderBy('name')
    .execute()

export const listPosts = ({ db, areaId }: Pick<Scope, 'db' | 'areaId'>) =>
  db
    .selectFrom('post')
    .leftJoin('partner', (join) =>
      join.onRef('partner.area_id', '=', 'post.area_id').onRef('partner.id', '=', 'post.partner_id'),
    )
    .select(['post.id', 'post.title', 'partner.name as partner'])
    .where('post.area_id', '=', areaId)
    .orderBy('post.title')
    .execute()

export async function insertPerson(
  { db, areaId }: Scope,
  person: { id: string; name: string; email: string | null; partnerId: string | null },
): Promise<void> {
  const { id, name, email, partnerId } = person
  await db.insertInto('person').values({ area_id: areaId, id, name, email, partner_id: partnerId }).execute()
}

export const insertGrant = (
  { db, areaId, today }: Scope,
  grant: { personId: string; role: Role; until: PlainDate | null },
) =>
  db
    .insertInto('role_grant')
    .values({
      area_id: areaId,
      id: newId(),
      person_id: grant.personId,
      role: grant.role,
      from_on: today,
      to_on: grant.until,
    })
    .execute()

export const endGrants = ({ db, areaId, now }: Scope, personId: string) =>
  db
    .updateTable('role_grant')
    .set({ ended_at: now })
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()

export const insertInvitation = (
  { db, areaId }: Scope,
  invitation: { tokenHash: string; personId: string; expiresAt: Date },
) =>
  db
    .insertInto('invitation')
    .values({
      area_id: areaId,
      token_hash: invitation.tokenHash,
      person_id: invitation.personId,
      expires_at: invitation.expiresAt,
    })
    .execute()

export const findInvitation = (db: Db, areaId: string, tokenHash: string, now: Date) =>
  db
    .selectFrom('invitation')
    .innerJoin('person', (join) =>
      join.onRef('person.area_id', '=', 'invitation.area_id').onRef('person.id', '=', 'invitation.person_id'),
    )
    .innerJoin('area', 'area.id', 'invitation.area_id')
    .select(['person.id as personId', 'person.name', 'person.email', 'area.name as areaName'])
    .where('invitation.area_id', '=', areaId)
    .where('invitation.token_hash', '=', tokenHash)
    .where('invitation.used_at', 'is', null)
    .where('invitation.expires_at', '>', now)
    .executeTakeFirst()

/** False when somebody used it a moment ago. */
export async function useInvitation({ db, areaId, now }: Scope, tokenHash: string): Promise<boolean> {
  const done = await db
    .updateTable('invitation')
    .set({ used_at: now })
    .where('area_id', '=', areaId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Links that a person has not used yet open nothing any more. */
export const endInvitations = ({ db, areaId, now }: Scope, personId: string) =>
  db
    .updateTable('invitation')
    .set({ expires_at: now })
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()

/** The login of an address: made, or given a new passphrase by whoever holds the invitation sent to it. */
export async function saveAccount({ db }: Scope, email: string, passphraseHash: string): Promise<string> {
  const { id } = await db
    .insertInto('account')
    .values({ id: newId(), email, passphrase_hash: passphraseHash })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ passphrase_hash: passphraseHash }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const linkAccount = ({ db, areaId }: Scope, personId: string, accountId: string) =>
  db
    .updateTable('person')
    .set({ account_id: accountId })
    .where('area_id', '=', areaId)
    .where('id', '=', personId)
    .execute()

/** The newest entries of the record, for the page that shows it. */
export const listRecord = ({ db, areaId }: Scope, before: number | null, count: number) =>
  db
    .selectFrom('record_entry')
    .select(['seq', 'at', 'actor_name', 'act', 'thing_kind', 'thing_id', 'detail', 'hash'])
    .where('area_id', '=', areaId)
    .$if(before !== null, (query) => query.where('seq', '<', String(before)))
    .orderBy('seq', 'desc')
    .limit(count)
    .execute()

/** Keys are of three kinds, each with a prefix of its own in the answer: `partner:`, `post:`, `person:`. */
export async function insertDirectory(
  { db, areaId }: Scope,
  { partners, posts, people }: Directory,
  from: PlainDate,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>([
    ...partners.map(({ key }) => [`partner:${key}`, newId()] as const),
    ...posts.map(({ key }) => [`post:${key}`, newId()] as const),
    ...people.map(({ key }) => [`person:${key}`, newId()] as const),
  ])
  const id = (kind: string, key: string) => ids.get(`${kind}:${key}`) ?? ''
  const own = { area_id: areaId }
  await db
    .insertInto('partner')
    .values(partners.map(({ key, name, kind }) => ({ ...own, id: id('partner', key), name, kind })))
    .execute()
  await db
    .insertInto('post')
    .values(
      posts.map(({ key, title, partner }) => ({
        ...own,
        id: id('post', key),
        title,
        partner_id: id('partner', partner),
      })),
    )
    .execute()
  await db
    .insertInto('person')
    .values(
      people.map(({ key, name, email, partner }) => ({
        ...own,
        id: id('person', key),
        name,
        email,
        partner_id: partner ? id('partner', partner) : null,
      })),
    )
    .execute()
  await db
    .insertInto('role_grant')
    .values(
      people.map(({ key, role }) => ({
        ...own,
        id: newId(),
        person_id: id('person', key),
        role,
        from_on: from,
      })),
    )
    .execute()
  await db
    .insertInto('post_holding')
    .values(
      people.flatMap(({ key, post }) =>
        post
          ? [{ ...own, id: newId(), person_id: id('person', key), post_id: id('post', post), from_on: from }]
          : [],
      ),
    )
    .execute()
  return ids
}
