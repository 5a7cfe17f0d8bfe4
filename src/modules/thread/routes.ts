import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { can } from '../../platform/access/permissions.ts'
import { isPlainDate } from '../../platform/calendar.ts'
import { type Deps, route } from '../../platform/http/routes.ts'
import { tableRoutes } from '../../platform/http/tables.ts'
import { readPlan } from '../plans/index.ts'
import { readReviewCoverage, readThread } from './actions.ts'
import { toCoverageTable, toCrosswalkTable, toMilestonesTable, toReviewTable } from './documents.ts'
import { coverageOf } from './domain/coverage.ts'
import { answersNothing, whyOf } from './domain/why.ts'
import { coveragePage, shownOf, toCoveragePage } from './pages/coverage.ts'
import { crosswalkPage, linesOf, toCrosswalkPage } from './pages/crosswalk.ts'
import { milestonesPage, toMilestonesPage } from './pages/milestones.ts'
import { reviewCoveragePage, toReviewCoveragePage } from './pages/review-coverage.ts'
import { ONLY, threadPaths } from './paths.ts'

const IdParams = z.object({ id: z.uuid() })

/** What an old shared address asks for, and there is no more, is left out. */
const asAt = z.string().refine(isPlainDate).optional().catch(undefined)
const review = z.uuid().nullable().catch(null)
const page = z.coerce.number().int().min(1).max(10_000).catch(1)

const AsAt = z.object({ asAt })
const CoverageQuery = z.object({ asAt, review, page, only: z.enum(ONLY).nullable().catch(null) })
const MilestonesQuery = z.object({ asAt, page, only: z.literal('nothing').nullable().catch(null) })
const CrosswalkQuery = z.object({ asAt, review })

export function threadRoutes(app: FastifyInstance, deps: Deps): void {
  coverageRoutes(app, deps)
  milestonesRoutes(app, deps)
  crosswalkRoutes(app, deps)
  reviewRoutes(app, deps)
}

function coverageRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: threadPaths.coverage(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: CoverageQuery,
    handle: async ({ actor, params, query, scope, page }) => {
      const { facts, today } = await scope(async (s) => ({
        facts: await readThread(s, params.id, query.asAt ?? s.today),
        today: s.today,
      }))
      return page(coveragePage, toCoveragePage(facts, query, { today, change: can(actor, 'plans.change') }))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => threadPaths.coverageTable(':id', format),
    params: IdParams,
    query: CoverageQuery,
    table: async ({ params, query, scope }) => {
      const facts = await scope((s) => readThread(s, params.id, query.asAt ?? s.today))
      const all = coverageOf(facts)
      const asked = query.review !== null || query.only !== null
      return toCoverageTable(facts.plan, asked ? shownOf(all, query) : all)
    },
  })
}

function milestonesRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: threadPaths.milestones(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: MilestonesQuery,
    handle: async ({ params, query, scope, page }) => {
      const { plan, today } = await scope(async (s) => ({
        plan: await readPlan(s, params.id, query.asAt ?? s.today),
        today: s.today,
      }))
      return page(milestonesPage, toMilestonesPage(plan, query, today))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => threadPaths.milestonesTable(':id', format),
    params: IdParams,
    query: MilestonesQuery,
    table: async ({ params, query, scope }) => {
      const plan = await scope((s) => readPlan(s, params.id, query.asAt ?? s.today))
      const all = whyOf(plan)
      return toMilestonesTable(plan, query.only ? all.filter(answersNothing) : all)
    },
  })
}

function crosswalkRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: threadPaths.crosswalk(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: CrosswalkQuery,
    handle: async ({ params, query, scope, page }) => {
      const { facts, today } = await scope(async (s) => ({
        facts: await readThread(s, params.id, query.asAt ?? s.today),
        today: s.today,
      }))
      return page(crosswalkPage, toCrosswalkPage(facts, query.review, today))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => threadPaths.crosswalkTable(':id', format),
    params: IdParams,
    query: CrosswalkQuery,
    table: async ({ params, query, scope }) => {
      const facts = await scope((s) => readThread(s, params.id, query.asAt ?? s.today))
      return toCrosswalkTable(facts.plan, linesOf(facts, query.review))
    },
  })
}

function reviewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: threadPaths.review(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: AsAt,
    handle: async ({ actor, params, query, scope, page }) => {
      const { found, today } = await scope(async (s) => ({
        found: await readReviewCoverage(s, params.id, query.asAt ?? s.today),
        today: s.today,
      }))
      const reader = { today, change: can(actor, 'plans.change') }
      return page(reviewCoveragePage, toReviewCoveragePage(found, reader))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => threadPaths.reviewTable(':id', format),
    params: IdParams,
    query: AsAt,
    table: ({ params, query, scope }) =>
      scope(async (s) => toReviewTable(await readReviewCoverage(s, params.id, query.asAt ?? s.today))),
  })
}
