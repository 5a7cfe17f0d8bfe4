import type { PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { EXAMPLE_TODAY } from '../../plans/index.ts'
import { type HostPlan, isReviewOverdue, treeOf } from '../domain/cascade.ts'
import { paths } from '../paths.ts'
import { aboutHost, exampleHosts, reviewWords } from './host-words.ts'

/** The plans of others, as the tree that they are. */
export interface HostPlansPage {
  words: string
  takeAway: TakeAway | null
  add: string | null
  rows: HostRow[]
  ended: { title: string; href: string; about: string; review: string }[]
}

export interface HostRow {
  /** How deep it stands, in steps of the page's indent. */
  depth: number
  title: string
  href: string
  about: string
  review: string
  overdue: boolean
  carries: string
}

/** Deeper than this, a narrow screen would have no room for the words. */
const DEEPEST = 4

export function toHostPlansPage(
  hosts: readonly HostPlan[],
  may: { keep: boolean },
  today: PlainDate,
): HostPlansPage {
  const live = hosts.filter(({ endedOn }) => endedOn === null)
  const overdue = live.filter((host) => isReviewOverdue(host, today)).length
  return {
    words: `${counted(live.length, 'plan')}, each under the one that it belongs to${overdue > 0 ? `; ${counted(overdue, 'review')} overdue` : ''}`,
    takeAway: hosts.length > 0 ? takeAway(paths.hostPlansTable) : null,
    add: may.keep ? paths.newHostPlan() : null,
    rows: treeOf(live).map((host) => {
      const review = reviewWords(host, today)
      return {
        depth: Math.min(host.depth, DEEPEST),
        title: host.title,
        href: paths.hostPlan(host.id),
        about: aboutHost(host),
        review: review.words,
        overdue: review.overdue,
        carries: carriesWords(host),
      }
    }),
    ended: hosts
      .filter(({ endedOn }) => endedOn !== null)
      .map((host) => ({
        title: host.title,
        href: paths.hostPlan(host.id),
        about: aboutHost(host),
        review: reviewWords(host, today).words,
      })),
  }
}

export const carriesWords = ({ carries }: Pick<HostPlan, 'carries'>): string =>
  carries === 0
    ? 'Carries nothing of ours yet'
    : `Carries ${counted(carries, 'action or milestone', 'actions and milestones')}`

export const hostPlansPage = definePage<HostPlansPage>('programme/pages/host-plans.njk', () => {
  const [first, ...rest] = exampleHosts()
  const ended = { ...first, id: 'host-9', title: 'Policing plan 2025–26', endedOn: '2026-04-01' }
  const hosts = first ? [first, ...rest, { ...first, ...ended }] : rest
  return toHostPlansPage(hosts, { keep: true }, EXAMPLE_TODAY)
})
