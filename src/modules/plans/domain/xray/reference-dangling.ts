import { formatDay } from '../../../../platform/calendar.ts'
import { dropOf } from '../dependencies.ts'
import { bodyCited, numberCited, refsCited, sameBody } from './citing.ts'
import type { Found, Rule } from './fault.ts'
import {
  actionThing,
  headOf,
  innerNameOf,
  listed,
  liveActions,
  liveMilestones,
  milestoneThing,
  nameOf,
  planThing,
  thingOfEnd,
} from './naming.ts'
import type { CitedRef, XrayPlan } from './plan.ts'

export const referenceDangling: Rule = {
  id: 'reference-dangling',
  severity: 'error',
  heading: 'References that lead nowhere',
  why: 'Whoever follows the number finds nothing: a row is lost, or the number is wrong.',
  look: (plan) => [...missingRefs(plan), ...droppedEnds(plan), ...missingFindings(plan)],
}

/** One fault for each number that is missing, however often it is cited. */
function missingRefs(plan: XrayPlan): Found[] {
  const held = new Set([...plan.actions, ...plan.milestones].map(({ ref }) => ref))
  const cites = [...ofWords(plan), ...ofLinks(plan), ...(plan.citedRefs ?? []), ...ofMatrix(plan)]
  const missing = Map.groupBy(
    cites.filter(({ ref }) => !held.has(ref)),
    ({ ref }) => ref,
  )
  return [...missing].flatMap(([ref, by]) =>
    by[0] ? [{ thing: by[0].by, message: refMessage(ref, by) }] : [],
  )
}

function ofWords(plan: XrayPlan): CitedRef[] {
  const things = [
    ...liveActions(plan).map((action) => ({ words: action.words, by: actionThing(action) })),
    ...liveMilestones(plan).map((milestone) => ({ words: milestone.words, by: milestoneThing(milestone) })),
  ]
  return things.flatMap(({ words, by }) => refsCited(words).map((ref) => ({ ref, by, words })))
}

/** Links that were kept although the plan had no such number. */
function ofLinks(plan: XrayPlan): CitedRef[] {
  return (plan.links ?? []).flatMap(({ from, to, words }) => {
    const by = thingOfEnd(plan, from)
    if (to || !by || dropOf(plan, from)) return []
    return refsCited(words).map((ref) => ({ ref, by, words }))
  })
}

/** Links that were kept, to something that was dropped since. */
function droppedEnds(plan: XrayPlan): Found[] {
  return (plan.links ?? []).flatMap(({ kind, from, to }) => {
    const [by, thing] = [thingOfEnd(plan, from), to && thingOfEnd(plan, to)]
    const drop = to && dropOf(plan, to)
    if (!by || !thing || !drop || dropOf(plan, from)) return []
    const leads = kind === 'depends_on' ? 'waits for' : 'refers to'
    return [
      {
        thing: by,
        message: `${nameOf(by)} ${leads} ${innerNameOf(thing)}, which was dropped on ${formatDay(drop.on)}. End the link, or name what takes its place.`,
      },
    ]
  })
}

const ofMatrix = ({ matrix }: XrayPlan): CitedRef[] =>
  matrix.flatMap(({ descriptor, entries }) =>
    entries.map(({ ref }) => ({
      ref,
      by: { kind: 'matrix' as const, ref: null, text: descriptor },
      words: ref,
    })),
  )

function refMessage(ref: string, cites: readonly CitedRef[]): string {
  const names = [
    ...new Set(
      cites.map(({ by }) =>
        by.kind === 'matrix' ? `the cross-check “${headOf(by.text)}”` : innerNameOf(by),
      ),
    ),
  ]
  return `${listed(names).replace(/^./, (letter) => letter.toUpperCase())} ${names.length === 1 ? 'names' : 'name'} ${ref}, and the plan has no such number. Add what is missing, or correct the number.`
}

function missingFindings(plan: XrayPlan): Found[] {
  const things = [
    ...liveActions(plan).map((action) => ({ cites: action.cites, thing: actionThing(action) })),
    ...liveMilestones(plan).map((milestone) => ({
      cites: milestone.cites,
      thing: milestoneThing(milestone),
    })),
  ]
  return things.flatMap(({ cites, thing }) =>
    cites
      .filter((cite) => cite.findingId === null && namesHeldReview(cite.words, plan))
      .map(({ words }) => ({
        thing: thing ?? planThing(plan),
        message: `${innerNameOf(thing).replace(/^./, (letter) => letter.toUpperCase())} cites “${words}”, and the review that is held has no finding ${numberCited(words)}. Correct the number.`,
      })),
  )
}

/** A number of a review that is held; another body's list may well have it. */
function namesHeldReview(words: string, { findings }: XrayPlan): boolean {
  if (numberCited(words) === null || findings.length === 0) return false
  const body = bodyCited(words)
  return body === null || findings.some(({ review }) => review !== null && sameBody(review.body, body))
}
