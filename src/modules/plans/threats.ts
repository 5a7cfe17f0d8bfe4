import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import type { Deps } from '../../platform/http/routes.ts'
import type { Threat } from './domain/threats.ts'

/** Plans come before risks, and are given by app.ts how to ask for them: those that the actor may see, by each id. */
export type ThreatsTo = (
  scope: Scope,
  ids: readonly string[],
  day: PlainDate,
) => Promise<ReadonlyMap<string, Threat[]>>

export interface PlanDeps extends Deps {
  threatsTo: ThreatsTo
}

/** Of several things, each threat once, in the order of the things. */
export async function listThreats(
  threatsTo: ThreatsTo,
  scope: Scope,
  ids: readonly string[],
  day: PlainDate,
): Promise<Threat[]> {
  const found = await threatsTo(scope, ids, day)
  const all = ids.flatMap((id) => found.get(id) ?? [])
  return [...new Map(all.map((threat) => [threat.id, threat])).values()]
}
