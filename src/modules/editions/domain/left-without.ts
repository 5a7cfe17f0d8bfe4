import type { FindingFacts, PlanAsAt } from '../../plans/index.ts'
import { type Disposition, wayOf } from './disposition.ts'

/**
 * Findings that something answers today, and that nothing of the next edition will: what was completed, moved or
 * dropped takes its answers along. What is carried, merged or split leaves them answered.
 */
export function leftWithoutAnswer(
  plan: PlanAsAt,
  decisions: ReadonlyMap<string, Disposition>,
): FindingFacts[] {
  const now = answered(plan, () => true)
  const passesOn = (actionId: string): boolean =>
    ['carried', 'merged', 'split'].includes(decisions.get(actionId)?.kind ?? 'carried')
  const then = answered(plan, passesOn, ({ id, actionId }) => {
    const decision = decisions.get(actionId)
    if (decision?.kind === 'merged' || decision?.kind === 'split') return wayOf(decision, id) !== null
    return passesOn(actionId)
  })
  return plan.findings.filter(({ id }) => now.has(id) && !then.has(id))
}

/** Findings that live actions and milestones of those answer, or the plan as a whole. */
function answered(
  plan: PlanAsAt,
  counts: (actionId: string) => boolean,
  goesOn: (milestone: { id: string; actionId: string }) => boolean = () => true,
): ReadonlySet<string> {
  const live = new Set(plan.actions.filter(({ dropped }) => !dropped).map(({ id }) => id))
  const citing = [
    plan,
    ...plan.actions.filter(({ id }) => live.has(id) && counts(id)),
    ...plan.milestones.filter((one) => !one.dropped && live.has(one.actionId) && goesOn(one)),
  ]
  return new Set(citing.flatMap(({ cites }) => cites).flatMap(({ findingId }) => findingId ?? []))
}
