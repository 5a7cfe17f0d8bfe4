import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type {
  AssessmentFacts,
  HelperChoice,
  MonthWords,
  OpenQuery,
  Speakers,
  Verdict,
} from '../domain/assessment.ts'
import type { LeadFacts } from '../domain/facts.ts'
import type { Overseers } from '../policy.ts'
import type { Reader, Within } from './facts.ts'

/** Answered by the end of a day: by a newer update of the milestone, or by a reply; `a` is the row of `assessment`. */
const isAnswered = (day: PlainDate): RawBuilder<boolean> => sql`(
  exists (select from progress n
           where n.area_id = a.area_id and n.milestone_id = a.milestone_id
             and n.recorded_at > a.recorded_at and n.said_on <= ${day}::date)
  or exists (select from remark r
              where r.area_id = a.area_id and r.answers = a.id and r.said_on <= ${day}::date))`

/** What was made of a milestone's updates by the end of a day, newest first. */
export async function listAssessments(
  { db, areaId }: Reader,
  milestoneId: string,
  day: PlainDate,
): Promise<AssessmentFacts[]> {
  const { rows } = await sql<AssessmentFacts>`
    select a.id, a.progress_id as "progressId", a.verdict, a.words, a.author_words as by, a.said_on as on,
           a.verdict = 'queried' and ${isAnswered(day)} as answered,
           coalesce((select jsonb_agg(jsonb_build_object('words', r.words, 'by', r.author_words, 'on', r.said_on)
                                      order by r.recorded_at, r.id)
                       from remark r
                      where r.area_id = a.area_id and r.answers = a.id and r.said_on <= ${day}::date), '[]') as replies
      from assessment a
     where a.area_id = ${areaId} and a.milestone_id = ${milestoneId} and a.said_on <= ${day}::date
     order by a.recorded_at desc, a.id desc`.execute(db)
  return rows
}

/** Queries of these plans that nobody has answered yet, oldest first; of one milestone where it is named. */
export async function listOpenQueries(
  { db, areaId, today }: Pick<Scope, 'db' | 'areaId' | 'today'>,
  planIds: readonly string[],
  milestoneId: string | null = null,
): Promise<OpenQuery[]> {
  if (planIds.length === 0) return []
  const ofOne = milestoneId === null ? sql`` : sql`and a.milestone_id = ${milestoneId}`
  const { rows } = await sql<OpenQuery>`
    select a.id, a.plan_id as "planId", a.milestone_id as "milestoneId", a.progress_id as "progressId", a.words,
           a.author_words as by, a.author_id as "byId", a.said_on as on
      from assessment a
     where a.area_id = ${areaId} and a.plan_id = any(${[...planIds]}::uuid[]) and a.verdict = 'queried' ${ofOne}
       and not ${isAnswered(today)}
     order by a.recorded_at, a.id`.execute(db)
  return rows
}

/** What was said of live milestones for a month, each with its newest assessment: newest update first, by one query. */
export async function listMonthWords(
  { db, areaId, today }: Pick<Scope, 'db' | 'areaId' | 'today'>,
  { planId, actionId }: Within,
  period: PlainDate,
): Promise<MonthWords[]> {
  const ofOne = actionId === null ? sql`` : sql`and m.action_id = ${actionId}`
  const { rows } = await sql<MonthWords>`
    select u.id as "progressId", u.milestone_id as "milestoneId", m.action_id as "actionId", u.said_on as "saidOn",
           u.status, u.status_words as "statusWords", u.done, u.next, u.support, u.evidence, u.concerns,
           u.author_words as author, u.author_id as "authorId", u.for_id as "forId", to_jsonb(x) as assessment
      from progress u
      join milestone m on m.area_id = u.area_id and m.id = u.milestone_id
      join action o on o.area_id = m.area_id and o.id = m.action_id
      left join lateral (
        select a.id, a.verdict, a.words, a.author_words as by, a.said_on as on,
               a.verdict = 'queried' and ${isAnswered(today)} as answered
          from assessment a
         where a.area_id = u.area_id and a.progress_id = u.id
         order by a.recorded_at desc, a.id desc
         limit 1) x on true
     where u.area_id = ${areaId} and u.plan_id = ${planId} and u.period = ${period}::date
       and m.dropped_on is null and o.dropped_on is null ${ofOne}
     order by u.said_on desc, u.recorded_at desc, u.id desc`.execute(db)
  return rows
}

/** Updates of a month of a plan, each with its newest assessment or none: what a month's review is made of. */
export const listUnreviewed = (
  reader: Pick<Scope, 'db' | 'areaId' | 'today'>,
  planId: string,
  period: PlainDate,
): Promise<MonthWords[]> => listMonthWords(reader, { planId, actionId: null }, period)

/** Who said an update of a milestone; undefined where it has none of that id. */
export const findSpeakers = (
  { db, areaId }: Reader,
  milestoneId: string,
  progressId: string,
): Promise<Speakers | undefined> =>
  db
    .selectFrom('progress')
    .select(['author_id as authorId', 'for_id as forId'])
    .where('area_id', '=', areaId)
    .where('milestone_id', '=', milestoneId)
    .where('id', '=', progressId)
    .executeTakeFirst()

