import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlainDate } from '../../../platform/calendar.ts'
import { dayOrderOf, fromSerial, readDate, resolveRelative } from './dates.ts'

const due = (text: string) => readDate(text).due
const start = (text: string) => readDate(text).start

describe('the date grammar', () => {
  test.each([
    ['14-Feb- 2013', '2013-02-14', 'day'],
    ['30 -April - 2013', '2013-04-30', 'day'],
    ['3rd of June 2013', '2013-06-03', 'day'],
    ['Friday 7 June 2013', '2013-06-07', 'day'],
    ['07/06/13', '2013-06-07', 'day'],
    ['7.6.2013', '2013-06-07', 'day'],
    ['2013-06-07', '2013-06-07', 'day'],
    ['June 2013', '2013-06', 'month'],
    ['Sept 13', '2013-09', 'month'],
    ["Jan '14", '2014-01', 'month'],
    ['By end of February 2016', '2016-02-29', 'month_end'],
    ['mid-March 2014', '2014-03-15', 'mid_month'],
    ['Septem ber 2013', '2013-09', 'month'],
    ['Autumn 2013', '2013', 'season'],
    ['Q4 2013/14', '2014', 'quarter'],
    ['during 2013', '2013', 'year'],
  ])('reads %s as %s', (text, iso, precision) => {
    expect(due(text)).toEqual({ iso, precision })
  })

  test('takes "from", "starting" and "since" as a start, never as a deadline', () => {
    for (const text of ['From May 2013', 'Starting May 2013', 'since May 2013']) {
      expect(start(text)?.iso).toBe('2013-05')
      expect(due(text)).toBeNull()
    }
  })

  test('reads two joined dates in order as a span', () => {
    expect(readDate('From May 2013 – by July 2013')).toMatchObject({
      kind: 'range',
      start: { iso: '2013-05' },
      due: { iso: '2013-07' },
    })
  })

  test('chooses none of several dates and keeps them all in order', () => {
    expect(readDate('May 2013 July 2013')).toMatchObject({
      kind: 'list',
      due: null,
      list: ['2013-05', '2013-07'],
    })
    expect(readDate('May 13 Annual July 14').list).toEqual(['2013-05', null, '2014-07'])
  })

  test.each([
    ['Ongoing', 'ongoing'],
    ['Monthly', 'recurring'],
    ['TBC', 'tbc'],
    ['With immediate effect', 'immediate'],
  ])('gives %s no date and says %s', (text, kind) => {
    expect(readDate(text)).toMatchObject({ start: null, due: null, kind })
  })

  test('keeps a relative phrase apart until there is a day to count from', () => {
    expect(readDate('Within six weeks')).toMatchObject({ due: null, relative: { count: 6, unit: 'weeks' } })
    expect(resolveRelative({ count: 3, unit: 'months' }, '2013-11-30')).toBe('2014-02-28')
  })

  test('refuses a day that does not exist instead of moving it', () => {
    expect(readDate('31 June 2013')).toMatchObject({ due: null, flags: ['impossible'] })
    expect(readDate('13/13/2013')).toMatchObject({ due: null, flags: ['impossible'] })
  })

  test('gives a month without a year only the year that lies nearest to the document, and says so', () => {
    expect(readDate('End Nov')).toMatchObject({ due: null, flags: ['no_year'] })
    const read = readDate('End Nov', { documentDate: '2014-01-31' })
    expect(read.due?.iso).toBe('2013-11-30')
    expect(read.flags).toContain('year_inferred')
  })

  test('leaves a sentence that mentions a date unread', () => {
    const text =
      'The team may meet again once the new manager has settled in, perhaps after the summer break in 2013'
    expect(readDate(text)).toMatchObject({ due: null, start: null })
  })

  test('settles the order of day and month by one provable date of the column', () => {
    expect(dayOrderOf(['06/07/2013', '26/07/2013'])).toMatchObject({ order: 'dmy', proved: true })
    expect(dayOrderOf(['06/07/2013', '07/26/2013'])).toMatchObject({ order: 'mdy', proved: true })
    expect(dayOrderOf(['06/07/2013'])).toMatchObject({ order: 'dmy', proved: false, doubtful: '06/07/2013' })
  })

  test('reads a spreadsheet day number only where it can be one', () => {
    expect(fromSerial('40940')).toBe('2012-02-01')
    expect(fromSerial('101')).toBeNull()
  })
})

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Whether each part of the date was written in the text, as a number or as a month's name. */
function written(iso: string, text: string): boolean {
  const [year = '', month, day] = iso.split('-')
  const numbers = (text.match(/\d+/g) ?? []).map(Number)
  const has = (part: string) => numbers.includes(Number(part))
  const name = MONTHS[Number(month ?? 1) - 1] ?? '?'
  const yearWritten = has(year) || has(year.slice(2))
  const monthWritten =
    month === undefined || has(month) || text.replace(/\s/g, '').toLowerCase().includes(name)
  return yearWritten && monthWritten && (day === undefined || has(day))
}

const yearAfter = (iso: string): string => `${Number(iso.slice(0, 4)) + 1}${iso.slice(4)}`

const piece = fc.oneof(
  fc.constantFrom(
    'May',
    'june',
    'Sept',
    'Feb',
    'December',
    'by',
    'from',
    'end of',
    'mid',
    'to',
    '-',
    '–',
    '/',
    '.',
    'ongoing',
  ),
  fc.constantFrom(
    'Q3',
    'spring',
    'st',
    'th',
    'annual',
    'within',
    'months',
    'the',
    'plan',
    'TBC',
    "'",
    ',',
    '2011/12',
  ),
  fc.integer({ min: 0, max: 40 }).map(String),
  fc.integer({ min: 1990, max: 2040 }).map(String),
  fc.integer({ min: 0, max: 99999 }).map(String),
  fc.string({ maxLength: 4 }),
)
const cellText = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', ' ')), { maxLength: 8 })
  .map((parts) => parts.flat().join(''))

describe('what the date grammar never does', () => {
  test('it never invents: every date that it gives is a real one whose parts stand in the text', () => {
    fc.assert(
      fc.property(cellText, (text) => {
        const read = readDate(text)
        for (const date of [read.start, read.due]) {
          if (!date) continue
          const given = date.precision === 'month_end' || date.precision === 'mid_month'
          expect(isPlainDate(`${date.iso}-01-01`.slice(0, 10))).toBe(true)
          const iso = given ? date.iso.slice(0, 7) : date.iso
          // "Sept–May 1990" begins in the year before the one that is written: that is said, and has to be.
          const inferred = read.flags.includes('year_inferred')
          expect(written(iso, text) || (inferred && written(yearAfter(iso), text))).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('it never fails, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => readDate(text)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})
