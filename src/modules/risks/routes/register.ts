import type { FastifyInstance } from 'fastify'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { readRegister } from '../actions/read.ts'
import { toRisksTable } from '../documents.ts'
import { RegisterQuery } from '../forms.ts'
import { matrixPage, toMatrixPage } from '../pages/matrix.ts'
import { registerPage, toRegisterPage } from '../pages/register.ts'
import { riskPaths } from '../paths.ts'
import { mayRaise } from '../policy.ts'

export function registerRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: riskPaths.register(),
    can: 'risks.view',
    keeps: true,
    query: RegisterQuery,
    handle: async ({ actor, query: { filter, asAt }, scope, page }) => {
      const register = await scope((s) => readRegister(s, filter, asAt))
      return page(registerPage, toRegisterPage({ ...register, filter, mayRaise: mayRaise(actor) }))
    },
  })
  route(app, deps, {
    method: 'GET',
    url: riskPaths.matrix(),
    can: 'risks.view',
    keeps: true,
    query: RegisterQuery,
    handle: async ({ query: { filter, asAt }, scope, page }) => {
      const register = await scope((s) => readRegister(s, filter, asAt))
      return page(matrixPage, toMatrixPage({ ...register, filter }))
    },
  })
  tableRoutes(app, deps, {
    can: 'risks.view',
    url: riskPaths.table,
    query: RegisterQuery,
    table: async ({ query: { filter, asAt }, scope }) =>
      toRisksTable((await scope((s) => readRegister(s, filter, asAt))).shown),
  })
}
