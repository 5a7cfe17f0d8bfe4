import { STATUS_KEY } from '../status.ts'
import type { Rule } from './fault.ts'
import { liveActions, liveMilestones, planThing } from './naming.ts'
import type { Counted, XrayPlan } from './plan.ts'
import { saysAchieved } from './standing.ts'

export const totalDiffers: Rule = {
  id: 'total-differs',
  severity: 'error',
  heading: 'Totals that do not add up',
  why: 'A printed total that the plan does not bear out makes every other figure doubtful.',
  look: (plan) =>
    plan.totals
      .map((total) => ({ ...total, held: countOf(total.of, plan) }))
      .filter(({ stated, held }) => stated !== held)
      .map(({ label, stated, held, of }) => ({
        thing: planThing(plan),
        message: `The document gives “${label}” as ${stated}, and counting the ${wordsFor(of)} gives ${held}. Find what is missing or counted twice.`,
      })),
}

function countOf(of: Counted, plan: XrayPlan): number {
  if (of === 'findings') return plan.findings.length
  if (of === 'actions') return liveActions(plan).length
  const milestones = liveMilestones(plan)
  if (of === 'milestones') return milestones.length
  if (of === 'achieved') return milestones.filter(({ latest }) => saysAchieved(latest)).length
  return milestones.filter(({ latest }) => latest?.status === of).length
}

function wordsFor(of: Counted): string {
  if (of === 'findings' || of === 'actions' || of === 'milestones') return of
  return `milestones that are “${STATUS_KEY[of].short}”`
}
