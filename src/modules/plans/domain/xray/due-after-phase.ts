import { formatDay } from '../../../../platform/calendar.ts'
import { lastDayOf, sayDate } from './days.ts'
import type { Rule } from './fault.ts'
import { gather, liveMilestones, milestoneThing, subjectOf } from './naming.ts'
import type { XrayMilestone, XrayPlan } from './plan.ts'

export const dueAfterPhase: Rule = {
  id: 'due-after-phase',
  severity: 'warning',
  heading: 'Milestones due after their phase ends',
  why: 'A phase cannot be reported as done while some of it is due later.',
  look(plan) {
    const late = liveMilestones(plan).filter((milestone) => {
      const [due, endsOn] = [lastDayOf(milestone.due), phaseOf(milestone, plan)?.endsOn]
      return due !== null && endsOn && due > endsOn
    })
    return gather(late, ({ due }) => due?.on ?? '').map((group) => {
      const phase = phaseOf(group.first, plan)
      return {
        thing: milestoneThing(group.first),
        message: `${subjectOf(group, 'is', 'are')} due ${sayDate(group.first.due)}, after “${phase?.name}” ends on ${formatDay(phase?.endsOn ?? '')}. Bring the date forward, or move the work to a later phase.`,
      }
    })
  },
}

function phaseOf(
  { actionId }: XrayMilestone,
  { actions, phases }: XrayPlan,
): XrayPlan['phases'][number] | undefined {
  const action = actions.find(({ id }) => id === actionId)
  return phases.find(({ id }) => id === action?.phaseId)
}
