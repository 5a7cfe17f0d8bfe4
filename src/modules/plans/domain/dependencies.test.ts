import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examplePlan } from '../pages/example.ts'
import { criticalPath } from './critical-path.ts'
import { clashOf, dueOf, linksInWords, ringOf } from './dependencies.ts'
import type { ActionAsAt, LinkEnd, LinkFacts, MilestoneAsAt, PlanAsAt, UpdateFacts } from './facts.ts'

const [anAction] = examplePlan(1).actions
const [aMilestone] = examplePlan(1).milestones
if (!anAction || !aMilestone) throw new Error('The made-up plan is empty')

const action = (n: number, change: Partial<ActionAsAt> = {}): ActionAsAt => ({
  ...anAction,
  ...{
    id: `a${n}`,
    ref: `1.0${n}`,
    words: `Action ${n} of these`,
    cites: [],
    judgement: null,
    dropped: null,
  },
  ...change,
})

const milestone = (n: number, change: Partial<MilestoneAsAt> = {}): MilestoneAsAt => ({
  ...aMilestone,
  ...{ id: `m${n}`, actionId: `a${n}`, ref: null, words: 'A step', cites: [], latest: null, dropped: null },
  due: on('2026-12-31'),
  ...change,
})

const on = (day: string) => ({ on: day, precision: 'day' as const, words: null })

const said = (status: UpdateFacts['status']): UpdateFacts | null =>
  aMilestone.latest && { ...aMilestone.latest, status }

/** Actions 1 to 5, each with one milestone. */
const plan = (change: Partial<PlanAsAt> = {}): PlanAsAt => ({
  ...examplePlan(0),
  actions: [1, 2, 3, 4, 5].map((n) => action(n)),
  milestones: [1, 2, 3, 4, 5].map((n) => milestone(n)),
  ...change,
})

const end = (id: string): LinkEnd => ({ kind: id.startsWith('a') ? 'action' : 'milestone', id })

const link = (from: string, to: string | null, kind: LinkFacts['kind'] = 'depends_on'): LinkFacts => ({
  ...{ id: `${from}-${to}`, kind, from: end(from), to: to === null ? null : end(to), words: 'also see 3.09' },
})

describe('references in the words of a plan', () => {
  test('are found with what they lead to, and with where they lead nowhere', () => {
    const found = linksInWords(
      plan({
        actions: [action(1, { words: 'Improve the board (also see action 1.02)' }), action(2)],
        milestones: [
          milestone(2, { words: 'New arrangements in line with action 1.01' }),
          milestone(1, { words: 'Depends on 1.02 and 9.01' }),
        ],
      }),
    )
    expect(found.map(({ kind, from, to, ref }) => [from.id, kind, to?.id ?? null, ref])).toEqual([
      ['a1', 'see_also', 'a2', '1.02'],
      ['m1', 'depends_on', 'a2', '1.02'],
      ['m1', 'depends_on', null, '9.01'],
      ['m2', 'see_also', 'a1', '1.01'],
    ])
  })

  test('are not offered again once they are kept, nor when they name themselves', () => {
    const words = 'Improve the board (also see 1.02, also see 1.01, also see 3.09)'
    const links = [link('a1', 'a2'), link('a1', null, 'see_also')]
    const actions = [action(1, { words }), action(2)]
    expect(linksInWords(plan({ actions, milestones: [], links }))).toEqual([])
  })

  test('lead to what is live before what was dropped, and to a milestone where they say so', () => {
    const dropped = { on: '2026-10-01', reason: 'Merged' }
    const actions = [action(1, { words: 'See 1.02, see milestone 1.03b' }), action(2, { dropped })]
    const milestones = [milestone(1, { ref: '1.02' }), milestone(3, { actionId: 'a1', ref: '1.03b' })]
    expect(linksInWords(plan({ actions, milestones })).map(({ to }) => to?.id)).toEqual(['m1', 'm3'])
  })
})

describe('a ring of dependencies', () => {
  test('is named from what waits to itself', () => {
    const links = [link('a2', 'a3'), link('a3', 'a1')]
    expect(ringOf(plan({ links }), end('a1'), end('a2'))?.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3'])
    expect(ringOf(plan({ links }), end('a4'), end('a2'))).toBeNull()
  })

  test('is closed through a milestone too, for its action waits for it', () => {
    const links = [link('m1', 'a2')]
    expect(ringOf(plan({ links }), end('a2'), end('a1'))?.map(({ id }) => id)).toEqual(['a2', 'a1', 'm1'])
    expect(ringOf(plan(), end('m1'), end('a1'))?.map(({ id }) => id)).toEqual(['m1', 'a1'])
  })

  test('is closed by no reference that waits for nothing', () => {
    expect(ringOf(plan({ links: [link('a2', 'a1', 'see_also')] }), end('a1'), end('a2'))).toBeNull()
  })

  test('never comes to be, whatever is linked in whatever order', () => {
    const ids = ['a1', 'a2', 'a3', 'a4', 'a5', 'm1', 'm2', 'm3', 'm4', 'm5']
    const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), (pairs) => {
        const links: LinkFacts[] = []
        for (const [from, to] of pairs) {
          if (!ringOf(plan({ links }), end(from), end(to))) links.push(link(from, to))
        }
        expect(hasRing(links)).toBe(false)
      }),
    )
  })
})

