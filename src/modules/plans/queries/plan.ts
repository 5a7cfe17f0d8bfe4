import { sql } from 'kysely'
import type { DatePrecision, PlainDate } from '../../../platform/calendar.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { PlanChange } from '../domain/as-at.ts'
import type {
  ChosenFramework,
  CitationFacts,
  EditionFacts,
  FindingFacts,
  LinkFacts,
  PhaseFacts,
  PlanTableFacts,
  ThemeFacts,
  UpdateFacts,
} from '../domain/facts.ts'
import { criterionJson, inForce, measureJson } from './criteria.ts'
import { linksJson } from './dependencies.ts'
import { everUnder, holdsOn, latestOf, type Reader, type Within } from './facts.ts'

export interface PlanHeader {
  id: string
  title: string
  inForceFrom: PlainDate
  edition: EditionFacts | null
  themes: ThemeFacts[]
  phases: PhaseFacts[]
  findings: FindingFacts[]
  cites: CitationFacts[]
  tables: PlanTableFacts[]
  links: LinkFacts[]
  frameworks: ChosenFramework[]
}

/** The plan and the things that everything else in it refers to. */
export async function getPlanHeader(
  { db, areaId }: Reader,
  planId: string,
  day: PlainDate,
): Promise<PlanHeader> {
  const { rows } = await sql<PlanHeader>`
    select p.id, p.title, p.in_force_from as "inForceFrom",
      (select jsonb_build_object('label', e.label, 'approvedBy', e.approved_by, 'approvedOn', e.approved_on,
                'state', case when e.superseded_on is null or e.superseded_on <= ${day}::date then e.state
                              when e.approved_on is null then 'draft' else 'approved' end)
         from edition e
        where e.area_id = p.area_id and e.plan_id = p.id and e.in_force_from <= ${day}::date
        order by e.number desc limit 1) as edition,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'outcome', t.outcome) order by t.position)
         from theme t where t.area_id = p.area_id and t.plan_id = p.id
          and (t.from_on is null or t.from_on <= ${day}::date)), '[]') as themes,
      coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'name', h.name, 'endsOn', h.ends_on, 'outcome', h.outcome,
                                                    'targetJudgement', (select g.words from phase_target g
                                                      where g.area_id = h.area_id and g.phase_id = h.id and ${holdsOn('g', day)}))
                                 order by h.position)
         from phase h where h.area_id = p.area_id and h.plan_id = p.id), '[]') as phases,
      coalesce((select jsonb_agg(jsonb_build_object(
                  'id', f.id, 'ref', f.ref, 'group', f.group_name, 'words', f.words,
                  'review', jsonb_build_object('id', r.id, 'title', r.title, 'body', r.body, 'publishedOn', r.published_on),
                  'criteria', coalesce((select jsonb_agg(${criterionJson(day)} order by s.position, s.id)
                    from success_criterion s
                   where s.area_id = f.area_id and s.plan_id = p.id and s.finding_id = f.id and ${inForce('s', day)}), '[]'),
                  'measures', coalesce((select jsonb_agg(${measureJson(day)} order by m.position, m.id)
                    from measure m
                   where m.area_id = f.area_id and m.plan_id = p.id and m.finding_id = f.id and ${inForce('m', day)}), '[]'),
                  'deadline', case when f.deadline_on is null and f.deadline_words is null then null
                    else jsonb_build_object('on', f.deadline_on, 'precision', f.deadline_precision, 'words', f.deadline_words) end)
                order by r.published_on, r.id, f.position)
         from plan_review v
         join review r on r.area_id = v.area_id and r.id = v.review_id
         join finding f on f.area_id = r.area_id and f.review_id = r.id
        where v.area_id = p.area_id and v.plan_id = p.id), '[]') as findings,
      coalesce((select jsonb_agg(jsonb_build_object('findingId', c.finding_id, 'findingRef', f.ref, 'words', c.words)
                                 order by c.position, c.id)
         from citation c
         left join finding f on f.area_id = c.area_id and f.id = c.finding_id
        where c.area_id = p.area_id and c.plan_id = p.id and c.action_id is null and c.milestone_id is null and c.missing_ref is null
          and ${holdsOn('c', day)}), '[]') as cites,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'title', t.title,
                                                    'headings', t.headings, 'rows', t.rows,
                                                    'descriptors', t.descriptors) order by t.position)
         from plan_table t where t.area_id = p.area_id and t.plan_id = p.id), '[]') as tables,
      ${linksJson(day)} as links,
      coalesce((select jsonb_agg(jsonb_build_object('framework', c.framework, 'version', c.version, 'grade', c.grade)
                                 order by c.from_on, c.id)
         from plan_framework c
        where c.area_id = p.area_id and c.plan_id = p.id and c.from_on <= ${day}::date
          and (c.to_on is null or c.to_on > ${day}::date)), '[]') as frameworks
    from plan p
   where p.area_id = ${areaId} and p.id = ${planId}`.execute(db)
  const header = rows[0]
  if (!header) throw new NotFound('plan')
  return header
}

