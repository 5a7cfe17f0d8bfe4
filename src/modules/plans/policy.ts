import type { Actor } from '../../platform/access/actor.ts'
import { can, type Role } from '../../platform/access/permissions.ts'
import type { ActionAsAt, LeadFacts, MilestoneAsAt, PlanAsAt } from './domain/facts.ts'

interface Led {
  leads: readonly Pick<LeadFacts, 'holder' | 'part'>[]
}

/** Whether the actor is among the leads: by name, or by a post that they hold. A whole partner leads nobody in. */
export function leads(actor: Actor, thing: Led): boolean {
  return thing.leads.some(
    ({ holder, part }) =>
      part !== 'support' &&
      ((holder?.kind === 'person' && holder.id === actor.personId) ||
        (holder?.kind === 'post' && actor.postIds.includes(holder.id))),
  )
}

const runsThePlan = (actor: Actor): boolean =>
  actor.kind === 'system' || actor.roles.includes('programme_manager')

/** A milestone is reported on by its leads, by the lead of its action, and by whoever runs the plan. */
export function mayUpdate(
  actor: Actor,
  actions: readonly ActionAsAt[],
): (milestone: MilestoneAsAt) => boolean {
  if (!can(actor, 'plans.update')) return () => false
  if (runsThePlan(actor)) return () => true
  const led = new Set(actions.filter((action) => leads(actor, action)).map((action) => action.id))
  return (milestone) => led.has(milestone.actionId) || leads(actor, milestone)
}

/** An action is judged by its own lead, not by the leads of its milestones. */
export const mayJudge = (actor: Actor, action: Led): boolean =>
  can(actor, 'plans.judge') && (runsThePlan(actor) || leads(actor, action))

export interface LedMilestone {
  plan: PlanAsAt
  action: ActionAsAt
  milestone: MilestoneAsAt
}

/** Live milestones that the actor leads and that still ask for words, by due date; undated ones come first. */
export function ledMilestones(actor: Actor, plans: readonly PlanAsAt[]): LedMilestone[] {
  const led = plans.flatMap((plan) => {
    const actions = new Map(plan.actions.map((action) => [action.id, action]))
    return plan.milestones.flatMap((milestone): LedMilestone[] => {
      const action = actions.get(milestone.actionId)
      const live = action && !action.dropped && !milestone.dropped
      return live && leads(actor, milestone) ? [{ plan, action, milestone }] : []
    })
  })
  return led.filter(isOpen).sort(byDue)
}

/** A milestone completed in an earlier month asks for no more words. */
const isOpen = ({ milestone: { latest }, plan }: LedMilestone): boolean =>
  latest?.status !== 'achieved' || latest.period?.slice(0, 7) === plan.asAt.slice(0, 7)

const byDue = (a: LedMilestone, b: LedMilestone): number =>
  (a.milestone.due?.on ?? '').localeCompare(b.milestone.due?.on ?? '')

const KEEPERS: readonly Role[] = ['programme_manager', 'theme_lead', 'qa_lead']

/**
 * Evidence is put under what somebody leads; whoever runs the plan, leads a theme or answers for quality puts it under
 * anything, and so does a program that was given the permission.
 */
export const mayAttest = (actor: Actor, things: readonly Led[]): boolean =>
  can(actor, 'evidence.add') &&
  (actor.kind !== 'person' ||
    actor.roles.some((role) => KEEPERS.includes(role)) ||
    things.some((thing) => leads(actor, thing)))
