import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface LatestText {
  section: string
  words: string | null
  by: string
  on: PlainDate
}

/** What was last written into each part of a report of a plan, by part. */
export async function listLatestTexts(
  { db, areaId }: Reader,
  planId: string,
  layout: string,
): Promise<LatestText[]> {
  const { rows } = await sql<LatestText>`
    select distinct on (section) section, words, author_words as by, said_on as on
      from report_text
     where area_id = ${areaId} and plan_id = ${planId} and layout = ${layout}
     order by section, recorded_at desc, id desc`.execute(db)
  return rows
}

/** The terms of the area that are in use, by term. */
export const listTerms = ({ db, areaId }: Reader): Promise<{ term: string; meaning: string }[]> =>
  db
    .selectFrom('term')
    .select(['term', 'meaning'])
    .where('area_id', '=', areaId)
    .where('ended_on', 'is', null)
    .orderBy(sql`lower(term)`)
    .execute()

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
