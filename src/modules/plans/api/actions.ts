import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { apiRoute } from '../../../platform/http/api.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { readAction } from '../actions/read.ts'
import { judgeAction } from '../actions/report.ts'
import { JudgementForm } from '../forms.ts'
import { Action, Judgement, Milestone, PlanName } from './facts.ts'
import { apiPaths } from './paths.ts'
import { AsAt, IdParams } from './requests.ts'
import { saidUnder } from './said.ts'

export function actionApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'readAction',
    does: 'One action with its milestones, as at a day',
    method: 'GET',
    url: apiPaths.action,
    can: 'plans.view',
    params: IdParams,
    query: AsAt,
    answers: z.object({ plan: PlanName, action: Action, milestones: z.array(Milestone) }),
    handle: async ({ params, query, scope }) => {
      const plan = await scope((s) => readAction(s, params.id, query.asAt ?? s.today))
      const action = plan.actions.find((one) => one.id === params.id)
      if (!action) throw new NotFound('action')
      return { plan, action, milestones: plan.milestones }
    },
  })
  apiRoute(app, deps, {
    name: 'judgeAction',
    does: "Gives an action's own status, beside that of its milestones; sent twice, it is given once",
    method: 'POST',
    url: apiPaths.judgements,
    can: 'plans.judge',
    params: IdParams,
    body: JudgementForm,
    answers: Judgement,
    status: 201,
    conflicts: true,
    handle: ({ params, body, scope }) =>
      scope(async (s) => {
        await judgeAction(s, params.id, body)
        const { status, words } = body
        const said = await saidUnder(s, body.once, params.id, { status, done: words })
        return { status, words: said.done, saidOn: said.saidOn, author: said.author }
      }),
  })
}
