import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Reader } from './facts.ts'

export interface Seat {
  id: string
  boardId: string
  personId: string
  name: string
  chair: boolean
  from: PlainDate
  to: PlainDate | null
}

const seatsOn = ({ db, areaId }: Reader, day: PlainDate) =>
  db
    .selectFrom('board_seat')
    .innerJoin('person', (join) =>
      join.onRef('person.area_id', '=', 'board_seat.area_id').onRef('person.id', '=', 'board_seat.person_id'),
    )
    .where('board_seat.area_id', '=', areaId)
    .where((either) =>
      either.or([either('board_seat.to_on', 'is', null), either('board_seat.to_on', '>=', day)]),
    )

const SEAT = [
  'board_seat.id',
  'board_seat.board_id as boardId',
  'board_seat.person_id as personId',
  'person.name',
  'board_seat.chair',
  'board_seat.from_on as from',
  'board_seat.to_on as to',
] as const

/** Who sits on a board on a day: the chair first, then by name. */
export const listSeats = (reader: Reader, boardId: string, day: PlainDate): Promise<Seat[]> =>
  seatsOn(reader, day)
    .select(SEAT)
    .where('board_seat.board_id', '=', boardId)
    .where('board_seat.from_on', '<=', day)
    .orderBy('board_seat.chair', 'desc')
    .orderBy('person.name')
    .execute()

/** Seats of every board that are held on a day or begin after it: chairs first, then by name. */
export const listSeatsFrom = (reader: Reader, day: PlainDate): Promise<Seat[]> =>
  seatsOn(reader, day).select(SEAT).orderBy('board_seat.chair', 'desc').orderBy('person.name').execute()

/** The boards on which somebody sits on a day, by name. */
export const boardsOf = (
  reader: Reader,
  personId: string,
  day: PlainDate,
): Promise<{ id: string; name: string }[]> =>
  seatsOn(reader, day)
    .innerJoin('board', (join) =>
      join.onRef('board.area_id', '=', 'board_seat.area_id').onRef('board.id', '=', 'board_seat.board_id'),
    )
    .select(['board.id', 'board.name'])
    .distinct()
    .where('board_seat.person_id', '=', personId)
    .where('board_seat.from_on', '<=', day)
    .orderBy('board.name')
    .execute()

/** Gives somebody a seat on a board from a day. */
export const insertSeat = (
  scope: Scope,
  seat: { boardId: string; personId: string; chair: boolean; from: PlainDate },
): Promise<void> =>
  insertRows(scope, 'board_seat', [
    {
      id: newId(),
      board_id: seat.boardId,
      person_id: seat.personId,
      chair: seat.chair,
      from_on: seat.from,
    },
  ])

/** A board has one chair: whoever is named, and nobody else. */
export const setChair = ({ db, areaId }: Scope, boardId: string, seatId: string | null) =>
  db
    .updateTable('board_seat')
    .set({ chair: sql<boolean>`id is not distinct from ${seatId}::uuid` })
    .where('area_id', '=', areaId)
    .where('board_id', '=', boardId)
    .where((either) => either.or([either('chair', '=', true), either('id', '=', seatId)]))
    .execute()

/** The last day of a seat; never before its first. */
export const endSeat = ({ db, areaId }: Scope, seatId: string, day: PlainDate) =>
  db
    .updateTable('board_seat')
    .set({ to_on: sql<PlainDate>`greatest(from_on, ${day}::date)`, chair: false })
    .where('area_id', '=', areaId)
    .where('id', '=', seatId)
    .execute()

/** Those who hold a post, or sit on a board, on a day; a person is themselves. Each once. */
export async function listPeopleBehind(
  { db, areaId }: Reader,
  named: { people: readonly string[]; posts: readonly string[]; boards: readonly string[] },
  day: PlainDate,
): Promise<string[]> {
  const ids = (list: readonly string[]) =>
    sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(list)}::jsonb))`
  const { rows } = await sql<{ id: string }>`
    select x.id from person x where x.area_id = ${areaId} and x.id in ${ids(named.people)}
    union
    select x.person_id from post_holding x
     where x.area_id = ${areaId} and x.post_id in ${ids(named.posts)}
       and x.from_on <= ${day}::date and (x.to_on is null or x.to_on >= ${day}::date)
    union
    select x.person_id from board_seat x
     where x.area_id = ${areaId} and x.board_id in ${ids(named.boards)}
       and x.from_on <= ${day}::date and (x.to_on is null or x.to_on >= ${day}::date)`.execute(db)
  return rows.map(({ id }) => id)
}
