import { sayDate } from './days.ts'
import type { Rule } from './fault.ts'
import { gather, liveMilestones, milestoneThing, subjectOf } from './naming.ts'
import type { XrayMilestone } from './plan.ts'

export const milestoneWithoutDate: Rule = {
  id: 'milestone-without-date',
  severity: 'warning',
  heading: 'Milestones without a due date',
  why: 'Without a day that works out, nobody can say that a milestone is late.',
  look: (plan) =>
    gather(
      liveMilestones(plan).filter(({ due }) => !due?.on),
      insteadOf,
    ).map((group) => ({
      thing: milestoneThing(group.first),
      message: `${subjectOf(group, 'has', 'have')} no due date${insteadOf(group.first)}. Agree the day by which it is to be done.`,
    })),
}

function insteadOf({ due, start }: XrayMilestone): string {
  if (due?.words) return ` that works out, only “${due.words}”`
  return start?.on ? `, only a start (${sayDate(start)})` : ''
}
