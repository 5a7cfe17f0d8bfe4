import { addMonths, formatDay, type PlainDate } from '../../../../platform/calendar.ts'
import { firstDayOf, lastDayOf, sayDate } from './days.ts'
import type { Rule } from './fault.ts'
import { gather, liveMilestones, milestoneThing, subjectOf } from './naming.ts'
import type { XrayMilestone, XrayPlan } from './plan.ts'
import { saysAchieved } from './standing.ts'

const YEARS_BEFORE = 5
const YEARS_AFTER = 15
const MONTHS_APART = 6
const ENOUGH_TO_TELL = 10

export const dueImplausible: Rule = {
  id: 'due-implausible',
  severity: 'warning',
  heading: 'Due dates that are hard to believe',
  why: 'A slip of a year hides a milestone from every list of what is due.',
  look: (plan) =>
    gather(
      liveMilestones(plan).filter((one) => complaint(one, plan) !== null),
      ({ due }) => due?.on ?? '',
    ).map((group) => ({
      thing: milestoneThing(group.first),
      message: `${subjectOf(group, 'is', 'are')} due ${sayDate(group.first.due)}, ${complaint(group.first, plan)} Check the year.`,
    })),
}

function complaint(milestone: XrayMilestone, plan: XrayPlan): string | null {
  const day = lastDayOf(milestone.due)
  const base = plan.documentOn ?? plan.inForceFrom
  if (day === null) return null
  if (base === null)
    return isFarBehind(milestone, day, plan) ? 'months before any other date of the plan.' : null
  if (day < addMonths(base, -12 * YEARS_BEFORE) || day > addMonths(base, 12 * YEARS_AFTER)) {
    return `far from the plan's own day, ${formatDay(base)}.`
  }
  const began = plan.inForceFrom ?? base
  if (day >= began || saysAchieved(milestone.latest)) return null
  return `before the plan came into force on ${formatDay(began)}, and it is not said to be achieved.`
}

/** A plan without a day of its own is measured by its other dates. */
function isFarBehind({ id, latest }: XrayMilestone, day: PlainDate, plan: XrayPlan): boolean {
  const others = liveMilestones(plan)
    .filter((one) => one.id !== id)
    .flatMap(({ start, due }) => [firstDayOf(start), lastDayOf(due)])
    .filter((one) => one !== null)
  if (others.length < ENOUGH_TO_TELL || saysAchieved(latest)) return false
  return others.every((other) => addMonths(day, MONTHS_APART) <= other)
}
