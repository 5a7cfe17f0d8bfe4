import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { addToPlan, changeThings, inherit, listBoards, lockPlan } from '../../plans/index.ts'
import { belongs } from '../domain/crosswalk.ts'
import { KINDS } from '../domain/disposition.ts'
import { toNextEdition } from '../domain/next-edition.ts'
import { insertDropped } from '../queries/dispositions.ts'
import { type Approval, putInForce, supersede } from '../queries/editions.ts'
import { getFrontMatter } from '../queries/front-matter.ts'
import { endRefresh, getRefresh, lockRefresh } from '../queries/refreshes.ts'
import { copyStatementLinks } from '../queries/statements.ts'
import { hashOf } from './hash.ts'
import { type EditionFrozen, type Refreshing, readRefresh } from './read.ts'
import { refuseEnded } from './start.ts'

export interface ApprovalAsked {
  boardId: string | null
  /** Whoever approved it, where no board of the area did. */
  by: string | null
  on: PlainDate
  changes: string
  /** The mark of the decisions that they had before them: see `markOf`. */
  seen: string
}

/** Tells one state of the decisions from another. */
export const markOf = ({ last, added }: Pick<Refreshing, 'last' | 'added'>): string =>
  hashOf(JSON.stringify([[...last.values()].map(({ id }) => id).sort(), added])).slice(0, 16)

/**
 * Puts the next edition in force, all or nothing: the old one is superseded and its facts are kept as text under their
 * hash; actions are dropped, re-dated, re-themed and their milestones moved, each with its reason in the history; new
 * actions are made, and what was answered stays answered. Statements do not grow with the plan. No past day changes.
 * Errors: NotFound; Conflict when it has ended or decisions changed (`seen`); Unacceptable while anything is missing.
 */
export async function approveRefresh(
  scope: Scope,
  refreshId: string,
  asked: ApprovalAsked,
): Promise<Refreshing> {
  await lockRefresh(scope, refreshId)
  const { planId } = await getRefresh(scope, refreshId)
  await lockPlan(scope, planId)
  const found = await readRefresh(scope, refreshId)
  refuse(found, asked, scope.today)
  const approval = await toApproval(scope, asked)
  const sha256 = await changeEditions(scope, found, approval)
  await changePlan(scope, found)
  await insertDropped(scope, found.refresh, droppedAside(found))
  await endRefresh(scope, refreshId, {
    state: 'approved',
    because: null,
    fromEditionId: found.refresh.fromEditionId,
  })
  await writeRecord(scope, found, sha256)
  return found
}

function refuse(found: Refreshing, { seen, on }: ApprovalAsked, today: PlainDate): void {
  refuseEnded(found.refresh)
  const number = found.missing.length
  if (number > 0)
    throw new Unacceptable(
      number === 1 ? 'One action still needs a decision' : `${number} actions still need a decision`,
      'missing',
    )
  if (seen !== markOf(found))
    throw new Conflict(
      'Somebody decided otherwise since this page was shown: look at it as it is now, and approve it again',
      'seen',
    )
  if (on > today) throw new Unacceptable('The day of approval must be today or earlier', 'on')
  const since = found.from?.inForceFrom ?? null
  if (since !== null && on < since)
    throw new Unacceptable(
      `The edition before came into force on ${formatDay(since)}: the day of approval must not be earlier`,
      'on',
    )
}

async function toApproval(scope: Scope, { boardId, by, on, changes }: ApprovalAsked): Promise<Approval> {
  if (!boardId && by) return { boardId: null, by, on, changes }
  const board = (await listBoards(scope)).find(({ id }) => id === boardId)
  if (!board) throw new Unacceptable('Choose the board that approved it, or name whoever did', 'board')
  return { boardId: board.id, by: board.name, on, changes }
}

async function changeEditions(
  scope: Scope,
  { refresh, plan }: Refreshing,
  approval: Approval,
): Promise<string> {
  const frozen: EditionFrozen = { plan, ...(await getFrontMatter(scope, refresh.planId)) }
  const facts = JSON.stringify(frozen)
  const sha256 = hashOf(facts)
  if (refresh.fromEditionId) await supersede(scope, refresh.fromEditionId, { facts, sha256 })
  await putInForce(scope, refresh.toEditionId, approval)
  return sha256
}

async function changePlan(scope: Scope, { plan, last, added }: Refreshing): Promise<void> {
  const decisions = plan.actions.flatMap(({ id, dropped }) => (dropped ? [] : (last.get(id) ?? [])))
  const { themes, actions, changes, heirs } = toNextEdition({ plan, decisions, added }, newId)
  await addToPlan(scope, plan.id, { themes, actions })
  await changeThings(scope, plan, changes, { reason: null, by: scope.actor.name })
  await inherit(scope, plan.id, heirs)
  await copyStatementLinks(scope, plan.id, heirs)
}

/** Actions that were dropped from the plan beside the refresh: whatever was decided on them counts no more. */
const droppedAside = ({ plan, from }: Refreshing): { actionId: string; because: string }[] =>
  plan.actions
    .filter((action) => belongs(action, from?.inForceFrom ?? null))
    .flatMap(({ id, dropped }) => (dropped ? [{ actionId: id, because: dropped.reason }] : []))

function writeRecord(scope: Scope, found: Refreshing, sha256: string): Promise<void> {
  const { refresh, plan, last } = found
  const kinds = [
    ...plan.actions.flatMap(({ id, dropped }) => (dropped ? [] : (last.get(id)?.kind ?? []))),
    ...droppedAside(found).map(() => 'dropped' as const),
  ]
  const counts = KINDS.map((kind) => [kind, kinds.filter((one) => one === kind).length])
  const superseded = { kind: 'edition', id: refresh.fromEditionId }
  return recordAll(scope, [
    ...(refresh.fromEditionId ? [{ act: 'edition.superseded', thing: superseded, detail: { sha256 } }] : []),
    {
      act: 'edition.approved',
      thing: { kind: 'edition', id: refresh.toEditionId },
      detail: { plan: refresh.planId, refresh: refresh.id, ...Object.fromEntries(counts) },
    },
  ])
}
