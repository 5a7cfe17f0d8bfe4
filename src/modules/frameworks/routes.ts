import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/http/errors.ts'
import { type Deps, route } from '../../platform/http/routes.ts'
import { findFramework, listFrameworks } from './definitions.ts'
import { frameworkPage, toFrameworkPage } from './pages/framework.ts'
import { frameworksPage, toFrameworksPage } from './pages/frameworks.ts'
import { frameworkPaths } from './paths.ts'

const FrameworkParams = z.object({ code: z.string(), version: z.string() })

export function frameworksRoutes(app: FastifyInstance, deps: Deps): void {
  // Read here, so that a fault in a definition stops the start, and not the first reader.
  listFrameworks()
  route(app, deps, {
    method: 'GET',
    url: frameworkPaths.frameworks(),
    can: 'plans.view',
    keeps: true,
    handle: async ({ page }) => page(frameworksPage, toFrameworksPage(listFrameworks())),
  })
  route(app, deps, {
    method: 'GET',
    url: frameworkPaths.framework(':code', ':version'),
    can: 'plans.view',
    keeps: true,
    params: FrameworkParams,
    handle: async ({ params: { code, version }, page }) => {
      const framework = findFramework({ framework: code, version })
      if (!framework) throw new NotFound('judgement framework')
      return page(frameworkPage, toFrameworkPage(framework))
    },
  })
}
