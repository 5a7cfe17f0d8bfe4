/** The tokens of the closed date grammar: what one stretch of a date cell is. */
import { endOfMonth, isPlainDate } from '../../../platform/calendar.ts'
import type { ReadPrecision } from './reading.ts'

/** Which number of 03/04/2011 is the day. England writes the day first; a column can prove otherwise. */
export type DayOrder = 'dmy' | 'mdy'

export interface DateToken {
  type: 'date'
  iso: string
  precision: ReadPrecision
  original: string
}

export type Token =
  | DateToken
  | { type: 'years'; from: string; to: string; original: string }
  | { type: 'yearless'; month: number; day: number | null; original: string }
  | { type: 'impossible'; original: string }
  | { type: 'relative'; count: number; unit: RelativeUnit; original: string }
  | {
      type:
        | 'from'
        | 'by'
        | 'end'
        | 'mid'
        | 'to'
        | 'ongoing'
        | 'recurring'
        | 'tbc'
        | 'immediate'
        | 'revised'
        | 'filler'
        | 'extra'
      original: string
    }

export type RelativeUnit = 'days' | 'weeks' | 'months' | 'years'

const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** A month's name or its first letters, at a word's end; a blank inside the name is an extractor's. */
const MONTH = `(${MONTH_NAMES.map(monthPattern).join('|')})\\.?(?![a-z])`

function monthPattern(name: string): string {
  if (name.length === 3) return name
  const whole = name.split('').join(' ?')
  const short = name === 'september' ? 'sept?' : name.slice(0, 3)
  return `${whole}|${short}`
}

const GAP = '[\\s,./\\-–]*'
const YEAR4 = '((?:19|20)\\d{2})(?!\\d)'
const YEAR = "(?:'|’|‘|`)?((?:19|20)\\d{2}|\\d{2})(?!\\d|st|nd|rd|th|[/.:]\\d)"
const DAY = '(0?[1-9]|[12]\\d|3[01])(?:\\s?(?:st|nd|rd|th))?(?:\\s+of)?'
const WEEKDAY = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?'

interface Shape {
  /** The signs that it may open with, as between the brackets of a pattern. */
  opens: string
  pattern: RegExp
  token: (found: RegExpExecArray, order: DayOrder) => Token | null
}

const shape = (opens: string, source: string, token: Shape['token']): Shape => ({
  opens,
  pattern: new RegExp(source, 'iy'),
  token,
})

const MONTHS_OPEN = 'jfmasond'
const WEEKDAYS_OPEN = 'mtwfs'

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  eighteen: 18,
}

