import { formatDay, type PlainDate } from '../../../../platform/calendar.ts'
import { daysNamed } from './dates-in-words.ts'
import { firstDayOf, sayDate } from './days.ts'
import type { Rule } from './fault.ts'
import { liveMilestones, milestoneThing, nameOf } from './naming.ts'
import type { XrayMilestone, XrayPlan } from './plan.ts'
import { saysAchieved, toldUntil } from './standing.ts'

export const completedWithDateToCome: Rule = {
  id: 'completed-with-date-to-come',
  severity: 'error',
  heading: 'Completed, with a date still to come',
  why: 'What has not begun cannot be done: the status or the date is wrong.',
  look: (plan) =>
    liveMilestones(plan).flatMap((milestone) => {
      const words = startsLater(milestone, plan) ?? completedLater(milestone, plan)
      if (words === null) return []
      const thing = milestoneThing(milestone)
      return [{ thing, message: `${nameOf(thing)} ${words} Correct the date or the status.` }]
    }),
}

function startsLater({ latest, start }: XrayMilestone, plan: XrayPlan): string | null {
  if (!saysAchieved(latest)) return null
  const [from, told] = [firstDayOf(start), toldUntil(latest, plan)]
  if (from === null || from <= told) return null
  return `was reported as achieved by ${formatDay(told)}, and its start date is ${sayDate(start)}.`
}

const COMPLETED_ON =
  /\b(?:complet|achiev|clos|finish)\w*\b.*\b(?:on|date)\b|\bdate\b.*\b(?:complet|achiev|clos|finish)/i

function completedLater({ extra }: XrayMilestone, { documentOn }: XrayPlan): string | null {
  if (documentOn === null) return null
  for (const [heading, words] of Object.entries(extra)) {
    const later = COMPLETED_ON.test(heading) ? laterDay(words, documentOn) : null
    if (later !== null)
      return `gives “${words}” under “${heading}”, and the plan tells of ${formatDay(documentOn)}.`
  }
  return null
}

/** The cell stands alone; the word that leads to a date in a sentence is lent to it. */
const laterDay = (words: string, documentOn: PlainDate): PlainDate | null =>
  daysNamed(`on ${words}`).find(({ on }) => on > documentOn)?.on ?? null
