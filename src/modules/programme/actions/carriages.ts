import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import {
  type CarrierFacts,
  type LinkEnd,
  listCarriers,
  type PlanAsAt,
  readAction,
  readMilestone,
} from '../../plans/index.ts'
import type { HostPlan } from '../domain/cascade.ts'
import { endCarriageRow, insertCarriage, listHostPlans } from '../queries/hosts.ts'

export interface Carrying {
  /** The action of the thing, with its milestones. */
  plan: PlanAsAt
  hosts: HostPlan[]
  /** Of the thing, and of its milestones where it is an action. */
  carriers: CarrierFacts[]
}

/** Which plans of others carried an action (with its milestones) or a milestone on a day. Errors: NotFound. */
export async function readCarrying(scope: Scope, thing: LinkEnd, day: PlainDate): Promise<Carrying> {
  const plan = await planOf(scope, thing, day)
  const hosts = await listHostPlans(scope, day)
  return { plan, hosts, carriers: await listCarriers(scope, thingsOf(plan, thing), day) }
}

const planOf = async (scope: Scope, thing: LinkEnd, day: PlainDate): Promise<PlanAsAt> =>
  thing.kind === 'action'
    ? readAction(scope, thing.id, day)
    : (await readMilestone(scope, thing.id, day)).plan

const thingsOf = ({ milestones }: PlanAsAt, { kind, id }: LinkEnd): string[] =>
  kind === 'action' ? [id, ...milestones.map((one) => one.id)] : [id]

/**
 * Says that a plan of others carries an action or a milestone, from today on, and under what reference. Saying it twice
 * changes nothing. Errors: NotFound; Unacceptable for a plan that is not there, or that has ended.
 */
export async function addCarriage(
  scope: Scope,
  thing: LinkEnd,
  { hostPlanId, reference }: { hostPlanId: string; reference: string | null },
): Promise<void> {
  const plan = await planOf(scope, thing, scope.today)
  const host = (await listHostPlans(scope, scope.today)).find(({ id }) => id === hostPlanId)
  if (!host || host.endedOn !== null) throw new Unacceptable('Choose a plan from the list', 'host')
  const { kind, id: thingId } = thing
  const id = await insertCarriage(scope, { planId: plan.id, kind, thingId, hostPlanId, reference })
  if (id === null) return
  await record(scope, {
    act: 'carriage.added',
    thing: { kind, id: thingId },
    detail: { carriage: id, hostPlan: hostPlanId },
  })
}

/** Ends a carriage of a thing, or of a milestone of it: it holds until yesterday. Errors: NotFound. */
export async function endCarriage(scope: Scope, thing: LinkEnd, id: string): Promise<void> {
  const plan = await planOf(scope, thing, scope.today)
  if (!(await endCarriageRow(scope, id, thingsOf(plan, thing)))) throw new NotFound('carriage')
  await record(scope, { act: 'carriage.ended', thing, detail: { carriage: id } })
}
