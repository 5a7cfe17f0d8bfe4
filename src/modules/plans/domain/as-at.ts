import type { PlainDate } from '../../../platform/calendar.ts'
import type { ActionAsAt, MilestoneAsAt, StatedDate } from './facts.ts'

/** A plan field that was changed: enough to say it, and to take it back when a past day is asked for. */
export interface PlanChange {
  thingKind: 'action' | 'milestone'
  thingId: string
  field: string
  was: unknown
  now: unknown
  reason: string | null
  changedOn: PlainDate
  changedBy: string
  /** ISO instant. */
  changedAt: string
}

/** An action or milestone as it is held now, and since when it has been part of the plan. */
export type Held<T> = T & { liveFrom: PlainDate }

/** The fields whose changes are kept, and so can be taken back. */
export const CHANGEABLE = {
  action: ['ref', 'words', 'themeId', 'phaseId', 'outcome', 'leads', 'boards', 'dropped', 'extra'],
  milestone: ['actionId', 'ref', 'words', 'start', 'due', 'leads', 'boards', 'dropped', 'extra'],
} as const

/**
 * What was held at the end of a day, from what is held now and every change since: later changes are taken back,
 * newest first, and what came into the plan later is left out. Applying the changes again gives what is held now.
 */
export function asAtDay<T extends ActionAsAt | MilestoneAsAt>(
  held: readonly Held<T>[],
  changes: readonly PlanChange[],
  day: PlainDate,
): T[] {
  const later = byThing(changes.filter((change) => change.changedOn > day))
  return held
    .filter((thing) => thing.liveFrom <= day)
    .map((thing) => (later.get(thing.id) ?? []).reduceRight(takeBack, thing))
}

function takeBack<T extends { id: string }>(thing: T, change: PlanChange): T {
  const fields: readonly string[] = CHANGEABLE[change.thingKind]
  if (!fields.includes(change.field)) throw new Error(`No ${change.thingKind} has a field "${change.field}"`)
  return { ...thing, [change.field]: change.was }
}

/**
 * Milestones in the order of their actions, as both stood on a day. Those that were moved there come after those that
 * were there from the beginning, in the order in which they came; otherwise they keep their own order.
 */
export function inPlanOrder<T extends { id: string; actionId: string }>(
  actions: readonly { id: string }[],
  milestones: readonly T[],
  changes: readonly PlanChange[],
  day: PlainDate,
): T[] {
  const moved = changes.filter(({ field, changedOn }) => field === 'actionId' && changedOn <= day)
  const came = new Map(moved.map(({ thingId, changedAt }) => [thingId, changedAt]))
  const place = new Map(actions.map(({ id }, at) => [id, at]))
  const placeOf = ({ actionId }: T) => place.get(actionId) ?? actions.length
  const cameAt = ({ id }: T) => came.get(id) ?? ''
  return milestones.toSorted(
    (a, b) => placeOf(a) - placeOf(b) || (cameAt(a) < cameAt(b) ? -1 : +(cameAt(a) > cameAt(b))),
  )
}

/** Deadlines that a milestone had before the one of that day, oldest first. */
export function earlierDeadlines(
  changes: readonly PlanChange[],
  day: PlainDate,
): ReadonlyMap<string, StatedDate[]> {
  const redated = changes.filter(
    (change) => change.field === 'due' && change.changedOn <= day && change.was !== null,
  )
  return new Map([...byThing(redated)].map(([id, list]) => [id, list.map(({ was }) => was as StatedDate)]))
}

function byThing(changes: readonly PlanChange[]): Map<string, PlanChange[]> {
  return Map.groupBy(changes, (change) => change.thingId)
}
