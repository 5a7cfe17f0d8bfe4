import { can } from '../../platform/access/permissions.ts'
import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../platform/http/errors.ts'
import { record } from '../../platform/record/record.ts'
import {
  type BoardCount,
  boardIdsOf,
  endSeat,
  insertBoard,
  insertSeat,
  isMonitoredBy,
  listBoardCounts,
  listEveryBoard,
  listOpenSupport,
  listPlans,
  listProof,
  listReachable,
  listSeatsFrom,
  type Proof,
  planRows,
  readPlan,
  type Seat,
  type SupportRequest,
  setBoardName,
  setChair,
  setClosed,
} from '../plans/index.ts'
import { listChallengedBy } from '../risks/index.ts'
import type { Challenged } from './domain/challenged.ts'
import { type Challenge, chooseChallenges } from './domain/challenges.ts'
import { movementOf } from './domain/movement.ts'
import type { PlanOfBoard } from './domain/plan-of-board.ts'

export interface BoardInList extends BoardCount {
  seats: Seat[]
}

/** The boards that the actor may see, by name: every one for whoever runs the plans, and else those on which they sit. */
export async function readBoards(scope: Scope): Promise<BoardInList[]> {
  const counts = await listBoardCounts(scope, scope.today)
  const seats = Map.groupBy(await listSeatsFrom(scope, scope.today), ({ boardId }) => boardId)
  const mine = await boardIdsOf(scope)
  return counts
    .filter(({ id }) => seesAll(scope) || mine.includes(id))
    .map((board) => ({
      ...board,
      seats: (seats.get(board.id) ?? []).filter(({ from }) => from <= scope.today),
    }))
}

const seesAll = ({ actor }: Scope): boolean => can(actor, 'boards.seat')

export interface BoardFacts {
  board: { id: string; name: string; closedOn: PlainDate | null }
  /** Held now, or to begin. */
  seats: Seat[]
  plans: PlanOfBoard[]
  support: SupportRequest[]
  challenges: Challenge[]
  /** What it asked of risks. */
  challenged: Challenged[]
  /** Who may be given a seat. */
  people: { id: string; name: string }[]
}

/**
 * Everything that a board has before it, with what moved since a day. Each plan is read as at two days; the number of
 * queries grows with plans, and not with milestones. Errors: NotFound, also for a board on which the actor does not sit.
 */
export async function readBoard(scope: Scope, boardId: string, since: PlainDate): Promise<BoardFacts> {
  const board = await getBoard(scope, boardId)
  const plans: PlanOfBoard[] = []
  for (const { id } of await listPlans(scope)) {
    const plan = await readPlanOf(scope, board.name, id, since)
    if (plan.rows.length > 0) plans.push(plan)
  }
  return {
    ...{ board, plans, challenges: await challengesOf(scope, plans) },
    challenged: can(scope.actor, 'risks.view') ? await listChallengedBy(scope, boardId) : [],
    seats: await seatsOf(scope, boardId),
    support: (await listOpenSupport(scope)).filter(({ to }) => to?.kind === 'board' && to.id === boardId),
    people: seesAll(scope) ? (await listReachable(scope)).people : [],
  }
}

async function readPlanOf(
  scope: Scope,
  name: string,
  planId: string,
  since: PlainDate,
): Promise<PlanOfBoard> {
  const { id, title, themes, ...now } = await readPlan(scope, planId, scope.today)
  const rows = planRows({ id, title, themes, ...now }).filter((row) => isMonitoredBy(row, name))
  const ids = new Set(rows.map(({ milestone }) => milestone.id))
  const then = planRows(await readPlan(scope, planId, since)).filter(({ milestone }) => ids.has(milestone.id))
  return { id, title, themes, rows, movement: movementOf(then, rows) }
}

/** Three over all plans of the board. */
async function challengesOf(scope: Scope, plans: readonly PlanOfBoard[]): Promise<Challenge[]> {
  const proofs: Proof[] = []
  for (const { id } of plans) proofs.push(await listProof(scope, id, scope.today))
  const all = (kind: keyof Proof) => new Set(proofs.flatMap((proof) => [...proof[kind]]))
  const proof = { verified: all('verified'), evidenced: all('evidenced') }
  return chooseChallenges(
    plans.flatMap(({ rows }) => rows),
    proof,
    scope.today,
  )
}

async function getBoard(
  scope: Scope,
  boardId: string,
): Promise<{ id: string; name: string; closedOn: PlainDate | null }> {
  const board = (await listEveryBoard(scope)).find(({ id }) => id === boardId)
  const mine = seesAll(scope) || (await boardIdsOf(scope)).includes(boardId)
  if (!board || !mine) throw new NotFound('board')
  return board
}

