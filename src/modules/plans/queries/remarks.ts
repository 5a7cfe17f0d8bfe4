import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { SupportMoves } from '../domain/support.ts'
import type { Reader } from './facts.ts'

/** What a remark is about. */
export interface RemarkSubject {
  kind: 'milestone' | 'action' | 'support'
  id: string
}

export interface RemarkFacts {
  id: string
  words: string
  author: string
  authorId: string | null
  saidOn: PlainDate
  /** The assessment that it answers. */
  answers: string | null
  moves: SupportMoves
  /** ISO instant. */
  recordedAt: string
}

const columnOf = ({ kind }: RemarkSubject) => `${kind}_id` as const

/** Everything that was said of a thing by the end of a day, oldest first. */
export async function listRemarks(
  { db, areaId }: Reader,
  about: RemarkSubject,
  day: PlainDate,
): Promise<RemarkFacts[]> {
  const rows = await db
    .selectFrom('remark')
    .select(['id', 'words', 'author_words', 'author_id', 'said_on', 'answers', 'moves', 'recorded_at'])
    .where('area_id', '=', areaId)
    .where(columnOf(about), '=', about.id)
    .where('said_on', '<=', day)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, words: row.words, author: row.author_words, authorId: row.author_id },
    ...{ saidOn: row.said_on, answers: row.answers, moves: row.moves as SupportMoves },
    recordedAt: row.recorded_at.toISOString(),
  }))
}

export interface RemarkInput {
  planId: string
  about: RemarkSubject
  words: string
  mentions: readonly string[]
  answers: string | null
  moves: SupportMoves
  /** The day whose state it tells. */
  saidOn: PlainDate
  once: string
}

/** Adds words; null when this form's were saved before, else their id. */
export async function insertRemark(
  { db, areaId, actor, now }: Scope,
  input: RemarkInput,
): Promise<string | null> {
  const row = await db
    .insertInto('remark')
    .values({
      ...{ area_id: areaId, id: newId(), plan_id: input.planId, [columnOf(input.about)]: input.about.id },
      ...{ words: input.words, mentions: [...input.mentions], answers: input.answers },
      ...{ moves: JSON.stringify(input.moves), author_id: actor.personId, author_words: actor.name },
      ...{ said_on: input.saidOn, recorded_at: now, once: input.once },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whether a form of this mark was saved. */
export const isRemarked = async ({ db, areaId }: Reader, once: string): Promise<boolean> =>
  (await db
    .selectFrom('remark')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()) !== undefined

/** A thing that words are said of, by its number and words. Errors: NotFound. */
export async function getRemarked(
  { db, areaId }: Reader,
  { kind, id }: { kind: 'milestone' | 'action'; id: string },
): Promise<{ plan: { id: string; title: string }; ref: string | null; words: string }> {
  const { rows } = await sql<{ plan: { id: string; title: string }; ref: string | null; words: string }>`
    select jsonb_build_object('id', p.id, 'title', p.title) as plan, x.ref, x.words
      from ${sql.table(kind)} x
      join plan p on p.area_id = x.area_id and p.id = x.plan_id
     where x.area_id = ${areaId} and x.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw new NotFound(kind)
  return row
}

/** Who asked, of a milestone, what is now answered. Errors: NotFound, also when it was asked of another milestone. */
export const getAsked = (
  { db, areaId }: Reader,
  assessmentId: string,
  milestoneId: string,
): Promise<{ authorId: string | null }> =>
  db
    .selectFrom('assessment')
    .select('author_id as authorId')
    .where('area_id', '=', areaId)
    .where('id', '=', assessmentId)
    .where('milestone_id', '=', milestoneId)
    .executeTakeFirstOrThrow(() => new NotFound('question'))