/** Kahn's way, so that the rule is held against another: take away what waits for nothing until nothing moves. */
function hasRing(links: readonly LinkFacts[]): boolean {
  const steps = [1, 2, 3, 4, 5].map((n) => ({ from: `a${n}`, to: `m${n}` }))
  let edges = [...links.map(({ from, to }) => ({ from: from.id, to: to?.id ?? '' })), ...steps]
  for (;;) {
    const waiting = new Set(edges.map(({ from }) => from))
    const left = edges.filter(({ to }) => waiting.has(to))
    if (left.length === edges.length) return left.length > 0
    edges = left
  }
}

describe('what clashes', () => {
  const later = [milestone(1, { due: on('2026-11-30') }), milestone(2, { due: on('2026-12-15') })]

  test('is a thing that is due before what it waits for', () => {
    const dates = { from: '2026-11-30', to: '2026-12-15' }
    expect(clashOf(plan({ milestones: later }), link('a1', 'a2'))).toEqual({ dates, standing: null })
    expect(clashOf(plan({ milestones: later }), link('a2', 'a1'))).toBeNull()
    expect(clashOf(plan({ milestones: later }), link('a1', 'a2', 'see_also'))).toBeNull()
  })

  test('is a thing that waits for what is off track, and nothing once that is done', () => {
    const standing = (status: UpdateFacts['status']) =>
      clashOf(plan({ milestones: [milestone(1), milestone(2, { latest: said(status) })] }), link('a1', 'm2'))
    expect(standing('off_track')).toEqual({ dates: null, standing: 'off_track' })
    expect(standing('not_achieved')?.standing).toBe('not_achieved')
    expect(standing('on_track')).toBeNull()
    const done = milestone(2, { due: on('2027-06-30'), latest: said('achieved') })
    expect(clashOf(plan({ milestones: [done, milestone(1)] }), link('m2', 'm1'))).toBeNull()
    expect(
      clashOf(plan({ milestones: [done, milestone(1, { due: on('2027-12-31') })] }), link('m2', 'm1')),
    ).toBeNull()
    expect(clashOf(plan({ milestones: [milestone(1), done] }), link('a1', 'm2'))).toBeNull()
  })

  test('is not said of what was dropped, nor of what has no date', () => {
    const dropped = { on: '2026-10-01', reason: 'Merged' }
    expect(
      clashOf(plan({ milestones: later, actions: [action(1), action(2, { dropped })] }), link('a1', 'a2')),
    ).toBeNull()
    const undated = milestone(2, { due: { on: null, precision: null, words: 'Ongoing' } })
    expect(clashOf(plan({ milestones: [milestone(1), undated] }), link('a1', 'm2'))).toBeNull()
  })

  test('counts an action as due on the last day of its milestones', () => {
    const milestones = [...later, milestone(9, { actionId: 'a1', due: on('2027-01-31') })]
    expect(dueOf(plan({ milestones }), end('a1'))?.on).toBe('2027-01-31')
  })
})

describe('the critical path', () => {
  const cite = (findingId: string | null) => ({ findingId, findingRef: null, words: 'Ofsted' })
  const answering = (n: number) => action(n, { cites: [cite(`f${n}`)] })

  test('holds what answers a finding, itself or through a milestone, and what that waits for', () => {
    const held = plan({
      actions: [answering(1), action(2), action(3), action(4), action(5)],
      milestones: [milestone(1), milestone(2), milestone(3, { cites: [cite('f3')] }), milestone(4)],
      links: [link('m1', 'm2'), link('a2', 'a4'), link('a5', 'a1'), link('a1', 'a5', 'see_also')],
    })
    expect([...criticalPath(held)]).toEqual([
      ['a1', { answers: ['f1'], neededBy: [] }],
      ['a2', { answers: [], neededBy: ['a1'] }],
      ['a3', { answers: ['f3'], neededBy: [] }],
      ['a4', { answers: [], neededBy: ['a2'] }],
    ])
  })

  test('takes nothing from the whole plan, from a citation without a finding, nor from what was dropped', () => {
    const dropped = { on: '2026-10-01', reason: 'Merged' }
    const held = plan({
      cites: [cite('f1')],
      actions: [action(1, { cites: [cite(null)] }), { ...answering(2), dropped }, action(3)],
      milestones: [milestone(3, { cites: [cite('f1')], dropped })],
      links: [link('a2', 'a1')],
    })
    expect([...criticalPath(held)]).toEqual([])
  })

  test('holds exactly what can be reached from what answers, over what waits for what', () => {
    const ids = ['a1', 'a2', 'a3', 'a4', 'a5']
    const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids))
    fc.assert(
      fc.property(fc.array(pair), fc.subarray([1, 2, 3, 4, 5]), (pairs, answers) => {
        const links = pairs.map(([from, to]) => link(from, to))
        const actions = [1, 2, 3, 4, 5].map((n) => (answers.includes(n) ? answering(n) : action(n)))
        const path = criticalPath(plan({ actions, links }))
        const reached = new Set(answers.map((n) => `a${n}`))
        for (const _ of ids) for (const [from, to] of pairs) if (reached.has(from)) reached.add(to)
        expect([...path.keys()].sort()).toEqual([...reached].sort())
        for (const { answers: own, neededBy } of path.values())
          expect(own.length + neededBy.length).toBeGreaterThan(0)
      }),
    )
  })
})
