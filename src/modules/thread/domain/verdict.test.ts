import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STANDINGS } from '../../plans/index.ts'
import { isProved, type Step, VERDICTS, verdictOf } from './verdict.ts'

const step = fc.record({
  standing: fc.constantFrom(...STANDINGS),
  verified: fc.boolean(),
  fresh: fc.nat({ max: 3 }),
})
const steps = fc.array(step, { maxLength: 6 })
const proved: Step = { standing: 'achieved', verified: true, fresh: 1 }
const rank = (list: readonly Step[]): number => VERDICTS.indexOf(verdictOf(true, list))
const live = (list: readonly Step[]): Step[] => list.filter(({ standing }) => standing !== 'dropped')

describe('the verdict on a finding', () => {
  test('is "answered by nothing" where nothing answers it, whatever else is done', () => {
    fc.assert(fc.property(steps, (list) => verdictOf(false, list) === 'unanswered'))
  })

  test('is "proved" when every step is completed, verified by another and has evidence in date, and only then', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const all = live(list).length > 0 && live(list).every(isProved)
        return (verdictOf(true, list) === 'proved') === all
      }),
    )
  })

  test('is at least "done" when every step is completed, and only then', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const all = live(list).length > 0 && live(list).every(({ standing }) => standing === 'achieved')
        return rank(list) >= VERDICTS.indexOf('done') === all
      }),
    )
  })

  test('never gets better when evidence runs out, or a verification is taken back', () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.boolean(), (list, at, evidence) => {
        const less = list.map((one, index) =>
          index === at % Math.max(list.length, 1)
            ? { ...one, ...(evidence ? { fresh: 0 } : { verified: false }) }
            : one,
        )
        return rank(less) <= rank(list)
      }),
    )
  })

  test('does not hang on the order of the steps, nor on what was dropped', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const dropped: Step = { ...proved, standing: 'dropped' }
        return verdictOf(true, list.toReversed()) === verdictOf(true, [dropped, ...list])
      }),
    )
  })

  test('stays "proved" when another proved step joins it', () => {
    fc.assert(
      fc.property(
        steps,
        (list) => verdictOf(true, list) !== 'proved' || verdictOf(true, [...list, proved]) === 'proved',
      ),
    )
  })

  test.each([
    ['proved', proved],
    ['done', { ...proved, fresh: 0 }],
    ['done', { ...proved, verified: false }],
  ] as const)('is %s for %j', (verdict, one) => {
    expect(verdictOf(true, [proved, one])).toBe(verdict)
  })

  test.each([
    ['idle', []],
    ['idle', ['not_started', 'not_reported']],
    ['under_way', ['not_started', 'on_track']],
    ['under_way', ['other_words']],
    ['under_way', ['achieved', 'not_reported']],
    ['under_way', ['achieved', 'not_achieved']],
    ['done', ['achieved']],
  ] as const)('is %s for steps that are %j', (verdict, standings) => {
    const list = standings.map((standing) => ({ standing, verified: false, fresh: 0 }))
    expect(verdictOf(true, list)).toBe(verdict)
  })
})
