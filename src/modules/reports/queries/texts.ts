import { sql } from 'kysely'
import { insertNewRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { PaperFacts } from '../domain/paper-facts.ts'
import type { HeldText, TextToSave } from '../domain/report-texts.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

/** Of each part so many texts are shown, however often it was written. */
const SHOWN = 12

/** The texts of a report, newest first, up to twelve of each part; and how many there are of it. */
export async function listTexts(
  { db, areaId }: Reader,
  planId: string,
  layout: string,
  most = SHOWN,
): Promise<(HeldText & { count: number })[]> {
  const { rows } = await sql<HeldText & { count: number }>`
    select id, key, words, "by", "on", once, count from (
      select id, section as key, words, author_words as "by", said_on as "on", once, recorded_at,
             row_number() over (partition by section order by recorded_at desc, id desc) as place,
             (count(*) over (partition by section))::int as count
        from report_text
       where area_id = ${areaId} and plan_id = ${planId} and layout = ${layout}) as held
     where place <= ${most}
     order by key, recorded_at desc, id desc`.execute(db)
  return rows
}

/** What stands in a report now, by the key of each part: one statement. */
export async function latestTexts(
  reader: Reader,
  planId: string,
  layout: string,
): Promise<PaperFacts['texts']> {
  const held = await listTexts(reader, planId, layout, 1)
  return Object.fromEntries(held.map(({ key, words, by, on }) => [key, { words, by, on }]))
}

/** Whoever writes into the same report waits, so that the second reads what the first wrote. */
export async function lockTexts({ db, areaId }: Reader, planId: string, layout: string): Promise<void> {
  const name = `report texts ${areaId} ${planId} ${layout}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db)
}

/** Saves texts; gives the ids of those that were not saved before. */
export function insertTexts(
  scope: Scope,
  { planId, layout }: { planId: string; layout: string },
  texts: readonly TextToSave[],
): Promise<string[]> {
  const { actor, now, today } = scope
  const rows = texts.map(({ key, words, once }) => ({
    ...{ id: newId(), plan_id: planId, layout, section: key, words, once },
    ...{ author_id: actor.personId, author_words: actor.name, said_on: today, recorded_at: now },
  }))
  return insertNewRows(scope, 'report_text', rows)
}

/** What stands now in every report of a plan: one statement. */
export async function listPlanTexts(
  { db, areaId }: Reader,
  planId: string,
): Promise<{ layout: string; words: string }[]> {
  const { rows } = await sql<{ layout: string; words: string | null }>`
    select distinct on (layout, section) layout, words
      from report_text where area_id = ${areaId} and plan_id = ${planId}
     order by layout, section, recorded_at desc, id desc`.execute(db)
  return rows.flatMap(({ layout, words }) => (words === null ? [] : [{ layout, words }]))
}
