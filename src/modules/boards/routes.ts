import type { FastifyInstance } from 'fastify'
import { can } from '../../platform/access/permissions.ts'
import { addMonths } from '../../platform/calendar.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../platform/http/routes.ts'
import { tableRoutes } from '../../platform/http/tables.ts'
import {
  addBoard,
  addSeat,
  closeBoard,
  endSeatOf,
  makeChair,
  readBoard,
  readBoards,
  renameBoard,
} from './actions.ts'
import { toBoardsTable } from './documents.ts'
import { AnyForm, BoardForm, IdParams, OneSeatForm, SeatForm, SinceQuery } from './forms.ts'
import { boardPage, toBoardPage } from './pages/board.ts'
import { boardsPage, toBoardsPage } from './pages/boards.ts'
import { paths } from './paths.ts'

export function boardRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.boards(),
    can: 'boards.view',
    handle: (work) => showAll(work, '', []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.boards(),
    can: 'boards.seat',
    handle: async (work) => {
      const form = readForm(BoardForm, work.body)
      if (!form.ok) return showAll(work, String(form.values.name ?? ''), form.errors)
      const { id, known } = await work.scope((s) => addBoard(s, form.data.name))
      return work.redirect(
        paths.board(id),
        known ? 'There is a board of this name: here it is' : 'The board is added: say who sits on it',
      )
    },
  })
  tableRoutes(app, deps, {
    can: 'boards.view',
    url: paths.boardsTable,
    table: async ({ scope }) => toBoardsTable(await scope(readBoards)),
  })
  route(app, deps, {
    method: 'GET',
    url: paths.board(':id'),
    can: 'boards.view',
    params: IdParams,
    query: SinceQuery,
    handle: (work) => show(work, work.query.since ?? null, null, []),
  })
  seatRoutes(app, deps)
}

async function showAll(
  { actor, scope, page }: ActorWork<unknown, unknown>,
  name: string,
  errors: readonly FieldError[],
) {
  const boards = await scope(readBoards)
  const seesAll = can(actor, 'boards.seat')
  return page(boardsPage, toBoardsPage(boards, { seesAll, name, errors }), errors.length > 0 ? 422 : 200)
}

function seatRoutes(app: FastifyInstance, deps: Deps): void {
  const seatRoute = (
    url: string,
    act: (work: ActorWork<{ id: string }, unknown>) => Promise<string | FieldError[]>,
  ) =>
    route(app, deps, {
      method: 'POST',
      url,
      can: 'boards.seat',
      params: IdParams,
      handle: async (work) => {
        const done = await act(work).catch((error: unknown) => refusalOf(error, 'seat'))
        if (typeof done !== 'string') return show(work, null, readForm(AnyForm, work.body).values, done)
        return work.redirect(`${paths.board(work.params.id)}#seats`, done)
      },
    })
  seatRoute(paths.rename(':id'), async ({ params, body, scope }) => {
    const form = readForm(BoardForm, body)
    if (!form.ok) return form.errors
    await scope((s) => renameBoard(s, params.id, form.data.name))
    return 'The board has its new name'
  })
  seatRoute(paths.close(':id'), async ({ params, scope }) => {
    await scope((s) => closeBoard(s, params.id))
    return 'The board is closed, and its seats end today'
  })
  seatRoute(paths.seats(':id'), async ({ params, body, scope }) => {
    const form = readForm(SeatForm, body)
    if (!form.ok) return form.errors
    await scope((s) => addSeat(s, params.id, form.data))
    return 'The seat is given'
  })
  seatRoute(paths.makeChair(':id'), async ({ params, body, scope }) => {
    const form = readForm(OneSeatForm, body)
    if (!form.ok) return form.errors
    await scope((s) => makeChair(s, params.id, form.data.seat))
    return 'The chair is named'
  })
  seatRoute(paths.endSeat(':id'), async ({ params, body, scope }) => {
    const form = readForm(OneSeatForm, body)
    if (!form.ok) return form.errors
    await scope((s) => endSeatOf(s, params.id, form.data.seat))
    return 'The seat ends today'
  })
}

async function show(
  { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
  asked: string | null,
  values: FormValues | null,
  errors: readonly FieldError[],
) {
  const { today, since, ...facts } = await scope(async (s) => {
    const monthAgo = addMonths(s.today, -1)
    const since = asked && asked < s.today ? asked : monthAgo
    return { ...(await readBoard(s, params.id, since)), since, today: s.today }
  })
  const may = { seat: can(actor, 'boards.seat') }
  return page(
    boardPage,
    toBoardPage({ ...facts, since, may, values, errors }, today),
    errors.length > 0 ? 422 : 200,
  )
}
