import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths } from '../../../platform/calendar.ts'
import {
  isOld,
  isWanted,
  MEASURE_KINDS,
  MEASURE_STANDINGS,
  measureLines,
  OLD_AFTER_MONTHS,
  tallyOfMeasures,
  VERDICTS,
} from './criteria.ts'
import type { MeasureAnswer, MeasureFacts, PlanAsAt } from './facts.ts'

const DAY = '2026-11-23'

const answers: fc.Arbitrary<MeasureAnswer> = fc.record({
  standing: fc.constantFrom(...MEASURE_STANDINGS),
  value: fc.constant(null),
  words: fc.constant('Counted'),
  aboutOn: fc.constantFrom(null, '2026-01-31', '2026-05-23', '2026-10-31'),
  saidOn: fc.constantFrom('2026-02-01', '2026-11-01'),
  by: fc.constant('Performance Manager'),
  evidence: fc.constant(null),
})

const measures: fc.Arbitrary<MeasureFacts[]> = fc.array(
  fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom(...MEASURE_KINDS),
    words: fc.constant('A measure'),
    printed: fc.constant(null),
    answer: fc.option(answers),
  }),
  { maxLength: 3 },
)

const described = {
  id: fc.uuid(),
  ref: fc.constant('1'),
  words: fc.constant('Words'),
  criteria: fc.array(fc.record({ id: fc.uuid(), words: fc.constant('Success'), measures }), { maxLength: 3 }),
  measures,
}

const plans = fc.record({
  actions: fc.array(
    fc.record({
      ...described,
      themeId: fc.constantFrom(null, 't1', 't2'),
      dropped: fc.constantFrom(null, { on: DAY, reason: 'Gone' }),
    }),
    { maxLength: 4 },
  ),
  findings: fc.array(fc.record(described), { maxLength: 3 }),
}) as unknown as fc.Arbitrary<Pick<PlanAsAt, 'actions' | 'findings'>>

const ALL = { show: null, kind: null, theme: null }

describe('the measures of a plan', () => {
  test('each stand on one line, and each criterion that nothing measures on one too', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const things = [...plan.actions.filter(({ dropped }) => !dropped), ...plan.findings]
        const held = things.flatMap((thing) => [
          ...thing.criteria.flatMap((criterion) => criterion.measures),
          ...thing.measures,
        ])
        const bare = things.flatMap(({ criteria }) => criteria.filter((one) => one.measures.length === 0))
        const lines = measureLines(plan)
        expect(lines.flatMap(({ measure }) => measure?.id ?? []).sort()).toEqual(
          held.map(({ id }) => id).sort(),
        )
        expect(lines.filter(({ measure }) => measure === null)).toHaveLength(bare.length)
      }),
    )
  })

  test('are counted so that the counts add up, and each count is the length of its list', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const lines = measureLines(plan)
        const tally = tallyOfMeasures(lines)
        expect(Object.values(tally).reduce((sum, one) => sum + one, 0)).toBe(lines.length)
        for (const verdict of VERDICTS) {
          const listed = lines.filter((line) => isWanted(line, { ...ALL, show: verdict }, DAY))
          expect(listed).toHaveLength(tally[verdict])
        }
      }),
    )
  })

  test('are split by kind into lists that have each measure once', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const lines = measureLines(plan)
        const split = MEASURE_KINDS.flatMap((kind) =>
          lines.filter((line) => isWanted(line, { ...ALL, kind }, DAY)),
        )
        expect(split).toHaveLength(lines.filter(({ measure }) => measure !== null).length)
      }),
    )
  })
})

describe('an answer', () => {
  const said = (aboutOn: string | null, saidOn: string) => ({ aboutOn, saidOn }) as MeasureAnswer

  test('is old once the day that it speaks of is more than six months back, however lately it was said', () => {
    expect(isOld(said('2026-05-22', '2026-11-20'), DAY)).toBe(true)
    expect(isOld(said('2026-05-23', '2026-05-24'), DAY)).toBe(false)
    expect(isOld(said(null, '2026-05-22'), DAY)).toBe(true)
    expect(isOld(null, DAY)).toBe(false)
  })

  test('that is old stays old', () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 0, max: 40 }), (answer, months) => {
        const later = addMonths(DAY, months)
        expect(isOld(answer, DAY) && !isOld(answer, later)).toBe(false)
        if (months > 2 * OLD_AFTER_MONTHS + 6) expect(isOld(answer, later)).toBe(true)
      }),
    )
  })
})
