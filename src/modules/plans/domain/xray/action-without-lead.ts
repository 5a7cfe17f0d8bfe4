import type { Rule } from './fault.ts'
import { actionThing, liveActions, liveMilestones, nameOf } from './naming.ts'

export const actionWithoutLead: Rule = {
  id: 'action-without-lead',
  severity: 'note',
  heading: 'Actions without a lead anywhere',
  why: 'An action needs one person or post who can say how it stands as a whole.',
  look(plan) {
    const led = new Set(
      liveMilestones(plan)
        .filter(({ leads }) => leads.length > 0)
        .map(({ actionId }) => actionId),
    )
    return liveActions(plan)
      .filter(({ id, leads }) => leads.length === 0 && !led.has(id))
      .map((action) => ({
        thing: actionThing(action),
        message: `${nameOf(actionThing(action))} has no lead, and no milestone with one. Name who answers for it.`,
      }))
  },
}
