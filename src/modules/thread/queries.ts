import { sql } from 'kysely'
import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { NotFound } from '../../platform/http/errors.ts'
import type { FindingFacts } from '../plans/index.ts'
import type { SameFinding, Shown } from './domain/facts.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

/** By finding, the others that are the same on a day. */
export async function listSame({ db, areaId }: Reader, day: PlainDate): Promise<Map<string, SameFinding[]>> {
  const { rows } = await sql<{ of: string } & SameFinding>`
    with held as (
      select group_id, finding_id from finding_group_member
       where area_id = ${areaId} and from_on <= ${day}::date and (to_on is null or to_on > ${day}::date)
    )
    select x.finding_id as "of", f.id, f.ref, r.title as review
      from held x
      join held y on y.group_id = x.group_id and y.finding_id <> x.finding_id
      join finding f on f.area_id = ${areaId} and f.id = y.finding_id
      join review r on r.area_id = f.area_id and r.id = f.review_id
     order by r.published_on, r.id, f.position`.execute(db)
  return grouped(rows.map(({ of, ...other }) => [of, other]))
}

/** By action or finding, what each of a plan's measures last showed by the end of a day. */
export async function listShown(
  { db, areaId }: Reader,
  planId: string,
  day: PlainDate,
): Promise<Map<string, Shown[]>> {
  const { rows } = await sql<{ of: string | null; shown: Shown }>`
    select coalesce(m.action_id, m.finding_id, s.action_id, s.finding_id) as "of",
           (select a.standing from measure_answer a
             where a.area_id = m.area_id and a.measure_id = m.id and a.said_on <= ${day}::date
             order by a.said_on desc, a.recorded_at desc, a.id desc limit 1) as shown
      from measure m
      left join success_criterion s on s.area_id = m.area_id and s.id = m.criterion_id
     where m.area_id = ${areaId} and m.plan_id = ${planId}
       and (m.from_on is null or m.from_on <= ${day}::date) and (m.to_on is null or m.to_on > ${day}::date)
       and (s.from_on is null or s.from_on <= ${day}::date) and (s.to_on is null or s.to_on > ${day}::date)
     order by m.position, m.id`.execute(db)
  return grouped(rows.flatMap(({ of, shown }) => (of ? [[of, shown] as const] : [])))
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const [id, one] of pairs) {
    const group = groups.get(id)
    if (group) group.push(one)
    else groups.set(id, [one])
  }
  return groups
}

/** A review with its findings, in its own order, whatever plan answers them; criteria are a plan's, and left out. */
export interface ReviewFindings {
  id: string
  title: string
  /** Plans that answer it, and plans that answer a finding which is the same as one of its own; the oldest first. */
  planIds: string[]
  findings: FindingFacts[]
}

/** Errors: NotFound. */
export async function getReviewFindings(
  { db, areaId }: Reader,
  reviewId: string,
  day: PlainDate,
): Promise<ReviewFindings> {
  const { rows } = await sql<ReviewFindings>`
    select r.id, r.title,
      coalesce((select jsonb_agg(p.id order by p.created_at) from plan p
         where p.area_id = r.area_id and (exists (
           select from plan_review v where v.area_id = p.area_id and v.plan_id = p.id and v.review_id = r.id)
           or exists (
           select from citation c
             join finding_group_member y on y.area_id = c.area_id and y.finding_id = c.finding_id and y.from_on <= ${day}::date
              and (y.to_on is null or y.to_on > ${day}::date)
             join finding_group_member x on x.area_id = y.area_id and x.group_id = y.group_id and x.from_on <= ${day}::date
              and (x.to_on is null or x.to_on > ${day}::date)
             join finding f on f.area_id = x.area_id and f.id = x.finding_id and f.review_id = r.id
            where c.area_id = p.area_id and c.plan_id = p.id))), '[]') as "planIds",
      coalesce((select jsonb_agg(jsonb_build_object(
                  'id', f.id, 'ref', f.ref, 'group', f.group_name, 'words', f.words, 'criteria', '[]'::jsonb,
                  'measures', '[]'::jsonb,
                  'review', jsonb_build_object('id', r.id, 'title', r.title, 'body', r.body, 'publishedOn', r.published_on),
                  'deadline', case when f.deadline_on is null and f.deadline_words is null then null
                    else jsonb_build_object('on', f.deadline_on, 'precision', f.deadline_precision, 'words', f.deadline_words) end)
                order by f.position, f.id)
         from finding f where f.area_id = r.area_id and f.review_id = r.id), '[]') as findings
      from review r
     where r.area_id = ${areaId} and r.id = ${reviewId}`.execute(db)
  const [review] = rows
  if (!review) throw new NotFound('review')
  return review
}
