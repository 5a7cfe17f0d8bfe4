import { counted } from '../../../../platform/words.ts'
import type { Rule } from './fault.ts'
import { actionThing, liveActions, nameOf, planThing } from './naming.ts'
import type { XrayAction, XrayPlan } from './plan.ts'

export const actionWithoutMeasure: Rule = {
  id: 'action-without-measure',
  severity: 'note',
  heading: 'Actions without a measure of success',
  why: 'A measure says how anybody will know that children are better off for it.',
  look(plan) {
    const actions = liveActions(plan)
    const without = actions.filter((action) => !isMeasured(action, plan))
    if (actions.length > 1 && without.length === actions.length) {
      const message = `None of the plan's ${counted(actions.length, 'action')} has a success criterion or a measure. Say for each how you will know that it worked.`
      return [{ thing: planThing(plan), message }]
    }
    return without.map((action) => ({
      thing: actionThing(action),
      message: `${nameOf(actionThing(action))} has no success criterion and no measure. Say how you will know that it worked.`,
    }))
  },
}

function isMeasured({ criteria, cites }: XrayAction, { findings }: XrayPlan): boolean {
  if (criteria.length > 0) return true
  const cited = new Set(cites.map(({ findingId }) => findingId))
  return findings.some(({ id, measures }) => cited.has(id) && (measures?.length ?? 0) > 0)
}
