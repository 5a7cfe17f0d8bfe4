import { createHash } from 'node:crypto'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { enqueue } from '../../../platform/jobs/jobs.ts'
import { record } from '../../../platform/record/record.ts'
import { getPlanHeader } from '../../plans/index.ts'
import type { Asked, Wish } from '../domain/asked.ts'
import { FORMATS } from '../domain/formats.ts'
import { titleOf } from '../domain/section-kind.ts'
import { makePaperJob } from '../jobs.ts'
import { mayStop } from '../policy.ts'
import { findAnswering, getPaper, insertPaper, setCancelled, setWaiting } from '../queries/papers.ts'
import { readPosition } from '../queries/position.ts'
import { settle } from './facts.ts'
import { getLayout } from './layouts.ts'

/**
 * Asks for a report to be made as files; a worker makes them. The same report of the same facts is made once: whoever
 * asks again is given the paper that is there. Gives its id. Errors: NotFound; Unacceptable with the field at fault.
 */
export async function askForPaper(
  scope: Scope,
  code: string,
  wish: Wish,
): Promise<{ id: string; isNew: boolean }> {
  const asked = await settle(scope, await getLayout(scope, code), wish)
  const request = await requestOf(scope, asked)
  const { title } = await getPlanHeader(scope, asked.planId, asked.asAt)
  const id = newId()
  const paper = { id, request, asked, steps: 1 + FORMATS.length }
  const isNew = await insertPaper(scope, {
    ...paper,
    title: titleOf(asked.layout, { plan: { title, asAt: asked.asAt } }),
  })
  if (!isNew) return { id: await answering(scope, request), isNew }
  await record(scope, {
    act: 'paper.asked',
    thing: { kind: 'paper', id },
    detail: { report: code, plan: asked.planId, asAt: asked.asAt, month: asked.cycleId },
  })
  await enqueue(scope.db, makePaperJob, { areaId: scope.areaId, paperId: id })
  return { id, isNew }
}

async function answering(scope: Scope, request: string): Promise<string> {
  const found = await findAnswering(scope, request)
  if (!found) throw new Conflict('This report was just cancelled: ask for it again')
  return found.id
}

/**
 * Everything that a paper depends on, as a SHA-256: what it tells, in which layout, the day on its foot, and how far the
 * area's record has come, so also every text, term and name in it.
 */
async function requestOf(scope: Scope, asked: Asked): Promise<string> {
  const all = [asked, scope.today, await readPosition(scope)]
  return createHash('sha256').update(JSON.stringify(all)).digest('hex')
}

/**
 * Stops a paper that is being made: what is in hand is finished, and nothing after it. Errors: NotFound;
 * Unacceptable for whoever may not, or when it is not being made any more.
 */
export async function cancelPaper(scope: Scope, id: string): Promise<void> {
  const paper = await getPaper(scope, id)
  if (!mayStop(scope.actor, paper))
    throw new Unacceptable('Only whoever asked for this paper, or a programme manager, can cancel it')
  if (!(await setCancelled(scope, id))) throw new Conflict('This paper is not being made any more')
  await record(scope, { act: 'paper.cancelled', thing: { kind: 'paper', id } })
}

/** How long a paper may stand still before somebody may have it tried again. */
export const STILL_MS = 90_000

/**
 * Has a paper made that failed, was cancelled, or stands still. Gives the paper to look at: another one, where another
 * answers the same request by now. Errors: NotFound; Unacceptable when it is made or being made.
 */
export async function makeAgain(scope: Scope, id: string): Promise<string> {
  const paper = await getPaper(scope, id)
  const other = await findAnswering(scope, paper.request)
  if (other && other.id !== id) return other.id
  const isGoing = paper.state === 'waiting' || paper.state === 'making'
  if (isGoing && scope.now.getTime() - paper.movedAt.getTime() < STILL_MS)
    throw new Unacceptable('This paper is being made: wait a little')
  if (!(await setWaiting(scope, id))) throw new Unacceptable('This paper is made')
  await record(scope, { act: 'paper.tried_again', thing: { kind: 'paper', id } })
  await enqueue(scope.db, makePaperJob, { areaId: scope.areaId, paperId: id })
  return id
}
