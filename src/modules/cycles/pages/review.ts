import { formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type MonthWords, planPaths } from '../../plans/index.ts'
import { waitingOf } from '../domain/review.ts'
import { cyclePaths } from '../paths.ts'

export interface MonthReviewPage {
  month: string
  plan: string
  back: string
  words: string
  actions: {
    href: string
    name: string
    said: number
    unreviewed: number
    queried: number
    unverified: number
  }[]
  claims: { href: string; name: string; by: string; done: string }[]
}

export interface MonthReviewInput {
  cycle: { id: string; plan: string; period: PlainDate }
  words: readonly MonthWords[]
  actions: readonly { id: string; ref: string | null; words: string }[]
  milestones: readonly { id: string; ref: string | null; words: string }[]
}

/** A month's answers by action, with what waits in each: where an action's lead begins. */
export function toMonthReviewPage({ cycle, words, actions, milestones }: MonthReviewInput): MonthReviewPage {
  const byAction = Map.groupBy(words, (one) => one.actionId)
  const waiting = waitingOf(words)
  const names = new Map(milestones.map((milestone) => [milestone.id, nameOf(milestone)]))
  return {
    month: formatMonth(cycle.period),
    plan: cycle.plan,
    back: cyclePaths.month(cycle.id),
    words:
      words.length === 0
        ? ''
        : `${counted(waiting.unreviewed.length, 'update')} that nobody has looked at, ${counted(waiting.queried.length, 'query', 'queries')} without an answer, ${counted(waiting.unverified.length, 'claim')} of completion to verify`,
    actions: actions.flatMap((action) => {
      const own = byAction.get(action.id)
      if (!own) return []
      const { unreviewed, queried, unverified } = waitingOf(own)
      return [
        {
          href: planPaths.review(action.id),
          name: nameOf(action),
          said: own.length,
          unreviewed: unreviewed.length,
          queried: queried.length,
          unverified: unverified.length,
        },
      ]
    }),
    claims: waiting.unverified.map((claim) => ({
      href: planPaths.verifyMilestone(claim.milestoneId),
      name: names.get(claim.milestoneId) ?? '',
      by: claim.author,
      done: claim.done,
    })),
  }
}

const nameOf = ({ ref, words }: { ref: string | null; words: string }): string =>
  [ref, words].filter(Boolean).join(' ')

export const monthReviewPage = definePage<MonthReviewPage>('cycles/pages/review.njk', () => ({
  month: 'November 2026',
  plan: 'Improvement plan',
  back: '/months/1',
  words: '1 update that nobody has looked at, 0 queries without an answer, 1 claim of completion to verify',
  actions: [
    {
      href: '/actions/1/review',
      name: '1.01 Answer every contact',
      said: 3,
      unreviewed: 1,
      queried: 0,
      unverified: 1,
    },
  ],
  claims: [
    {
      href: '/milestones/1/verify',
      name: '1.01a Agree the standard',
      by: 'Head of First Response',
      done: 'Agreed.',
    },
  ],
}))
