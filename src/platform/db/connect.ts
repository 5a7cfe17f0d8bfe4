import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB as Database } from '../../database.ts'

const DATE_OID = 1082

/** A `date` stays the text that it is: a Date object would carry a time zone that nobody wrote. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === DATE_OID
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

export type Pool = Kysely<Database>

/** The app's connections. A broken idle connection is replaced in silence; the next query says what is wrong. */
export function connect(url: string, connections = 10): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    connectionTimeoutMillis: 2_000,
    application_name: 'goldenthread',
  })
  pool.on('error', () => {})
  // A connection lost in the middle of work fails that work; unheard, its error event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** One connection, of the owner for migrations and their like; closed when the work is done. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'goldenthread owner' })
  // The statement in hand fails with what happened; an unheard event would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
