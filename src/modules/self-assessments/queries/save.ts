import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Question, QuestionSet, Rating } from '../domain/facts.ts'
import type { Reader } from './read.ts'

export interface RoundInput {
  title: string
  set: QuestionSet
  questions: readonly Question[]
  partnerId: string | null
  nextDueOn: PlainDate | null
  once: string
}

/** Opens a round today and gives its id; null when this form opened it before. */
export async function insertRound(scope: Scope, input: RoundInput): Promise<string | null> {
  const { db, areaId, actor, today } = scope
  const { set } = input
  const added = await db
    .insertInto('self_assessment')
    .values({
      ...{ area_id: areaId, id: newId(), title: input.title, partner_id: input.partnerId },
      review_id: set.kind === 'review' ? set.id : null,
      framework: set.kind === 'framework' ? set.framework : null,
      version: set.kind === 'framework' ? set.version : null,
      questions: JSON.stringify(input.questions),
      ...{ opened_on: today, opened_by: actor.name, next_due_on: input.nextDueOn, once: input.once },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added?.id ?? null
}

/** The round that a form of this mark opened. */
export const findOpened = ({ db, areaId }: Reader, once: string) =>
  db
    .selectFrom('self_assessment')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()

/** Holds a round until the transaction ends: nothing is answered while it is being closed. */
export const lockRound = ({ db, areaId }: Reader, id: string) =>
  db
    .selectFrom('self_assessment')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .forUpdate()
    .execute()

export const setClosed = ({ db, areaId, actor, today }: Scope, id: string) =>
  db
    .updateTable('self_assessment')
    .set({ closed_on: today, closed_by: actor.name })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

export interface AnswerInput {
  roundId: string
  set: QuestionSet
  key: string
  rating: Rating
  words: string
  evidenceIds: readonly string[]
  once: string
}

/**
 * Adds an answer; false when this form said the very same before. Other words under the mark of a saved form are an answer
 * of their own.
 */
export async function insertAnswer(scope: Scope, input: AnswerInput): Promise<boolean> {
  const { db, areaId, actor, now, today } = scope
  const row = {
    ...{ area_id: areaId, id: newId(), assessment_id: input.roundId },
    finding_id: input.set.kind === 'review' ? input.key : null,
    descriptor: input.set.kind === 'framework' ? input.key : null,
    ...{ rating: input.rating, words: input.words, evidence_ids: [...input.evidenceIds] },
    ...{ author_id: actor.personId, author_words: actor.name, said_on: today, recorded_at: now },
  }
  const added = await db
    .insertInto('self_assessment_answer')
    .values({ ...row, once: input.once })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) return true
  if (await isSaid(scope, input)) return false
  await db
    .insertInto('self_assessment_answer')
    .values({ ...row, once: newId() })
    .execute()
  return true
}

async function isSaid({ db, areaId }: Reader, input: AnswerInput): Promise<boolean> {
  const held = await db
    .selectFrom('self_assessment_answer')
    .select(['assessment_id', 'finding_id', 'descriptor', 'rating', 'words', 'evidence_ids'])
    .where('area_id', '=', areaId)
    .where('once', '=', input.once)
    .executeTakeFirst()
  return (
    held !== undefined &&
    held.assessment_id === input.roundId &&
    (held.finding_id ?? held.descriptor) === input.key &&
    held.rating === input.rating &&
    held.words === input.words &&
    held.evidence_ids.join() === input.evidenceIds.join()
  )
}
