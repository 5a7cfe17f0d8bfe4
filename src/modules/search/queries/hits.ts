import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import { HIT_CLOSES, HIT_OPENS } from '../domain/excerpt.ts'
import type { HitFacts } from '../domain/facts.ts'
import type { Term } from '../domain/typed.ts'
import type { Hit } from './find.ts'
import { COLUMNS, PLACES } from './places.ts'

/** Longer words are cut before they are marked: an excerpt shows less. */
const MOST_WORDS = 4_000

const MARKS = `HighlightAll=true, StartSel=${HIT_OPENS}, StopSel=${HIT_CLOSES}`

/**
 * What hits tell and where each stands in the thread, in their order, by one statement. Read as the app's own role: an id
 * of another area would find nothing here.
 */
export async function readHits(
  { db, areaId, today }: Pick<Scope, 'db' | 'areaId' | 'today'>,
  hits: readonly Hit[],
  terms: readonly Term[],
): Promise<HitFacts[]> {
  if (hits.length === 0) return []
  const kinds = [...new Set(hits.map(({ kind }) => kind))]
  const { rows } = await sql<HitFacts>`
    with hit as materialized (
      select x.place, x.kind, x.id, ${areaId}::uuid as area_id
        from jsonb_to_recordset(${JSON.stringify(hits.map((hit, place) => ({ ...hit, place })))}::jsonb)
             as x(place integer, kind text, id uuid)),
    told as materialized (
      select * from (${sql.join(
        kinds.map((kind) => PLACES[kind]),
        sql` union all `,
      )}) as x(${sql.join(COLUMNS.map((name) => sql.ref(name)))})),
    query as (select search_query(${JSON.stringify(terms)}::jsonb) as words)
    select t.kind, t.id, t.ref, ${marked(sql`t.title`)} as title, ${marked(sql`left(t.body, ${sql.lit(MOST_WORDS)})`)} as body,
           t.on_day as "on", t.by,
           case when p.id is not null then jsonb_build_object('id', p.id, 'title', p.title) end as plan,
           case when r.id is not null then jsonb_build_object('id', r.id, 'title', r.title) end as review,
           coalesce(f.findings, '[]') as findings,
           case when a.id is not null then jsonb_build_object('id', a.id, 'ref', a.ref, 'words', a.words) end as action,
           case when m.id is not null then jsonb_build_object('id', m.id, 'ref', m.ref, 'words', m.words) end as milestone,
           t.support_id as "supportId", t.progress_id as "progressId",
           jsonb_build_object(
             'dropped', coalesce(least(t.dropped_on, case when t.kind = 'milestone' then a.dropped_on end) <= ${today}::date, false),
             'status', t.status, 'statusWords', t.status_words, 'state', t.state,
             'unverified', coalesce(t.status = 'achieved', false) and not coalesce(v.verdict = 'verified', false)) as standing
      from told t
     cross join query
      left join milestone m on m.area_id = ${areaId} and m.id = t.milestone_id
      left join action a on a.area_id = ${areaId} and a.id = coalesce(t.action_id, m.action_id)
      left join plan p on p.area_id = ${areaId} and p.id = t.plan_id
      left join review r on r.area_id = ${areaId} and r.id = t.review_id
      left join lateral (
        select a.verdict from assessment a
         where a.area_id = ${areaId} and a.progress_id = t.progress_id and a.verdict in ('verified', 'returned')
         order by a.recorded_at desc, a.id desc limit 1) v on true
      left join lateral (${findingsOf(areaId, today)}) f on true
     order by t.place`.execute(db)
  return rows
}

/** The findings that a hit's action or milestone answers; of a finding, the plan in which it is answered. */
const findingsOf = (areaId: string, today: string): RawBuilder<unknown> => sql`
  select jsonb_agg(jsonb_build_object('id', y.id, 'ref', y.ref, 'planId', y.plan_id, 'review', y.title)
                   order by y.title, y.position) as findings
    from (
      select distinct g.id, g.ref, g.position, c.plan_id, w.title
        from citation c
        join finding g on g.area_id = c.area_id and g.id = c.finding_id
        join review w on w.area_id = g.area_id and w.id = g.review_id
       where c.area_id = ${areaId} and (c.action_id = a.id or c.milestone_id = m.id)
         and (c.from_on is null or c.from_on <= ${today}::date) and (c.to_on is null or c.to_on > ${today}::date)
      union
      select g.id, g.ref, g.position, pr.plan_id, w.title
        from finding g
        join review w on w.area_id = g.area_id and w.id = g.review_id
        join lateral (select min(l.plan_id::text)::uuid as plan_id from plan_review l
                       where l.area_id = g.area_id and l.review_id = g.review_id) pr on pr.plan_id is not null
       where t.kind = 'finding' and g.area_id = ${areaId} and g.id = t.id) y`

/** The words, and the same as the database folded them with the hits between marks. */
const marked = (words: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  case when ${words} <> '' then jsonb_build_object('words', ${words}, 'marked',
    ts_headline('pg_catalog.english', search_words(${words}), query.words, ${sql.lit(MARKS)})) end`
