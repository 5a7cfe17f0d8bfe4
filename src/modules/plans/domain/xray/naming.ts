/** How faults name things: "milestone 1.1 “Staff are trained”", and several of one action as one. */
import type { LinkEnd } from '../facts.ts'
import type { Thing, ThingKind, XrayAction, XrayFinding, XrayMilestone, XrayPlan } from './plan.ts'

const WORDS_SHOWN = 70

/** The head of somebody's words, cut between two words where they are long. */
export function headOf(words: string, longest = WORDS_SHOWN): string {
  const line = words.replace(/\s+/g, ' ').trim()
  const isCut = line.endsWith('…') && line.length <= longest + 1
  if (line.length <= longest || isCut) return line
  const cut = line.slice(0, longest + 1)
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > 0 ? space : longest)}…`
}

interface Named {
  id: string
  ref: string | null
  words: string
}

function thingOf(kind: ThingKind, { id, ref, words }: Named): Thing {
  return { kind, ref, text: headOf(words), id }
}

export const findingThing = (finding: XrayFinding): Thing => thingOf('finding', finding)
export const actionThing = (action: XrayAction): Thing => thingOf('action', action)
export const milestoneThing = (milestone: XrayMilestone): Thing => thingOf('milestone', milestone)

export const planThing = ({ id, title }: XrayPlan): Thing => ({
  kind: 'plan',
  ref: null,
  text: headOf(title),
  ...(id === undefined ? {} : { id }),
})

/** What a link leads to, as it is printed; null where the plan has no such thing. */
export function thingOfEnd({ actions, milestones }: XrayPlan, { kind, id }: LinkEnd): Thing | null {
  const found = (kind === 'action' ? actions : milestones).find((one) => one.id === id)
  return found ? thingOf(kind, found) : null
}

/** "Milestone 1.1 “Staff are trained”", or "The milestone “Staff are trained”" where it has no number. */
export function nameOf({ kind, ref, text }: Thing): string {
  const what = kind.charAt(0).toUpperCase() + kind.slice(1)
  const words = headOf(text)
  return ref === null ? `The ${kind} “${words}”` : `${what} ${ref} “${words}”`
}

/** The same within a sentence: "milestone 1.1 “Staff are trained”". */
export function innerNameOf(thing: Thing): string {
  const name = nameOf(thing)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)
}

export const liveActions = ({ actions }: XrayPlan): XrayAction[] =>
  actions.filter((action) => action.dropped === null)

/** Milestones that still count: neither they nor their action were dropped. */
export function liveMilestones(plan: XrayPlan): XrayMilestone[] {
  const dropped = new Set(plan.actions.filter((action) => action.dropped !== null).map(({ id }) => id))
  return plan.milestones.filter((one) => one.dropped === null && !dropped.has(one.actionId))
}

/** Milestones of one action that share its number and one fault: told once. */
export interface Gathered {
  first: XrayMilestone
  all: XrayMilestone[]
}

/**
 * Gathers milestones that are printed under one number and have the same fault: a plan that numbers actions only
 * would otherwise say the same five times. Milestones without a number stay by themselves.
 */
export function gather(
  milestones: readonly XrayMilestone[],
  sameFault: (milestone: XrayMilestone) => string = () => '',
): Gathered[] {
  const groups = Map.groupBy(milestones, (one) =>
    one.ref === null ? one.id : JSON.stringify([one.actionId, one.ref, sameFault(one)]),
  )
  return [...groups.values()].flatMap((all) => (all[0] ? [{ first: all[0], all }] : []))
}

/** "Milestone 1.1 “…” is", or "5 milestones numbered 1.19 (“…” and others) are". */
export function subjectOf({ first, all }: Gathered, one: string, many: string): string {
  const thing = milestoneThing(first)
  if (all.length === 1) return `${nameOf(thing)} ${one}`
  return `${all.length} milestones numbered ${first.ref} (“${thing.text}” and others) ${many}`
}
