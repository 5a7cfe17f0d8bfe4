import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotAllowed, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { type EvidencePiece, listEvidence } from '../../evidence/index.ts'
import { listPartners } from '../../identity/index.ts'
import { type Rating, type Round, type RoundLine, seriesKey, setKey } from '../domain/facts.ts'
import { newestFirst, overdueRounds, unansweredOf } from '../domain/rounds.ts'
import type { AskedSet } from '../forms.ts'
import { mayAnswerRound } from '../policy.ts'
import { getRound, listRounds } from '../queries/read.ts'
import { findOpened, insertAnswer, insertRound, lockRound, setClosed } from '../queries/save.ts'
import { nameOfFramework, readSetOf } from './sets.ts'

export interface RoundOpened {
  set: AskedSet
  title: string
  /** Null for the whole area. */
  partnerId: string | null
  /** By when the next round is wanted; null where none is. */
  nextDueOn: PlainDate | null
  once: string
}

/**
 * Opens a round over the findings of a review or the statements of a framework, and keeps the questions as they stand
 * today. Gives its id; the same form sent twice gives the same round. Errors: Unacceptable for a set or a partner that the
 * area has not, and for a next round that would be due before tomorrow.
 */
export async function openRound(scope: Scope, asked: RoundOpened): Promise<string> {
  const { set, questions } = await readSetOf(scope, asked.set)
  const { title, partnerId, nextDueOn, once } = asked
  const partners = partnerId ? await listPartners(scope) : []
  if (partnerId && !partners.some(({ id }) => id === partnerId))
    throw new Unacceptable('Choose whose it is from the list', 'partner')
  if (nextDueOn !== null && nextDueOn <= scope.today)
    throw new Unacceptable('The next one must be due after today', 'nextDue')
  const id = await insertRound(scope, { title, set, questions, partnerId, nextDueOn, once })
  if (!id) return (await findOpened(scope, once))?.id ?? ''
  await record(scope, {
    act: 'self_assessment.opened',
    thing: { kind: 'self_assessment', id },
    detail: { questions: questions.length },
  })
  return id
}

export interface RoundAnswer {
  /** The id of a finding, or the code of a statement. */
  question: string
  rating: Rating
  words: string
  /** Of the area's evidence, not withdrawn. */
  evidence: readonly string[]
  once: string
}

/**
 * Answers one question of an open round; what was answered before stays, and the last counts. Errors: NotFound, also for a
 * question that it does not ask; NotAllowed; Conflict when it is closed; Unacceptable for evidence that is not held.
 */
export async function answerQuestion(scope: Scope, id: string, said: RoundAnswer): Promise<void> {
  await lockRound(scope, id)
  const round = await getRound(scope, id, nameOfFramework)
  if (!mayAnswerRound(scope.actor, round.partner)) throw new NotAllowed('answer this self-assessment')
  if (round.closed) throw new Conflict(CLOSED, 'words')
  if (!round.questions.some(({ key }) => key === said.question)) throw new NotFound('question')
  const evidenceIds = await checkEvidence(scope, said.evidence)
  const { question: key, rating, words, once } = said
  const added = await insertAnswer(scope, {
    roundId: id,
    set: round.set,
    key,
    rating,
    words,
    evidenceIds,
    once,
  })
  if (!added) return
  await record(scope, {
    act: 'self_assessment.answered',
    thing: { kind: 'self_assessment', id },
    detail: { question: key, rating },
  })
}

const CLOSED =
  'This self-assessment is closed: its answers stand as they are. Open the next round to answer again'

async function checkEvidence(scope: Scope, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)].sort()
  if (wanted.length === 0) return []
  const held = new Set((await listLiveEvidence(scope)).map((piece) => piece.id))
  if (wanted.some((id) => !held.has(id))) throw new Unacceptable('Choose evidence from the list', 'evidence')
  return wanted
}

/** Evidence of the area that may be ticked. */
export const listLiveEvidence = async (scope: Scope): Promise<EvidencePiece[]> =>
  (await listEvidence(scope)).filter(({ withdrawn }) => withdrawn === null)

/** Closes a round: nothing is answered any more. Errors: NotFound; Conflict when it is closed already. */
export async function closeRound(scope: Scope, id: string): Promise<void> {
  await lockRound(scope, id)
  const round = await getRound(scope, id, nameOfFramework)
  if (round.closed) throw new Conflict('Somebody closed this self-assessment already')
  await setClosed(scope, id)
  await record(scope, {
    act: 'self_assessment.closed',
    thing: { kind: 'self_assessment', id },
    detail: { unanswered: unansweredOf(round).length },
  })
}

/** Every round of the area, the newest first. */
export const readRounds = (scope: Scope): Promise<RoundLine[]> => listRounds(scope, nameOfFramework)

/** A round, the others of its set (newest first), and the last before it by the same people. Errors: NotFound. */
export async function readRound(
  scope: Scope,
  id: string,
): Promise<{ round: Round; others: RoundLine[]; last: Round | null }> {
  const round = await getRound(scope, id, nameOfFramework)
  const others = (await readRounds(scope)).filter(
    (one) => one.id !== id && setKey(one.set) === setKey(round.set),
  )
  const before = others.find((one) => seriesKey(one) === seriesKey(round) && newestFirst(round, one) < 0)
  return { round, others, last: before ? await getRound(scope, before.id, nameOfFramework) : null }
}

/** Rounds after which the next is overdue, the longest overdue first: home and the pages of reviews say them. */
export const listOverdueRounds = async (scope: Scope): Promise<RoundLine[]> =>
  overdueRounds(await readRounds(scope), scope.today)
