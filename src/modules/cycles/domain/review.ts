import type { MonthWords } from '../../plans/index.ts'

/** What waits for somebody above the leads, of one month's updates. Each milestone counts by its newest update. */
export interface Waiting {
  /** Nobody has looked at it yet. */
  unreviewed: MonthWords[]
  /** Something was asked of it, and not yet answered. */
  queried: MonthWords[]
  /** It claims completion, and nobody else has verified it. */
  unverified: MonthWords[]
}

/** Sorts the updates of a month, given newest first. A claim that was accepted, and not verified, still waits. */
export function waitingOf(words: readonly MonthWords[]): Waiting {
  const newest = [...Map.groupBy(words, (one) => one.milestoneId).values()].flatMap((group) =>
    group.slice(0, 1),
  )
  const claims = newest.filter((one) => one.status === 'achieved' && one.assessment?.verdict !== 'verified')
  return {
    unreviewed: newest.filter((one) => one.assessment === null && one.status !== 'achieved'),
    queried: newest.filter((one) => one.assessment?.verdict === 'queried' && !one.assessment.answered),
    unverified: claims,
  }
}
