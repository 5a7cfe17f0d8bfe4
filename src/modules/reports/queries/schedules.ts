import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Rhythm, Timing } from '../domain/owed.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface ScheduleRow extends Timing {
  id: string
  planId: string
  plan: string
  layout: string
  audience: string
  boardId: string | null
  board: string | null
  remindDays: number
  ownerId: string | null
  owner: string | null
}

const schedules = ({ db, areaId }: Reader) =>
  db
    .selectFrom('report_schedule')
    .innerJoin('plan', (join) =>
      join
        .onRef('plan.area_id', '=', 'report_schedule.area_id')
        .onRef('plan.id', '=', 'report_schedule.plan_id'),
    )
    .leftJoin('board', (join) =>
      join
        .onRef('board.area_id', '=', 'report_schedule.area_id')
        .onRef('board.id', '=', 'report_schedule.board_id'),
    )
    .leftJoin('person', (join) =>
      join
        .onRef('person.area_id', '=', 'report_schedule.area_id')
        .onRef('person.id', '=', 'report_schedule.owner_id'),
    )
    .select([
      'report_schedule.id',
      'report_schedule.plan_id as planId',
      'plan.title as plan',
      'report_schedule.layout',
      'report_schedule.audience',
      'report_schedule.board_id as boardId',
      'board.name as board',
      'report_schedule.day_words as dayWords',
      'report_schedule.remind_days as remindDays',
      'report_schedule.owner_id as ownerId',
      'person.name as owner',
      'report_schedule.from_on as fromOn',
      'report_schedule.ended_on as endedOn',
    ])
    .select(sql<Rhythm>`report_schedule.rhythm`.as('rhythm'))
    .select(sql<PlainDate[]>`report_schedule.days::text[]`.as('days'))
    .where('report_schedule.area_id', '=', areaId)

/** By audience; also those that ended, since what they owed stays owed. */
export const listSchedules = (reader: Reader): Promise<ScheduleRow[]> =>
  schedules(reader).orderBy('report_schedule.audience').orderBy('report_schedule.id').execute()

/** Holds a schedule until the transaction ends. Errors: NotFound. */
export const lockSchedule = (reader: Reader, id: string): Promise<ScheduleRow> =>
  schedules(reader)
    .where('report_schedule.id', '=', id)
    .forUpdate('report_schedule')
    .executeTakeFirstOrThrow(() => new NotFound('schedule'))

export interface NewSchedule extends Omit<Timing, 'endedOn'> {
  planId: string
  layout: string
  audience: string
  boardId: string | null
  remindDays: number
  ownerId: string | null
  once: string
}

/** False when the same form was sent before. */
export async function insertSchedule(
  { db, areaId, actor }: Scope,
  id: string,
  schedule: NewSchedule,
): Promise<boolean> {
  const { planId, layout, audience, boardId, rhythm, dayWords, days, remindDays, ownerId, fromOn, once } =
    schedule
  const done = await db
    .insertInto('report_schedule')
    .values({
      ...{ area_id: areaId, id, plan_id: planId, layout, audience, board_id: boardId, rhythm },
      ...{ day_words: dayWords, days: [...days], remind_days: remindDays, owner_id: ownerId },
      ...{ from_on: fromOn, made_by: actor.name, once },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export const endSchedule = ({ db, areaId, today }: Scope, id: string) =>
  db
    .updateTable('report_schedule')
    .set({ ended_on: today })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .where('ended_on', 'is', null)
    .execute()