/** Gives somebody a seat from a day on. Errors: NotFound; Unacceptable when they have one, cannot read the plan, or the board is closed. */
export async function addSeat(
  scope: Scope,
  boardId: string,
  { personId, from }: { personId: string; from: PlainDate },
): Promise<void> {
  const board = await getBoard(scope, boardId)
  if (board.closedOn !== null)
    throw new Unacceptable('This board is closed: add it again by its name first', 'person')
  const { people } = await listReachable(scope)
  if (!people.some(({ id }) => id === personId))
    throw new Unacceptable('Choose somebody from the list', 'person')
  if ((await seatsOf(scope, boardId)).some((seat) => seat.personId === personId))
    throw new Unacceptable('They have a seat on this board: end it first', 'person')
  await insertSeat(scope, { boardId, personId, chair: false, from })
  await record(scope, {
    act: 'board.seat_given',
    thing: { kind: 'board', id: boardId },
    detail: { person: personId, from },
  })
}

const seatsOf = async (scope: Scope, boardId: string): Promise<Seat[]> =>
  (await listSeatsFrom(scope, scope.today)).filter((seat) => seat.boardId === boardId)

/** Makes whoever holds the seat the chair, in place of whoever was. Errors: NotFound; Unacceptable before it begins. */
export async function makeChair(scope: Scope, boardId: string, seatId: string): Promise<void> {
  const seat = await getSeat(scope, boardId, seatId)
  if (seat.from > scope.today)
    throw new Unacceptable('Their seat has not begun: make them chair on that day', 'seat')
  await setChair(scope, boardId, seatId)
  await record(scope, {
    act: 'board.chair_named',
    thing: { kind: 'board', id: boardId },
    detail: { person: seat.personId },
  })
}

/** Ends a seat: today is its last day. Errors: NotFound. */
export async function endSeatOf(scope: Scope, boardId: string, seatId: string): Promise<void> {
  const { personId } = await getSeat(scope, boardId, seatId)
  await endSeat(scope, seatId, scope.today)
  await record(scope, {
    act: 'board.seat_ended',
    thing: { kind: 'board', id: boardId },
    detail: { person: personId, on: scope.today },
  })
}

async function getSeat(scope: Scope, boardId: string, seatId: string): Promise<Seat> {
  await getBoard(scope, boardId)
  const seat = (await seatsOf(scope, boardId)).find(({ id }) => id === seatId)
  if (!seat) throw new NotFound('seat')
  return seat
}

const isNamed =
  (name: string) =>
  (board: { name: string }): boolean =>
    board.name.toLowerCase() === name.toLowerCase()

/**
 * Adds a board; one of that name that was closed meets again, and one that meets is left as it is. Gives its id, and
 * whether it was there.
 */
export async function addBoard(scope: Scope, name: string): Promise<{ id: string; known: boolean }> {
  const held = (await listEveryBoard(scope)).find(isNamed(name))
  if (held && held.closedOn === null) return { id: held.id, known: true }
  if (held) await setClosed(scope, held.id, null)
  const id = held?.id ?? (await insertBoard(scope, name))
  await record(scope, {
    act: held ? 'board.opened_again' : 'board.added',
    thing: { kind: 'board', id },
    detail: { name },
  })
  return { id, known: false }
}

/** Gives a board another name; papers and frozen months keep the one that they have. Errors: NotFound; Unacceptable when the name is another board's. */
export async function renameBoard(scope: Scope, boardId: string, name: string): Promise<void> {
  const board = await getBoard(scope, boardId)
  if (board.name === name) return
  const other = (await listEveryBoard(scope)).find(isNamed(name))
  if (other && other.id !== boardId) throw new Unacceptable('Another board has this name', 'name')
  await setBoardName(scope, boardId, name)
  await record(scope, {
    act: 'board.renamed',
    thing: { kind: 'board', id: boardId },
    detail: { was: board.name, now: name },
  })
}

/**
 * Closes a board: today is its last day, and the last of its seats. Done twice it is done once. Errors: NotFound;
 * Unacceptable while it monitors milestones or has open requests, which nobody would see any more.
 */
export async function closeBoard(scope: Scope, boardId: string): Promise<void> {
  const board = await getBoard(scope, boardId)
  if (board.closedOn !== null) return
  const before = (await listBoardCounts(scope, scope.today)).find(({ id }) => id === boardId)
  if (before && before.milestones + before.openSupport > 0)
    throw new Unacceptable(
      'It still has milestones or open requests: give these to another board first',
      'close',
    )
  for (const seat of await seatsOf(scope, boardId)) await endSeat(scope, seat.id, scope.today)
  await setClosed(scope, boardId, scope.today)
  await record(scope, {
    act: 'board.closed',
    thing: { kind: 'board', id: boardId },
    detail: { on: scope.today },
  })
}
