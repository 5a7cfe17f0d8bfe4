import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, isWorkingDay } from '../../../platform/calendar.ts'
import { type Bases, explain, movedTo, settle, workOut } from './deadline.ts'

const PUBLISHED = '2026-07-14'
const BASES: Bases = { publishedOn: PUBLISHED, receivedOn: '2026-07-01' }
const UNKNOWN: Bases = { publishedOn: null, receivedOn: null }

const dayOf = (words: string, bases = BASES) => workOut(words, bases).on
const whyOf = (words: string, bases = BASES) => {
  const found = workOut(words, bases)
  return found.on === null ? found.why : found.how
}

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))

describe('a deadline phrase', () => {
  test.each([
    ['Within three months', '2026-10-14'],
    ['within 3 months of publication', '2026-10-14'],
    ['Within six months of the date of publication.', '2027-01-14'],
    ['within 6 weeks', '2026-08-25'],
    ['Within twenty-eight days of the report', '2026-08-11'],
    ['within 10 calendar days', '2026-07-24'],
    ['six months', '2027-01-14'],
    ['Within a year', '2027-07-14'],
    ['within 70 working days', '2026-10-21'],
    ['within seventy working days of receipt', '2026-10-08'],
    ['Within one month of receiving the report', '2026-08-01'],
    ['Immediately', PUBLISHED],
    ['With immediate effect', PUBLISHED],
    ['by 30 June 2026', '2026-06-30'],
    ['By 30th June 2026', '2026-06-30'],
    ['No later than Tuesday 30 June 2026', '2026-06-30'],
    ['30/06/2026', '2026-06-30'],
    ['by 2026-06-30', '2026-06-30'],
    ['by February 2028', '2028-02-29'],
    ['By the end of June 2026', '2026-06-30'],
    ['end of Sept 2026', '2026-09-30'],
  ])('%s', (words, expected) => {
    expect(dayOf(words)).toBe(expected)
  })

  test('leaves out weekends and England’s bank holidays when it counts working days', () => {
    expect(dayOf('within 2 working days', { ...BASES, publishedOn: '2026-12-24' })).toBe('2026-12-30')
  })

  test('from the last of a long month ends with the last of a short one', () => {
    expect(dayOf('within one month', { ...BASES, publishedOn: '2026-01-31' })).toBe('2026-02-28')
  })

  test.each([
    ['by the end of the spring term', 'School terms have no fixed day: enter the day'],
    ['within 15 school days', 'School terms have no fixed day: enter the day'],
    ['Throughout', 'These words give no day: enter one if there is one'],
    ['As soon as possible', 'These words give no day: enter one if there is one'],
    ['by June', 'We cannot work out a day from these words: enter the day'],
    ['by 31 June 2026', 'We cannot work out a day from these words: enter the day'],
    ['within several months', 'We cannot work out a day from these words: enter the day'],
    ['within 0 days', 'We cannot work out a day from these words: enter the day'],
    ['within three months of the appointment', 'We cannot work out a day from these words: enter the day'],
  ])('is refused and never guessed: %s', (words, why) => {
    expect([dayOf(words), whyOf(words)]).toEqual([null, why])
  })

  test('has no day while the day that it counts from is not known, and says which', () => {
    expect(dayOf('within three months', UNKNOWN)).toBeNull()
    expect(whyOf('within three months', UNKNOWN)).toBe(
      'The day of publication is not known, so no day can be worked out yet',
    )
    expect(whyOf('within 5 days of receipt', { ...UNKNOWN, publishedOn: PUBLISHED })).toContain(
      'day of receipt',
    )
    expect(dayOf('by 30 June 2026', UNKNOWN)).toBe('2026-06-30')
  })

  test('says how its day was worked out', () => {
    expect(whyOf('within 70 working days')).toBe(
      '70 working days after publication on 14 July 2026, without weekends and England’s bank holidays',
    )
    expect(whyOf('within one week of receipt')).toBe('1 week after the report was received on 1 July 2026')
  })

  test('of working days ends on one, with as many between as it says', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (publishedOn, count) => {
        const on = dayOf(`within ${count} working days`, { publishedOn, receivedOn: null }) ?? ''
        const passed = Array.from({ length: daysBetween(publishedOn, on) }, (_, at) =>
          addDays(publishedOn, at + 1),
        )
        expect(isWorkingDay(on)).toBe(true)
        expect(passed.filter(isWorkingDay)).toHaveLength(count)
      }),
    )
  })

  test('that leaves more time ends no earlier, whatever the unit', () => {
    const unit = fc.constantFrom('working days', 'days', 'weeks', 'months', 'years')
    fc.assert(
      fc.property(day, unit, fc.integer({ min: 2, max: 100 }), (publishedOn, unit, count) => {
        const of = (many: number) => dayOf(`within ${many} ${unit}`, { publishedOn, receivedOn: null }) ?? ''
        expect(of(count - 1) < of(count)).toBe(true)
        expect(of(1) > publishedOn).toBe(true)
      }),
    )
  })

  test('never throws, and gives a day or a reason, whatever is typed', () => {
    const bits = fc.constantFrom(
      'within',
      'by',
      'the',
      'end of',
      '3',
      'three',
      'months',
      'term',
      '31',
      'June',
      '2026',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(bits).map((list) => list.join(' ')),
        ),
        (words) => {
          const found = workOut(words, BASES)
          expect(found.on === null ? found.why.length : found.how.length).toBeGreaterThan(0)
        },
      ),
    )
  })
})

describe('a deadline that is kept', () => {
  const later: Bases = { publishedOn: '2026-08-14', receivedOn: null }

  test('moves with the day of publication where it was worked out, and not where it was entered', () => {
    const out = settle({ words: 'within three months', on: null }, BASES, null)
    expect(movedTo(out, BASES, later).on).toBe('2026-11-14')
    const typed = settle({ words: 'within three months', on: '2026-12-01' }, BASES, null)
    expect(movedTo(typed, BASES, later).on).toBe('2026-12-01')
  })

  test('is worked out once publication is known, where it had no day', () => {
    const waiting = settle({ words: 'within three months', on: null }, UNKNOWN, null)
    expect([waiting.on, movedTo(waiting, UNKNOWN, BASES).on]).toEqual([null, '2026-10-14'])
  })

  test('of which only the month was written stays so when nobody types another day', () => {
    const held = { words: 'Within three months', on: '2026-10-31', precision: 'month' as const }
    expect(settle({ words: held.words, on: held.on }, BASES, held)).toEqual(held)
  })

  test('says when the day is another than the words give', () => {
    const typed = { words: 'within three months', on: '2026-12-01', precision: 'day' as const }
    expect(explain(typed, BASES)).toBe('Entered by hand: the words work out to 14 October 2026')
    expect(explain({ words: null, on: null, precision: null }, BASES)).toBeNull()
  })
})
