/** Days that a note names: "01.06.11", "3rd June 2011", "June 2011". Day first; never a guess at a missing year. */
import { isPlainDate, type PlainDate } from '../../../../platform/calendar.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const AHEAD =
  '(by|expected|due|closes?|opens?|starts?|begins?|launch(?:es)?|date:|from|until|till|on|in|at|around|before|after|during|wc|w/c|starting|commencing|beginning)\\s+(?:the\\s+)?(?:(?:end|middle|mid|beginning|start|early|late)[\\s-]+(?:of\\s+)?)?'

const NUMERIC = new RegExp(`${AHEAD}(\\d{1,2})[./](\\d{1,2})[./](\\d{4}|\\d{2})\\b`, 'gi')
const WRITTEN = new RegExp(
  `${AHEAD}(?:(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?)?${MONTH}\\.?,?\\s+(\\d{4}|'?\\d{2})\\b(?![:/.]\\d)`,
  'gi',
)
const YEARLESS = new RegExp(
  `\\bby\\s+(?:the\\s+)?(?:(?:end|middle|mid|beginning|start|early|late)[\\s-]+(?:of\\s+)?)?(?:\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?)?${MONTH}\\b(?!\\.?,?\\s+'?\\d)`,
  'gi',
)

export interface NamedDay {
  /** The first day that the words can mean. */
  on: PlainDate
  words: string
}

/** Days and months with a year, where a word such as "by" or "from" leads to them: a bare date may sign a document. */
export function daysNamed(text: string): NamedDay[] {
  const numeric = [...text.matchAll(NUMERIC)].map((found) =>
    dayFrom(found[0], found[4], Number(found[3]), Number(found[2])),
  )
  const written = [...text.matchAll(WRITTEN)].map((found) =>
    dayFrom(found[0], found[4], monthOf(found[3]), Number(found[2] ?? 1)),
  )
  return [...numeric, ...written].filter((day) => day !== null)
}

/** Months without a year after "by", in the year in which they are nearest to the day. */
export function monthsNamed(text: string, near: PlainDate): NamedDay[] {
  return [...text.matchAll(YEARLESS)].flatMap((found) => {
    const on = nearest(monthOf(found[1]), near)
    return on === null ? [] : [{ on, words: found[0] }]
  })
}

const monthOf = (words: string | undefined): number =>
  MONTHS.indexOf((words ?? '').slice(0, 3).toLowerCase()) + 1

function dayFrom(words: string, year: string | undefined, month: number, day: number): NamedDay | null {
  const digits = (year ?? '').replace("'", '')
  const on = `${digits.length === 2 ? `20${digits}` : digits}-${two(month)}-${two(day)}`
  return isPlainDate(on) ? { on, words: words.trim() } : null
}

const two = (number: number): string => String(number).padStart(2, '0')

function nearest(month: number, near: PlainDate): PlainDate | null {
  if (month === 0) return null
  const year = Number(near.slice(0, 4))
  const gap = month - Number(near.slice(5, 7))
  const shift = gap > 6 ? -1 : gap < -5 ? 1 : 0
  return `${year + shift}-${two(month)}-01`
}
