import { sql } from 'kysely'
import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { NotFound } from '../../platform/http/errors.ts'
import type { StandIn } from './domain/stand-ins.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

const standIns = ({ db, areaId }: Reader) =>
  db
    .selectFrom('stand_in as s')
    .innerJoin('person as p', (join) =>
      join.onRef('p.area_id', '=', 's.area_id').onRef('p.id', '=', 's.person_id'),
    )
    .innerJoin('person as q', (join) =>
      join.onRef('q.area_id', '=', 's.area_id').onRef('q.id', '=', 's.stand_in_id'),
    )
    .select([
      's.id',
      's.from_on as from',
      's.to_on as to',
      sql<StandIn['person']>`jsonb_build_object('id', p.id, 'name', p.name)`.as('person'),
      sql<StandIn['standIn']>`jsonb_build_object('id', q.id, 'name', q.name)`.as('standIn'),
    ])
    .where('s.area_id', '=', areaId)
    .where('s.ended_at', 'is', null)

/** Those that hold on a day or later and were not ended, by their first day. */
export const listStandInsFrom = (reader: Reader, day: PlainDate): Promise<StandIn[]> =>
  standIns(reader).where('s.to_on', '>=', day).orderBy('s.from_on').orderBy('s.id').execute()

/** One that was not ended. Errors: NotFound. */
export const getStandIn = (reader: Reader, id: string): Promise<StandIn> =>
  standIns(reader)
    .where('s.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('stand-in'))

/** Who stands in for whom on a day, of those who have access still: one query. */
export const listStandIns = (
  reader: Reader,
  day: PlainDate,
): Promise<{ personId: string; standInId: string; standInName: string }[]> =>
  reader.db
    .selectFrom('stand_in as s')
    .innerJoin('person as q', (join) =>
      join.onRef('q.area_id', '=', 's.area_id').onRef('q.id', '=', 's.stand_in_id'),
    )
    .select(['s.person_id as personId', 's.stand_in_id as standInId', 'q.name as standInName'])
    .where('s.area_id', '=', reader.areaId)
    .where('s.ended_at', 'is', null)
    .where('s.from_on', '<=', day)
    .where('s.to_on', '>=', day)
    .where(
      sql<boolean>`exists (select from role_grant g
        where g.area_id = s.area_id and g.person_id = s.stand_in_id and g.ended_at is null
          and g.from_on <= ${day}::date and (g.to_on is null or g.to_on >= ${day}::date))`,
    )
    .execute()

/** Holds people until the transaction ends: of two who name each other at once, the second sees the first. */
export const lockPeople = ({ db, areaId }: Reader, ids: readonly string[]) =>
  db
    .selectFrom('person')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()

export const insertStandIn = (
  { db, areaId, actor, now }: Scope,
  { id, person, standIn, from, to }: StandIn,
) =>
  db
    .insertInto('stand_in')
    .values({
      ...{ area_id: areaId, id, person_id: person.id, stand_in_id: standIn.id, from_on: from, to_on: to },
      ...{ made_by: actor.name, made_at: now },
    })
    .execute()

export const endStandInRow = ({ db, areaId, now }: Scope, id: string) =>
  db
    .updateTable('stand_in')
    .set({ ended_at: now })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()
