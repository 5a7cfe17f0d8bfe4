import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { toReviewsTable } from '../documents.ts'
import { chooseReviews } from '../domain/register.ts'
import { RegisterQuery } from '../forms.ts'
import { registerPage, toRegisterPage } from '../pages/register.ts'
import { paths } from '../paths.ts'
import { listReviews } from '../queries/reviews.ts'

export function registerRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.reviews(),
    can: 'plans.view',
    keeps: true,
    query: RegisterQuery,
    handle: async ({ actor, query, scope, page }) => {
      const { reviews, today } = await scope(async (s) => ({ reviews: await listReviews(s), today: s.today }))
      const may = { keep: can(actor, 'reviews.keep') }
      return page(registerPage, toRegisterPage({ reviews, filter: query, may }, today))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: paths.reviewsTable,
    query: RegisterQuery,
    table: ({ query, scope }) =>
      scope(async (s) => toReviewsTable(chooseReviews(await listReviews(s), query), s.today)),
  })
}
