import type { PlainDate } from '../../../platform/calendar.ts'
import {
  type ActionAsAt,
  type MilestoneAsAt,
  type PlanAsAt,
  reported,
  type Standing,
} from '../../plans/index.ts'

/** One milestone that differs between two frozen months. */
export interface Moved {
  milestone: MilestoneAsAt
  action: ActionAsAt | null
  was: Standing
  now: Standing
}

export interface Redated {
  milestone: MilestoneAsAt
  action: ActionAsAt | null
  was: PlainDate | null
  now: PlainDate | null
}

export interface Placed {
  milestone: MilestoneAsAt
  action: ActionAsAt | null
}

/** What changed between two months. Each list is in the later plan's order; each count is the length of its list. */
export interface Comparison {
  milestones: { earlier: number; later: number }
  /** Statuses that changed, of milestones that are in both; those that became or stopped being achieved are here too. */
  moved: Moved[]
  achieved: Moved[]
  unachieved: Moved[]
  redated: Redated[]
  added: Placed[]
  dropped: (Placed & { reason: string })[]
}

/**
 * Compares a plan as it was frozen in one month with a later one. A milestone goes with its action: one whose action is
 * dropped is dropped. Nothing is counted twice: what is new or dropped is in no other list. A milestone that is dropped
 * in both is in none.
 */
export function compareMonths(earlier: PlanAsAt, later: PlanAsAt): Comparison {
  const [before, after] = [placedIn(earlier), placedIn(later)]
  const both = [...after.values()].flatMap((now) => {
    const was = before.get(now.milestone.id)
    return was?.live && now.live ? [{ was, now }] : []
  })
  const moved = both.flatMap(({ was, now }): Moved[] => {
    const [from, to] = [reported(was.milestone.latest), reported(now.milestone.latest)]
    return from === to ? [] : [{ milestone: now.milestone, action: now.action, was: from, now: to }]
  })
  return {
    milestones: { earlier: liveCount(before), later: liveCount(after) },
    moved,
    achieved: moved.filter(({ now }) => now === 'achieved'),
    unachieved: moved.filter(({ was }) => was === 'achieved'),
    redated: both.flatMap(redatedOf),
    added: [...after.values()].filter((now) => now.live && !before.get(now.milestone.id)?.live),
    dropped: [...before.values()].flatMap((was) => droppedOf(was, after.get(was.milestone.id))),
  }
}

interface Place extends Placed {
  live: boolean
}

function placedIn(plan: PlanAsAt): Map<string, Place> {
  const actions = new Map(plan.actions.map((action) => [action.id, action]))
  return new Map(
    plan.milestones.map((milestone) => {
      const action = actions.get(milestone.actionId) ?? null
      return [milestone.id, { milestone, action, live: !milestone.dropped && !action?.dropped }]
    }),
  )
}

const liveCount = (places: ReadonlyMap<string, Place>): number =>
  [...places.values()].filter(({ live }) => live).length

function redatedOf({ was, now }: { was: Place; now: Place }): Redated[] {
  const [from, to] = [was.milestone.due?.on ?? null, now.milestone.due?.on ?? null]
  return from === to ? [] : [{ milestone: now.milestone, action: now.action, was: from, now: to }]
}

function droppedOf(was: Place, now: Place | undefined): (Placed & { reason: string })[] {
  if (!was.live || now?.live) return []
  const reason = now?.milestone.dropped?.reason ?? now?.action?.dropped?.reason
  return [
    { milestone: was.milestone, action: was.action, reason: reason ?? 'It is no longer held in the plan' },
  ]
}
