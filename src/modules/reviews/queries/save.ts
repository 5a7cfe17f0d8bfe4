import { sql } from 'kysely'
import { insertRows, type Row } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { DocumentFacts, FindingFields, ReviewChange, ReviewFields } from '../domain/facts.ts'
import type { Reader } from './reviews.ts'

/** Holds findings until the transaction ends: of two who group the same at once, the second sees the first. */
export const lockFindings = ({ db, areaId }: Reader, ids: readonly string[]) =>
  db
    .selectFrom('finding')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()

/** Where each of these findings stands, and the words of the group that it is in now. */
export async function listFindingPlaces(
  { db, areaId }: Reader,
  ids: readonly string[],
): Promise<{ id: string; ref: string; review: string; groupWords: string | null }[]> {
  const { rows } = await sql<{ id: string; ref: string; review: string; groupWords: string | null }>`
    select f.id, f.ref, r.title as review, g.words as "groupWords"
      from finding f
      join review r on r.area_id = f.area_id and r.id = f.review_id
      left join finding_group_member m on m.area_id = f.area_id and m.finding_id = f.id and m.to_on is null
      left join finding_group g on g.area_id = m.area_id and g.id = m.group_id
     where f.area_id = ${areaId} and f.id = any (${ids}::uuid[])`.execute(db)
  return rows
}

const COLUMNS = {
  ...{ kind: 'kind', title: 'title', body: 'body', state: 'state' },
  ...{ expectedOn: 'expected_on', expectedWords: 'expected_words', heldFrom: 'held_from', heldTo: 'held_to' },
  ...{ publishedOn: 'published_on', receivedOn: 'received_on' },
  ...{ planDueWords: 'plan_due_words', planDueOn: 'plan_due_on' },
  ...{ url: 'url', judgement: 'judgement', remark: 'remark' },
} as const satisfies Record<keyof ReviewFields, keyof Row<'review'>>

const FINDING_COLUMNS = {
  ...{ ref: 'ref', group: 'group_name', words: 'words', kind: 'kind', provenance: 'provenance' },
  ...{ remark: 'remark', deadlineWords: 'deadline_words', deadlineOn: 'deadline_on' },
  deadlinePrecision: 'deadline_precision',
} as const satisfies Record<keyof FindingFields, keyof Row<'finding'>>

function toRow(columns: Readonly<Record<string, string>>, fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => {
      const column = columns[field]
      return column ? [[column, value]] : []
    }),
  )
}

/** False when the mark of the form stands on a review already. */
export async function insertReview(
  { db, areaId, today }: Scope,
  { id, once, fields }: { id: string; once: string; fields: ReviewFields },
): Promise<boolean> {
  const { kind, title, body } = fields
  const done = await db
    .insertInto('review')
    .values({
      ...{ area_id: areaId, id, kind, title, body },
      ...toRow(COLUMNS, fields),
      once,
      added_on: today,
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export const updateReview = ({ db, areaId }: Scope, id: string, fields: Partial<ReviewFields>) =>
  db
    .updateTable('review')
    .set(toRow(COLUMNS, fields))
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

/** Keeps a document under a review; the one before stays in the store. */
export async function setDocument(
  scope: Scope,
  reviewId: string,
  { name, mediaType, sha256, bytes }: DocumentFacts & { bytes: number },
): Promise<void> {
  const { db, areaId, actor, now } = scope
  const id = newId()
  await insertRows(scope, 'stored_file', [
    { id, name, media_type: mediaType, bytes, sha256, added_by: actor.personId, added_at: now },
  ])
  await db
    .updateTable('review')
    .set({ file_id: id })
    .where('area_id', '=', areaId)
    .where('id', '=', reviewId)
    .execute()
}

export interface NewFinding extends FindingFields {
  id: string
  position: number
}

export const insertFindings = (
  scope: Scope,
  reviewId: string,
  once: string,
  findings: readonly NewFinding[],
): Promise<void> =>
  insertRows(
    scope,
    'finding',
    findings.map((finding) => ({
      ...{ id: finding.id, review_id: reviewId, position: finding.position },
      ...{ ref: finding.ref, words: finding.words },
      ...toRow(FINDING_COLUMNS, finding),
      ...{ once, added_on: scope.today },
    })),
  )

export const updateFinding = ({ db, areaId }: Scope, id: string, fields: Partial<FindingFields>) =>
  db
    .updateTable('finding')
    .set(toRow(FINDING_COLUMNS, fields))
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

/** New days for many findings, in one statement. */
export async function updateDeadlines(
  { db, areaId }: Scope,
  deadlines: readonly { id: string; on: string | null; precision: string | null }[],
): Promise<void> {
  if (deadlines.length === 0) return
  await sql`
    update finding f set deadline_on = d."on", deadline_precision = d.precision
      from jsonb_to_recordset(${JSON.stringify(deadlines)}::jsonb) as d(id uuid, "on" date, precision text)
     where f.area_id = ${areaId} and f.id = d.id`.execute(db)
}

export const insertChanges = (
  scope: Scope,
  reviewId: string,
  changes: readonly Pick<ReviewChange, 'findingId' | 'field' | 'was' | 'now'>[],
): Promise<void> =>
  insertRows(
    scope,
    'review_change',
    changes.map(({ findingId, field, was, now }) => ({
      ...{ id: newId(), review_id: reviewId, finding_id: findingId, field, was, now },
      ...{ changed_on: scope.today, changed_by: scope.actor.name, changed_at: scope.now },
    })),
  )

export const insertJudgements = (
  scope: Scope,
  reviewId: string,
  once: string,
  judgements: readonly { position: number; about: string; grade: string }[],
): Promise<void> =>
  insertRows(
    scope,
    'review_judgement',
    judgements.map((judgement) => ({
      ...{ id: newId(), review_id: reviewId, once, ...judgement },
      ...{ added_on: scope.today, added_by: scope.actor.name },
    })),
  )

/** The judgements that came to a review by one form. */
export const listJudgementMarks = ({ db, areaId }: Reader, reviewId: string, once: string) =>
  db
    .selectFrom('review_judgement')
    .select(['about', 'grade'])
    .where('area_id', '=', areaId)
    .where('review_id', '=', reviewId)
    .where('once', '=', once)
    .execute()

/** False when it was withdrawn before, or is of another review. */
export async function withdrawJudgementRow(
  { db, areaId, actor, today }: Scope,
  reviewId: string,
  id: string,
): Promise<boolean> {
  const done = await db
    .updateTable('review_judgement')
    .set({ withdrawn_on: today, withdrawn_by: actor.name })
    .where('area_id', '=', areaId)
    .where('review_id', '=', reviewId)
    .where('id', '=', id)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Says that a plan answers a review; false when it was said before. */
export async function insertPlanReview(
  { db, areaId }: Scope,
  planId: string,
  reviewId: string,
): Promise<boolean> {
  const done = await db
    .insertInto('plan_review')
    .values({ area_id: areaId, plan_id: planId, review_id: reviewId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}
