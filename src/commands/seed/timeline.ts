import { systemActor } from '../../platform/access/actor.ts'
import { dayOf, type PlainDate } from '../../platform/calendar.ts'
import { type Scope, withScope } from '../../platform/db/scope.ts'
import type { World } from '../world.ts'

/** An act on a day of the demonstration's past, by somebody: as it would have been done then. */
export type Timeline = <T>(on: PlainDate, by: string, act: (scope: Scope) => Promise<T>) => Promise<T>

/** Today is now; an earlier day is its late afternoon. */
export function timelineOf(
  { database, clock }: Pick<World, 'database' | 'clock'>,
  area: { id: string; name: string },
): Timeline {
  const today = dayOf(clock.now())
  return (on, by, act) => {
    const then = on < today ? { now: () => new Date(`${on}T17:00:00Z`) } : clock
    return withScope(database.pool, then, systemActor(area, by), act)
  }
}
