import type { Rule } from './fault.ts'
import { gather, liveMilestones, milestoneThing, subjectOf } from './naming.ts'

export const milestoneWithoutLead: Rule = {
  id: 'milestone-without-lead',
  severity: 'warning',
  heading: 'Milestones without a lead',
  why: 'Without a lead, nobody reports on it.',
  look: (plan) =>
    gather(liveMilestones(plan).filter(({ leads }) => leads.length === 0)).map((group) => ({
      thing: milestoneThing(group.first),
      message: `${subjectOf(group, 'has', 'have')} no lead. Name the post or person who answers for it.`,
    })),
}
