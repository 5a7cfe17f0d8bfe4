import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { readRound, readRounds } from '../actions/rounds.ts'
import { toRoundTable } from '../documents/round-table.ts'
import { IdParams, RoundsQuery, WithQuery } from '../forms.ts'
import { comparePage, inOrder, isComparable, toComparePage } from '../pages/compare.ts'
import { roundPage, toRoundPage } from '../pages/round.ts'
import { roundsPage, toRoundsPage } from '../pages/rounds.ts'
import { paths } from '../paths.ts'
import { mayAnswerRound } from '../policy.ts'
import { answeringRoutes } from './answering.ts'
import { openingRoutes } from './opening.ts'

export function selfAssessmentsRoutes(app: FastifyInstance, deps: Deps): void {
  readingRoutes(app, deps)
  openingRoutes(app, deps)
  answeringRoutes(app, deps)
}

function readingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...{ method: 'GET', url: paths.rounds(), can: 'plans.view', keeps: true, query: RoundsQuery },
    handle: async ({ actor, query, scope, page }) => {
      const { rounds, today } = await scope(async (s) => ({ rounds: await readRounds(s), today: s.today }))
      const may = { run: can(actor, 'self-assessments.run') }
      return page(roundsPage, toRoundsPage({ rounds, review: query.review, may }, today))
    },
  })
  route(app, deps, {
    ...{ method: 'GET', url: paths.round(':id'), can: 'plans.view', keeps: true, params: IdParams },
    handle: async ({ actor, params, scope, page }) => {
      const { today, ...read } = await scope(async (s) => ({
        ...(await readRound(s, params.id)),
        today: s.today,
      }))
      const may = {
        answer: mayAnswerRound(actor, read.round.partner),
        run: can(actor, 'self-assessments.run'),
      }
      return page(roundPage, toRoundPage({ ...read, may }, today))
    },
  })
  route(app, deps, {
    ...{ method: 'GET', url: paths.compare(':id'), can: 'plans.view', keeps: true },
    ...{ params: IdParams, query: WithQuery },
    handle: async ({ params, query, scope, page }) => {
      const { round, last } = await scope((s) => readRound(s, params.id))
      const other = query.with ? (await scope((s) => readRound(s, query.with ?? ''))).round : last
      if (!other) return page(comparePage, toComparePage(round, null))
      if (!isComparable(round, other)) throw new NotFound('round of the same questions')
      const { earlier, later } = inOrder(round, other)
      return page(comparePage, toComparePage(later, earlier))
    },
  })
  tableRoutes(app, deps, {
    ...{ can: 'plans.view', params: IdParams },
    url: (format) => paths.table(':id', format),
    table: async ({ params, scope }) => {
      const { round, last } = await scope((s) => readRound(s, params.id))
      return toRoundTable(round, last)
    },
  })
}
