import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Described } from '../domain/criteria.ts'
import type { MeasureKind } from '../domain/draft.ts'
import type { CriterionFacts, MeasureAnswer, MeasureFacts } from '../domain/facts.ts'
import type { Reader, Within } from './facts.ts'

/** Rows of `x` that hold at the end of a day. */
export const inForce = (x: 's' | 'm', day: PlainDate): RawBuilder<boolean> => sql`
  (${sql.ref(`${x}.from_on`)} is null or ${sql.ref(`${x}.from_on`)} <= ${day}::date)
  and (${sql.ref(`${x}.to_on`)} is null or ${sql.ref(`${x}.to_on`)} > ${day}::date)`

/** What was said of a measure, as JSON; `y` is the row of `measure_answer`. */
const answerJson: RawBuilder<MeasureAnswer> = sql`jsonb_build_object(
  'standing', y.standing, 'value', y.value, 'words', y.words, 'aboutOn', y.about_on, 'saidOn', y.said_on,
  'by', y.author_words, 'evidence', (select jsonb_build_object('id', e.id, 'title', e.title) from evidence e
                                      where e.area_id = y.area_id and e.id = y.evidence_id))`

/** A measure as JSON in its finished shape, as at a day; `m` is the row of `measure`. */
export const measureJson = (day: PlainDate): RawBuilder<MeasureFacts> => sql`jsonb_build_object(
  'id', coalesce(m.first_id, m.id), 'kind', m.kind, 'words', m.words, 'printed', m.answer, 'answer', (
    select ${answerJson} from measure_answer y
     where y.area_id = m.area_id and y.measure_id = coalesce(m.first_id, m.id) and y.said_on <= ${day}::date
     order by y.said_on desc, y.recorded_at desc, y.id desc limit 1))`

/** A criterion with its measures as JSON, as at a day; `s` is the row of `success_criterion`. */
export const criterionJson = (day: PlainDate): RawBuilder<CriterionFacts> => sql`jsonb_build_object(
  'id', coalesce(s.first_id, s.id), 'words', s.words, 'measures', coalesce((
    select jsonb_agg(${measureJson(day)} order by m.position, m.id) from measure m
     where m.area_id = s.area_id and m.criterion_id = coalesce(s.first_id, s.id) and ${inForce('m', day)}), '[]'))`

/** Success criteria of actions with their measures, and the measures that hang on an action itself, in one query. */
export async function listCriteria(
  { db, areaId }: Reader,
  { planId, actionId }: Within,
  day: PlainDate,
): Promise<{ criteria: Map<string, CriterionFacts[]>; measures: Map<string, MeasureFacts[]> }> {
  const ofOne = (x: 's' | 'm') =>
    actionId === null ? sql`` : sql`and ${sql.ref(`${x}.action_id`)} = ${actionId}`
  const { rows } = await sql<{
    id: string
    criterion: CriterionFacts | null
    measure: MeasureFacts | null
  }>`
    select s.action_id as id, ${criterionJson(day)} as criterion, null::jsonb as measure, s.position, s.id as place
      from success_criterion s
     where s.area_id = ${areaId} and s.plan_id = ${planId} and s.action_id is not null ${ofOne('s')}
       and ${inForce('s', day)}
     union all
    select m.action_id, null, ${measureJson(day)}, m.position, m.id
      from measure m
     where m.area_id = ${areaId} and m.plan_id = ${planId} and m.action_id is not null ${ofOne('m')}
       and ${inForce('m', day)}
     order by position, place`.execute(db)
  const criteria = rows.flatMap(({ id, criterion }) => (criterion ? [{ id, hung: criterion }] : []))
  const measures = rows.flatMap(({ id, measure }) => (measure ? [{ id, hung: measure }] : []))
  return { criteria: byAction(criteria), measures: byAction(measures) }
}

function byAction<T>(rows: readonly { id: string; hung: T }[]): Map<string, T[]> {
  const groups = Map.groupBy(rows, ({ id }) => id)
  return new Map([...groups].map(([id, group]) => [id, group.map(({ hung }) => hung)]))
}

/** What a criterion or a measure belongs to. */
interface Belongs {
  plan: { id: string; title: string }
  of: Described
}

/** A wording of something, and until when it held; null for the one that holds. */
export interface Wording {
  /** Of this wording: what somebody had before them when they say it otherwise. */
  seen: string
  words: string
  kind: string | null
  from: PlainDate | null
  to: PlainDate | null
  endedBy: string | null
  because: string | null
}

const wordingJson = sql`jsonb_build_object('seen', x.id, 'words', x.words, 'from', x.from_on, 'to', x.to_on,
  'endedBy', x.ended_by, 'because', x.ended_because`

/** What a row leads to: `s` is the criterion, `f` a finding and `a` an action that it describes. */
const belongs = sql`jsonb_build_object('id', p.id, 'title', p.title) as plan,
  jsonb_build_object('kind', case when a.id is null then 'finding' else 'action' end, 'id', coalesce(a.id, f.id),
    'ref', coalesce(a.ref, f.ref), 'words', coalesce(a.words, f.words), 'themeId', a.theme_id) as of`