/** Tried in this order at each place of the text; the first that fits is the token. */
const SHAPES: readonly Shape[] = [
  shape('\\d', '(\\d{4})-(\\d{2})-(\\d{2})(?:T[\\d:.]+Z?)?(?!\\d)', (m) =>
    day(m[1], Number(m[2]), m[3], m[0]),
  ),
  shape(`\\d${WEEKDAYS_OPEN}`, `(${WEEKDAY})${DAY}(${GAP})${MONTH}(?:${GAP}${YEAR}|(?!\\w))`, dayOfMonth),
  shape(`\\d${WEEKDAYS_OPEN}`, `${WEEKDAY}(\\d{1,2})\\s?[/.]\\s?(\\d{1,2})\\s?[/.]\\s?${YEAR}`, numericDay),
  shape(
    `\\d${WEEKDAYS_OPEN}`,
    `${WEEKDAY}(\\d{1,2})-(\\d{1,2})-((?:19|20)\\d{2}|\\d{2})(?![\\d-])`,
    numericDay,
  ),
  shape(MONTHS_OPEN, `${MONTH}(?:\\s+${DAY},?\\s+${YEAR4}|${GAP}${YEAR}|(?![\\w'’]))`, monthFirst),
  shape('\\d', `(0?[1-9]|1[0-2])/${YEAR4}`, (m) => month(m[2], Number(m[1]), m[0])),
  shape(
    'q',
    `(?:quarter|qtr|q)\\s?([1-4])(?!\\d),?\\s*(?:of\\s+)?((?:19|20)?\\d{2})\\s?[/\\-–]\\s?(\\d{2,4})(?!\\d)`,
    (m) => quarter(m),
  ),
  shape('q', `(?:quarter|qtr|q)\\s?([1-4])(?!\\d),?\\s*(?:of\\s+)?${YEAR4}`, (m) =>
    part(m[2], 'quarter', m[0]),
  ),
  shape(
    'elsawc',
    `(?:early\\s+|late\\s+)?(?:spring|summer|autumn|winter|easter|christmas)(?:\\s+term)?${GAP}${YEAR4}`,
    (m) => part(m[1], 'season', m[0]),
  ),
  shape('12', '((?:19|20)\\d{2})\\s?/\\s?(\\d{2}|(?:19|20)\\d{2})(?![\\d/])', (m) =>
    part(endYear(m), 'year', m[0]),
  ),
  shape('12', '((?:19|20)\\d{2})[-–](\\d{2})(?![\\d/-])', (m) => financialYear(m)),
  shape('12', `((?:19|20)\\d{2})\\s?[-–]\\s?((?:19|20)\\d{2})(?![\\d/])`, (m) => ({
    type: 'years',
    from: m[1] ?? '',
    to: m[2] ?? '',
    original: m[0],
  })),
  shape('12', YEAR4, (m) => part(m[1], 'year', m[0])),
  shape(
    'wi',
    `(?:with)?in\\s+(\\d{1,3}|${Object.keys(NUMBER_WORDS).join('|')})\\s+(?:calendar\\s+)?(day|week|month|year)s?(?!\\w)`,
    relative,
  ),
  shape(
    '\\dotfsen',
    `(\\d{1,3}|${Object.keys(NUMBER_WORDS).join('|')})\\s+(?:calendar\\s+)?(day|week|month|year)s?(?!\\w)`,
    relative,
  ),
  word('fscb', 'from|starting|commencing|commences|started|starts|start|since|beginning|begins', 'from'),
  word('oc', 'on-?going|continuous(?:ly)?|continuing|continues', 'ongoing'),
  word(
    'abdefhmqstwy',
    '(?:bi-?|half-?|twice )?(?:annual(?:ly)?|yearly)|(?:bi-?|six-?)?monthly|quarterly|weekly|fortnightly|daily|termly|every \\w+(?: (?:weeks?|months?|years?|terms?|quarters?))?|each (?:week|month|year|term|quarter)',
    'recurring',
  ),
  word('t', 't\\.?b\\.?[cad]\\.?|to be (?:confirmed|agreed|advised|determined)', 'tbc'),
  word(
    'wiansu',
    'with immediate effect|immediate(?:ly)?|asap|as soon as possible|now|straight ?away|urgent(?:ly)?',
    'immediate',
  ),
  word('bndc', 'by|before|no later than|due|completed?|completion|deadline', 'by'),
  word(
    'remcsnow',
    're-?vised|revision|extended|moved|changed|slipped|re-?profiled|new date|original(?:ly)?|was',
    'revised',
  ),
  word('ea', 'end|at the end', 'end'),
  word('m', 'mid|middle', 'mid'),
  word('tu', 'to|until|till|through', 'to'),
  shape('\\-–—', '[-–—]', (m) => ({ type: 'to', original: m[0] })),
  word(
    'otidafelwbv',
    'of|the|in|during|on|at|for|and|then|early|late|w/c|week commencing|is|be|will|this|it|date|target|final|version',
    'filler',
  ),
  shape('a-z', "[A-Za-z][\\w'’]*", (m) => ({ type: 'extra', original: m[0] })),
  shape('\\d', '\\d[\\d.,/]*\\w*', (m) => ({ type: 'extra', original: m[0] })),
]

function word(
  opens: string,
  source: string,
  type: Exclude<Token['type'], 'date' | 'years' | 'yearless' | 'impossible' | 'relative'>,
): Shape {
  return shape(opens, `(?:${source})(?![\\w])`, (m) => ({ type, original: m[0] }))
}

/** The shapes by the sign that stands at a place of the text, so that only those which may fit are tried there. */
const BY_SIGN: ReadonlyMap<string, readonly Shape[]> = new Map(
  [...'abcdefghijklmnopqrstuvwxyz0123456789-–—'].map((sign) => [
    sign,
    SHAPES.filter(({ opens }) => new RegExp(`[${opens}]`).test(sign)),
  ]),
)

/**
 * The text as tokens; signs and blanks between them are passed over. Repeatable: no state is kept. It stops after
 * more than `mostExtra` words that are no part of a date, where the caller gives such a text up anyway.
 */
export function dateTokens(text: string, order: DayOrder, mostExtra = Number.POSITIVE_INFINITY): Token[] {
  const tokens: Token[] = []
  let [at, extra] = [0, 0]
  while (at < text.length && extra <= mostExtra) {
    const token = tokenAt(text, at, order)
    if (token) tokens.push(token)
    if (token?.type === 'extra') extra += 1
    at += token ? token.original.length : 1
  }
  return tokens
}

function tokenAt(text: string, at: number, order: DayOrder): Token | null {
  const shapes = BY_SIGN.get(text.charAt(at).toLowerCase())
  if (!shapes) return null
  // A token starts at a word's start only, so that "12.5 Marches" or "x2011" never yields a date from its middle.
  if (at > 0 && /[A-Za-z0-9]/.test(text[at - 1] ?? '') && /[A-Za-z0-9]/.test(text[at] ?? '')) return null
  const plainWord = plainWordAt(text, at)
  if (plainWord) return { type: 'extra', original: plainWord }
  for (const { pattern, token } of shapes) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    const read = found && found[0].length > 0 ? token(found, order) : null
    if (read) return read
  }
  return null
}

