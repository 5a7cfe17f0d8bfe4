import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { listPartners, listPosts } from '../../identity/index.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import type { Team } from '../domain/team.ts'
import { listPlans } from '../queries/plan.ts'
import { readRegister } from './evidence.ts'
import { readPlans } from './read.ts'

/** Every partner and every post of the area, partners first, each by name. */
async function listTeams(scope: Scope): Promise<Team[]> {
  const partners = await listPartners(scope)
  const posts = await listPosts(scope)
  return [
    ...partners.map(({ id, name }) => ({ kind: 'partner' as const, id, name, partner: null })),
    ...posts.map(({ id, title, partner }) => ({ kind: 'post' as const, id, name: title, partner })),
  ]
}

const readEveryPlan = async (scope: Scope): Promise<PlanAsAt[]> =>
  readPlans(
    scope,
    (await listPlans(scope)).map(({ id }) => id),
  )

/** All teams, and all plans as they stand today. */
export const readTeams = async (scope: Scope): Promise<{ teams: Team[]; plans: PlanAsAt[] }> => ({
  teams: await listTeams(scope),
  plans: await readEveryPlan(scope),
})

/** One team with all plans as they stand today and the whole register of evidence. Errors: NotFound. */
export async function readTeam(scope: Scope, id: string) {
  const team = (await listTeams(scope)).find((one) => one.id === id)
  if (!team) throw new NotFound('team')
  return { team, plans: await readEveryPlan(scope), ...(await readRegister(scope)) }
}
