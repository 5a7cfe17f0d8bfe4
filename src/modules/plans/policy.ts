import type { Absent, Actor } from '../../platform/access/actor.ts'
import { can, type Role } from '../../platform/access/permissions.ts'
import type { Speakers } from './domain/assessment.ts'
import type { ActionAsAt, LeadFacts, MilestoneAsAt, PlanAsAt } from './domain/facts.ts'

interface Led {
  id: string
  leads: readonly Pick<LeadFacts, 'holder' | 'part'>[]
}

/** Whether somebody is among the leads: by name, or by a post that they hold. A whole partner leads nobody in. */
const isAmong = ({ leads }: Led, { personId, postIds }: Pick<Actor, 'personId' | 'postIds'>): boolean =>
  leads.some(
    ({ holder, part }) =>
      part !== 'support' &&
      ((holder?.kind === 'person' && holder.id === personId) ||
        (holder?.kind === 'post' && postIds.includes(holder.id))),
  )

/** Whether the actor leads the thing, or stands in for somebody who does. A link leads what it was sent for, and no more. */
export function leads(actor: Actor, thing: Led): boolean {
  if (actor.kind === 'link') return actor.asked.includes(thing.id)
  return isAmong(thing, actor) || actor.standsInFor.some((absent) => isAmong(thing, absent))
}

/** For whom the actor speaks of a milestone: a lead who is away. Null for a lead themselves, and for whoever runs the plan. */
export function actingFor(actor: Actor, milestone: Led, action: Led): Absent | null {
  if (runsThePlan(actor) || isAmong(milestone, actor) || isAmong(action, actor)) return null
  return (
    actor.standsInFor.find((absent) => isAmong(milestone, absent)) ??
    actor.standsInFor.find((absent) => isAmong(action, absent)) ??
    null
  )
}

/** A program leads nothing, and stands in nobody's place: what it was given, it was given for the whole plan. */
const runsThePlan = (actor: Actor): boolean =>
  actor.kind === 'system' || actor.kind === 'integration' || actor.roles.includes('programme_manager')

/** A milestone is reported on by its leads, by the lead of its action, and by whoever runs the plan. */
export function mayUpdate(
  actor: Actor,
  actions: readonly ActionAsAt[],
): (milestone: MilestoneAsAt) => boolean {
  if (!can(actor, 'plans.update')) return () => false
  if (actor.kind === 'link') return (milestone) => actor.asked.includes(milestone.id)
  if (runsThePlan(actor)) return () => true
  const led = new Set(actions.filter((action) => leads(actor, action)).map((action) => action.id))
  return (milestone) => led.has(milestone.actionId) || leads(actor, milestone)
}

/** An action is judged by its own lead, not by the leads of its milestones. */
export const mayJudge = (actor: Actor, action: Led): boolean =>
  can(actor, 'plans.judge') && (runsThePlan(actor) || leads(actor, action))

/** Whether the words are the actor's own: as their author, or as the one for whom they were said. */
export const isOwn = ({ personId, standsInFor }: Actor, { authorId, forId }: Speakers): boolean => {
  const own = [personId, ...standsInFor.map((absent) => absent.personId)]
  return [authorId, forId].some((speaker) => speaker !== null && own.includes(speaker))
}

/** Those who watch over a milestone without leading its action. */
export interface Overseers {
  /** Leads of the action's theme. */
  theme: Led | null
  /** People who chair a board today that monitors the milestone or its action. */
  chairs: readonly string[]
}

/** A claim of completion is verified by whoever stands above the milestone; whether it is their own is asked apart. */
export const mayVerify = (actor: Actor, action: Led, { theme, chairs }: Overseers): boolean =>
  can(actor, 'plans.verify') &&
  (runsThePlan(actor) ||
    leads(actor, action) ||
    (theme !== null && leads(actor, theme)) ||
    (actor.personId !== null && chairs.includes(actor.personId)))

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

const MEASURERS: readonly Role[] = ['programme_manager', 'theme_lead', 'analyst', 'qa_lead']

/**
 * What a measure shows is said by whoever counts or answers for quality, of any measure; by whoever leads an action, of
 * that action's. `action` is null for a measure of a finding, which nobody leads.
 */
export const mayAnswer = (actor: Actor, action: Led | null): boolean =>
  can(actor, 'criteria.answer') &&
  (actor.kind === 'system' ||
    actor.roles.some((role) => MEASURERS.includes(role)) ||
    (action !== null && leads(actor, action)))

const KEEPERS: readonly Role[] = ['programme_manager', 'theme_lead', 'qa_lead']

/**
 * Evidence is put under what somebody leads; whoever runs the plan, leads a theme or answers for quality puts it under
 * anything, and so does a program that was given the permission.
 */
export const mayAttest = (actor: Actor, things: readonly Led[]): boolean =>
  can(actor, 'evidence.add') &&
  (actor.kind === 'system' ||
    actor.kind === 'integration' ||
    actor.roles.some((role) => KEEPERS.includes(role)) ||
    things.some((thing) => leads(actor, thing)))
