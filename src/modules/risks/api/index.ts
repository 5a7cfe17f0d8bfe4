import type { FastifyInstance } from 'fastify'
import { Paging, pageFrom, pageOf } from '../../../platform/http/api/paging.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { AsAt } from '../../plans/index.ts'
import { readRegister, readRisk } from '../actions/read.ts'
import { EVERYTHING_OPEN } from '../domain/filter.ts'
import { IdParams } from '../routes/params.ts'
import { RiskFacts, RiskWithHistory, toRiskFacts, toState } from './facts.ts'
import { apiPaths } from './paths.ts'

/** The register for programs, to be read: what is said of a risk is left to people. */
export function risksApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'listRisks',
    does: 'Lists the risks and issues of every plan, open and closed, the highest score first',
    method: 'GET',
    url: apiPaths.risks,
    can: 'risks.view',
    query: AsAt.extend(Paging.shape),
    answers: pageOf(RiskFacts),
    handle: async ({ query, scope }) => {
      const everything = { ...EVERYTHING_OPEN, state: 'all' as const }
      const { items, next } = pageFrom(
        (await scope((s) => readRegister(s, everything, query.asAt ?? null))).shown,
        query,
      )
      return { items: items.map(toRiskFacts), next }
    },
  })
  apiRoute(app, deps, {
    name: 'readRisk',
    does: 'One risk or issue as at a day, with all that was said of it',
    method: 'GET',
    url: apiPaths.risk,
    can: 'risks.view',
    params: IdParams,
    query: AsAt,
    answers: RiskWithHistory,
    handle: async ({ params, query, scope }) => {
      const { risk, states } = await scope((s) => readRisk(s, params.id, query.asAt ?? null))
      return { ...toRiskFacts(risk), history: states.map(toState) }
    },
  })
}
