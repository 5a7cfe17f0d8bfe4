import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorkingDay } from '../../../platform/calendar.ts'
import { type DayRules, monthDays, readRule } from './day-rules.ts'

const rules = (more: Partial<DayRules> = {}): DayRules => ({
  opens: 'first working day',
  due: '15th working day',
  review: '2 working days after the due day',
  freeze: 'last working day',
  board: null,
  ...more,
})

const days = (month: string, more: Partial<DayRules> = {}) => {
  const found = monthDays(rules(more), month)
  if (!found.ok) throw new Error(found.faults.map(({ text }) => text).join('; '))
  return found.days
}

const faults = (month: string, more: Partial<DayRules>) => {
  const found = monthDays(rules(more), month)
  return found.ok ? [] : found.faults
}

describe('the days of a month', () => {
  test.each([
    ['2026-11-01', 'first working day', '2026-11-02'],
    ['2027-01-01', 'first working day', '2027-01-04'],
    ['2026-11-01', 'day 5', '2026-11-05'],
    ['2026-11-01', 'the 5th', '2026-11-05'],
    ['2026-11-01', 'second Tuesday', '2026-11-10'],
  ])('in %s, “%s” is %s', (month, opens, day) => {
    expect(days(month, { opens }).opens).toBe(day)
  })

  test.each([
    ['2026-12-01', 'last working day', '2026-12-31'],
    ['2026-05-01', 'last working day', '2026-05-29'],
    ['2026-11-01', 'last Friday', '2026-11-27'],
    ['2027-02-01', 'last day', '2027-02-28'],
    ['2026-11-01', '3rd working day of the next month', '2026-12-03'],
    ['2026-11-01', 'first Monday of next month', '2026-12-07'],
  ])('in %s, “%s” is %s', (month, freeze, day) => {
    expect(days(month, { due: 'day 10', freeze }).freeze).toBe(day)
  })

  test('are counted back from the day on which the board meets', () => {
    const more = {
      board: 'third Thursday',
      due: '5 working days before the board',
      freeze: 'day of the board',
    }
    expect(days('2026-11-01', more)).toEqual({
      opens: '2026-11-02',
      due: '2026-11-12',
      review: '2026-11-16',
      freeze: '2026-11-19',
    })
  })

  test('know England’s bank holidays: five working days before 29 December begin before Christmas', () => {
    const more = { board: 'day 29', due: '5 working days before the board', freeze: 'last day' }
    expect(days('2026-12-01', more).due).toBe('2026-12-18')
  })

  test('a rule that nobody can read is named, with its words and its box', () => {
    expect(faults('2026-11-01', { due: 'when the moon is full' })).toEqual([
      {
        field: 'due',
        text: '“when the moon is full” is no rule that we know: write one like those beside the box, such as “first working day”',
      },
    ])
  })

  test('a rule that counts from the board asks when it meets', () => {
    expect(faults('2026-11-01', { due: '5 working days before the board' })[0]?.text).toMatch(
      /say when the board meets/,
    )
  })

  test('days that are out of order are refused, with the one that comes too early', () => {
    expect(faults('2026-11-01', { freeze: 'day 3' })).toEqual([
      { field: 'freeze', text: 'The freeze day comes before the review day: change one of the two rules' },
    ])
  })

  test('are always in order, and working days are what they say', () => {
    const phrase = fc.constantFrom('first working day', 'day 3', 'second Tuesday', '4th working day')
    const month = fc
      .tuple(fc.integer({ min: 2024, max: 2034 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}-01`)
    fc.assert(
      fc.property(month, phrase, fc.integer({ min: 1, max: 20 }), (period, opens, count) => {
        const found = monthDays(rules({ opens, due: `${count}th working day` }), period)
        if (!found.ok) return found.faults.length > 0
        const { opens: a, due, review, freeze } = found.days
        expect([a, due, review, freeze]).toEqual([a, due, review, freeze].toSorted())
        expect(isWorkingDay(due)).toBe(true)
        return due.slice(0, 7) === period.slice(0, 7)
      }),
    )
  })

  test('no words make it throw', () => {
    fc.assert(
      fc.property(fc.string(), (words) => readRule(words) === null || typeof readRule(words) === 'object'),
    )
  })
})
