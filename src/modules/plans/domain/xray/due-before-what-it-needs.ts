import { datesThatClash, dropOf, dueOf } from '../dependencies.ts'
import type { LinkEnd } from '../facts.ts'
import { sayDate } from './days.ts'
import type { Found, Rule } from './fault.ts'
import { innerNameOf, nameOf, thingOfEnd } from './naming.ts'
import type { XrayPlan } from './plan.ts'
import { saysAchieved } from './standing.ts'

export const dueBeforeWhatItNeeds: Rule = {
  id: 'due-before-what-it-needs',
  severity: 'warning',
  heading: 'Work due before what it waits for',
  why: 'One of the two dates cannot be kept.',
  look: (plan) =>
    (plan.links ?? []).flatMap(({ kind, from, to }) =>
      kind === 'depends_on' && to && [from, to].every((end) => isLive(plan, end) && !isDone(plan, end))
        ? clashing(plan, from, to)
        : [],
    ),
}

const isLive = (plan: XrayPlan, end: LinkEnd): boolean => dropOf(plan, end) === null

/** A milestone by what was last said of it, an action by all of its milestones. */
function isDone({ milestones }: XrayPlan, { id }: LinkEnd): boolean {
  const under = milestones.filter((one) => !one.dropped && (one.id === id || one.actionId === id))
  return under.length > 0 && under.every(({ latest }) => saysAchieved(latest))
}

function clashing(plan: XrayPlan, from: LinkEnd, to: LinkEnd): Found[] {
  const [waits, awaited] = [thingOfEnd(plan, from), thingOfEnd(plan, to)]
  if (!waits || !awaited || !datesThatClash(plan, from, to)) return []
  const [due, later] = [sayDate(dueOf(plan, from)), sayDate(dueOf(plan, to))]
  return [
    {
      thing: waits,
      message: `${nameOf(waits)} is due ${due}, and waits for ${innerNameOf(awaited)}, which is due later, ${later}. Move one of the dates, or end the link if it no longer waits.`,
    },
  ]
}
