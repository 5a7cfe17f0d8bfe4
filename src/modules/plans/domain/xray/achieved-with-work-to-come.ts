import type { Rule } from './fault.ts'
import { headOf, liveMilestones, milestoneThing, nameOf } from './naming.ts'
import type { XrayUpdate } from './plan.ts'
import { saysAchieved, toldUntil } from './standing.ts'
import { workToCome } from './work-to-come.ts'

const QUOTED = 180

export const achievedWithWorkToCome: Rule = {
  id: 'achieved-with-work-to-come',
  severity: 'error',
  heading: 'Said to be achieved, with work still to come',
  why: 'Achieved means done, with the outcome that was wanted; a note about later work says that it is not yet.',
  look: (plan) =>
    liveMilestones(plan).flatMap((milestone) => {
      const { latest } = milestone
      const words = saysAchieved(latest) ? workToCome(wordsOf(latest), toldUntil(latest, plan)) : null
      if (words === null) return []
      const thing = milestoneThing(milestone)
      return [
        {
          thing,
          message: `${nameOf(thing)} is reported as completed, yet its note says “${headOf(words, QUOTED)}” Ask the lead whether it is done, and give the rest a milestone of its own.`,
        },
      ]
    }),
}

const wordsOf = ({ done, next, statusWords }: XrayUpdate): string =>
  [statusWords, done, next].filter((words) => words).join('\n')
