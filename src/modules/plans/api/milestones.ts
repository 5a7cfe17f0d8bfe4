import type { FastifyInstance } from 'fastify'
import { Paging, pageFrom, pageOf } from '../../../platform/http/api/paging.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { readMilestone } from '../actions/read.ts'
import { recordUpdate } from '../actions/report.ts'
import type { Concern } from '../domain/concerns.ts'
import { UpdateForm } from '../forms.ts'
import { listUpdates } from '../queries/facts.ts'
import { changeApi } from './changes.ts'
import { Update } from './facts.ts'
import { MilestoneInPlan, toMilestoneInPlan } from './milestone-in-plan.ts'
import { apiPaths } from './paths.ts'
import { AsAt, IdParams } from './requests.ts'
import { saidUnder } from './said.ts'

export function milestoneApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'readMilestone',
    does: 'One milestone with its action, as at a day',
    method: 'GET',
    url: apiPaths.milestone,
    can: 'plans.view',
    params: IdParams,
    query: AsAt,
    answers: MilestoneInPlan,
    handle: async ({ params, query, scope }) =>
      toMilestoneInPlan(await scope((s) => readMilestone(s, params.id, query.asAt ?? s.today))),
  })
  apiRoute(app, deps, {
    name: 'listUpdates',
    does: 'Lists all that was said of a milestone by the end of a day, newest first',
    method: 'GET',
    url: apiPaths.updates,
    can: 'plans.view',
    params: IdParams,
    query: AsAt.extend(Paging.shape),
    answers: pageOf(Update),
    handle: async ({ params, query, scope }) => {
      const updates = await scope(async (s) => {
        const { milestone, plan } = await readMilestone(s, params.id, query.asAt ?? s.today)
        return listUpdates(s, milestone.id, plan.asAt)
      })
      return pageFrom(updates, query)
    },
  })
  updateApi(app, deps)
  changeApi(app, deps)
}

function updateApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'updateMilestone',
    does: 'Says where a milestone stands this month: what its page asks for, and as strictly; sent twice, it is said once',
    method: 'POST',
    url: apiPaths.updates,
    can: 'plans.update',
    params: IdParams,
    body: UpdateForm,
    answers: Update,
    status: 201,
    conflicts: true,
    handle: ({ params, body, scope }) =>
      scope(async (s) => {
        const concerns = await recordUpdate(s, params.id, body)
        if (concerns.length > 0) throw new Conflict(askWords(concerns), 'sure')
        const { status, done, next, support, evidence } = body
        return saidUnder(s, body.once, params.id, { status, done, next, support, evidence })
      }),
  })
}

/** A person is asked "are you sure?" on a page; a program is told what it would be asked, and how it says yes. */
const askWords = (concerns: readonly Concern[]): string =>
  `${concerns.map(({ words }) => words).join(' ')} If that is right, send it again with sure=${concerns.map(({ kind }) => kind).join(',')}`
