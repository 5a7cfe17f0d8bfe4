import { expect, test } from 'vitest'
import { lastDayListed, monthsListed } from './dates-listed.ts'

test('reads a cell of several months, in the order in which they are printed', () => {
  expect(monthsListed('Oct 09 Sep 09')).toEqual(['2009-10', '2009-09'])
  expect(monthsListed('Dec 2010, March 2012')).toEqual(['2010-12', '2012-03'])
})

test('takes one month, or words, for no list', () => {
  for (const words of [null, '', 'Ongoing', 'By end January 2010', 'May we ask twice'])
    expect(monthsListed(words)).toEqual([])
})

test('is due whole by the end of the latest month', () => {
  expect(lastDayListed('Dec 10 Feb 12 Feb 11')).toBe('2012-02-29')
  expect(lastDayListed('Annual')).toBeNull()
})