export interface HeldCriterion extends Belongs {
  id: string
  /** Newest last; the last one holds unless it has ended. */
  wordings: Wording[]
  measures: MeasureFacts[]
}

/** A criterion by the id under which it was known from the start. Errors: NotFound. */
export async function getHeldCriterion({ db, areaId, today }: Scope, id: string): Promise<HeldCriterion> {
  const { rows } = await sql<HeldCriterion>`
    select s.id, ${belongs},
           (select jsonb_agg(${wordingJson}, 'kind', null) order by x.from_on nulls first, x.to_on nulls last, x.id)
              from success_criterion x
             where x.area_id = s.area_id and s.id in (x.id, x.first_id)) as wordings,
           coalesce((select jsonb_agg(${measureJson(today)} order by m.position, m.id) from measure m
                      where m.area_id = s.area_id and m.criterion_id = s.id and ${inForce('m', today)}), '[]') as measures
      from success_criterion s
      join plan p on p.area_id = s.area_id and p.id = s.plan_id
      left join action a on a.area_id = s.area_id and a.id = s.action_id
      left join finding f on f.area_id = s.area_id and f.id = s.finding_id
     where s.area_id = ${areaId} and s.id = ${id} and s.first_id is null`.execute(db)
  const [row] = rows
  if (!row) throw new NotFound('criterion')
  return row
}

export interface HeldMeasure extends Belongs {
  id: string
  /** Null where it stands by itself. */
  criterion: { id: string; words: string; ended: boolean } | null
  printed: string | null
  wordings: Wording[]
  /** Newest first. */
  answers: (MeasureAnswer & { id: string })[]
}

/** A measure by the id under which it was known from the start, with all that was said of it. Errors: NotFound. */
export async function getHeldMeasure({ db, areaId, today }: Scope, id: string): Promise<HeldMeasure> {
  const { rows } = await sql<HeldMeasure>`
    select m.id, m.answer as printed, ${belongs},
           case when s.id is not null then (
             select jsonb_build_object('id', s.id, 'words', x.words, 'ended', coalesce(x.to_on <= ${today}::date, false))
               from success_criterion x
              where x.area_id = s.area_id and s.id in (x.id, x.first_id)
              order by x.to_on desc nulls first, x.id desc limit 1) end as criterion,
           (select jsonb_agg(${wordingJson}, 'kind', x.kind) order by x.from_on nulls first, x.to_on nulls last, x.id)
              from measure x where x.area_id = m.area_id and m.id in (x.id, x.first_id)) as wordings,
           coalesce((select jsonb_agg(${answerJson} || jsonb_build_object('id', y.id)
                                      order by y.said_on desc, y.recorded_at desc, y.id desc)
                       from measure_answer y
                      where y.area_id = m.area_id and y.measure_id = m.id and y.said_on <= ${today}::date), '[]') as answers
      from measure m
      join plan p on p.area_id = m.area_id and p.id = m.plan_id
      left join success_criterion s on s.area_id = m.area_id and s.id = m.criterion_id
      left join action a on a.area_id = m.area_id and a.id = coalesce(m.action_id, s.action_id)
      left join finding f on f.area_id = m.area_id and f.id = coalesce(m.finding_id, s.finding_id)
     where m.area_id = ${areaId} and m.id = ${id} and m.first_id is null`.execute(db)
  const [row] = rows
  if (!row) throw new NotFound('measure')
  return row
}

/** Holds a criterion or a measure until the transaction ends: of two who change it at once, the second sees the first. */
export const lockSaid = ({ db, areaId }: Reader, table: 'success_criterion' | 'measure', id: string) =>
  db.selectFrom(table).select('id').where('area_id', '=', areaId).where('id', '=', id).forUpdate().execute()

export interface AnswerInput {
  planId: string
  measureId: string
  standing: MeasureAnswer['standing']
  value: string | null
  words: string
  aboutOn: PlainDate | null
  evidenceId: string | null
  once: string
}

/**
 * Adds what a measure shows, and gives its id; null when this form said the very same before. Other words under the mark
 * of a saved form are words of their own.
 */
export async function insertAnswer(scope: Scope, input: AnswerInput): Promise<string | null> {
  const { db, areaId, actor, now, today } = scope
  if (await isAnswered(scope, input)) return null
  const id = newId()
  const row = {
    ...{ area_id: areaId, id, plan_id: input.planId, measure_id: input.measureId },
    ...{ standing: input.standing, value: input.value, words: input.words, about_on: input.aboutOn },
    ...{ evidence_id: input.evidenceId, author_id: actor.personId, author_words: actor.name },
    ...{ said_on: today, recorded_at: now },
  }
  const added = await db
    .insertInto('measure_answer')
    .values({ ...row, once: input.once })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) return id
  if (await isAnswered(scope, input)) return null
  await db
    .insertInto('measure_answer')
    .values({ ...row, once: newId() })
    .execute()
  return id
}