/** A word that begins no shape of the grammar, so that most words of a sentence are passed over at one look. */
const PLAIN_WORD =
  /(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|q|spr|sum|aut|win|eas|chr|ear|lat|wit|in|two|thr|fou|fiv|six|sev|eig|nin|ten|ele|twe|one|fro|sta|com|con|sin|beg|on|ann|bi|half|twi|week|fort|dai|term|year|eve|eac|t\.?b|to|imm|asap|as|now|str|urg|by|bef|no|due|dea|rev|re-|ext|mov|cha|sli|rep|new|ori|was|end|at|mid|unt|til|thr|of|the|dur|for|and|then|w\/c|is|be|wil|thi|it|dat|tar|fin|ver|mont|qua|qtr|du))[a-z][\w'’]*/iy

function plainWordAt(text: string, at: number): string | null {
  PLAIN_WORD.lastIndex = at
  return PLAIN_WORD.exec(text)?.[0] ?? null
}

function fullYear(text: string | undefined): string {
  const year = text ?? ''
  return year.length === 2 ? `20${year}` : year
}

function monthOf(text: string | undefined): number {
  const start = (text ?? '').replace(/\s/g, '').toLowerCase().slice(0, 3)
  return MONTH_NAMES.findIndex((name) => name.startsWith(start)) + 1
}

const two = (value: number) => String(value).padStart(2, '0')

/** A real day, or a token that says that it is none: 31 June is never moved to a day that exists. */
function day(
  year: string | undefined,
  monthNumber: number,
  dayText: string | undefined,
  original: string,
): Token {
  const iso = `${fullYear(year)}-${two(monthNumber)}-${two(Number(dayText))}`
  return isPlainDate(iso)
    ? { type: 'date', iso, precision: 'day', original }
    : { type: 'impossible', original }
}

function numericDay(found: RegExpExecArray, order: DayOrder): Token {
  const [whole, first, second, year] = found
  // A number above twelve cannot be a month, whatever the column's order.
  const monthFirst = Number(second) > 12 || (order === 'mdy' && Number(first) <= 12)
  return monthFirst ? day(year, Number(first), second, whole) : day(year, Number(second), first, whole)
}

function month(year: string | undefined, monthNumber: number, original: string): Token {
  return { type: 'date', iso: `${fullYear(year)}-${two(monthNumber)}`, precision: 'month', original }
}

function part(year: string | undefined, precision: 'quarter' | 'season' | 'year', original: string): Token {
  return { type: 'date', iso: year ?? '', precision, original }
}

/** "2025-26" is a year only where the second follows the first; else it is no date that can be told. */
function financialYear(found: RegExpExecArray): Token {
  const [original, first = '', last = ''] = found
  const next = String(Number(first) + 1)
  return next.endsWith(last) ? part(next, 'year', original) : { type: 'extra', original }
}

/** A quarter of a year written 2011/12 is of the financial year: its calendar year follows, its months do not. */
function quarter(found: RegExpExecArray): Token {
  const [original, number] = found
  const year = fullYear(found[2])
  const next = Number(year) + 1
  if (endYear([original, year, found[3]]) !== String(next)) return { type: 'impossible', original }
  return part(number === '4' ? String(next) : year, 'quarter', original)
}

/** The second year of "2011/12", in full. */
function endYear([, first = '', last = '']: (string | undefined)[]): string {
  return last.length === 2 ? `${first.slice(0, 2)}${last}` : last
}

/** "Friday 3 May 2011"; without a year "3 May", with blanks between and no day of the week. */
function dayOfMonth([original, weekday, dayText, gap = '', name, year]: RegExpExecArray): Token | null {
  if (year !== undefined) return day(year, monthOf(name), dayText, original)
  if (weekday !== '' || gap.trim() !== '') return null
  return { type: 'yearless', month: monthOf(name), day: Number(dayText), original }
}

/** "May 3, 2011", "May 2011" or "May". */
function monthFirst([original, name, dayText, yearOfDay, year]: RegExpExecArray): Token {
  if (yearOfDay !== undefined) return day(yearOfDay, monthOf(name), dayText, original)
  return year === undefined ? yearlessMonth(name, original) : month(year, monthOf(name), original)
}

/** Months are written with a capital; "may" is mostly a verb. */
function yearlessMonth(name: string | undefined, original: string): Token {
  if (!/^[A-Z]/.test(original)) return { type: 'extra', original }
  return { type: 'yearless', month: monthOf(name), day: null, original }
}

function relative(found: RegExpExecArray): Token {
  const [original, count = '', unit = ''] = found
  const number = NUMBER_WORDS[count.toLowerCase()] ?? Number(count)
  return { type: 'relative', count: number, unit: `${unit.toLowerCase()}s` as RelativeUnit, original }
}

/** "End of May 2011" is its last day, "mid May 2011" its fifteenth; other precisions stay as written. */
export function sharpen(token: DateToken, at: 'end' | 'mid'): DateToken {
  if (token.precision !== 'month') return token
  const first = `${token.iso}-01`
  if (at === 'end') return { ...token, iso: endOfMonth(first), precision: 'month_end' }
  return { ...token, iso: `${token.iso}-15`, precision: 'mid_month' }
}
