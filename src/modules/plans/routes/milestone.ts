import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../../platform/access/actor.ts'
import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { route } from '../../../platform/http/routes.ts'
import { listTerms } from '../../library/index.ts'
import { readAround } from '../actions/around.ts'
import { barredFrom } from '../actions/assess.ts'
import { readMilestone } from '../actions/read.ts'
import type { ActionAsAt, MilestoneAsAt } from '../domain/facts.ts'
import { toChangeFacts } from '../pages/changes.ts'
import { type MilestoneInput, milestonePage, toMilestonePage } from '../pages/milestone.ts'
import { paths } from '../paths.ts'
import { mayAttest, mayJudge, mayUpdate } from '../policy.ts'
import { listAssessments } from '../queries/assess.ts'
import { listCarriers } from '../queries/carriers.ts'
import { listUpdates } from '../queries/facts.ts'
import { listChangesOf, listOrigins } from '../queries/plan.ts'
import { listRemarks } from '../queries/remarks.ts'
import { listThreats, type PlanDeps, type ThreatsTo } from '../threats.ts'
import { judgingRoutes } from './judging.ts'
import { AsAtQuery, IdParams } from './query.ts'
import { updateRoutes } from './update.ts'

export function milestoneRoutes(app: FastifyInstance, deps: PlanDeps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.milestone(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: AsAtQuery,
    handle: async ({ params, query, scope, page }) => {
      const { input, today } = await scope(async (s) => ({
        input: await readInput(s, deps.threatsTo, params.id, query.asAt ?? s.today),
        today: s.today,
      }))
      return page(milestonePage, toMilestonePage(input, today, query.asAt ?? null))
    },
  })
  updateRoutes(app, deps)
  judgingRoutes(app, deps)
}

async function readInput(
  scope: Scope,
  threatsTo: ThreatsTo,
  id: string,
  day: string,
): Promise<MilestoneInput> {
  const { plan, action, milestone } = await readMilestone(scope, id, day)
  return {
    ...{ plan, action, milestone, findings: plan.findings },
    around: await readAround(scope, plan, day),
    carriers: await listCarriers(scope, [milestone.id], day),
    threats: await listThreats(threatsTo, scope, [milestone.id], day),
    theme: plan.themes.find((theme) => theme.id === action.themeId) ?? null,
    updates: await listUpdates(scope, milestone.id, day),
    assessments: await listAssessments(scope, milestone.id, day),
    changes: toChangeFacts(await listChangesOf(scope, milestone.id, day)),
    origins: await listOrigins(scope, milestone.id),
    terms: await listTerms(scope),
    remarks: await listRemarks(scope, { kind: 'milestone', id: milestone.id }, day),
    may: {
      ...mayDo(scope.actor, action, milestone),
      verify:
        can(scope.actor, 'plans.verify') && (await barredFrom(scope, { plan, action, milestone })) === null,
    },
  }
}

const mayDo = (actor: Actor, action: ActionAsAt, milestone: MilestoneAsAt) => ({
  update: mayUpdate(actor, [action])(milestone),
  change: can(actor, 'plans.change'),
  review: mayJudge(actor, action),
  comment: can(actor, 'plans.comment'),
  attest: mayAttest(actor, [action, milestone]),
  seeSource: can(actor, 'imports.run'),
})