async function isAnswered({ db, areaId }: Reader, input: AnswerInput): Promise<boolean> {
  const held = await db
    .selectFrom('measure_answer')
    .select(['measure_id', 'standing', 'value', 'words', 'about_on', 'evidence_id'])
    .where('area_id', '=', areaId)
    .where('once', '=', input.once)
    .executeTakeFirst()
  return (
    held !== undefined &&
    held.measure_id === input.measureId &&
    held.standing === input.standing &&
    held.value === input.value &&
    held.words === input.words &&
    held.about_on === input.aboutOn &&
    held.evidence_id === input.evidenceId
  )
}

/** Whether the plan has such an action or finding to describe. */
export async function isDescribable(
  { db, areaId }: Reader,
  planId: string,
  { kind, id }: Pick<Described, 'kind' | 'id'>,
): Promise<boolean> {
  const { rows } = await (kind === 'action'
    ? sql`select from action a
           where a.area_id = ${areaId} and a.plan_id = ${planId} and a.id = ${id} and a.dropped_on is null`
    : sql`select from finding f
            join plan_review v on v.area_id = f.area_id and v.review_id = f.review_id
           where f.area_id = ${areaId} and v.plan_id = ${planId} and f.id = ${id}`
  ).execute(db)
  return rows.length > 0
}

/** Adds a criterion from today, after the others, and gives its id; null when this form added it before. */
export async function insertCriterion(
  { db, areaId, actor, today }: Scope,
  input: { planId: string; of: Pick<Described, 'kind' | 'id'>; words: string; once: string },
): Promise<string | null> {
  const id = newId()
  const column = `${input.of.kind}_id` as const
  const { rows } = await sql<{ id: string }>`
    insert into success_criterion (area_id, id, plan_id, ${sql.ref(column)}, position, words, from_on, made_by, once)
    select ${areaId}, ${id}, ${input.planId}, ${input.of.id}, coalesce(max(x.position) + 1, 0), ${input.words},
           ${today}::date, ${actor.name}, ${input.once}
      from success_criterion x
     where x.area_id = ${areaId} and x.plan_id = ${input.planId} and x.${sql.ref(column)} = ${input.of.id}
    on conflict (area_id, once) do nothing
    returning id`.execute(db)
  return rows[0]?.id ?? null
}

/** Adds a measure to a criterion from today, after the others, and gives its id; null when this form added it before. */
export async function insertMeasure(
  { db, areaId, actor, today }: Scope,
  input: { planId: string; criterionId: string; kind: MeasureKind; words: string; once: string },
): Promise<string | null> {
  const id = newId()
  const { rows } = await sql<{ id: string }>`
    insert into measure (area_id, id, plan_id, criterion_id, position, kind, words, from_on, made_by, once)
    select ${areaId}, ${id}, ${input.planId}, ${input.criterionId}, coalesce(max(x.position) + 1, 0), ${input.kind},
           ${input.words}, ${today}::date, ${actor.name}, ${input.once}
      from measure x where x.area_id = ${areaId} and x.criterion_id = ${input.criterionId}
    on conflict (area_id, once) do nothing
    returning id`.execute(db)
  return rows[0]?.id ?? null
}

/** Ends the wording that holds today. */
export const endWording = (
  { db, areaId, actor, today }: Scope,
  table: 'success_criterion' | 'measure',
  wordingId: string,
  because: string | null,
) =>
  db
    .updateTable(table)
    .set({ to_on: today, ended_by: actor.name, ended_because: because })
    .where('area_id', '=', areaId)
    .where('id', '=', wordingId)
    .execute()

/** Says a criterion in other words from today, in the place of the wording that ends. */
export const rewordCriterion = async (
  { db, areaId, actor, today }: Scope,
  ended: string,
  words: string,
): Promise<void> => {
  await sql`
    insert into success_criterion (area_id, id, plan_id, action_id, finding_id, position, words, from_on, first_id, made_by)
    select area_id, ${newId()}, plan_id, action_id, finding_id, position, ${words}, ${today}::date,
           coalesce(first_id, id), ${actor.name}
      from success_criterion where area_id = ${areaId} and id = ${ended}`.execute(db)
}

/** The same of a measure. Where it is another measure from now on, it begins without answers; gives the id it is known by. */
export async function rewordMeasure(
  { db, areaId, actor, today }: Scope,
  ended: string,
  { words, kind, same }: { words: string; kind: MeasureKind; same: boolean },
): Promise<string> {
  const id = newId()
  const first = same ? sql`coalesce(first_id, id)` : sql`null::uuid`
  const { rows } = await sql<{ id: string }>`
    insert into measure (area_id, id, plan_id, criterion_id, action_id, finding_id, position, kind, words, answer,
                         from_on, first_id, made_by)
    select area_id, ${id}, plan_id, criterion_id, action_id, finding_id, position, ${kind}, ${words},
           case when ${same} then answer end, ${today}::date, ${first}, ${actor.name}
      from measure where area_id = ${areaId} and id = ${ended}
    returning coalesce(first_id, id) as id`.execute(db)
  return rows[0]?.id ?? id
}
