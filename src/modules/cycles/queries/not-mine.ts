import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

/** A milestone of which its lead says that it is not theirs, in their words. */
export interface NotMine {
  askId: string
  milestoneId: string
  words: string
  /** Who it should be, where they know. */
  whose: string | null
  saidBy: string
  saidOn: PlainDate
}

/** False when this form was sent before: its mark is the id. */
export async function insertNotMine(
  { db, areaId, actor, now }: Scope,
  said: { once: string; askId: string; milestoneId: string; words: string; whose: string | null },
): Promise<boolean> {
  const { once, askId, milestoneId, words, whose } = said
  const done = await db
    .insertInto('not_mine')
    .values({
      ...{ area_id: areaId, id: once, ask_id: askId, milestone_id: milestoneId, words, whose },
      ...{ said_by: actor.name, said_at: now },
    })
    .onConflict((held) => held.columns(['area_id', 'id']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/**
 * What stands of it in a month, the newest word of each: it is over once the milestone is asked of somebody else, or
 * somebody says where it stands.
 */
export async function listNotMine({ db, areaId }: Reader, cycleId: string): Promise<NotMine[]> {
  const { rows } = await sql<NotMine>`
    select distinct on (n.ask_id, n.milestone_id)
           n.ask_id as "askId", n.milestone_id as "milestoneId", n.words, n.whose, n.said_by as "saidBy",
           (n.said_at at time zone 'Europe/London')::date::text as "saidOn"
      from not_mine n
      join ask k on k.area_id = n.area_id and k.id = n.ask_id
      join ask_milestone x on x.area_id = n.area_id and x.ask_id = n.ask_id and x.milestone_id = n.milestone_id
     where n.area_id = ${areaId} and k.cycle_id = ${cycleId} and x.ended_at is null
       and not exists (select from progress u
                        where u.area_id = n.area_id and u.milestone_id = n.milestone_id and u.recorded_at > n.said_at)
     order by n.ask_id, n.milestone_id, n.said_at desc, n.id desc`.execute(db)
  return rows
}

/** What these people are asked about in open months, by the ask. */
export async function listAskedOf(
  { db, areaId }: Reader,
  personIds: readonly string[],
): Promise<{ askId: string; cycleId: string; milestoneId: string }[]> {
  const { rows } = await sql<{ askId: string; cycleId: string; milestoneId: string }>`
    select k.id as "askId", k.cycle_id as "cycleId", x.milestone_id as "milestoneId"
      from ask k
      join cycle y on y.area_id = k.area_id and y.id = k.cycle_id
      join ask_milestone x on x.area_id = k.area_id and x.ask_id = k.id
     where k.area_id = ${areaId} and k.person_id = any(${personIds}::uuid[])
       and k.revoked_at is null and y.frozen_at is null and x.ended_at is null
     order by y.period, k.id`.execute(db)
  return rows
}

/** Whether an ask asks about a milestone, or did before it was handed on. */
export async function wasAsked({ db, areaId }: Reader, askId: string, milestoneId: string): Promise<boolean> {
  const found = await db
    .selectFrom('ask_milestone')
    .select('milestone_id')
    .where('area_id', '=', areaId)
    .where('ask_id', '=', askId)
    .where('milestone_id', '=', milestoneId)
    .executeTakeFirst()
  return found !== undefined
}
