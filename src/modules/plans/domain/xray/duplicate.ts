import { counted } from '../../../../platform/words.ts'
import type { Found, Rule } from './fault.ts'
import {
  actionThing,
  headOf,
  innerNameOf,
  liveActions,
  liveMilestones,
  milestoneThing,
  nameOf,
} from './naming.ts'
import type { Thing, XrayPlan } from './plan.ts'

const LETTERS_COMPARED = 60

export const duplicate: Rule = {
  id: 'duplicate',
  severity: 'error',
  heading: 'Things that stand twice',
  why: 'What is counted twice makes every total wrong, and two numbers alike cannot be cited.',
  look: (plan) => [
    ...printedTwice(plan),
    ...milestonesTwice(plan),
    ...actionsTwice(plan),
    ...refsTwice(plan),
  ],
}

const printedTwice = (plan: XrayPlan): Found[] =>
  (plan.printedTwice ?? []).map(({ thing, words }) => ({
    thing,
    message: `${nameOf(thing)} is printed twice: ${words} Keep one of them.`,
  }))

function milestonesTwice(plan: XrayPlan): Found[] {
  const keyed = liveMilestones(plan).map((one) => ({
    // Numbered alike, it is the same one wherever it stands; without the number, only under the same action.
    key: JSON.stringify([one.actionId, letters(one.words)]),
    wide: one.ref === null ? null : JSON.stringify([one.ref, letters(one.words)]),
    thing: milestoneThing(one),
  }))
  return repeated(keyed.map(({ key, wide, thing }) => ({ keys: [key, ...(wide ? [wide] : [])], thing })))
}

const actionsTwice = (plan: XrayPlan): Found[] =>
  repeated(
    liveActions(plan)
      .filter(({ ref }) => ref !== null)
      .map((action) => ({
        keys: [JSON.stringify([action.ref, letters(action.words)])],
        thing: actionThing(action),
      })),
  )

/** The second and later of things that share a key, each against the first. */
function repeated(things: readonly { keys: string[]; thing: Thing }[]): Found[] {
  const first = new Map<string, Thing>()
  return things.flatMap(({ keys, thing }) => {
    const before = keys.map((key) => first.get(key)).find((held) => held !== undefined)
    for (const key of keys) if (!first.has(key)) first.set(key, thing)
    if (!before) return []
    return [{ thing, message: `${nameOf(thing)} says the same as ${innerNameOf(before)}. Keep one of them.` }]
  })
}

function refsTwice(plan: XrayPlan): Found[] {
  const byRef = Map.groupBy(
    liveActions(plan).filter(({ ref }) => ref !== null),
    ({ ref }) => ref,
  )
  return [...byRef].flatMap(([ref, actions]) => {
    const different = new Map(actions.map((action) => [letters(action.words), action]))
    const first = actions[0]
    if (!first || different.size < 2) return []
    const words = [...different.values()].map((action) => `“${headOf(action.words)}”`).join(' and ')
    return [
      {
        thing: actionThing(first),
        message: `${counted(different.size, 'different action')} have the number ${ref}: ${words}. Give each a number of its own.`,
      },
    ]
  })
}

const letters = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LETTERS_COMPARED)
