import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { linksCited } from '../domain/xray/citing.ts'
import { listNumbering } from '../queries/dependencies.ts'
import { readPlan } from './read.ts'

/**
 * What stands around one action: the whole plan where a link leads to it or away from it, and else what is there
 * already. Most actions are linked to nothing, and the whole plan is ten queries more.
 */
export async function readAround(scope: Scope, part: PlanAsAt, day: PlainDate): Promise<PlanAsAt> {
  const linked = day !== scope.today || isLinked(part) || (await isCited(scope, part))
  return linked ? readPlan(scope, part.id, day) : part
}

function isLinked({ actions, milestones, links }: PlanAsAt): boolean {
  const ids = new Set([...actions, ...milestones].map(({ id }) => id))
  return links.some(({ from, to }) => ids.has(from.id) || (to !== null && ids.has(to.id)))
}

/** Whether its words refer to another, or another's words to it. */
async function isCited(scope: Scope, { id, actions, milestones }: PlanAsAt): Promise<boolean> {
  const things = [...actions, ...milestones]
  const ids = new Set(things.map((one) => one.id))
  const refs = new Set(things.map(({ ref }) => ref?.toLowerCase()))
  return (await listNumbering(scope, id)).some((one) =>
    linksCited(one.words).some(
      ({ ref }) => ids.has(one.id) || refs.has(ref.toLowerCase()) || refs.has(ref.replace(/[a-z]$/i, '')),
    ),
  )
}
