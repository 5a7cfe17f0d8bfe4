import { describe, expect, test } from 'vitest'
import type { LinkFacts } from '../facts.ts'
import { referenceDangling } from './reference-dangling.ts'
import { sampleAction, sampleMilestone, samplePlan, withMilestone } from './sample-plan.ts'

const messages = (plan: Parameters<typeof referenceDangling.look>[0]) =>
  referenceDangling.look(plan).map(({ message }) => message)

describe('numbers in the words of the plan', () => {
  test.each([
    'Improve the working of the board (also see 3.09)',
    'Improve the working of the board, see action 3.09',
    'Improve the working of the board in line with action 3.09',
    'Cross reference: 3.09',
  ])('are missed when they stand nowhere: %s', (words) => {
    expect(messages(withMilestone({ words }))[0]).toContain('names 3.09, and the plan has no such number')
  })

  test.each([
    'Improve the working of the board (also see 1.1)',
    'Reduce re-referrals to 3.09% of the total',
    'Raise the rate with a target of 10.5 visits',
    'Follow section 3.09 of the guidance',
  ])('are left alone when they are held or are no reference: %s', (words) => {
    expect(messages(withMilestone({ words }))).toEqual([])
  })
})

test('a number missing in several places is one fault that names them all', () => {
  const plan = samplePlan({
    citedRefs: [{ ref: '2.5', by: { kind: 'finding', ref: '1', text: 'See children' }, words: '2.5' }],
    matrix: [{ descriptor: 'Children are seen', entries: [{ ref: '2.5', completion: null }] }],
  })
  expect(messages(plan)).toHaveLength(1)
  expect(messages(plan)[0]).toContain(
    'Finding 1 “See children” and the cross-check “Children are seen” name 2.5',
  )
})

test('a finding number that the review does not have is missed, another body’s is not', () => {
  const citing = (words: string) => withMilestone({ cites: [{ findingId: null, words }] })
  expect(messages(citing('Ofsted Feb 2026 – Rec 15'))[0]).toContain('no finding 15')
  expect(messages(citing('Rec 15'))[0]).toContain('no finding 15')
  expect(messages(citing('CQC Rec 3'))).toEqual([])
  expect(messages(citing('Ofsted Feb 2026'))).toEqual([])
})

test('a number of a dropped action still stands in the plan', () => {
  const dropped = { on: '2026-02-01', reason: 'Merged' }
  const plan = samplePlan({
    actions: [sampleAction(), sampleAction({ id: 'a2', ref: '3.09', dropped })],
    milestones: [sampleMilestone({ words: 'Also see 3.09' })],
  })
  expect(messages(plan)).toEqual([])
})

describe('a link that was kept', () => {
  const kept = (change: Partial<LinkFacts> = {}): LinkFacts => ({
    ...{
      id: 'l1',
      kind: 'see_also',
      from: { kind: 'milestone', id: 'm1' },
      to: null,
      words: 'also see 3.09',
    },
    ...change,
  })

  test('is missed when its number stands nowhere, once with the words that say the same', () => {
    expect(messages(samplePlan({ links: [kept()] }))[0]).toContain('names 3.09, and the plan has no such')
    const said = [sampleMilestone({ words: 'Improve the board (also see 3.09)' })]
    expect(messages(samplePlan({ milestones: said, links: [kept()] }))).toHaveLength(1)
    expect(messages(samplePlan({ links: [kept({ words: 'also see 1.1' })] }))).toEqual([])
  })

  test('is missed when what it leads to was dropped', () => {
    const dropped = { on: '2026-02-01', reason: 'Merged' }
    const plan = (change: Partial<LinkFacts>) =>
      samplePlan({
        actions: [sampleAction(), sampleAction({ id: 'a2', ref: '3.09', words: 'Hear children', dropped })],
        links: [kept({ to: { kind: 'action', id: 'a2' }, ...change })],
      })
    expect(messages(plan({ kind: 'depends_on' }))).toEqual([
      'Milestone 1.1 “Visiting standard agreed with team managers” waits for action 3.09 “Hear children”, which was dropped on 1 February 2026. End the link, or name what takes its place.',
    ])
    expect(messages(plan({ to: { kind: 'action', id: 'a1' } }))).toEqual([])
  })
})
