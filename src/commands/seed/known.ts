import type { Around } from '../../../seeds/anyshire/around.ts'
import type { Anyshire } from '../../../seeds/anyshire/schema.ts'
import { type LinkEnd, type PlanAsAt, readPlan } from '../../modules/plans/index.ts'
import type { PlainDate } from '../../platform/calendar.ts'
import type { Timeline } from './timeline.ts'

/** What every part of the seed leans on. */
export interface Known {
  anyshire: Anyshire
  around: Around
  timeline: Timeline
  /** Keys of the files ("post:dcs", "partner:icb") as ids. */
  ids: ReadonlyMap<string, string>
  planId: string
  plan: PlanAsAt
  now: Date
  today: PlainDate
  /** The first day on which people work by the plan. */
  start: PlainDate
}

/** Who keeps the programme: what nobody else is named for is done by this post. */
export const MANAGER = 'Programme Manager'

/** The id of a key of the files. Errors: a key that was not established. */
export function idOf({ ids }: Pick<Known, 'ids'>, key: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`The demonstration has no ${key}.`)
  return id
}

/** The action or milestone of a number. Errors: a number that the plan lacks. */
export function thingOf({ plan }: Pick<Known, 'plan'>, ref: string): LinkEnd {
  const action = plan.actions.find((one) => one.ref === ref)
  if (action) return { kind: 'action', id: action.id }
  const milestone = plan.milestones.find((one) => one.ref === ref)
  if (milestone) return { kind: 'milestone', id: milestone.id }
  throw new Error(`The demonstration's plan has no ${ref}.`)
}

/** Who holds a post, by the name under which they sign in; the post's own title where nobody does. */
export function holderOf({ anyshire: { area } }: Pick<Known, 'anyshire'>, post: string): string {
  const holder = area.people.find((person) => person.post === post)
  return holder?.name ?? area.posts.find(({ key }) => key === post)?.title ?? post
}

export const readSeededPlan = (timeline: Timeline, planId: string, today: PlainDate): Promise<PlanAsAt> =>
  timeline(today, MANAGER, (scope) => readPlan(scope, planId, today))
