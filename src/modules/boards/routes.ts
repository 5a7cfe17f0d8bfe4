import type { FastifyInstance } from 'fastify'
import { can } from '../../platform/access/permissions.ts'
import { addMonths } from '../../platform/calendar.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../platform/http/routes.ts'
import { tableRoutes } from '../../platform/http/tables.ts'
import { addSeat, endSeatOf, makeChair, readBoard, readBoards } from './actions.ts'
import { toBoardsTable } from './documents.ts'
import { AnyForm, IdParams, OneSeatForm, SeatForm, SinceQuery } from './forms.ts'
import { boardPage, toBoardPage } from './pages/board.ts'
import { boardsPage, toBoardsPage } from './pages/boards.ts'
import { paths } from './paths.ts'

export function boardRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.boards(),
    can: 'boards.view',
    handle: async ({ actor, scope, page }) => {
      const boards = await scope(readBoards)
      return page(boardsPage, toBoardsPage(boards, { seesAll: can(actor, 'boards.seat') }))
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
