import type { Scope } from '../../../platform/db/scope.ts'
import { listMilestoneWords } from '../../plans/index.ts'
import type { PlanReading } from '../domain/reading.ts'
import { headKey, wordKey } from '../domain/words.ts'

/** A document of which this share is in a plan already is taken for another edition of it, until somebody says no. */
const IN_COMMON = 0.5

/** The plan of which the document seems to be another edition; null where there is none such. */
export async function suggestTarget(scope: Scope, { rows }: PlanReading): Promise<string | null> {
  const keys = rows.map(({ ref, text }) => `${wordKey(ref ?? '')}|${headKey(text)}`)
  if (keys.length === 0) return null
  const byPlan = Map.groupBy(await listMilestoneWords(scope), ({ planId }) => planId)
  const shares = [...byPlan].map(([planId, milestones]) => {
    const held = new Set(milestones.map(({ ref, words }) => `${wordKey(ref ?? '')}|${headKey(words)}`))
    return { planId, share: keys.filter((key) => held.has(key)).length / keys.length }
  })
  const [best] = shares.sort((a, b) => b.share - a.share)
  return best && best.share >= IN_COMMON ? best.planId : null
}
