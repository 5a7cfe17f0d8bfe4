import { expect, test } from 'vitest'
import { count, dueSoon, list, overdue, statedDate, statedDateInFull } from './words.ts'

const day = (on: string) => ({ on, precision: 'day' as const, words: null })

test('a date says no more than was written down', () => {
  expect(statedDate({ on: '2010-01-31', precision: 'month', words: 'By end January 2010' })).toBe(
    'January 2010',
  )
  expect(statedDate({ on: null, precision: null, words: 'Ongoing' })).toBe('Ongoing')
  expect(statedDate(null)).toBeNull()
})

test('the words of the plan stand beside the day that they work out to', () => {
  const date = { on: '2010-01-31', precision: 'day' as const, words: 'By end January 2010' }
  expect(statedDateInFull(date)).toBe('31 January 2010 (in the plan: “By end January 2010”)')
})

test('lateness is said in days, then months, then years', () => {
  expect(overdue(day('2026-11-21'), 'on_track', '2026-11-22')).toBe('1 day overdue')
  expect(overdue(day('2026-07-31'), 'on_track', '2026-11-22')).toBe('3 months overdue')
  expect(overdue(day('2009-02-28'), 'not_reported', '2026-11-22')).toBe('17 years overdue')
})

test('what is done or dropped is never late', () => {
  expect(overdue(day('2009-02-28'), 'achieved', '2026-11-22')).toBeNull()
  expect(overdue(day('2009-02-28'), 'dropped', '2026-11-22')).toBeNull()
})

test('what is still to come is said as well', () => {
  expect(dueSoon(day('2026-11-22'), 'on_track', '2026-11-22')).toBe('today')
  expect(dueSoon(day('2026-11-27'), 'on_track', '2026-11-22')).toBe('in 5 days')
  expect(dueSoon({ on: null, precision: null, words: 'Ongoing' }, 'on_track', '2026-11-22')).toBeNull()
})

test('numbers and names read as English', () => {
  expect([count(0, 'milestone'), count(1, 'milestone'), count(2, 'milestone')]).toEqual([
    'no milestones',
    '1 milestone',
    '2 milestones',
  ])
  expect(list(['Ann', 'Bob', 'Cy'])).toBe('Ann, Bob and Cy')
})
