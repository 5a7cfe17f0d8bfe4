import type { FastifyInstance } from 'fastify'
import { type Deps, route } from '../../platform/http/routes.ts'
import { readHome } from './actions.ts'
import { homePage, toHomePage } from './pages/home.ts'
import { homePaths } from './paths.ts'

export function homeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: homePaths.home,
    can: 'home.view',
    handle: async ({ scope, page }) => {
      const { input, today } = await scope(async (s) => ({ input: await readHome(s), today: s.today }))
      return page(homePage, toHomePage(input, today))
    },
  })
}