export interface ActionRow {
  id: string
  ref: string | null
  words: string
  themeId: string | null
  phaseId: string | null
  outcome: string | null
  liveFrom: PlainDate
  dropped_on: PlainDate | null
  dropped_because: string | null
  extra: Record<string, string>
  latest: UpdateFacts | null
}

/** Actions in the plan's order, with the last judgement given by the end of a day. */
export async function listActions(
  { db, areaId }: Reader,
  { planId, actionId }: Within,
  day: PlainDate,
): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    select x.id, x.ref, x.words, x.theme_id as "themeId", x.phase_id as "phaseId", o.words as outcome,
           x.live_from as "liveFrom", x.dropped_on, x.dropped_because, x.extra,
           ${latestOf('action', areaId, day)} as latest
      from action x
      left join outcome o on o.area_id = x.area_id and o.id = x.outcome_id
     where x.area_id = ${areaId} and x.plan_id = ${planId} ${actionId === null ? sql`` : sql`and x.id = ${actionId}`}
     order by x.position`.execute(db)
  return rows
}

export interface MilestoneRow {
  id: string
  actionId: string
  ref: string | null
  words: string
  start_on: PlainDate | null
  start_precision: DatePrecision | null
  start_words: string | null
  due_on: PlainDate | null
  due_precision: DatePrecision | null
  due_words: string | null
  liveFrom: PlainDate
  dropped_on: PlainDate | null
  dropped_because: string | null
  extra: Record<string, string>
  latest: UpdateFacts | null
}

/**
 * Milestones in their own order, with the last that was said by the end of a day; of an action, also those that stood
 * under it once. Their order among actions depends on the day: see `inPlanOrder`.
 */
export async function listMilestones(
  { db, areaId }: Reader,
  { planId, actionId }: Within,
  day: PlainDate,
): Promise<MilestoneRow[]> {
  const { rows } = await sql<MilestoneRow>`
    select x.id, x.action_id as "actionId", x.ref, x.words,
           x.start_on, x.start_precision, x.start_words, x.due_on, x.due_precision, x.due_words,
           x.live_from as "liveFrom", x.dropped_on, x.dropped_because, x.extra,
           ${latestOf('milestone', areaId, day)} as latest
      from milestone x
     where x.area_id = ${areaId} and x.plan_id = ${planId}
           ${actionId === null ? sql`` : sql`and x.id in (${everUnder(areaId, actionId)})`}
     order by x.position, x.id`.execute(db)
  return rows
}

/** Changes that matter to a past day: all later ones, every re-dating, and every move. Oldest first. */
export const listChangesSince = (
  { db, areaId }: Reader,
  planId: string,
  day: PlainDate,
): Promise<PlanChange[]> =>
  changes({ db, areaId })
    .where('plan_id', '=', planId)
    .where((either) =>
      either.or([either('changed_on', '>', day), either('field', 'in', ['due', 'actionId'])]),
    )
    .execute()
    .then((rows) => rows.map(toChange))

/** Changes of one action or milestone by the end of a day, oldest first. */
export const listChangesOf = (
  { db, areaId }: Reader,
  thingId: string,
  day: PlainDate,
): Promise<PlanChange[]> =>
  changes({ db, areaId })
    .where('thing_id', '=', thingId)
    .where('changed_on', '<=', day)
    .execute()
    .then((rows) => rows.map(toChange))

/** The plans in which somebody of these, or a post of these, leads a theme, an action or a milestone. */
export const listPlansLedBy = (
  { db, areaId }: Reader,
  personIds: readonly string[],
  postIds: readonly string[],
): Promise<string[]> =>
  db
    .selectFrom('lead')
    .select('plan_id')
    .distinct()
    .where('area_id', '=', areaId)
    .where((either) =>
      either.or([
        either('person_id', 'in', personIds),
        ...(postIds.length > 0 ? [either('post_id', 'in', postIds)] : []),
      ]),
    )
    .execute()
    .then((rows) => rows.map((row) => row.plan_id))

const changes = ({ db, areaId }: Reader) =>
  db
    .selectFrom('plan_change')
    .select([
      'thing_kind',
      'thing_id',
      'field',
      'was',
      'now',
      'reason',
      'changed_on',
      'changed_by',
      'changed_at',
    ])
    .where('area_id', '=', areaId)
    .orderBy('changed_on')
    .orderBy('id')

type ChangeRow = Awaited<ReturnType<ReturnType<typeof changes>['execute']>>[number]

function toChange(row: ChangeRow): PlanChange {
  return {
    thingKind: row.thing_kind === 'action' ? 'action' : 'milestone',
    thingId: row.thing_id,
    field: row.field,
    was: row.was,
    now: row.now,
    reason: row.reason,
    changedOn: row.changed_on,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  }
}

export const listPlans = ({ db, areaId }: Reader) =>
  db.selectFrom('plan').select(['id', 'title']).where('area_id', '=', areaId).orderBy('created_at').execute()

export interface PlanCount {
  id: string
  title: string
  edition: EditionFacts | null
  actions: number
  milestones: number
  /** Live milestones by what was last said: a status of the key, `other_words` or `not_reported`. */
  byStanding: Record<string, number>
  overdue: number
  /** Live milestones that are said to be completed, and verified by nobody else yet. */
  unverified: number
}

/** Every plan with its live things counted as at a day, newest first. */
export async function listPlanCounts({ db, areaId }: Reader, day: PlainDate): Promise<PlanCount[]> {
  const { rows } = await sql<PlanCount>`
    with live as (
      select x.plan_id, x.due_on, coalesce(u.unverified, false) as unverified,
             coalesce(u.status, case when u.id is null then 'not_reported' else 'other_words' end) as standing
        from milestone x
        join action a on a.area_id = x.area_id and a.id = x.action_id
        left join lateral (
          select u.id, u.status,
                 u.status = 'achieved' and coalesce((
                   select v.verdict from assessment v
                    where v.area_id = u.area_id and v.progress_id = u.id and v.verdict in ('verified', 'returned')
                      and v.said_on <= ${day}::date
                    order by v.recorded_at desc, v.id desc limit 1), '') <> 'verified' as unverified
            from progress u
           where u.area_id = ${areaId} and u.milestone_id = x.id and u.said_on <= ${day}::date
           order by u.said_on desc, u.recorded_at desc, u.id desc limit 1) u on true
       where x.area_id = ${areaId} and x.dropped_on is null and a.dropped_on is null
    ), counted as (
      select plan_id, standing, count(*)::int as number,
             (count(*) filter (where due_on < ${day}::date and standing <> 'achieved'))::int as overdue,
             (count(*) filter (where unverified))::int as unverified
        from live group by 1, 2
    ), summed as (
      select plan_id, jsonb_object_agg(standing, number) as "byStanding",
             sum(number)::int as milestones, sum(overdue)::int as overdue,
             sum(unverified)::int as unverified
        from counted group by 1
    )
    select p.id, p.title,
           (select jsonb_build_object('label', e.label, 'state', e.state, 'approvedBy', e.approved_by,
                                      'approvedOn', e.approved_on)
              from edition e where e.area_id = p.area_id and e.plan_id = p.id and e.in_force_from <= ${day}::date
              order by e.number desc limit 1) as edition,
           (select count(*)::int from action a
             where a.area_id = p.area_id and a.plan_id = p.id and a.dropped_on is null) as actions,
           coalesce(s.milestones, 0) as milestones, coalesce(s."byStanding", '{}') as "byStanding",
           coalesce(s.overdue, 0) as overdue, coalesce(s.unverified, 0) as unverified
      from plan p
      left join summed s on s.plan_id = p.id
     where p.area_id = ${areaId}
     order by p.created_at desc`.execute(db)
  return rows
}

/** The plan of a title, whatever its case. */
export const findPlanTitled = async (reader: Reader, title: string) => {
  const plans = await listPlans(reader)
  return plans.find((plan) => plan.title.toLowerCase() === title.toLowerCase())
}

/** Which plan a milestone or an action belongs to, and under which action a milestone stood on a day. */
export const getPlanOf = async (
  { db, areaId }: Reader,
  thing: 'action' | 'milestone',
  id: string,
  day: PlainDate | null = null,
): Promise<{ planId: string; actionId: string }> => {
  const row =
    thing === 'milestone'
      ? await db
          .selectFrom('milestone')
          .select(['plan_id as planId', actionOn(day).as('actionId')])
          .where('area_id', '=', areaId)
          .where('id', '=', id)
          .executeTakeFirst()
      : await db
          .selectFrom('action')
          .select(['plan_id as planId', 'id as actionId'])
          .where('area_id', '=', areaId)
          .where('id', '=', id)
          .executeTakeFirst()
  if (!row) throw new NotFound(thing)
  return row
}

/** The action of a milestone at the end of a day: what the first move after it took it from. */
const actionOn = (day: PlainDate | null) => sql<string>`coalesce((
  select c.was #>> '{}' from plan_change c
   where c.area_id = milestone.area_id and c.thing_id = milestone.id and c.field = 'actionId' and c.changed_on > ${day}::date
   order by c.changed_on, c.id limit 1), milestone.action_id::text)`

/** Where a thing stands in the documents that it was read from, newest document first. */
export const listOrigins = ({ db, areaId }: Reader, thingId: string) =>
  db
    .selectFrom('origin')
    .select(['document_id as documentId', 'document_name as documentName', 'line', 'place'])
    .where('area_id', '=', areaId)
    .where('thing_id', '=', thingId)
    .orderBy('document_id', 'desc')
    .execute()
