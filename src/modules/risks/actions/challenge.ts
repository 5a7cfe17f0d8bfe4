import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { boardsOf } from '../../plans/index.ts'
import type { Challenge } from '../domain/challenges.ts'
import { type Risk, refOf } from '../domain/facts.ts'
import { mayChallenge, mayKeep, maySee } from '../policy.ts'
import { insertChallenge, listChallenges, listChallengesOf } from '../queries/challenges.ts'
import { listRisks } from '../queries/read.ts'
import { lockRisk } from '../queries/save.ts'
import { getSeen } from './read.ts'
import { tellChallenger, tellKeepers } from './tell.ts'

/** The boards for which the actor may challenge a risk: those on which they sit; none of a risk that they own. */
export async function listBoardsToAsk(
  scope: Scope,
  risk: Pick<Risk, 'now'>,
): Promise<{ id: string; name: string }[]> {
  const { actor, today } = scope
  if (!actor.personId || risk.now.state === 'closed' || !mayChallenge(actor, risk)) return []
  return boardsOf(scope, actor.personId, today)
}

/**
 * Asks something of an open risk for a board, and tells whoever keeps it. Sent twice it is asked once. Errors: NotFound;
 * NotAllowed for whoever owns the risk; Unacceptable when it is closed, or for a board on which the actor does not sit.
 */
export async function challengeRisk(
  scope: Scope,
  riskId: string,
  { board, words, once }: { board: string; words: string; once: string },
): Promise<void> {
  await lockRisk(scope, riskId)
  const risk = await getSeen(scope, riskId, scope.today)
  if (!mayChallenge(scope.actor, risk)) throw new NotAllowed('challenge this risk')
  if (risk.now.state === 'closed')
    throw new Unacceptable(`${refOf(risk)} is closed: ask for it to be opened again`, 'words')
  const seat = (await listBoardsToAsk(scope, risk)).find(({ id }) => id === board)
  if (!seat) throw new Unacceptable('Choose a board on which you sit', 'board')
  const said = { boardId: seat.id, answers: null, words, once }
  const id = await insertChallenge(scope, { id: riskId, planId: risk.plan.id }, said)
  if (!id) return
  await tellKeepers(scope, risk, { board: seat.name, cause: id })
  await record(scope, {
    act: 'risk.challenged',
    thing: { kind: 'risk', id: riskId },
    detail: { board: seat.id },
  })
}

/**
 * Answers a board's challenge, and tells whoever asked. Sent twice it is answered once. Errors: NotFound, NotAllowed;
 * Unacceptable when somebody answered before.
 */
export async function answerChallenge(
  scope: Scope,
  riskId: string,
  { challenge, words, once }: { challenge: string; words: string; once: string },
): Promise<void> {
  await lockRisk(scope, riskId)
  const risk = await getSeen(scope, riskId, scope.today)
  if (!mayKeep(scope.actor, risk)) throw new NotAllowed('answer for this risk')
  const asked = (await listChallenges(scope, riskId, scope.today)).find(({ id }) => id === challenge)
  if (!asked) throw new NotFound('challenge')
  if (asked.answer) return refuseSecond(asked.answer, scope, words)
  const said = { boardId: null, answers: asked.id, words, once }
  await insertChallenge(scope, { id: riskId, planId: risk.plan.id }, said)
  await tellChallenger(scope, risk, asked)
  await record(scope, {
    act: 'risk.answered',
    thing: { kind: 'risk', id: riskId },
    detail: { board: asked.board.id },
  })
}

/** The same words of the same person are the same form, sent twice. */
function refuseSecond(
  { author, authorId, words: held }: NonNullable<Challenge['answer']>,
  { actor }: Scope,
  words: string,
): void {
  if (authorId === actor.personId && held === words) return
  throw new Unacceptable(`${author} has answered it: reload the page to read what was said`, 'words')
}

/** What a board asked of risks that the actor may see, the open ones first, each with its risk. */
export async function listChallengedBy(
  scope: Scope,
  boardId: string,
): Promise<{ risk: Risk; challenge: Challenge }[]> {
  const challenges = await listChallengesOf(scope, boardId, scope.today)
  if (challenges.length === 0) return []
  const risks = new Map((await listRisks(scope, scope.today)).map((risk) => [risk.id, risk]))
  const seen = challenges.flatMap((challenge) => {
    const risk = risks.get(challenge.riskId)
    return risk && maySee(scope.actor, risk) ? [{ risk, challenge }] : []
  })
  return seen.toSorted((a, b) => Number(a.challenge.answer !== null) - Number(b.challenge.answer !== null))
}
