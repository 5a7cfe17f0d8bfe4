import { sql } from 'kysely'
import type { Role } from '../../../platform/access/permissions.ts'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Directory } from '../actions/access.ts'

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

/** Whether somebody may do anything here today, or from a later day on. */
export async function hasAccess({ db, areaId, today }: Scope, personId: string): Promise<boolean> {
  const grant = await db
    .selectFrom('role_grant')
    .select('id')
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where((of) => of.or([of('to_on', 'is', null), of('to_on', '>=', today)]))
    .limit(1)
    .executeTakeFirst()
  return grant !== undefined
}

export const endGrants = ({ db, areaId, now }: Scope, personId: string) =>
  db
    .updateTable('role_grant')
    .set({ ended_at: now })
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
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
