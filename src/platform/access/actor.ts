import type { Permission, Role } from './permissions.ts'

/**
 * Whoever acts: a signed-in person; the bearer of a link that was mailed to somebody; a program with a token of its own;
 * or the system, doing what a timetable or a command line asked.
 */
export interface Actor {
  kind: 'person' | 'link' | 'integration' | 'system'
  areaId: string
  areaName: string
  /** Null for a program and for the system. */
  personId: string | null
  name: string
  partnerId: string | null
  /** Posts held today: a lead may be named by post. */
  postIds: readonly string[]
  roles: readonly Role[]
  /** People who are away, and whose milestones the actor sees to meanwhile. */
  standsInFor: readonly Absent[]
  /** Of a link: the milestones that it was sent for. It opens nothing else. */
  asked: readonly string[]
  /** Of a program: what it was given. */
  scopes: readonly Permission[]
}

/** Somebody who is away today. */
export interface Absent {
  personId: string
  name: string
  postIds: readonly string[]
}

/** A program that asks with a token of its own, and by what it is counted. */
export interface Program {
  id: string
  actor: Actor
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
    standsInFor: [],
    asked: [],
    scopes: [],
  }
}
