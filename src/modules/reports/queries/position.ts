import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

/**
 * How far the area's record has come, leaving out what cannot change a report: that somebody signed in, and what was
 * done with papers themselves.
 */
export async function readPosition({ db, areaId }: Reader): Promise<number> {
  const { rows } = await sql<{ seq: string }>`
    select seq from record_entry
     where area_id = ${areaId} and act <> 'person.signed_in' and act not like 'paper.%' and act not like 'schedule.%'
     order by seq desc limit 1`.execute(db)
  return Number(rows[0]?.seq ?? 0)
}
