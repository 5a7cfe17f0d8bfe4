import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../platform/calendar.ts'
import type { EvidenceFacts } from '../../evidence/index.ts'
import { completionOf, freshnessOf, judge, readinessOf } from './judge.ts'
import type { Shown, Statement, Step } from './statement.ts'

const AS_AT = '2026-11-23'
const INSPECTION = '2027-01-14'

const day = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((away) => addDays(INSPECTION, away))

const piece: fc.Arbitrary<EvidenceFacts> = fc.record({
  id: fc.uuid(),
  kind: fc.constant('note' as const),
  title: fc.constant('Seen on a visit'),
  owner: fc.constant('Quality team'),
  datedOn: fc.option(day(-600, 0)),
  expiresOn: fc.option(day(-300, 300)),
  sha256: fc.constant(null),
  addedBy: fc.constant('Quality team'),
  addedOn: day(-600, -60),
})

const step: fc.Arbitrary<Step> = fc.record({
  id: fc.uuid(),
  ref: fc.constant(null),
  words: fc.constant('Standard agreed'),
  due: fc.option(
    day(-90, 90).map((on) => ({ on, precision: 'day' as const, words: null })),
    { freq: 6 },
  ),
  achieved: fc.boolean(),
  evidence: fc.array(piece, { maxLength: 2 }),
})

const shown: fc.Arbitrary<Shown> = fc.record({
  kind: fc.constant('action' as const),
  id: fc.uuid(),
  ref: fc.constant('1.01'),
  words: fc.constant('Make direct work part of every visit'),
  printed: fc.constant([]),
  steps: fc.array(step, { maxLength: 4 }),
})

const statement: fc.Arbitrary<Statement> = fc.record({
  code: fc.constant('G1'),
  words: fc.constant('Children are seen alone.'),
  area: fc.constant(null),
  missing: fc.constant([]),
  shownBy: fc.array(shown, { maxLength: 3 }),
  evidence: fc.array(piece, { maxLength: 2 }),
})

const on = { on: INSPECTION, asAt: AS_AT }
const isReady = (one: Statement): boolean => judge(one, on).state === 'covered'

/** The statement with every milestone changed. */
const withSteps = (one: Statement, change: (step: Step) => Step): Statement => ({
  ...one,
  shownBy: one.shownBy.map((each) => ({ ...each, steps: each.steps.map(change) })),
})

describe('a statement', () => {
  test('is never nearer to being shown when a date moves later', () => {
    fc.assert(
      fc.property(statement, fc.integer({ min: 0, max: 200 }), (one, days) => {
        const later = withSteps(one, (step) =>
          step.due?.on ? { ...step, due: { ...step.due, on: addDays(step.due.on, days) } } : step,
        )
        const [before, after] = [judge(one, on), judge(later, on)]
        expect(after.gaps).toEqual(expect.arrayContaining(before.gaps))
      }),
    )
  })

  test('is never further from being shown when evidence is added, to it or to a milestone', () => {
    fc.assert(
      fc.property(statement, piece, fc.boolean(), (one, more, direct) => {
        const added = direct
          ? { ...one, evidence: [...one.evidence, more] }
          : withSteps(one, (step) => ({ ...step, evidence: [...step.evidence, more] }))
        expect(isReady(added) || !isReady(one)).toBe(true)
      }),
    )
  })

  test('is never further from being shown when a milestone is completed', () => {
    fc.assert(
      fc.property(statement, (one) => {
        const done = withSteps(one, (step) => ({ ...step, achieved: true }))
        expect(isReady(done) || !isReady(one)).toBe(true)
      }),
    )
  })

  test('is never late for a later inspection when it was not for an earlier one', () => {
    fc.assert(
      fc.property(statement, fc.integer({ min: 0, max: 200 }), (one, days) => {
        const late = (day: string) => judge(one, { on: day, asAt: AS_AT }).gaps.includes('late')
        expect(late(addDays(INSPECTION, days)) && !late(INSPECTION)).toBe(false)
      }),
    )
  })

  test('is complete on the latest due day of its milestones, and names one that is due then', () => {
    fc.assert(
      fc.property(statement, ({ shownBy }) => {
        const days = shownBy.flatMap(({ steps }) => steps.flatMap(({ due }) => due?.on ?? []))
        const completion = completionOf(shownBy)
        expect(completion?.on ?? null).toBe(days.toSorted().at(-1) ?? null)
        expect(completion?.by.due?.on).toBe(completion?.on)
      }),
    )
  })

  test('has its worst gap for a state, and is covered only without any', () => {
    fc.assert(
      fc.property(statement, (one) => {
        const { gaps, state } = judge(one, on)
        expect(state).toBe(gaps[0] ?? 'covered')
        expect(readinessOf([judge(one, on)]).ready).toBe(gaps.length === 0 ? 1 : 0)
      }),
    )
  })
})

test('without a day of inspection nothing is late', () => {
  fc.assert(
    fc.property(statement, (one) => {
      expect(judge(one, { on: null, asAt: AS_AT }).gaps).not.toContain('late')
    }),
  )
})

test('an action whose milestones were all dropped covers nothing', () => {
  const empty = { ...fc.sample(shown, 1)[0], steps: [] } as Shown
  const one: Statement = { ...(fc.sample(statement, 1)[0] as Statement), shownBy: [empty] }
  expect(judge(one, on).state).toBe('not_covered')
})

test('evidence counts for twelve months from its date, and no longer than its last day', () => {
  const seen = (datedOn: string | null, expiresOn: string | null, addedOn = '2026-01-01') =>
    freshnessOf([{ datedOn, expiresOn, addedOn }], INSPECTION)
  expect(seen('2026-01-14', null)).toBe('fresh')
  expect(seen('2026-01-13', null)).toBe('stale')
  expect(seen('2026-12-01', '2027-01-13')).toBe('stale')
  expect(seen('2026-12-01', '2027-01-14')).toBe('fresh')
  expect(seen(null, null, '2025-12-31')).toBe('stale')
  expect(freshnessOf([], INSPECTION)).toBe('none')
})