/** Who watches over a milestone besides its action's leads: its theme's leads, and the chairs of its boards today. */
export async function getOverseers(
  { db, areaId, today }: Pick<Scope, 'db' | 'areaId' | 'today'>,
  milestone: { id: string; actionId: string },
  themeId: string | null,
): Promise<Overseers> {
  const { rows } = await sql<{ leads: LeadFacts[]; chairs: string[] }>`
    select coalesce((select jsonb_agg(jsonb_build_object(
                'holder', case when x.person_id is not null then jsonb_build_object('kind', 'person', 'id', x.person_id)
                               when x.post_id is not null then jsonb_build_object('kind', 'post', 'id', x.post_id) end,
                'name', x.words, 'partner', null, 'part', x.part) order by x.position)
              from lead x where x.area_id = ${areaId} and x.theme_id = ${themeId}::uuid), '[]') as leads,
           array(select distinct s.person_id::text
                   from board_seat s
                   join monitoring w on w.area_id = s.area_id and w.board_id = s.board_id
                  where s.area_id = ${areaId} and s.chair and s.from_on <= ${today}::date
                    and (s.to_on is null or s.to_on >= ${today}::date)
                    and (w.milestone_id = ${milestone.id} or w.action_id = ${milestone.actionId})) as chairs`.execute(
    db,
  )
  const { leads, chairs } = rows[0] ?? { leads: [], chairs: [] }
  return { theme: themeId === null ? null : { id: themeId, leads }, chairs }
}

/** The people who lead a milestone today, by name or by post: who is told when something of it is asked. */
export async function listPeopleBehind({ db, areaId, today }: Scope, milestoneId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(x.person_id, h.person_id)::text as id
      from lead x
      left join post_holding h on h.area_id = x.area_id and h.post_id = x.post_id
           and h.from_on <= ${today}::date and (h.to_on is null or h.to_on >= ${today}::date)
     where x.area_id = ${areaId} and x.milestone_id = ${milestoneId} and x.part <> 'support'
       and coalesce(x.person_id, h.person_id) is not null`.execute(db)
  return rows.map(({ id }) => id)
}

export interface AssessmentInput {
  planId: string
  milestoneId: string
  progressId: string
  verdict: Verdict
  words: string | null
  once: string
}

/** Whether this form's mark stands on the very same assessment: sent twice is said once. */
export async function isAssessed({ db, areaId }: Reader, input: AssessmentInput): Promise<boolean> {
  const held = await db
    .selectFrom('assessment')
    .select(['progress_id', 'verdict', 'words'])
    .where('area_id', '=', areaId)
    .where('once', '=', input.once)
    .executeTakeFirst()
  return (
    held !== undefined &&
    held.progress_id === input.progressId &&
    held.verdict === input.verdict &&
    held.words === input.words
  )
}

/** Adds what was made of an update, under a mark of its own where the form's was used for something else; gives its id. */
export async function insertAssessment(
  { db, areaId, actor, now, today }: Scope,
  input: AssessmentInput,
): Promise<string> {
  const id = newId()
  const row = {
    ...{ area_id: areaId, id, plan_id: input.planId, milestone_id: input.milestoneId },
    ...{ progress_id: input.progressId, verdict: input.verdict, words: input.words },
    ...{ author_id: actor.personId, author_words: actor.name, said_on: today, recorded_at: now },
  }
  const added = await db
    .insertInto('assessment')
    .values({ ...row, once: input.once })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added)
    await db
      .insertInto('assessment')
      .values({ ...row, once: newId() })
      .execute()
  return id
}

/** Adds a reply to a query; false when this form was saved before. */
export async function insertReply(
  { db, areaId, actor, now, today }: Scope,
  reply: { planId: string; milestoneId: string; queryId: string; words: string; once: string },
): Promise<boolean> {
  const added = await db
    .insertInto('remark')
    .values({
      ...{ area_id: areaId, id: newId(), plan_id: reply.planId, milestone_id: reply.milestoneId },
      ...{ answers: reply.queryId, words: reply.words, once: reply.once },
      ...{ author_id: actor.personId, author_words: actor.name, said_on: today, recorded_at: now },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

/** Which of these milestones have evidence attached today. */
export async function listEvidenced(
  { db, areaId }: Reader,
  milestoneIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (milestoneIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('evidence_use')
    .select('milestone_id')
    .distinct()
    .where('area_id', '=', areaId)
    .where('milestone_id', 'in', milestoneIds)
    .where('detached_on', 'is', null)
    .execute()
  return new Set(rows.flatMap(({ milestone_id }) => milestone_id ?? []))
}

/** Boards first, then posts, then people, each by name. */
export async function listHelpers({
  db,
  areaId,
  today,
}: Pick<Scope, 'db' | 'areaId' | 'today'>): Promise<HelperChoice[]> {
  const { rows } = await sql<HelperChoice>`
    select kind, id, name from (
      select 1 as place, 'board' as kind, b.id, b.name from board b where b.area_id = ${areaId}
      union all
      select 2, 'post', t.id, t.title || coalesce(' (' || (
               select string_agg(p.name, ', ' order by p.name)
                 from post_holding h
                 join person p on p.area_id = h.area_id and p.id = h.person_id
                where h.area_id = t.area_id and h.post_id = t.id and h.from_on <= ${today}::date
                  and (h.to_on is null or h.to_on >= ${today}::date) and p.name <> t.title) || ')', '')
        from post t where t.area_id = ${areaId}
      union all
      select 3, 'person', p.id, p.name from person p where p.area_id = ${areaId}
    ) x order by place, name, id`.execute(db)
  return rows
}
