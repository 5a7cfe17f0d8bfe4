import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, startOfMonth } from '../../../platform/calendar.ts'
import { isClose, type Owed, owedDays, owedOf, type Timing } from './owed.ts'

const monthly: Timing = {
  ...{ rhythm: 'monthly', dayWords: 'second Tuesday', days: [], fromOn: '2026-09-15', endedOn: null },
}

const day = fc.integer({ min: 0, max: 1500 }).map((after) => addDays('2025-01-01', after))
const timing: fc.Arbitrary<Timing> = fc.record({
  rhythm: fc.constantFrom('monthly', 'quarterly', 'days'),
  dayWords: fc.constantFrom(
    'second Tuesday',
    'last working day',
    'first Monday of the next month',
    'day 31',
    '5',
  ),
  days: fc.array(day, { maxLength: 8 }),
  fromOn: day,
  endedOn: fc.option(day),
})

describe('the days for which a report is owed', () => {
  test('monthly are by their rule, and none before it began', () => {
    expect(owedDays(monthly, '2026-09-01', '2026-12-31')).toEqual(['2026-10-13', '2026-11-10', '2026-12-08'])
  })

  test('quarterly are each third month, counted from the one in which it begins', () => {
    const quarterly: Timing = { ...monthly, rhythm: 'quarterly', dayWords: 'last working day' }
    expect(owedDays(quarterly, '2026-01-01', '2027-03-31')).toEqual([
      '2026-09-30',
      '2026-12-31',
      '2027-03-31',
    ])
  })

  test('of a rule for the next month count from the month before', () => {
    const next: Timing = { ...monthly, dayWords: 'first Monday of the next month', fromOn: '2026-11-01' }
    expect(owedDays(next, '2026-11-01', '2026-12-31')).toEqual(['2026-11-02', '2026-12-07'])
  })

  test('that are listed come in order, each once', () => {
    const listed: Timing = { ...monthly, rhythm: 'days', days: ['2026-12-01', '2026-10-01', '2026-12-01'] }
    expect(owedDays(listed, '2026-09-01', '2026-12-31')).toEqual(['2026-10-01', '2026-12-01'])
  })

  test('lie between both days and within the schedule, in order and each once', () => {
    fc.assert(
      fc.property(timing, day, day, (one, from, to) => {
        const days = owedDays(one, from, to)
        expect(days).toEqual([...new Set(days)].sort())
        for (const on of days) {
          expect(on >= from && on <= to && on >= one.fromOn).toBe(true)
          if (one.endedOn) expect(on < one.endedOn).toBe(true)
        }
      }),
    )
  })

  test('are the same whether asked for at once or in two parts', () => {
    fc.assert(
      fc.property(timing, day, day, day, (one, ...days) => {
        const [from = '', between = '', to = ''] = days.sort()
        const parts = [...owedDays(one, from, between), ...owedDays(one, addDays(between, 1), to)]
        expect(parts).toEqual(owedDays(one, from, to))
      }),
    )
  })

  test('monthly are one for each whole month', () => {
    fc.assert(
      fc.property(timing, fc.integer({ min: 1, max: 24 }), (one, months) => {
        const start = startOfMonth(addMonths(one.fromOn, 1))
        const end = addDays(addMonths(start, months), -1)
        const endless: Timing = { ...one, rhythm: 'monthly', endedOn: null }
        expect(owedDays(endless, start, end)).toHaveLength(months)
      }),
    )
  })
})

describe('what became of what was owed', () => {
  const schedule = { ...monthly, id: 's' }
  const asked = { from: '2026-09-01', to: '2026-12-31', today: '2026-11-23' }
  const sending = (owedOn: string, sentOn: string, scheduleId = 's') => ({ scheduleId, owedOn, sentOn })

  test('is sent, missed or due, by the day', () => {
    const owed = owedOf(schedule, [sending('2026-10-13', '2026-10-12')], asked)
    expect(owed.map(({ on, state }) => [on, state])).toEqual([
      ['2026-10-13', 'sent'],
      ['2026-11-10', 'missed'],
      ['2026-12-08', 'due'],
    ])
  })

  test('is not sent by what was sent for another schedule or another day', () => {
    const owed = owedOf(
      schedule,
      [sending('2026-10-13', '2026-10-12', 'other'), sending('2026-10-14', '2026-10-14')],
      asked,
    )
    expect(owed.map(({ state }) => state)).toEqual(['missed', 'missed', 'due'])
  })

  test('is sent on the first of several days', () => {
    const twice = [sending('2026-10-13', '2026-10-20'), sending('2026-10-13', '2026-10-12')]
    expect(owedOf(schedule, twice, asked)[0]?.sentOn).toBe('2026-10-12')
  })

  test('due today is not missed yet', () => {
    expect(owedOf(schedule, [], { ...asked, today: '2026-11-10' })[1]?.state).toBe('due')
  })

  test('is reminded of within the days that were said, and only while it is due', () => {
    const due: Owed = { scheduleId: 's', on: '2026-12-08', state: 'due', sentOn: null }
    expect(isClose(due, 5, '2026-12-02')).toBe(false)
    expect(isClose(due, 5, '2026-12-03')).toBe(true)
    expect(isClose({ ...due, state: 'sent' }, 5, '2026-12-08')).toBe(false)
  })
})
