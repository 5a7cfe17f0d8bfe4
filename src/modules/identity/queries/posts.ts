import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Holding } from '../domain/holdings.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface PostRow {
  id: string
  title: string
  partner: string | null
  /** Oldest first. */
  holdings: Holding[]
}

/** Every post with everybody who held it, holds it or is going to, by title: one query. */
export const listPostsWithHoldings = (reader: Reader): Promise<PostRow[]> => postsWhere(reader, null)

/** One post. Errors: NotFound. */
export async function getPost(reader: Reader, id: string): Promise<PostRow> {
  const [post] = await postsWhere(reader, id)
  if (!post) throw new NotFound('post')
  return post
}

async function postsWhere({ db, areaId }: Reader, id: string | null): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select t.id, t.title, q.name as partner,
           coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'personId', h.person_id, 'name', p.name,
                                                         'from', h.from_on, 'to', h.to_on) order by h.from_on)
                       from post_holding h
                       join person p on p.area_id = h.area_id and p.id = h.person_id
                      where h.area_id = t.area_id and h.post_id = t.id), '[]') as holdings
      from post t
      left join partner q on q.area_id = t.area_id and q.id = t.partner_id
     where t.area_id = ${areaId} ${id === null ? sql`` : sql`and t.id = ${id}`}
     order by t.title`.execute(db)
  return rows
}

/** Holds the post until the transaction ends: of two hand-overs at once, the second sees what the first made of it. */
export const lockPost = ({ db, areaId }: Reader, id: string) =>
  db.selectFrom('post').select('id').where('area_id', '=', areaId).where('id', '=', id).forUpdate().execute()

/** False when the area has a post of that title. */
export async function insertPost(
  { db, areaId }: Reader,
  post: { id: string; title: string; partnerId: string | null },
): Promise<boolean> {
  const done = await db
    .insertInto('post')
    .values({ area_id: areaId, id: post.id, title: post.title, partner_id: post.partnerId })
    .onConflict((conflict) => conflict.columns(['area_id', 'title']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export const insertHolding = (
  { db, areaId }: Reader,
  holding: { postId: string; personId: string; from: PlainDate },
) =>
  db
    .insertInto('post_holding')
    .values({
      area_id: areaId,
      id: newId(),
      post_id: holding.postId,
      person_id: holding.personId,
      from_on: holding.from,
    })
    .execute()

export const updateHolding = (
  { db, areaId }: Reader,
  id: string,
  change: { to_on: PlainDate } | { person_id: string },
) => db.updateTable('post_holding').set(change).where('area_id', '=', areaId).where('id', '=', id).execute()
