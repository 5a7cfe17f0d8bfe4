import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { financialYear, gapWords, knownWords, moneyOf, yearWords } from './money.ts'

const line = (actionId: string, needed: number | null, allocated: number | null) => ({
  actionId,
  needed,
  allocated,
})

const amount = fc.option(fc.integer({ min: 0, max: 5_000_000 }))
const lines = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), amount, amount).map((one) => line(...one)),
)

describe('sums of money', () => {
  test('are the same in whatever order, and their gap is needed less allocated of what is known', () => {
    fc.assert(
      fc.property(lines, fc.integer(), (some, turn) => {
        const money = moneyOf(some)
        const known = some.filter((one) => one.needed !== null && one.allocated !== null)
        const total = known.reduce((sum, one) => sum + (one.needed ?? 0) - (one.allocated ?? 0), 0)
        expect(money.short - money.over).toBe(total)
        const at = Math.abs(turn) % Math.max(some.length, 1)
        expect(moneyOf([...some.slice(at), ...some.slice(0, at)].toReversed())).toEqual(money)
      }),
    )
  })

  test('of themes add up to that of the plan, as no action stands in two', () => {
    fc.assert(
      fc.property(lines, (some) => {
        const inFirst = ({ actionId }: { actionId: string }) => actionId < 'c'
        const [first, second] = [moneyOf(some.filter(inFirst)), moneyOf(some.filter((one) => !inFirst(one)))]
        const whole = moneyOf(some)
        for (const key of Object.keys(whole) as (keyof typeof whole)[])
          expect([key, first[key] + second[key]]).toEqual([key, whole[key]])
      }),
    )
  })

  test('do not hide one action’s want behind another’s plenty, and let the lines of one make up for each other', () => {
    expect(gapWords(moneyOf([line('a', 50_000, 10_000), line('b', 0, 40_000)]))).toBe(
      '£40,000 still to be found, £40,000 more than needed',
    )
    expect(gapWords(moneyOf([line('a', 50_000, 10_000), line('a', 0, 40_000)]))).toBe('Found in full')
  })

  test('never take what is not known yet for nought', () => {
    expect(gapWords(moneyOf([line('a', 50_000, null)]))).toBe('Not known yet')
    expect(gapWords(moneyOf([line('a', 50_000, null), line('b', 5, 5)]))).toBe(
      'Found in full, and 1 line not known yet',
    )
    expect(knownWords(50_000, 1, 2)).toBe('£50,000, and 1 line not known yet')
    expect([knownWords(0, 2, 2), knownWords(0, 0, 1), knownWords(0, 0, 0)]).toEqual([
      ...['Not known yet', '£0', 'No line'],
    ])
  })
})

test('a financial year begins in April and is named by both', () => {
  expect(['2026-03-31', '2026-04-01', '2026-12-31'].map(financialYear)).toEqual([2025, 2026, 2026])
  expect([yearWords(2026), yearWords(2099), yearWords(null)]).toEqual(['2026–27', '2099–00', 'No year'])
})
