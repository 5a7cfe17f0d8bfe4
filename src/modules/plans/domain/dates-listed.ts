import { endOfMonth, isPlainDate, type PlainDate } from '../../../platform/calendar.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const LISTED = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{0,3}'?(\d{4}|\d{2})\b/gi

/**
 * The months of a cell in which several are printed and none was taken, "Sep 09 Oct 09": `2009-09` and `2009-10`. Two
 * figures are a year from 2000 on. Empty where the words name fewer than two.
 */
export function monthsListed(words: string | null): string[] {
  const months = [...(words ?? '').matchAll(LISTED)].map(([, month = '', year = '']) => {
    const number = MONTHS.indexOf(month.toLowerCase()) + 1
    return `${year.length === 2 ? `20${year}` : year}-${String(number).padStart(2, '0')}`
  })
  return months.length > 1 ? months : []
}

/** The last day of the latest month of such a cell: by then all of it is due, whichever month is whose. */
export function lastDayListed(words: string | null): PlainDate | null {
  const latest = monthsListed(words).toSorted().at(-1)
  if (latest === undefined || !isPlainDate(`${latest}-01`)) return null
  return endOfMonth(`${latest}-01`)
}
