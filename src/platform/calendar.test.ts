import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addWorkingDays,
  bankHolidays,
  dayOf,
  daysBetween,
  endOfMonth,
  formatDay,
  formatInstant,
  formatMonth,
  formatWithPrecision,
  isPlainDate,
  isWorkingDay,
  startOfMonth,
} from './calendar.ts'

/** England and Wales, from https://www.gov.uk/bank-holidays and its archive: month-day. */
const HOLIDAYS: Record<number, string> = {
  2002: '01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26',
  2010: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2011: '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27',
  2012: '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26',
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

describe('bank holidays', () => {
  test.each(Object.entries(HOLIDAYS))('of %s are those of gov.uk', (year, days) => {
    expect([...bankHolidays(Number(year))].sort()).toEqual(days.split(' ').map((day) => `${year}-${day}`))
  })

  test('fall on a weekday, eight a year or more', () => {
    for (let year = 1978; year <= 2100; year += 1) {
      const days = [...bankHolidays(year)]
      expect(days.length).toBeGreaterThanOrEqual(8)
      expect(days.filter((day) => [0, 6].includes(new Date(day).getUTCDay()))).toEqual([])
    }
  })
})

describe('working days', () => {
  test.each([
    ['2026-12-24', 1, '2026-12-29'], // Christmas on a Friday, Boxing Day made good on the Monday
    ['2026-04-02', 1, '2026-04-07'], // Good Friday to Easter Monday
    ['2026-11-20', 1, '2026-11-23'], // a Friday
    ['2026-11-21', 1, '2026-11-23'], // a Saturday is no working day, and counts for none
    ['2026-11-23', 5, '2026-11-30'],
    ['2026-11-23', 15, '2026-12-14'], // an initial conference, three weeks on
    ['2026-12-29', -1, '2026-12-24'],
    ['2026-12-26', 0, '2026-12-26'],
  ])('%s and %i of them are %s', (day, count, then) => {
    expect(addWorkingDays(day, count)).toBe(then)
  })

  test('so many later is a working day, with so many of them between', () => {
    fc.assert(
      fc.property(plainDates, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const then = addWorkingDays(day, count)
        const between = Array.from({ length: daysBetween(day, then) }, (_, at) => addDays(day, at + 1))
        expect(isWorkingDay(then)).toBe(true)
        expect(between.filter(isWorkingDay)).toHaveLength(count)
      }),
    )
  })

  test('there and back again is the same day, from a working day', () => {
    fc.assert(
      fc.property(plainDates.filter(isWorkingDay), fc.integer({ min: 0, max: 60 }), (day, count) => {
        expect(addWorkingDays(addWorkingDays(day, count), -count)).toBe(day)
      }),
    )
  })
})

const plainDates = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2080-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('the day in England', () => {
  test.each([
    ['2026-06-30T22:59:59Z', '2026-06-30'],
    ['2026-06-30T23:00:00Z', '2026-07-01'], // midnight in summer time
    ['2026-11-23T23:59:59Z', '2026-11-23'],
    ['2026-11-24T00:00:00Z', '2026-11-24'],
    ['2026-10-24T23:30:00Z', '2026-10-25'], // half past midnight, still summer
    ['2026-10-25T23:30:00Z', '2026-10-25'], // half past eleven, winter
  ])('%s is %s', (instant, day) => {
    expect(dayOf(new Date(instant))).toBe(day)
  })

  test('29 March: half past one does not exist, and the day is the same on both sides', () => {
    expect(formatInstant(new Date('2026-03-29T00:30:00Z'))).toBe('29 March 2026 at 12:30am')
    expect(formatInstant(new Date('2026-03-29T00:59:00Z'))).toBe('29 March 2026 at 12:59am')
    expect(formatInstant(new Date('2026-03-29T01:00:00Z'))).toBe('29 March 2026 at 2:00am')
    expect(formatInstant(new Date('2026-03-29T01:30:00Z'))).toBe('29 March 2026 at 2:30am')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(addDays('2026-03-28', 1)).toBe('2026-03-29')
  })

  test('25 October: half past one comes twice, and the day is the same both times', () => {
    for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      expect(formatInstant(new Date(instant))).toBe('25 October 2026 at 1:30am')
      expect(dayOf(new Date(instant))).toBe('2026-10-25')
    }
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
  })

  test('never goes back as time goes on', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 200_000 }), (instant, seconds) => {
        expect(dayOf(new Date(instant.getTime() + seconds * 1000)) >= dayOf(instant)).toBe(true)
      }),
    )
  })

  test('noon and midnight are written as people say them', () => {
    expect(formatInstant(new Date('2026-11-23T12:05:00Z'))).toBe('23 November 2026 at 12:05pm')
    expect(formatInstant(new Date('2026-11-23T00:05:00Z'))).toBe('23 November 2026 at 12:05am')
  })
})

describe('plain dates', () => {
  test.each(['2011-02-28', '2012-02-29', '1999-12-31'])('%s is a day', (text) =>
    expect(isPlainDate(text)).toBe(true),
  )

  test.each([
    '0000-01-01',
    '2011-02-29',
    '2011-02-30',
    '2011-13-01',
    '2011-00-10',
    '2011-1-1',
    '2011-01-01T00:00',
    ' 2011-01-01',
    '',
    '+002011-01-01',
    '２０１１-01-01',
  ])('%j is none', (text) => expect(isPlainDate(text)).toBe(false))

  test('whatever text comes, it is a day or it is not; nothing is thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
        expect(isPlainDate(text)).toBe(
          /^\d{4}-\d\d-\d\d$/.test(text) &&
            !text.startsWith('0000') &&
            !Number.isNaN(Date.parse(text)) &&
            new Date(text).toISOString().startsWith(text),
        )
      }),
    )
  })

  test('days added and days between undo each other, and sort as text', () => {
    fc.assert(
      fc.property(plainDates, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
        const then = addDays(day, count)
        expect(daysBetween(day, then)).toBe(count)
        expect(Math.sign(then.localeCompare(day))).toBe(Math.sign(count))
      }),
    )
  })

  test('a month later is the same day, or the last of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    fc.assert(
      fc.property(plainDates, fc.integer({ min: -60, max: 60 }), (day, count) => {
        const then = addMonths(day, count)
        expect([day.slice(8), endOfMonth(then).slice(8)]).toContain(then.slice(8))
      }),
    )
  })

  test('a month goes from its first day to its last', () => {
    fc.assert(
      fc.property(plainDates, (day) => {
        expect(startOfMonth(day) <= day && day <= endOfMonth(day)).toBe(true)
        expect(startOfMonth(addDays(endOfMonth(day), 1))).toBe(addDays(endOfMonth(day), 1))
        expect(endOfMonth(addDays(startOfMonth(day), -1))).toBe(addDays(startOfMonth(day), -1))
      }),
    )
  })

  test('are written as people write them, no finer than they were given', () => {
    expect(formatDay('2011-05-01')).toBe('1 May 2011')
    expect(formatMonth('2011-05')).toBe('May 2011')
    expect(formatWithPrecision('2011-05-31', 'day')).toBe('31 May 2011')
    expect(formatWithPrecision('2011-05-31', 'month')).toBe('May 2011')
    expect(formatWithPrecision('2011-05-31', 'year')).toBe('2011')
  })
})
