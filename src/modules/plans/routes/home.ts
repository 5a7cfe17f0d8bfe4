import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../../platform/access/actor.ts'
import { can } from '../../../platform/access/permissions.ts'
import { startOfMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { readPlans } from '../actions/read.ts'
import { homePage, toHomePage } from '../pages/home.ts'
import { paths } from '../paths.ts'
import { ledMilestones } from '../policy.ts'
import { listPlans, listPlansLedBy } from '../queries/plan.ts'

export function homeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.home(),
    can: 'home.view',
    handle: async ({ actor, scope, page }) => {
      const { plans, today } = await scope(async (s) => ({
        plans: await readPlans(s, await plansOf(s)),
        today: s.today,
      }))
      const vm = toHomePage(
        {
          reader: actor.name,
          period: startOfMonth(today),
          led: ledMilestones(actor, plans),
          plans: seesWholePlans(actor) ? plans : [],
          may: { create: can(actor, 'imports.run') },
        },
        today,
      )
      return page(homePage, vm)
    },
  })
}

/** Somebody who leads single milestones is asked for those; everybody else who reads plans sees how they stand. */
const seesWholePlans = (actor: Actor): boolean =>
  can(actor, 'plans.view') && actor.roles.some((role) => role !== 'milestone_lead')

async function plansOf(scope: Scope): Promise<string[]> {
  const { actor } = scope
  if (seesWholePlans(actor)) return (await listPlans(scope)).map((plan) => plan.id)
  return actor.personId ? listPlansLedBy(scope, actor.personId, actor.postIds) : []
}
