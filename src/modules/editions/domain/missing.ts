import type { Decision } from './disposition.ts'

/** Why a refresh cannot be approved yet. */
export interface Missing {
  actionId: string
  why: 'undecided' | 'target_gone' | 'ring' | 'too_few'
}

interface Standing {
  /** Actions that are live in the edition in force. */
  live: readonly string[]
  /** Actions that the next edition is to have and the one in force has not. */
  added: readonly string[]
  decisions: ReadonlyMap<string, Decision>
}

/** Everything that stands in the way of the next edition, in the order of the plan; nothing when it can be approved. */
export function missingIn(standing: Standing): Missing[] {
  return standing.live.flatMap((actionId): Missing[] => {
    const decision = standing.decisions.get(actionId)
    const why = decision ? faultOf(decision, standing) : 'undecided'
    return why ? [{ actionId, why }] : []
  })
}

function faultOf(decision: Decision, standing: Standing): Missing['why'] | null {
  const { kind, intoIds } = decision
  if (kind !== 'merged' && kind !== 'split') return null
  if (comesBack(decision, standing.decisions)) return 'ring'
  if (intoIds.some((id) => isGone(id, standing))) return 'target_gone'
  return new Set(intoIds).size < (kind === 'split' ? 2 : 1) ? 'too_few' : null
}

/** Not part of the next edition. One that nobody has decided on yet is missing for itself. */
function isGone(id: string, { live, added, decisions }: Standing): boolean {
  if (added.includes(id)) return false
  const decision = decisions.get(id)
  return !live.includes(id) || (decision !== undefined && decision.kind !== 'carried')
}

/** Whether what an action becomes leads back to it. */
function comesBack({ actionId, intoIds }: Decision, decisions: ReadonlyMap<string, Decision>): boolean {
  const seen = new Set<string>()
  const next = [...intoIds]
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (id === actionId) return true
    if (!seen.has(id)) next.push(...(decisions.get(id)?.intoIds ?? []))
    seen.add(id)
  }
  return false
}
