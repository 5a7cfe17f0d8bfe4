import { bodyCited, numberCited, sameBody } from './citing.ts'
import type { Rule } from './fault.ts'
import { actionThing, liveActions, liveMilestones, milestoneThing, nameOf } from './naming.ts'
import type { XrayPlan } from './plan.ts'

export const citationElsewhere: Rule = {
  id: 'citation-elsewhere',
  severity: 'note',
  heading: 'Findings of a review that is not held',
  why: 'Until that review is held, nobody can check what it asked for or by when.',
  look(plan) {
    const things = [
      ...liveActions(plan).map((action) => ({ cites: action.cites, thing: actionThing(action) })),
      ...liveMilestones(plan).map((milestone) => ({
        cites: milestone.cites,
        thing: milestoneThing(milestone),
      })),
    ]
    return things.flatMap(({ cites, thing }) =>
      cites
        .filter(({ findingId, words }) => findingId === null && isElsewhere(words, plan))
        .map(({ words }) => ({
          thing,
          message: `${nameOf(thing)} cites “${words}”, and no findings of that review are held. Add the review, or cite one that is held.`,
        })),
    )
  },
}

function isElsewhere(words: string, { findings }: XrayPlan): boolean {
  if (numberCited(words) === null) return false
  const body = bodyCited(words)
  if (body === null) return findings.length === 0
  return !findings.some(({ review }) => review !== null && sameBody(review.body, body))
}
