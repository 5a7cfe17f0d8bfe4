import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { holdsOn, type Reader } from './facts.ts'

/** That something of a plan, or the plan as a whole, answers a finding, with its words and since when. */
export interface Citation {
  id: string
  actionId: string | null
  milestoneId: string | null
  /** Null while its words name no finding that is held. */
  findingId: string | null
  position: number
  words: string
  /** A number that a document names as the answer, and the plan has not. */
  missingRef: string | null
  fromOn: PlainDate | null
  toOn: PlainDate | null
  madeBy: string | null
  endedBy: string | null
  endedBecause: string | null
}

const COLUMNS = sql`x.id, x.action_id as "actionId", x.milestone_id as "milestoneId", x.finding_id as "findingId",
  x.position, x.words, x.missing_ref as "missingRef", x.from_on as "fromOn", x.to_on as "toOn", x.made_by as "madeBy", x.ended_by as "endedBy",
  x.ended_because as "endedBecause"`

/** All that a plan cites on a day, in its own order. */
export async function listCitations(
  { db, areaId }: Reader,
  planId: string,
  day: PlainDate,
): Promise<Citation[]> {
  const { rows } = await sql<Citation>`
    select ${COLUMNS} from citation x
     where x.area_id = ${areaId} and x.plan_id = ${planId} and ${holdsOn('x', day)}
     order by x.position, x.id`.execute(db)
  return rows
}

/** What a plan cited once and cites no more, the last that ended first; also what was said and taken back on one day. */
export async function listEndedCitations({ db, areaId }: Reader, planId: string): Promise<Citation[]> {
  const { rows } = await sql<Citation>`
    select ${COLUMNS} from citation x
     where x.area_id = ${areaId} and x.plan_id = ${planId} and x.to_on is not null
     order by x.to_on desc, x.id desc`.execute(db)
  return rows
}

/** Numbers that documents name as the answers of findings, and that the plan has not, on a day. */
export async function listMissing(
  { db, areaId }: Reader,
  planId: string,
  day: PlainDate,
): Promise<{ findingId: string; findingRef: string; findingWords: string; ref: string }[]> {
  const { rows } = await sql<{ findingId: string; findingRef: string; findingWords: string; ref: string }>`
    select f.id as "findingId", f.ref as "findingRef", f.words as "findingWords", x.missing_ref as ref
      from citation x
      join finding f on f.area_id = x.area_id and f.id = x.finding_id
     where x.area_id = ${areaId} and x.plan_id = ${planId} and x.missing_ref is not null and ${holdsOn('x', day)}
     order by f.position, x.position, x.id`.execute(db)
  return rows
}

/** A finding as a person chooses it. */
export interface FindingChoice {
  id: string
  ref: string
  words: string
  group: string | null
  review: { id: string; title: string }
}

/** Every finding of the area, review by review; the reviews that the plan answers come first. */
export async function listFindingChoices({ db, areaId }: Reader, planId: string): Promise<FindingChoice[]> {
  const { rows } = await sql<FindingChoice>`
    select f.id, f.ref, f.words, f.group_name as "group", jsonb_build_object('id', r.id, 'title', r.title) as review
      from finding f
      join review r on r.area_id = f.area_id and r.id = f.review_id
      left join plan_review v on v.area_id = r.area_id and v.review_id = r.id and v.plan_id = ${planId}
     where f.area_id = ${areaId}
     order by (v.plan_id is null), r.published_on, r.id, f.position, f.id`.execute(db)
  return rows
}

/** Holds what a plan cites until the transaction ends: of two people who change it, the second sees the first's. */
export const lockCitations = ({ db, areaId }: Scope, planId: string) =>
  db
    .selectFrom('plan')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', planId)
    .forUpdate()
    .execute()

export interface NewCitation {
  actionId: string | null
  milestoneId: string | null
  findingId: string
  position: number
  words: string
}

/** Saves what is cited from today on. */
export const insertCitations = (scope: Scope, planId: string, added: readonly NewCitation[]) =>
  insertRows(
    scope,
    'citation',
    added.map(({ actionId, milestoneId, findingId, position, words }) => ({
      ...{ id: newId(), plan_id: planId, action_id: actionId, milestone_id: milestoneId },
      ...{ finding_id: findingId, position, words, from_on: scope.today, made_by: scope.actor.name },
    })),
  )

/** Ends citations from today on. What an import brought had always held, and is told so until yesterday. */
export async function endCitations(
  { db, areaId, today, actor }: Scope,
  ids: readonly string[],
  because: string | null,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('citation')
    .set({ to_on: today, ended_by: actor.name, ended_because: because })
    .where('area_id', '=', areaId)
    .where('id', 'in', ids)
    .execute()
}

/** Makes a plan answer the reviews of these findings, where it does not yet. */
export async function answerReviewsOf(
  { db, areaId }: Scope,
  planId: string,
  findingIds: readonly string[],
): Promise<void> {
  if (findingIds.length === 0) return
  await sql`
    insert into plan_review (area_id, plan_id, review_id)
    select distinct f.area_id, ${planId}::uuid, f.review_id from finding f
     where f.area_id = ${areaId} and f.id = any (${findingIds}::uuid[])
        on conflict do nothing`.execute(db)
}
