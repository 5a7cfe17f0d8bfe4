import { type RawBuilder, sql } from 'kysely'
import type { Kind } from '../domain/kinds.ts'

type Piece = RawBuilder<unknown>

/** What a hit tells of itself: each kind says what it has, and of the rest it has nothing. */
const NOTHING = {
  ref: sql`null::text`,
  title: sql`null::text`,
  body: sql`null::text`,
  on_day: sql`null::date`,
  by: sql`null::text`,
  plan_id: sql`null::uuid`,
  review_id: sql`null::uuid`,
  action_id: sql`null::uuid`,
  milestone_id: sql`null::uuid`,
  support_id: sql`null::uuid`,
  dropped_on: sql`null::date`,
  status: sql`null::text`,
  status_words: sql`null::text`,
  progress_id: sql`null::uuid`,
  state: sql`null::text`,
} as const

type Told = Partial<Record<keyof typeof NOTHING, Piece>>

export const COLUMNS = ['place', 'kind', 'id', ...Object.keys(NOTHING)]

/** The hits of one kind: `x` is the thing, `h` the hit (its place, kind, area and id). */
function kindOf(kind: Kind, from: Piece, told: Told, more: Piece = sql``): Piece {
  const columns = Object.values({ ...NOTHING, ...told })
  return sql`select h.place, h.kind, x.id, ${sql.join(columns)}
    from ${from} x join hit h on h.kind = ${sql.lit(kind)} and h.area_id = x.area_id and h.id = x.id ${more}`
}

const column = (name: string): Piece => sql.ref(`x.${name}`)
const together = (...names: string[]): Piece => sql`concat_ws(' · ', ${sql.join(names.map(column))})`
const extra = sql`(select string_agg(value, ' · ') from jsonb_each_text(x.extra))`

/** Only the branches of kinds that were found are asked. */
export const PLACES: Record<Kind, Piece> = {
  plan: kindOf('plan', sql`plan`, { title: column('title'), body: column('commitment') }),
  review: kindOf('review', sql`review`, {
    ...{
      title: column('title'),
      body: together('body', 'judgement', 'remark'),
      on_day: column('published_on'),
    },
  }),
  finding: kindOf('finding', sql`finding`, {
    ...{ ref: column('ref'), title: column('words'), review_id: column('review_id') },
    body: together('group_name', 'provenance', 'deadline_words', 'remark'),
  }),
  action: kindOf('action', sql`action`, {
    ...{ ref: column('ref'), title: column('words'), body: extra, plan_id: column('plan_id') },
    ...{ action_id: column('id'), dropped_on: column('dropped_on') },
  }),
  milestone: kindOf(
    'milestone',
    sql`milestone`,
    {
      ...{ ref: column('ref'), title: column('words'), body: extra, plan_id: column('plan_id') },
      ...{
        action_id: column('action_id'),
        milestone_id: column('id'),
        dropped_on: column('dropped_on'),
      },
      ...{ status: sql`u.status`, status_words: sql`u.status_words`, progress_id: sql`u.id` },
    },
    sql`left join lateral (
      select p.id, p.status, p.status_words from progress p
       where p.area_id = x.area_id and p.milestone_id = x.id
       order by p.said_on desc, p.recorded_at desc, p.id desc limit 1) u on true`,
  ),
  update: kindOf('update', sql`progress`, {
    body: together('done', 'next', 'support', 'evidence', 'reason', 'recovery'),
    ...{ on_day: column('said_on'), by: column('author_words'), plan_id: column('plan_id') },
    ...{ action_id: column('action_id'), milestone_id: column('milestone_id'), progress_id: column('id') },
    ...{ status: column('status'), status_words: column('status_words') },
  }),
  comment: kindOf(
    'comment',
    sql`(select area_id, id, words, said_on, author_words, plan_id, action_id, milestone_id, support_id,
                null as progress_id from remark
          union all
         select area_id, id, words, said_on, author_words, plan_id, null, milestone_id, null, progress_id from assessment)`,
    {
      ...{ body: column('words'), on_day: column('said_on'), by: column('author_words') },
      ...{ plan_id: column('plan_id'), action_id: column('action_id'), support_id: column('support_id') },
      ...{ milestone_id: sql`coalesce(x.milestone_id, s.milestone_id)`, progress_id: column('progress_id') },
    },
    sql`left join support_request s on s.area_id = x.area_id and s.id = x.support_id`,
  ),
  support: kindOf('support', sql`support_request`, {
    ...{ title: column('words'), body: together('to_words', 'closing_words'), on_day: column('opened_on') },
    ...{ by: column('opened_by'), plan_id: column('plan_id'), milestone_id: column('milestone_id') },
    ...{ support_id: column('id'), state: column('state') },
  }),
  evidence: kindOf(
    'evidence',
    sql`evidence`,
    {
      ...{ title: column('title'), on_day: column('dated_on') },
      body: sql`concat_ws(' · ', x.words, x.url, f.names, x.owner)`,
      ...{ plan_id: sql`u.plan_id`, milestone_id: sql`u.milestone_id` },
      state: sql`case when x.withdrawn_on is not null then 'withdrawn' end`,
    },
    sql`left join lateral (
      select string_agg(s.name, ', ' order by v.number desc) as names
        from evidence_version v join stored_file s on s.area_id = v.area_id and s.id = v.file_id
       where v.area_id = x.area_id and v.evidence_id = x.id) f on true
    left join lateral (
      select w.plan_id, w.milestone_id from evidence_use w
       where w.area_id = x.area_id and w.evidence_id = x.id and w.detached_on is null
       order by w.milestone_id is null, w.id limit 1) u on true`,
  ),
  risk: kindOf(
    'risk',
    sql`risk`,
    {
      ...{ ref: sql`upper(left(x.kind, 1)) || x.number`, title: sql`s.title`, state: sql`s.state` },
      body: sql`concat_ws(' · ', s.cause, s.effect, s.response_words, s.because)`,
      ...{ on_day: sql`s.said_on`, by: sql`s.owner_words`, plan_id: column('plan_id') },
    },
    sql`join lateral (
      select * from risk_state t where t.area_id = x.area_id and t.risk_id = x.id
       order by t.said_on desc, t.recorded_at desc, t.id desc limit 1) s on true`,
  ),
  document: kindOf(
    'document',
    sql`import`,
    {
      ...{ title: column('title'), body: sql`f.name`, on_day: column('document_on') },
      ...{ plan_id: column('plan_id'), state: column('state') },
    },
    sql`join stored_file f on f.area_id = x.area_id and f.id = x.file_id`,
  ),
  month: kindOf('month', sql`cycle`, { on_day: column('period'), plan_id: column('plan_id') }),
  board: kindOf('board', sql`board`, { title: column('name') }),
  term: kindOf('term', sql`term`, { title: column('term'), body: column('meaning') }),
  host_plan: kindOf('host_plan', sql`host_plan`, {
    ...{ title: column('title'), body: column('owner_words') },
    state: sql`case when x.ended_on is not null then 'ended' end`,
  }),
}
