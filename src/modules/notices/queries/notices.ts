import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import { FIRST_WISH, type Wish } from '../domain/wish.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface NoticeRow {
  id: string
  kind: string
  words: string
  href: string
  madeAt: Date
  isRead: boolean
}

/** A page of what somebody was told: what they have not read first, then newest first. */
export const selectNotices = (
  { db, areaId }: Reader,
  personId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<NoticeRow[]> =>
  db
    .selectFrom('notice')
    .select(['id', 'kind', 'words', 'href', 'made_at as madeAt'])
    .select(sql<boolean>`read_at is not null`.as('isRead'))
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .orderBy(sql`read_at is not null`)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()

/** How many notices somebody has, and how many of them they have not read. */
export async function countNotices(
  { db, areaId }: Reader,
  personId: string,
): Promise<{ all: number; unread: number }> {
  const { all, unread } = await db
    .selectFrom('notice')
    .select((of) => of.fn.countAll().as('all'))
    .select(sql<string>`count(*) filter (where read_at is null)`.as('unread'))
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return { all: Number(all), unread: Number(unread) }
}

/** Marks one of a person's notices as read; false when they have none of this id. One that was read stays so. */
export async function setRead({ db, areaId, now }: Scope, personId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ read_at: sql`coalesce(read_at, ${now})` })
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Marks a person's notices as read, up to the newest that they saw. */
export async function setAllRead({ db, areaId, now }: Scope, personId: string, upTo: string): Promise<void> {
  await db
    .updateTable('notice')
    .set({ read_at: now })
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    // Ids are made in the order of time.
    .where('id', '<=', upTo)
    .execute()
}

export async function findWish({ db, areaId }: Reader, personId: string): Promise<Wish> {
  const found = await db
    .selectFrom('notice_preference')
    .select('mail')
    .where('area_id', '=', areaId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return (found?.mail as Wish | undefined) ?? FIRST_WISH
}

export async function saveWish({ db, areaId }: Scope, personId: string, mail: Wish): Promise<void> {
  await db
    .insertInto('notice_preference')
    .values({ area_id: areaId, person_id: personId, mail })
    .onConflict((conflict) => conflict.columns(['area_id', 'person_id']).doUpdateSet({ mail }))
    .execute()
}
