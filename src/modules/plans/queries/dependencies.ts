import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { LinkFacts } from '../domain/facts.ts'
import type { Reader } from './facts.ts'

/** What is kept of the dependencies and cross references of the plan `p` at the end of a day, the oldest first: as JSON. */
export const linksJson = (day: PlainDate): RawBuilder<LinkFacts[]> => sql`
  coalesce((select jsonb_agg(jsonb_build_object(
              'id', d.id, 'kind', d.kind, 'words', d.words, 'from', ${end('action_id', 'milestone_id')},
              'to', case when num_nonnulls(d.to_action_id, d.to_milestone_id) = 1
                         then ${end('to_action_id', 'to_milestone_id')} end) order by d.id)
     from dependency d
    where d.area_id = p.area_id and d.plan_id = p.id
      and d.from_on <= ${day}::date and (d.to_on is null or d.to_on > ${day}::date)), '[]')`

const end = (action: string, milestone: string): RawBuilder<unknown> => sql`jsonb_build_object(
  'kind', case when d.${sql.ref(action)} is null then 'milestone' else 'action' end,
  'id', coalesce(d.${sql.ref(action)}, d.${sql.ref(milestone)}))`

/** The actions and milestones of a plan whose words hold a number such as "2.02": those that may refer to another. */
export async function listNumbering(
  { db, areaId }: Reader,
  planId: string,
): Promise<{ id: string; words: string }[]> {
  const { rows } = await sql<{ id: string; words: string }>`
    select id, words from action
     where area_id = ${areaId} and plan_id = ${planId} and words ~ '[0-9][.][0-9]'
     union all
    select id, words from milestone
     where area_id = ${areaId} and plan_id = ${planId} and words ~ '[0-9][.][0-9]'`.execute(db)
  return rows
}
