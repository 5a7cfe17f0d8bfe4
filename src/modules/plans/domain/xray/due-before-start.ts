import { firstDayOf, lastDayOf, sayDate } from './days.ts'
import type { Rule } from './fault.ts'
import { gather, liveMilestones, milestoneThing, subjectOf } from './naming.ts'
import type { XrayMilestone } from './plan.ts'

export const dueBeforeStart: Rule = {
  id: 'due-before-start',
  severity: 'error',
  heading: 'Milestones that end before they start',
  why: 'One of the two dates is wrong, and whoever works to the plan cannot know which.',
  look: (plan) =>
    gather(liveMilestones(plan).filter(endsFirst), datesOf).map((group) => ({
      thing: milestoneThing(group.first),
      message: `${subjectOf(group, 'starts', 'start')} ${sayDate(group.first.start)} and ${group.all.length === 1 ? 'is' : 'are'} due before that, ${sayDate(group.first.due)}. Correct one of the two dates.`,
    })),
}

function endsFirst({ start, due }: XrayMilestone): boolean {
  const [from, until] = [firstDayOf(start), lastDayOf(due)]
  return from !== null && until !== null && until < from
}

const datesOf = ({ start, due }: XrayMilestone): string => `${start?.on} ${due?.on}`
