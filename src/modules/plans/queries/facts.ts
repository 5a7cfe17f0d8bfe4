import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { CitationFacts, LeadFacts, UpdateFacts } from '../domain/facts.ts'

// Pieces of SQL that give facts in their finished shape as JSON, so that a page costs as few round trips
// as it has kinds of thing, whatever the number of rows.

/** The leads of the rows of a thing in a plan, grouped: `{ id, leads }`. */
export const leadsBy = (
  thing: 'action' | 'milestone',
  areaId: string,
  planId: string,
): RawBuilder<unknown> => sql`
  select l.${sql.ref(`${thing}_id`)} as id, jsonb_agg(${leadJson} order by l.position) as leads
    from lead l ${leadJoins}
   where l.area_id = ${areaId} and l.plan_id = ${planId} and l.${sql.ref(`${thing}_id`)} is not null
   group by 1`

const leadJson = sql.raw(`jsonb_build_object(
  'holder', case when l.person_id is not null then jsonb_build_object('kind', 'person', 'id', l.person_id)
                 when l.post_id is not null then jsonb_build_object('kind', 'post', 'id', l.post_id)
                 when l.partner_id is not null then jsonb_build_object('kind', 'partner', 'id', l.partner_id) end,
  'name', l.words, 'part', l.part, 'partner', q.name)`)

const leadJoins = sql.raw(`
  left join person p on p.area_id = l.area_id and p.id = l.person_id
  left join post t on t.area_id = l.area_id and t.id = l.post_id
  left join partner q on q.area_id = l.area_id and q.id = coalesce(l.partner_id, t.partner_id, p.partner_id)`)

export const citesBy = (
  thing: 'action' | 'milestone',
  areaId: string,
  planId: string,
): RawBuilder<unknown> => sql`
  select c.${sql.ref(`${thing}_id`)} as id,
         jsonb_agg(jsonb_build_object('findingId', c.finding_id, 'findingRef', f.ref, 'words', c.words)
                   order by c.position) as cites
    from citation c
    left join finding f on f.area_id = c.area_id and f.id = c.finding_id
   where c.area_id = ${areaId} and c.plan_id = ${planId} and c.${sql.ref(`${thing}_id`)} is not null
   group by 1`

export const boardsBy = (
  thing: 'action' | 'milestone',
  areaId: string,
  planId: string,
): RawBuilder<unknown> => sql`
  select m.${sql.ref(`${thing}_id`)} as id, jsonb_agg(b.name order by b.name) as boards
    from monitoring m
    join board b on b.area_id = m.area_id and b.id = m.board_id
   where m.area_id = ${areaId} and m.plan_id = ${planId} and m.${sql.ref(`${thing}_id`)} is not null
   group by 1`

export const updateJson = sql.raw(`jsonb_build_object(
  'id', u.id, 'period', u.period, 'saidOn', u.said_on, 'status', u.status, 'statusWords', u.status_words,
  'done', u.done, 'next', u.next, 'support', u.support, 'evidence', u.evidence, 'author', u.author_words,
  'recordedAt', to_char(u.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`)

/** The last that was said of each action or milestone by the end of a day, beside the row `of`. */
export const latestBy = (
  thing: 'action' | 'milestone',
  areaId: string,
  day: PlainDate,
): RawBuilder<unknown> => sql`
  lateral (
    select ${updateJson} as latest
      from progress u
     where u.area_id = ${areaId} and u.${sql.ref(`${thing}_id`)} = x.id and u.said_on <= ${day}::date
     order by u.said_on desc, u.recorded_at desc, u.id desc
     limit 1)`

/** What the grouped pieces above add to a row of an action or a milestone. */
export interface Gathered {
  leads: LeadFacts[]
  cites: CitationFacts[]
  boards: string[]
  latest: UpdateFacts | null
}
