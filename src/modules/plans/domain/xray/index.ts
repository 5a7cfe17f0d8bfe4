/** The plan X-ray: every check, in the order in which a reader should meet them. */
import { achievedWithWorkToCome } from './achieved-with-work-to-come.ts'
import { actionWithoutLead } from './action-without-lead.ts'
import { actionWithoutMeasure } from './action-without-measure.ts'
import { citationElsewhere } from './citation-elsewhere.ts'
import { citationWithoutNumber } from './citation-without-number.ts'
import { completedWithDateToCome } from './completed-with-date-to-come.ts'
import { dueAfterDeadline } from './due-after-deadline.ts'
import { dueAfterPhase } from './due-after-phase.ts'
import { dueBeforeStart } from './due-before-start.ts'
import { dueBeforeWhatItNeeds } from './due-before-what-it-needs.ts'
import { dueImplausible } from './due-implausible.ts'
import { duplicate } from './duplicate.ts'
import type { Fault, Rule } from './fault.ts'
import { findingUnanswered } from './finding-unanswered.ts'
import { matrixContradiction } from './matrix-contradiction.ts'
import { milestoneWithoutDate } from './milestone-without-date.ts'
import { milestoneWithoutLead } from './milestone-without-lead.ts'
import { planThing } from './naming.ts'
import type { XrayPlan } from './plan.ts'
import { referenceDangling } from './reference-dangling.ts'
import { statusBlank } from './status-blank.ts'
import { totalDiffers } from './total-differs.ts'

export type { Fault, Rule, Severity } from './fault.ts'
export { SEVERITIES } from './fault.ts'
export type * from './plan.ts'

export const RULES: readonly Rule[] = [
  achievedWithWorkToCome,
  completedWithDateToCome,
  dueBeforeStart,
  referenceDangling,
  duplicate,
  matrixContradiction,
  totalDiffers,
  findingUnanswered,
  milestoneWithoutLead,
  milestoneWithoutDate,
  dueBeforeWhatItNeeds,
  dueAfterPhase,
  dueAfterDeadline,
  dueImplausible,
  statusBlank,
  actionWithoutLead,
  actionWithoutMeasure,
  citationWithoutNumber,
  citationElsewhere,
]

/** Every fault of a plan, rule by rule. A rule that fails is itself a fault: it never counts as passed. */
export function xray(plan: XrayPlan, rules: readonly Rule[] = RULES): Fault[] {
  return rules.flatMap((rule) => faultsOf(rule, plan))
}

function faultsOf(rule: Rule, plan: XrayPlan): Fault[] {
  try {
    return rule.look(plan).map((found) => ({ rule: rule.id, severity: rule.severity, ...found }))
  } catch {
    const message = `This check could not be made: “${rule.heading}”. Look for it yourself, and tell whoever looks after Goldenthread.`
    return [{ rule: rule.id, severity: 'error', thing: planThing(plan), message }]
  }
}
