import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Scope } from '../../../platform/db/scope.ts'
import { Paging, pageFrom, pageOf } from '../../../platform/http/api/paging.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { openMonth } from '../actions/open.ts'
import { readMonth, readWaitingWords } from '../actions/read.ts'
import { standingOf } from '../domain/replies.ts'
import { IdParams, OpenForm } from '../forms.ts'
import { listCycles } from '../queries/cycles.ts'
import { Ask, Month, toAsk, toMonth, Unasked } from './facts.ts'
import { apiPaths } from './paths.ts'

const MonthWithAsks = z.object({
  month: Month,
  counts: z.object({
    ...{ asked: z.int(), answered: z.int(), silent: z.int(), leads: z.int(), leadsDone: z.int() },
    ...{ toReview: z.int(), queried: z.int(), toVerify: z.int() },
  }),
  asks: z.array(Ask),
  unasked: z.array(Unasked),
})

export function monthApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'listMonths',
    does: 'Lists the months of every plan with their days, newest first',
    method: 'GET',
    url: apiPaths.months,
    can: 'months.view',
    query: Paging,
    answers: pageOf(Month),
    handle: async ({ query, scope }) => {
      const { items, next } = pageFrom(await scope(listCycles), query)
      return { items: items.map(toMonth), next }
    },
  })
  apiRoute(app, deps, {
    name: 'readMonth',
    does: 'One month: its days, how it stands, who was asked, and about what each is silent still',
    method: 'GET',
    url: apiPaths.month,
    can: 'months.view',
    params: IdParams,
    answers: MonthWithAsks,
    handle: ({ params, scope }) => scope((s) => readWhole(s, params.id)),
  })
  apiRoute(app, deps, {
    name: 'openMonth',
    does: "Opens a plan's month, and writes to the leads of the milestones that it asks about",
    method: 'POST',
    url: apiPaths.planMonths,
    can: 'months.run',
    params: IdParams,
    body: OpenForm,
    answers: MonthWithAsks,
    status: 201,
    conflicts: true,
    handle: ({ params, body, scope }) =>
      scope(async (s) => readWhole(s, (await openMonth(s, params.id, body.period)).cycleId)),
  })
}

async function readWhole(scope: Scope, id: string): Promise<z.input<typeof MonthWithAsks>> {
  const { cycle, asks, asked, unasked } = await readMonth(scope, id)
  const waiting = await readWaitingWords(scope, id)
  return {
    month: toMonth(cycle),
    counts: {
      ...standingOf(asked),
      toReview: waiting.unreviewed.length,
      queried: waiting.queried.length,
      toVerify: waiting.unverified.length,
    },
    asks: asks.map((ask) => toAsk(ask, asked)),
    unasked,
  }
}
