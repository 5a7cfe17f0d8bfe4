import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { GroupFacts, SameFindings } from '../domain/facts.ts'
import type { Reader } from './reviews.ts'

const groups = (areaId: string, day: PlainDate, which: RawBuilder<unknown>) => sql<GroupFacts>`
  select g.id, g.words, g.made_on as "madeOn", g.made_by as "madeBy", coalesce(members, '[]') as members
    from finding_group g
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', m.id, 'findingId', f.id, 'ref', f.ref, 'words', f.words,
               'review', jsonb_build_object('id', r.id, 'title', r.title, 'body', r.body,
                                            'publishedOn', r.published_on),
               'from', m.from_on) order by r.published_on, r.id, f.position, f.id) as members
        from finding_group_member m
        join finding f on f.area_id = m.area_id and f.id = m.finding_id
        join review r on r.area_id = f.area_id and r.id = f.review_id
       where m.area_id = ${areaId} and m.group_id = g.id
         and m.from_on <= ${day}::date and (m.to_on is null or m.to_on > ${day}::date)) held on true
   where g.area_id = ${areaId} and g.made_on <= ${day}::date and ${which}
   order by g.words, g.id`

/** Every group of findings that say the same, with its members on a day: one query. */
export async function listGroups({ db, areaId }: Reader, day: PlainDate): Promise<GroupFacts[]> {
  const { rows } = await groups(areaId, day, sql`true`).execute(db)
  return rows
}

/** Errors: NotFound. */
export async function getGroup({ db, areaId }: Reader, id: string, day: PlainDate): Promise<GroupFacts> {
  const { rows } = await groups(areaId, day, sql`g.id = ${id}`).execute(db)
  const [group] = rows
  if (!group) throw new NotFound('group of findings')
  return group
}

/**
 * Which findings are the same on a day, by each finding's id: what answers one answers all. A finding alone in its
 * group is left out, since it is the same as nothing. One query.
 */
export async function listSameFindings(
  { db, areaId }: Reader,
  day: PlainDate,
): Promise<ReadonlyMap<string, SameFindings>> {
  const { rows } = await sql<SameFindings>`
    select g.id as "groupId", g.words, jsonb_agg(m.finding_id order by m.finding_id) as "memberIds"
      from finding_group g
      join finding_group_member m on m.area_id = g.area_id and m.group_id = g.id
     where g.area_id = ${areaId}
       and m.from_on <= ${day}::date and (m.to_on is null or m.to_on > ${day}::date)
     group by g.area_id, g.id
    having count(*) > 1`.execute(db)
  return new Map(rows.flatMap((group) => group.memberIds.map((id) => [id, group] as const)))
}

/** False when the mark of the form stands on a group already. */
export async function insertGroup(
  { db, areaId, actor, today }: Scope,
  { id, words, once }: { id: string; words: string; once: string },
): Promise<boolean> {
  const done = await db
    .insertInto('finding_group')
    .values({ area_id: areaId, id, words, once, made_on: today, made_by: actor.name })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export const findGroupByMark = ({ db, areaId }: Reader, once: string) =>
  db
    .selectFrom('finding_group')
    .select(['id', 'words'])
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()

export const insertMembers = (scope: Scope, groupId: string, findingIds: readonly string[]): Promise<void> =>
  insertRows(
    scope,
    'finding_group_member',
    findingIds.map((findingId) => ({
      ...{ id: newId(), group_id: groupId, finding_id: findingId },
      ...{ from_on: scope.today, made_by: scope.actor.name },
    })),
  )

/** False when the finding is in that group no more. */
export async function endMember(
  { db, areaId, actor, today }: Scope,
  groupId: string,
  findingId: string,
): Promise<boolean> {
  const done = await db
    .updateTable('finding_group_member')
    .set({ to_on: today, ended_by: actor.name })
    .where('area_id', '=', areaId)
    .where('group_id', '=', groupId)
    .where('finding_id', '=', findingId)
    .where('to_on', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export const setGroupWords = ({ db, areaId }: Scope, id: string, words: string) =>
  db.updateTable('finding_group').set({ words }).where('area_id', '=', areaId).where('id', '=', id).execute()
