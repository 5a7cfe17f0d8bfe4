import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cascadeOf,
  type HostPlan,
  isReviewOverdue,
  partnersOf,
  treeOf,
  wouldStandUnderItself,
} from './cascade.ts'

const host = (id: string, parentId: string | null = null, change: Partial<HostPlan> = {}): HostPlan => ({
  ...{ id, parentId, level: 'team', title: id, partner: null, owner: 'Head of Service', ownerPostId: null },
  ...{ reviewDueOn: null, endedOn: null, lastReviewedOn: null, carries: 0 },
  ...change,
})

const ids = (hosts: readonly { id: string }[]) => hosts.map(({ id }) => id)

/** directorate ─ team ─ (person, other); police ─ borough; alone. */
const HOSTS = [
  host('directorate', null, { level: 'directorate', partner: { id: 'p1', name: 'Council' } }),
  host('team', 'directorate'),
  host('person', 'team', { level: 'personal' }),
  host('other', 'directorate'),
  host('police', null, { level: 'partner', partner: { id: 'p2', name: 'Police' } }),
  host('borough', 'police'),
]

describe('the tree of plans', () => {
  test('has each plan once, after the one that it stands under, whatever their order', () => {
    const parents = fc.array(fc.option(fc.nat(20)), { maxLength: 20 })
    fc.assert(
      fc.property(parents, fc.nat(), (list, turn) => {
        const hosts = list.map((up, at) => host(`h${at}`, up !== null && up < at ? `h${up}` : null))
        const at = turn % Math.max(hosts.length, 1)
        const placed = treeOf([...hosts.slice(at), ...hosts.slice(0, at)])
        expect(ids(placed).sort()).toEqual(ids(hosts).sort())
        const seen = new Map<string, number>()
        for (const one of placed) {
          if (one.parentId) expect(seen.get(one.parentId)).toBe(one.depth - 1)
          seen.set(one.id, one.depth)
        }
      }),
    )
  })

  test('lets nothing stand under itself', () => {
    expect(wouldStandUnderItself(HOSTS, 'directorate', 'person')).toBe(true)
    expect(wouldStandUnderItself(HOSTS, 'directorate', 'directorate')).toBe(true)
    expect(wouldStandUnderItself(HOSTS, 'person', 'police')).toBe(false)
  })
})

describe('the cascade of one thing', () => {
  test('is the plans that carry it, with all above and all below them', () => {
    expect(cascadeOf(HOSTS, new Set(['team'])).map(({ id, depth }) => [id, depth])).toEqual([
      ['directorate', 0],
      ['team', 1],
      ['person', 2],
    ])
    expect(cascadeOf(HOSTS, new Set())).toEqual([])
  })

  test('leaves out what has ended below, and keeps what is above', () => {
    const ended = HOSTS.map((one) =>
      one.id === 'person' || one.id === 'directorate' ? { ...one, endedOn: '2026-10-01' } : one,
    )
    expect(ids(cascadeOf(ended, new Set(['team'])))).toEqual(['directorate', 'team'])
  })
})

describe('a partner among the leads', () => {
  test('carries it by any plan under its own, lacks it, or has no plan that is held: which is not guessed', () => {
    expect(partnersOf(['Council', 'Police', 'Health', null, 'Police'], HOSTS, new Set(['person']))).toEqual([
      { partner: 'Council', state: 'carries' },
      { partner: 'Police', state: 'lacks' },
      { partner: 'Health', state: 'unknown' },
    ])
  })
})

test('a review is overdue from the day after it was due, and never of a plan that has ended', () => {
  const due = { reviewDueOn: '2026-11-23', endedOn: null }
  expect(['2026-11-23', '2026-11-24'].map((day) => isReviewOverdue(due, day))).toEqual([false, true])
  expect(isReviewOverdue({ ...due, endedOn: '2026-11-01' }, '2026-12-01')).toBe(false)
  expect(isReviewOverdue({ ...due, reviewDueOn: null }, '2026-12-01')).toBe(false)
})
