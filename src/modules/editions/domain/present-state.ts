import type { Kind } from './disposition.ts'

/** Where an action is that no other stands for: in the plan, or out of it in one of three ways. */
export type Last = 'live' | 'completed' | 'moved' | 'dropped'

/** How an action of some edition ended; what was only carried has not ended. */
export type End = { kind: Exclude<Last, 'live'> } | PassedOn

interface PassedOn {
  kind: 'merged' | 'split'
  into: readonly string[]
}

/** Where an action of any edition has come to today: exactly one of these. */
export type PresentState =
  | { kind: Last }
  /** Other actions stand for it; each of them has its own last state. */
  | { kind: 'became'; actions: readonly { id: string; state: Last }[] }

/**
 * The one present state of an action, by how every action of the plan ended. Chains are followed to their end, and an
 * action that is reached in two ways is named once. Errors: a ring, which no approved refresh can make.
 */
export function presentState(actionId: string, ends: ReadonlyMap<string, End>): PresentState {
  const end = ends.get(actionId)
  if (!end) return { kind: 'live' }
  if (!isPassedOn(end)) return { kind: end.kind }
  const found = new Map<string, Last>()
  follow(end.into, ends, new Set([actionId]), found)
  return { kind: 'became', actions: [...found].map(([id, state]) => ({ id, state })) }
}

const isPassedOn = (end: End): end is PassedOn => end.kind === 'merged' || end.kind === 'split'

function follow(
  ids: readonly string[],
  ends: ReadonlyMap<string, End>,
  above: ReadonlySet<string>,
  found: Map<string, Last>,
): void {
  for (const id of ids) {
    if (above.has(id)) throw new Error(`Action ${id} has become itself`)
    const end = ends.get(id)
    if (end && isPassedOn(end)) follow(end.into, ends, new Set([...above, id]), found)
    else found.set(id, end?.kind ?? 'live')
  }
}

/** How actions ended, by every approved decision, oldest refresh first, and by what was dropped outside of any. */
export function endsOf(
  decisions: readonly { actionId: string; kind: Kind; intoIds: readonly string[] }[],
  droppedOtherwise: readonly string[] = [],
): ReadonlyMap<string, End> {
  const ends = new Map<string, End>(droppedOtherwise.map((id) => [id, { kind: 'dropped' }]))
  for (const { actionId, kind, intoIds } of decisions)
    if (kind === 'merged' || kind === 'split') ends.set(actionId, { kind, into: intoIds })
    else if (kind !== 'carried') ends.set(actionId, { kind })
  return ends
}
