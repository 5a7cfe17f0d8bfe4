import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inEngland } from './england.ts'

/** The minute that a zone's clocks show at an instant. */
function minuteIn(zone: string, milliseconds: number) {
  const at = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone)
  return { min: at.minute, hour: at.hour, date: at.day, month: at.month, dow: at.dayOfWeek % 7 }
}

const agree = (at: number): void => {
  expect(inEngland(minuteIn('UTC', at))).toEqual(minuteIn('Europe/London', at))
}

test('a timetable knows what the clocks in England show, whatever the minute', () => {
  const [from, to] = [Date.UTC(2000, 0, 1), Date.UTC(2060, 0, 1)]
  fc.assert(fc.property(fc.integer({ min: from, max: to }), agree), { numRuns: 20_000 })
})

test('also in each hour around the nights on which they change', () => {
  for (let year = 2000; year < 2060; year += 1) {
    for (const month of [2, 9]) {
      for (let hour = 0; hour < 9 * 24; hour += 1) agree(Date.UTC(year, month, 24, hour, 30))
    }
  }
})
