import { sql } from 'kysely'
import type { Pool } from './connect.ts'

/** Whether the database answers within two seconds. */
export async function ping(pool: Pool): Promise<boolean> {
  const answer = sql`select 1`.execute(pool).then(
    () => true,
    () => false,
  )
  const patience = new Promise<false>((resolve) => setTimeout(() => resolve(false), 2_000).unref())
  return Promise.race([answer, patience])
}
