import { isPlainDate, monthNamed, type PlainDate } from '../../../platform/calendar.ts'

/** What a phrase counts from. */
export type Base = 'publication' | 'receipt'

export const UNITS = ['working day', 'day', 'week', 'month', 'year'] as const

export type Unit = (typeof UNITS)[number]

/** A deadline phrase, as far as it can be read. */
export type Phrase =
  | { kind: 'span'; count: number; unit: Unit; from: Base }
  | { kind: 'at once'; from: Base }
  | { kind: 'day'; on: PlainDate }
  | { kind: 'month'; on: string }
  | { kind: 'no day'; why: string }

const SMALL = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty'],
]
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

const TERM = 'School terms have no fixed day: enter the day'
const NEVER = 'These words give no day: enter one if there is one'
const UNREAD = 'We cannot work out a day from these words: enter the day'

/**
 * Reads "within three months", "within 70 working days of receipt", "immediately", "by 30 June 2026", "by the end of
 * June 2026". What names no day that everybody would agree on is said to name none, never guessed.
 */
export function readPhrase(words: string): Phrase {
  const text = words
    .toLowerCase()
    .replace(/\b(the|a date of|date of|day of)\b/g, ' ')
    .replace(/[.,;]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return atOnce(text) ?? span(text) ?? date(text) ?? noDay(text)
}

function atOnce(text: string): Phrase | null {
  const rest = /^(?:immediately|immediate|at once|straight ?away|with immediate effect|forthwith)(.*)$/.exec(
    text,
  )
  const from = rest && baseOf(rest[1] ?? '')
  return from ? { kind: 'at once', from } : null
}

const SPAN =
  /^(?:(?:by |not? later than |to be completed )?(?:within|in)|no(?:t)? later than)? ?([a-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|\d{1,3}) (?:calendar )?(working days?|days?|weeks?|months?|years?)(.*)$/

function span(text: string): Phrase | null {
  const [, counted = '', named = '', rest = ''] = SPAN.exec(text) ?? []
  const [count, from] = [countOf(counted), baseOf(rest)]
  const unit = UNITS.find((one) => one === named.replace(/s$/, ''))
  return count && unit && from ? { kind: 'span', count, unit, from } : null
}

/** Nothing said: from publication, as inspectorates count. */
function baseOf(rest: string): Base | null {
  const text = rest.trim()
  if (text === '') return 'publication'
  if (!/^(of|from|after|following) /.test(text)) return null
  if (/\b(receipt|receiving|received)\b/.test(text)) return 'receipt'
  return /\b(publication|published|publishing|report|letter|notice|inspection report)\b/.test(text)
    ? 'publication'
    : null
}

function countOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word) || null
  if (word === 'a' || word === 'an') return 1
  const small = SMALL.indexOf(word)
  if (small >= 0) return small + 1
  const [tens = '', ones] = word.split(/[- ]/)
  const ten = TENS.indexOf(tens)
  if (ten < 0) return null
  return (ten + 2) * 10 + (ones ? SMALL.indexOf(ones) + 1 : 0)
}

const BY =
  /^(?:by|on|no later than|not later than|by no later than|until)? ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day )?/

function date(text: string): Phrase | null {
  const rest = text.replace(BY, '')
  return isPlainDate(rest) ? { kind: 'day', on: rest } : (inFigures(rest) ?? inWords(rest))
}

function inFigures(text: string): Phrase | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text) ?? []
  return dayOf(year, Number(month), Number(day))
}

function inWords(text: string): Phrase | null {
  const [, end, day, named = '', year = ''] =
    /^(end (?:of )?)?(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?([a-z]{3,9}) (\d{4})$/.exec(text) ?? []
  const month = monthNamed(named)
  if (!month || (end && day)) return null
  if (day) return dayOf(year, month, Number(day))
  return isPlainDate(`${year}-${two(month)}-01`) ? { kind: 'month', on: `${year}-${two(month)}` } : null
}

const two = (value: number): string => String(value).padStart(2, '0')

function dayOf(year: string, month: number, day: number): Phrase | null {
  const on = `${year}-${two(month)}-${two(day)}`
  return isPlainDate(on) ? { kind: 'day', on } : null
}

function noDay(text: string): Phrase {
  if (/\b(term|terms|half-term|school days?|academic)\b/.test(text)) return { kind: 'no day', why: TERM }
  if (
    /^(throughout|ongoing|on-going|continuing|continuous|as soon as possible|asap|n\/?a|none|tbc|to be confirmed)$/.test(
      text,
    )
  )
    return { kind: 'no day', why: NEVER }
  return { kind: 'no day', why: UNREAD }
}
