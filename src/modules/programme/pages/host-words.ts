import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { HOST_LEVEL_WORDS } from '../../plans/index.ts'
import { type HostPlan, isReviewOverdue } from '../domain/cascade.ts'

/** "Team plan of the Head of First Response", with the partner where there is one. */
export function aboutHost({ level, owner, partner }: Pick<HostPlan, 'level' | 'owner' | 'partner'>): string {
  return [HOST_LEVEL_WORDS[level], partner?.name, owner].filter(Boolean).join(', ')
}

export interface ReviewWords {
  words: string
  overdue: boolean
}

/** When it was reviewed, and when it is next. */
export function reviewWords(host: HostPlan, day: PlainDate): ReviewWords {
  if (host.endedOn !== null) return { words: `Ended on ${formatDay(host.endedOn)}`, overdue: false }
  const last = host.lastReviewedOn ? `Reviewed ${formatDay(host.lastReviewedOn)}` : 'Never reviewed'
  if (host.reviewDueOn === null) return { words: `${last}; no day for the next review`, overdue: false }
  const overdue = isReviewOverdue(host, day)
  return {
    words: `${last}; ${overdue ? 'review overdue since' : 'next review by'} ${formatDay(host.reviewDueOn)}`,
    overdue,
  }
}

/** Believable plans of others: a directorate with a team and a post under it, and a partner's. */
export const exampleHosts = (): HostPlan[] => {
  const host = (id: string, title: string, change: Partial<HostPlan>): HostPlan => ({
    ...{ id, title, level: 'team', partner: null, parentId: null, owner: 'Head of First Response' },
    ...{ ownerPostId: 'post-1', reviewDueOn: '2027-03-31', endedOn: null, lastReviewedOn: '2026-03-20' },
    ...{ carries: 3, ...change },
  })
  return [
    host('host-1', 'Policing plan 2026–27', {
      ...{ level: 'partner', partner: { id: 'p2', name: 'Anyshire Police' }, owner: 'Chief Superintendent' },
      ...{ reviewDueOn: '2026-10-01', carries: 1 },
    }),
    host('host-2', 'Children’s directorate plan', {
      ...{ level: 'directorate', partner: { id: 'p1', name: 'Anyshire Council' } },
      owner: 'Director of Children’s Services',
    }),
    host('host-3', 'First Response team plan', { parentId: 'host-2' }),
    host('host-4', 'Objectives of the Team Manager', {
      ...{ level: 'personal', parentId: 'host-3', owner: 'Team Manager', carries: 0 },
      ...{ reviewDueOn: null, lastReviewedOn: null },
    }),
  ]
}
