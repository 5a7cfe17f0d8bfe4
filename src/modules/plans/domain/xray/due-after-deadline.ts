import type { PlainDate } from '../../../../platform/calendar.ts'
import { lastDayOf, sayDate } from './days.ts'
import type { Found, Rule } from './fault.ts'
import { actionThing, liveActions, liveMilestones, milestoneThing, nameOf } from './naming.ts'
import type { XrayAction, XrayCite, XrayFinding, XrayMilestone, XrayPlan } from './plan.ts'

export const dueAfterDeadline: Rule = {
  id: 'due-after-deadline',
  severity: 'warning',
  heading: 'Work due after the deadline of the finding it answers',
  why: 'The plan promises less than the review asked for, and nobody may have decided that.',
  look: (plan) => [
    ...liveMilestones(plan).flatMap((one) => ofMilestone(one, plan)),
    ...liveActions(plan).flatMap((one) => ofAction(one, plan)),
  ],
}

function ofMilestone(milestone: XrayMilestone, plan: XrayPlan): Found[] {
  const thing = milestoneThing(milestone)
  return missed(milestone.cites, lastDayOf(milestone.due), plan).map((finding) => ({
    thing,
    message: `${nameOf(thing)} is due ${sayDate(milestone.due)}, ${after(finding)}`,
  }))
}

/** An action answers a finding by its last milestone; a milestone that cites the finding speaks for itself. */
function ofAction(action: XrayAction, plan: XrayPlan): Found[] {
  const milestones = liveMilestones(plan).filter(({ actionId }) => actionId === action.id)
  const spokenFor = new Set(milestones.flatMap(({ cites }) => cites.map(({ findingId }) => findingId)))
  const last = lastOf(milestones)
  const cites = action.cites.filter(({ findingId }) => !spokenFor.has(findingId))
  const thing = actionThing(action)
  return missed(cites, last && lastDayOf(last.due), plan).map((finding) => ({
    thing,
    message: `${nameOf(thing)} has a milestone due ${sayDate(last?.due ?? null)}, ${after(finding)}`,
  }))
}

function lastOf(milestones: readonly XrayMilestone[]): XrayMilestone | null {
  const dated = milestones.filter(({ due }) => due?.on)
  const dayOf = (one: XrayMilestone): string => lastDayOf(one.due) ?? ''
  return dated.reduce<XrayMilestone | null>(
    (last, one) => (last && dayOf(last) >= dayOf(one) ? last : one),
    null,
  )
}

function missed(cites: readonly XrayCite[], due: PlainDate | null, { findings }: XrayPlan): XrayFinding[] {
  const cited = new Set(cites.map(({ findingId }) => findingId))
  return findings.filter((finding) => {
    const deadline = lastDayOf(finding.deadline)
    return cited.has(finding.id) && due !== null && deadline !== null && due > deadline
  })
}

function after({ ref, deadline }: XrayFinding): string {
  const words = deadline?.words ? ` (“${deadline.words}”)` : ''
  return `after the deadline of finding ${ref}, ${sayDate(deadline)}${words}. Bring the date forward, or agree the later one with whoever set the deadline.`
}
