import type { Role } from './permissions.ts'

/** Whoever acts: a signed-in person, or the system doing what a timetable or a command line asked. */
export interface Actor {
  kind: 'person' | 'system'
  areaId: string
  areaName: string
  /** Null for the system. */
  personId: string | null
  name: string
  partnerId: string | null
  /** Posts held today: a lead may be named by post. */
  postIds: readonly string[]
  roles: readonly Role[]
}

/** One request's reader, and how far the area's record had come: facts cannot have changed while it stands still. */
export interface Visit {
  actor: Actor
  recordSeq: number
}

/** The system acting in an area: the command line, the worker, a seed. It may do all that the program may. */
export function systemActor(area: { id: string; name: string }, name: string): Actor {
  return {
    kind: 'system',
    areaId: area.id,
    areaName: area.name,
    personId: null,
    name,
    partnerId: null,
    postIds: [],
    roles: [],
  }
}
