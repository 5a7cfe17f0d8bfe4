import { numberCited } from './citing.ts'
import type { Rule } from './fault.ts'
import { actionThing, liveActions, liveMilestones, milestoneThing, nameOf } from './naming.ts'

export const citationWithoutNumber: Rule = {
  id: 'citation-without-number',
  severity: 'note',
  heading: 'Reviews cited without a number',
  why: 'Without its number, nobody can tell which finding is being answered.',
  look(plan) {
    const things = [
      ...liveActions(plan).map(({ cites, ...action }) => ({
        cites,
        thing: actionThing({ ...action, cites }),
      })),
      ...liveMilestones(plan).map((milestone) => ({
        cites: milestone.cites,
        thing: milestoneThing(milestone),
      })),
    ]
    return things.flatMap(({ cites, thing }) =>
      cites
        .filter(({ findingId, words }) => findingId === null && numberCited(words) === null)
        .map(({ words }) => ({
          thing,
          message: `${nameOf(thing)} cites “${words}” without saying which finding. Add its number.`,
        })),
    )
  },
}
