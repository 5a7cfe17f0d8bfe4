import { sql, type Transaction } from 'kysely'
import type { DB as Database } from '../../database.ts'
import type { Actor } from '../access/actor.ts'
import { type Clock, dayOf, type PlainDate } from '../calendar.ts'
import { isId } from '../ids.ts'
import type { Pool } from './connect.ts'

export type Db = Transaction<Database>

/** All that one piece of work may touch: its actor, its area, its transaction, its moment. */
export interface Scope {
  actor: Actor
  areaId: string
  db: Db
  now: Date
  today: PlainDate
}

/**
 * The one opener of transactions, and so the only door to an area's rows: the wall stands for all that `work`
 * does, and falls with the transaction (a session-level setting would leak through the pool).
 */
export function withScope<T>(
  pool: Pool,
  clock: Clock,
  actor: Actor,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, 'app.area_id', actor.areaId, (db) => {
    const now = clock.now()
    return work({ actor, areaId: actor.areaId, db, now, today: dayOf(now) })
  })
}

/** For what comes before an actor: whose session is this, whose invitation. Sees one area, and nobody acts. */
export function withArea<T>(pool: Pool, areaId: string, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'app.area_id', areaId, work)
}

/** For signing in: which people, in which areas, is this login? Sees these people and nothing else. */
export function withAccount<T>(pool: Pool, accountId: string, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(pool, 'app.account_id', accountId, work)
}

function inTransaction<T>(
  pool: Pool,
  setting: 'app.area_id' | 'app.account_id',
  id: string,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  // SET takes no parameters, so what goes into it is proved to be an id first.
  if (!isId(id)) throw new TypeError(`${setting} must be an id`)
  return pool.transaction().execute(async (db) => {
    await sql.raw(`set local ${setting} = '${id}'`).execute(db)
    return work(db)
  })
}
