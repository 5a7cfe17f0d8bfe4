import { counted } from '../../../../platform/words.ts'
import type { Rule } from './fault.ts'
import { listed, liveMilestones, milestoneThing, nameOf, planThing } from './naming.ts'
import type { XrayMilestone } from './plan.ts'

const NAMED = 5

export const statusBlank: Rule = {
  id: 'status-blank',
  severity: 'warning',
  heading: 'Milestones without a status',
  why: 'A blank can mean forgotten, not started or done, and a board has to guess.',
  look(plan) {
    const all = liveMilestones(plan)
    const blank = all.filter(isBlank)
    if (blank.length > 1 && blank.length * 2 > all.length) {
      const message = `${counted(blank.length, 'milestone')} of ${all.length} have no status${firstRefs(blank)}. Ask each lead how it stands.`
      return [{ thing: planThing(plan), message }]
    }
    return blank.map((one) => ({
      thing: milestoneThing(one),
      message: `${nameOf(milestoneThing(one))} has no status. Ask its lead how it stands.`,
    }))
  },
}

/** Words that are none of the five states are still a status: they are kept as they were written. */
const isBlank = ({ latest }: XrayMilestone): boolean =>
  latest === null || (latest.status === null && !latest.statusWords?.trim() && !latest.done.trim())

function firstRefs(blank: readonly XrayMilestone[]): string {
  const refs = [...new Set(blank.map(({ ref }) => ref))].filter((ref) => ref !== null)
  if (refs.length === 0) return ''
  return refs.length > NAMED ? `, from ${listed(refs.slice(0, NAMED))} on` : `: ${listed(refs)}`
}
