import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Risk, RiskState } from '../domain/facts.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

const state = sql`jsonb_build_object(
  'id', s.id, 'title', s.title, 'cause', s.cause, 'effect', s.effect,
  'before', jsonb_build_object('likelihood', s.likelihood_before, 'impact', s.impact_before),
  'after', jsonb_build_object('likelihood', s.likelihood_after, 'impact', s.impact_after),
  'response', s.response, 'responseWords', s.response_words,
  'owner', jsonb_build_object('personId', s.owner_person_id, 'postId', s.owner_post_id, 'words', s.owner_words),
  'reviewOn', s.review_on, 'state', s.state, 'because', s.because, 'author', s.author_words, 'saidOn', s.said_on)`

const links = (areaId: string, day: PlainDate) => sql`coalesce((
  select jsonb_agg(jsonb_build_object(
           'linkId', l.id, 'from', l.from_on,
           'kind', case when l.finding_id is not null then 'finding' when l.theme_id is not null then 'theme'
                        when l.action_id is not null then 'action' else 'milestone' end,
           'id', coalesce(l.finding_id, l.theme_id, l.action_id, l.milestone_id),
           'ref', coalesce(f.ref, a.ref, m.ref), 'words', coalesce(f.words, t.name, a.words, m.words))
         order by l.from_on, l.id)
    from risk_link l
    left join finding f on f.area_id = l.area_id and f.id = l.finding_id
    left join theme t on t.area_id = l.area_id and t.id = l.theme_id
    left join action a on a.area_id = l.area_id and a.id = l.action_id
    left join milestone m on m.area_id = l.area_id and m.id = l.milestone_id
   where l.area_id = ${areaId} and l.risk_id = r.id
     and l.from_on <= ${day}::date and (l.to_on is null or l.to_on > ${day}::date)), '[]')`

const risks = (areaId: string, day: PlainDate, which: ReturnType<typeof sql>) => sql<Risk>`
  select r.id, r.kind, r.number, r.raised_on as "raisedOn", r.raised_by as "raisedBy",
         r.raised_by_id as "raisedById", jsonb_build_object('id', p.id, 'title', p.title) as plan,
         last.now, ${links(areaId, day)} as links
    from risk r
    join plan p on p.area_id = r.area_id and p.id = r.plan_id
    cross join lateral (
      select ${state} as now from risk_state s
       where s.area_id = ${areaId} and s.risk_id = r.id and s.said_on <= ${day}::date
       order by s.said_on desc, s.recorded_at desc, s.id desc limit 1) last
   where r.area_id = ${areaId} and ${which}
   order by p.created_at, r.number`

/** Every risk and issue of the area as it stood at the end of a day, by plan and number: one query. */
export async function listRisks({ db, areaId }: Reader, day: PlainDate): Promise<Risk[]> {
  const { rows } = await risks(areaId, day, sql`true`).execute(db)
  return rows
}

/** One of them. Errors: NotFound, also when it was not raised by that day. */
export async function getRisk({ db, areaId }: Reader, id: string, day: PlainDate): Promise<Risk> {
  const { rows } = await risks(areaId, day, sql`r.id = ${id}`).execute(db)
  const [risk] = rows
  if (!risk) throw new NotFound('risk')
  return risk
}

/** Those that threatened one of these things on a day. */
export async function listThreats(
  { db, areaId }: Reader,
  ids: readonly string[],
  day: PlainDate,
): Promise<Risk[]> {
  if (ids.length === 0) return []
  const wanted = sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
  const { rows } = await risks(
    areaId,
    day,
    sql`exists (select from risk_link k where k.area_id = ${areaId} and k.risk_id = r.id
      and coalesce(k.finding_id, k.theme_id, k.action_id, k.milestone_id) in ${wanted})`,
  ).execute(db)
  return rows
}

/** All that was said of a risk up to a day, oldest first. */
export async function listStates({ db, areaId }: Reader, id: string, day: PlainDate): Promise<RiskState[]> {
  const { rows } = await sql<{ now: RiskState }>`
    select ${state} as now from risk_state s
     where s.area_id = ${areaId} and s.risk_id = ${id} and s.said_on <= ${day}::date
     order by s.said_on, s.recorded_at, s.id`.execute(db)
  return rows.map(({ now }) => now)
}

/** Who holds each post on a day, by the post. */
export async function listHoldersByPost(
  { db, areaId }: Reader,
  day: PlainDate,
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .selectFrom('post_holding')
    .select(['post_id as postId', 'person_id as personId'])
    .where('area_id', '=', areaId)
    .where('from_on', '<=', day)
    .where((either) => either.or([either('to_on', 'is', null), either('to_on', '>=', day)]))
    .execute()
  const held = Map.groupBy(rows, ({ postId }) => postId)
  return new Map([...held].map(([postId, list]) => [postId, list.map(({ personId }) => personId)]))
}
