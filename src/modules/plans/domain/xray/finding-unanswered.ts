import type { Rule } from './fault.ts'
import { findingThing, listed, liveActions, liveMilestones, nameOf } from './naming.ts'
import type { XrayFinding, XrayPlan } from './plan.ts'

export const findingUnanswered: Rule = {
  id: 'finding-unanswered',
  severity: 'warning',
  heading: 'Findings that nothing in the plan answers',
  why: 'Every finding of a review should lead to something that somebody does.',
  look(plan) {
    const answered = answeredIds(plan)
    return plan.findings
      .filter((finding) => !answered.has(finding.id))
      .map((finding) => ({ thing: findingThing(finding), message: messageOf(finding, plan) }))
  },
}

function answeredIds(plan: XrayPlan): Set<string | null | undefined> {
  const cites = [...liveActions(plan), ...liveMilestones(plan)].flatMap(({ cites }) => cites)
  const own = new Set([
    ...[...cites, ...plan.wholePlanCites].map(({ findingId }) => findingId),
    ...(plan.citedRefs ?? []).filter(({ ref }) => refsOf(plan).has(ref)).map(({ by }) => by.id),
  ])
  const through = (plan.sameFindings ?? []).filter((group) => group.some((id) => own.has(id)))
  return new Set([...own, ...through.flat()])
}

const refsOf = (plan: XrayPlan): Set<string | null> =>
  new Set([...liveActions(plan), ...liveMilestones(plan)].map(({ ref }) => ref))

function messageOf(finding: XrayFinding, plan: XrayPlan): string {
  const name = nameOf(findingThing(finding))
  const missing = (plan.citedRefs ?? []).filter(({ by }) => by.id === finding.id).map(({ ref }) => ref)
  if (missing.length > 0) {
    return `${name} names ${listed(missing)} as its answer, and the plan has no such number. Say which action answers it.`
  }
  return `${name} is cited by no action and no milestone. Name the action that answers it, or add one.`
}
