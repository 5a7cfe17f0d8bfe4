import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Answer, Question, QuestionSet, Round, RoundLine } from '../domain/facts.ts'

export type Reader = Pick<Scope, 'db' | 'areaId'>

interface RoundRow extends Omit<RoundLine, 'set'> {
  review: { id: string; title: string } | null
  framework: string | null
  version: string | null
}

const ROUND = sql`r.id, r.title, r.framework, r.version,
  case when v.id is not null then jsonb_build_object('id', v.id, 'title', v.title) end as review,
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as partner,
  r.opened_on as "openedOn", r.opened_by as "openedBy", r.next_due_on as "nextDueOn",
  case when r.closed_on is not null then jsonb_build_object('on', r.closed_on, 'by', r.closed_by) end as closed`

const FROM = sql`
  from self_assessment r
  left join review v on v.area_id = r.area_id and v.id = r.review_id
  left join partner p on p.area_id = r.area_id and p.id = r.partner_id`

/** What a framework is called, by code and version; the caller knows them. */
export type NameOf = (framework: string, version: string) => string

const toSet = ({ review, framework, version }: RoundRow, nameOf: NameOf): QuestionSet =>
  review
    ? { kind: 'review', ...review }
    : {
        ...{ kind: 'framework', framework: framework ?? '', version: version ?? '' },
        title: nameOf(framework ?? '', version ?? ''),
      }

function toLine<R extends RoundRow>(row: R, nameOf: NameOf) {
  const { review: _, framework: __, version: ___, ...line } = row
  return { ...line, set: toSet(row, nameOf) }
}

/** Every round of the area, the newest first, with how many of its questions are answered: one query. */
export async function listRounds({ db, areaId }: Reader, nameOf: NameOf): Promise<RoundLine[]> {
  const { rows } = await sql<RoundRow>`
    select ${ROUND}, jsonb_array_length(r.questions) as asked,
           (select count(distinct coalesce(x.finding_id::text, x.descriptor))::int from self_assessment_answer x
             where x.area_id = r.area_id and x.assessment_id = r.id) as answered
      ${FROM}
     where r.area_id = ${areaId}
     order by r.opened_on desc, r.id desc`.execute(db)
  return rows.map((row) => toLine(row, nameOf))
}

/** A whole round with the last answer to each question: one query. Errors: NotFound. */
export async function getRound({ db, areaId }: Reader, id: string, nameOf: NameOf): Promise<Round> {
  const { rows } = await sql<RoundRow & { questions: Question[]; said: (Answer & { key: string })[] }>`
    select ${ROUND}, r.questions, coalesce((
             select jsonb_agg(jsonb_build_object(
                      'key', coalesce(x.finding_id::text, x.descriptor), 'rating', x.rating, 'words', x.words,
                      'by', x.author_words, 'saidOn', x.said_on,
                      'evidence', coalesce((
                        select jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title) order by e.title, e.id)
                          from evidence e where e.area_id = x.area_id and e.id = any (x.evidence_ids)), '[]'))
                      order by x.said_on, x.recorded_at, x.id)
               from self_assessment_answer x
              where x.area_id = r.area_id and x.assessment_id = r.id), '[]') as said
      ${FROM}
     where r.area_id = ${areaId} and r.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw new NotFound('self-assessment')
  const { said, questions, asked: _, answered: __, ...line } = toLine(row, nameOf)
  return { ...line, questions, answers: new Map(said.map(({ key, ...answer }) => [key, answer])) }
}

/** Reviews of the area that have findings to assess, the newest first. */
export async function listReviews({
  db,
  areaId,
}: Reader): Promise<{ id: string; title: string; findings: number }[]> {
  const { rows } = await sql<{ id: string; title: string; findings: number }>`
    select r.id, r.title, count(*)::int as findings
      from review r join finding f on f.area_id = r.area_id and f.review_id = r.id
     where r.area_id = ${areaId}
     group by r.id, r.title, r.published_on
     order by r.published_on desc nulls last, r.title, r.id`.execute(db)
  return rows
}

/** The findings of a review as questions, in its order; none where there is no such review. */
export async function listFindings({ db, areaId }: Reader, reviewId: string): Promise<Question[]> {
  const { rows } = await sql<Question>`
    select f.id as key, f.group_name as "group", f.ref, f.words, null as grade
      from finding f
     where f.area_id = ${areaId} and f.review_id = ${reviewId}
     order by f.position, f.id`.execute(db)
  return rows
}
