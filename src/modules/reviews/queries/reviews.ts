import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { AnswerFacts, FindingEntry, ReviewChange, ReviewFacts } from '../domain/facts.ts'

export type Reader = Pick<Scope, 'db' | 'areaId'>

const reviews = (areaId: string, which: RawBuilder<unknown>) => sql<ReviewFacts>`
  select r.id, r.kind, r.title, r.body, r.state, r.expected_on as "expectedOn", r.expected_words as "expectedWords",
         r.held_from as "heldFrom", r.held_to as "heldTo", r.published_on as "publishedOn",
         r.received_on as "receivedOn", r.plan_due_words as "planDueWords", r.plan_due_on as "planDueOn",
         r.url, r.judgement, r.remark, r.added_on as "addedOn",
         case when d.id is null then null
           else jsonb_build_object('name', d.name, 'mediaType', d.media_type, 'sha256', d.sha256) end as document,
         coalesce((select jsonb_agg(jsonb_build_object('id', j.id, 'about', j.about, 'grade', j.grade,
                                      'addedOn', j.added_on, 'withdrawnOn', j.withdrawn_on) order by j.position, j.id)
            from review_judgement j where j.area_id = r.area_id and j.review_id = r.id), '[]') as judgements,
         coalesce(counted.findings, 0) as findings, coalesce(counted.themes, 0) as themes,
         coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title) order by p.title, p.id)
            from plan_review v join plan p on p.area_id = v.area_id and p.id = v.plan_id
           where v.area_id = r.area_id and v.review_id = r.id), '[]') as plans
    from review r
    left join stored_file d on d.area_id = r.area_id and d.id = r.file_id
    left join lateral (
      select (count(*) filter (where f.kind = 'finding'))::int as findings,
             (count(*) filter (where f.kind = 'theme'))::int as themes
        from finding f where f.area_id = ${areaId} and f.review_id = r.id) counted on true
   where r.area_id = ${areaId} and ${which}
   order by r.title, r.id`

/** Every review of the area, by title, with its judgements, counts of findings and plans: one query. */
export async function listReviews({ db, areaId }: Reader): Promise<ReviewFacts[]> {
  const { rows } = await reviews(areaId, sql`true`).execute(db)
  return rows
}

/** Errors: NotFound. */
export async function getReview({ db, areaId }: Reader, id: string): Promise<ReviewFacts> {
  const { rows } = await reviews(areaId, sql`r.id = ${id}`).execute(db)
  const [review] = rows
  if (!review) throw new NotFound('review')
  return review
}

/** Holds a review until the transaction ends: what is added to it by two forms at once comes one after the other. */
export async function lockReview({ db, areaId }: Reader, id: string): Promise<void> {
  await db
    .selectFrom('review')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('review'))
}

export const findReviewByMark = ({ db, areaId }: Reader, once: string) =>
  db
    .selectFrom('review')
    .select(['id', 'kind', 'title', 'body'])
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()

const findings = ({ db, areaId }: Reader) =>
  db
    .selectFrom('finding')
    .select([
      ...(['id', 'review_id as reviewId', 'position', 'ref', 'group_name as group', 'words'] as const),
      ...(['provenance', 'remark', 'deadline_words as deadlineWords', 'deadline_on as deadlineOn'] as const),
      'added_on as addedOn',
      sql<FindingEntry['kind']>`kind`.as('kind'),
      sql<FindingEntry['deadlinePrecision']>`deadline_precision`.as('deadlinePrecision'),
    ])
    .where('area_id', '=', areaId)
    .orderBy('position')
    .orderBy('id')

/** The findings of a review, in its order. */
export const listFindings = (reader: Reader, reviewId: string): Promise<FindingEntry[]> =>
  findings(reader).where('review_id', '=', reviewId).execute()

/** Every finding of the area. */
export const listAllFindings = (reader: Reader): Promise<FindingEntry[]> => findings(reader).execute()

/** Errors: NotFound. */
export const getFinding = (reader: Reader, id: string): Promise<FindingEntry> =>
  findings(reader)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('finding'))

/** The marks of the forms by which findings came to a review, each with the words that it brought. */
export const listFindingMarks = ({ db, areaId }: Reader, reviewId: string, once: string) =>
  db
    .selectFrom('finding')
    .select('words')
    .where('area_id', '=', areaId)
    .where('review_id', '=', reviewId)
    .where('once', '=', once)
    .execute()

/** Changes of a review and of its findings, oldest first. */
export const listReviewChanges = ({ db, areaId }: Reader, reviewId: string): Promise<ReviewChange[]> =>
  db
    .selectFrom('review_change')
    .select([
      ...(['finding_id as findingId', 'field', 'was', 'now', 'changed_on as changedOn'] as const),
      'changed_by as changedBy',
    ])
    .where('area_id', '=', areaId)
    .where('review_id', '=', reviewId)
    .orderBy('changed_at')
    .orderBy('id')
    .execute()

/** What answers each of these findings in any plan at the end of a day; what was dropped by then answers nothing. */
export async function listAnswers(
  { db, areaId }: Reader,
  findingIds: readonly string[],
  day: PlainDate,
): Promise<AnswerFacts[]> {
  if (findingIds.length === 0) return []
  const { rows } = await sql<AnswerFacts>`
    select distinct on (p.title, p.id, c.finding_id, a.position, m.position, coalesce(m.id, a.id))
           c.finding_id as "findingId", jsonb_build_object('id', p.id, 'title', p.title) as plan,
           case when m.id is not null
                then jsonb_build_object('kind', 'milestone', 'id', m.id, 'ref', m.ref, 'words', m.words)
                when a.id is not null
                then jsonb_build_object('kind', 'action', 'id', a.id, 'ref', a.ref, 'words', a.words) end as thing
      from citation c
      join plan p on p.area_id = c.area_id and p.id = c.plan_id
      left join milestone m on m.area_id = c.area_id and m.id = c.milestone_id
      left join action a on a.area_id = c.area_id and a.id = coalesce(c.action_id, m.action_id)
     where c.area_id = ${areaId} and c.finding_id = any (${findingIds}::uuid[])
       and (c.from_on is null or c.from_on <= ${day}::date) and (c.to_on is null or c.to_on > ${day}::date)
       and (a.id is null or (a.live_from <= ${day}::date and (a.dropped_on is null or a.dropped_on > ${day}::date)))
       and (m.id is null or (m.live_from <= ${day}::date and (m.dropped_on is null or m.dropped_on > ${day}::date)))
     order by p.title, p.id, c.finding_id, a.position, m.position nulls first, coalesce(m.id, a.id)`.execute(
    db,
  )
  return rows
}
