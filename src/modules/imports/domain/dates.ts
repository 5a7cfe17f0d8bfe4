/**
 * The closed date grammar. It reads the forms that plans use, day first, and leaves everything else unread:
 * a date that is not certain is null with its words kept, never a guess (`chrono-node` turns "31-May- 2011"
 * into 1 May without a word).
 */
import { addDays, addMonths, isPlainDate, type PlainDate } from '../../../platform/calendar.ts'
import {
  type DateToken,
  type DayOrder,
  dateTokens,
  type RelativeUnit,
  sharpen,
  type Token,
} from './date-words.ts'
import type { DateKind, ReadDate, ReadPrecision } from './reading.ts'
import { remembered } from './remembered.ts'
import { isBlank, plain } from './words.ts'

export type DateFlag =
  | 'extra_words'
  | 'no_year'
  | 'year_inferred'
  | 'impossible'
  | 'unread'
  | 'split_word'
  | 'ongoing'
  | 'serial'
  | 'revised'
  | 'done'

export interface DateCell {
  start: { iso: string; precision: ReadPrecision } | null
  due: { iso: string; precision: ReadPrecision } | null
  kind: DateKind
  /** All dates in order where the cell holds several; null stands for "Annual" and the like. */
  list: (string | null)[] | null
  relative: { count: number; unit: RelativeUnit } | null
  flags: DateFlag[]
  /** How many of its words are no part of a date, and how many only fill. */
  extra: number
  fillers: number
  original: string
}

export interface DateOptions {
  order?: DayOrder
  /** The document's own day: a month without a year is then the one nearest to it, and flagged. */
  documentDate?: PlainDate | null
}

/** A cell longer than this is text, whatever dates it mentions. */
const LONGEST_DATE = 300

/** More unknown words than this and the cell is a sentence that mentions a date, not a date. */
const MOST_EXTRA_WORDS = 8

/**
 * Reads one date cell. Never throws; what it cannot read has all-null dates and the flag `unread`.
 * "From …" gives a start and no due date; "X – Y" gives both; several dates give a list and no choice.
 */
export function readDate(raw: string, options: DateOptions = {}): DateCell {
  return read(raw, options, MOST_EXTRA_WORDS)
}

/** A date cell is looked at no further than just past `mostExtra` words that are no part of a date. */
function read(raw: string, options: DateOptions, mostExtra: number): DateCell {
  const original = plain(raw)
  const cell: DateCell = {
    start: null,
    due: null,
    kind: null,
    list: null,
    relative: null,
    flags: [],
    extra: 0,
    fillers: 0,
    original,
  }
  if (original.length > LONGEST_DATE) return unread(cell)
  if (isBlank(original) || /^n\/?a\.?$/i.test(original)) return cell
  const tokens = complete(dateTokens(original, options.order ?? 'dmy', mostExtra), options, cell)
  cell.extra = tokens.filter((token) => token.type === 'extra').length
  cell.fillers = tokens.filter((token) => token.type === 'filler').length
  if (cell.extra > 0) cell.flags.push('extra_words')
  if (tokens.some(hasSplitMonth)) cell.flags.push('split_word')
  if (cell.extra > mostExtra) return unread(cell)
  return interpret(tokens, cell)
}

function unread(cell: DateCell): DateCell {
  cell.flags.push('unread')
  return cell
}

/** A month's name with a blank inside it: the extractor cut the word. */
function hasSplitMonth(token: Token): boolean {
  if (!('iso' in token) || token.precision === 'season') return false
  return /[a-z] [a-z]/i.test(token.original.replace(/\bof\b|(?<=\d)(?:st|nd|rd|th)/gi, ''))
}

/** Gives a month without a year its year where the document's day tells it, and sharpens "end of" and "mid". */
function complete(tokens: Token[], options: DateOptions, cell: DateCell): Token[] {
  const dated = tokens.map((token, index) =>
    token.type === 'yearless' ? (yearOfRange(tokens, index, cell) ?? withYear(token, options, cell)) : token,
  )
  return dated.map((token, index) => {
    const before = nearestWord(dated, index)
    return token.type === 'date' && (before === 'end' || before === 'mid') ? sharpen(token, before) : token
  })
}

/** "April – June 2025", "Sept/Oct 2009": the first month has the year of the second, or the one before where it comes later in it. */
function yearOfRange(tokens: readonly Token[], index: number, cell: DateCell): Token | null {
  const first = tokens[index]
  const between = tokens[index + 1]
  const joined = between?.type === 'to' || /^and$/i.test(between?.original ?? '')
  const last = tokens[joined ? index + 2 : index + 1]
  if (first?.type !== 'yearless' || last?.type !== 'date') return null
  if (last.iso.length < 7) return null
  const [year, month] = [Number(last.iso.slice(0, 4)), Number(last.iso.slice(5, 7))]
  if (first.month <= month) return dateOfYear(first, year)
  cell.flags.push('year_inferred')
  return dateOfYear(first, year - 1)
}

function dateOfYear({ month, day, original }: Extract<Token, { type: 'yearless' }>, year: number): Token {
  const two = (value: number) => String(value).padStart(2, '0')
  if (day === null) return { type: 'date', iso: `${year}-${two(month)}`, precision: 'month', original }
  const iso = `${year}-${two(month)}-${two(day)}`
  return isPlainDate(iso)
    ? { type: 'date', iso, precision: 'day', original }
    : { type: 'impossible', original }
}

function nearestWord(tokens: readonly Token[], index: number): Token['type'] | null {
  for (let at = index - 1; at >= 0; at -= 1) {
    const type = tokens[at]?.type
    if (type !== 'filler' || !/^(of|the|in)$/i.test(tokens[at]?.original ?? '')) {
      // "mid-January": the dash belongs to the word.
      if (type === 'to' && tokens[at - 1]?.type === 'mid') continue
      return type ?? null
    }
  }
  return null
}

function withYear(token: Extract<Token, { type: 'yearless' }>, options: DateOptions, cell: DateCell): Token {
  if (!options.documentDate) {
    cell.flags.push('no_year')
    return token
  }
  const iso = nearestYear(token, options.documentDate)
  if (iso === null) return { type: 'impossible', original: token.original }
  cell.flags.push('year_inferred')
  return { type: 'date', iso, precision: token.day === null ? 'month' : 'day', original: token.original }
}

/** The year in which the month lies nearest to the document's day, at most six months before or after. */
function nearestYear(token: { month: number; day: number | null }, documentDate: PlainDate): string | null {
  const year = Number(documentDate.slice(0, 4))
  const gap = token.month - Number(documentDate.slice(5, 7))
  const chosen = gap > 6 ? year - 1 : gap < -6 ? year + 1 : year
  const iso = `${chosen}-${String(token.month).padStart(2, '0')}`
  if (token.day === null) return iso
  const dayIso = `${iso}-${String(token.day).padStart(2, '0')}`
  return isPlainDate(dayIso) ? dayIso : null
}

function interpret(tokens: readonly Token[], cell: DateCell): DateCell {
  if (tokens.some((token) => token.type === 'impossible')) {
    cell.flags.push('impossible')
    return cell
  }
  const years = tokens.find((token) => token.type === 'years')
  const entries = tokens.filter((token) => token.type === 'date' || token.type === 'recurring')
  const dates = tokens.filter((token) => token.type === 'date')
  if (years?.type === 'years' && dates.length === 0)
    return range(cell, yearToken(years.from), yearToken(years.to))
  if (years || entries.length > 1) return several(tokens, cell)
  const [only] = dates
  return only ? single(tokens, only, cell) : undated(tokens, cell)
}

const yearToken = (iso: string): DateToken => ({ type: 'date', iso, precision: 'year', original: iso })

function range(cell: DateCell, from: DateToken, to: DateToken): DateCell {
  cell.start = { iso: from.iso, precision: from.precision }
  cell.due = { iso: to.iso, precision: to.precision }
  cell.kind = 'range'
  return cell
}

/** Two dates joined by "to", "by" or a dash (by "and" after "between") and in order are a range; any other crowd is a list. */
function several(tokens: readonly Token[], cell: DateCell): DateCell {
  const places = tokens.flatMap((token, index) => (token.type === 'date' ? [index] : []))
  const [first = -1, second = -1] = places
  const [from, to] = [tokens[first], tokens[second]]
  const between = tokens.slice(first + 1, second)
  const joined =
    between.length > 0 &&
    (/\bbetween\b/i.test(cell.original) ||
      !between.some(({ original }) => /^(?:and|&|then)$/i.test(original))) &&
    between.every((t) => t.type === 'to' || t.type === 'by' || t.type === 'filler' || t.type === 'end')
  const plainPair =
    places.length === 2 && tokens.every((token) => token.type !== 'recurring' && token.type !== 'years')
  if (plainPair && joined && from?.type === 'date' && to?.type === 'date' && from.iso <= to.iso)
    return range(cell, from, to)
  if (plainPair && from?.type === 'date' && to?.type === 'date' && tokens.some(isRevision))
    return revised(tokens, from, to, cell)
  const [only, ...others] = tokens.filter((token) => token.type === 'date')
  if (only?.type === 'date' && others.length === 0 && recurringFrom(tokens, only, cell)) return cell
  cell.kind = 'list'
  cell.list = tokens.flatMap(listEntry)
  return cell
}

const isRevision = ({ type }: Token) => type === 'revised'

/** "A revised to B" is B; "B (was A)" is B. Both dates stay in the words, and the change is flagged. */
function revised(tokens: readonly Token[], first: DateToken, second: DateToken, cell: DateCell): DateCell {
  const before = tokens.slice(0, tokens.indexOf(second)).findLast(isRevision)
  const now = before && /^(?:original|was)/i.test(before.original) && before !== tokens[0] ? first : second
  cell.due = { iso: now.iso, precision: now.precision }
  cell.kind = 'by'
  cell.flags.push('revised')
  return cell
}

/** "Monthly from February 2019" begins then; "monthly until March" and "by May, then quarterly" have a day to meet. */
function recurringFrom(tokens: readonly Token[], date: DateToken, cell: DateCell): boolean {
  const value = { iso: date.iso, precision: date.precision }
  const before = tokens[tokens.indexOf(date) - 1]
  if (opensWithFrom(tokens, date)) cell.start = value
  else if (
    (before?.type === 'to' && /[a-z]/i.test(before.original)) ||
    /\bthen\b|\bthereafter\b/i.test(cell.original)
  )
    cell.due = value
  else return false
  cell.kind = 'recurring'
  return true
}

function listEntry(token: Token): (string | null)[] {
  if (token.type === 'date') return [token.iso]
  if (token.type === 'years') return [`${token.from}/${token.to}`]
  return token.type === 'recurring' ? [null] : []
}

function single(tokens: readonly Token[], date: DateToken, cell: DateCell): DateCell {
  const ongoing = tokens.some((token) => token.type === 'ongoing')
  const value = { iso: date.iso, precision: date.precision }
  const onward = /^onwards?$/i.test(tokens[tokens.indexOf(date) + 1]?.original ?? '')
  if (onward || opensWithFrom(tokens, date)) {
    cell.start = value
    cell.kind = ongoing ? 'ongoing' : 'from'
    return cell
  }
  cell.due = value
  if (ongoing) cell.flags.push('ongoing')
  if (saysDone(tokens)) cell.flags.push('done')
  const limited = tokens.some(
    (token) => ['by', 'end', 'mid', 'to'].includes(token.type) && !/^[-–—]$/.test(token.original),
  )
  cell.kind = ongoing && !limited ? 'ongoing' : limited ? 'by' : null
  return cell
}

/** "Complete – Jan 25", "Completed on 20/08/2015": the day on which it was done, which no deadline is. */
function saysDone([first, second]: readonly Token[]): boolean {
  if (first?.type !== 'by' || !/^complete/i.test(first.original)) return false
  return second?.type === 'date' || second?.type === 'to' || /^(?:on|in)$/i.test(second?.original ?? '')
}

/** Whether "from", "starting" … stands right before the date, with only "end of", "the" or an "ongoing" between. */
function opensWithFrom(tokens: readonly Token[], date: DateToken): boolean {
  const at = tokens.indexOf(date)
  for (let index = at - 1; index >= 0; index -= 1) {
    const type = tokens[index]?.type
    if (type === 'from') return true
    if (type !== 'end' && type !== 'mid' && type !== 'filler') return false
  }
  return false
}

function undated(tokens: readonly Token[], cell: DateCell): DateCell {
  const relative = tokens.find((token) => token.type === 'relative')
  if (relative?.type === 'relative') {
    cell.kind = 'relative'
    cell.relative = { count: relative.count, unit: relative.unit }
    return cell
  }
  const telling = tokens.find((token) => ['ongoing', 'recurring', 'tbc', 'immediate'].includes(token.type))
  cell.kind = telling ? (telling.type as DateKind) : null
  return telling || cell.flags.includes('no_year') ? cell : unread(cell)
}

/** The day that a relative phrase works out to from its base. */
export function resolveRelative(relative: { count: number; unit: RelativeUnit }, base: PlainDate): PlainDate {
  if (relative.unit === 'days') return addDays(base, relative.count)
  if (relative.unit === 'weeks') return addDays(base, 7 * relative.count)
  return addMonths(base, relative.unit === 'years' ? 12 * relative.count : relative.count)
}

/**
 * A day stored as a spreadsheet's number (days since 30 December 1899). null outside 1954–2064, where a
 * number of five digits is more likely something else.
 */
export function fromSerial(raw: string): PlainDate | null {
  const text = plain(raw)
  if (!/^\d{5}(\.0+)?$/.test(text)) return null
  const days = Math.trunc(Number(text))
  return days >= 20000 && days <= 60000 ? addDays('1899-12-30', days) : null
}

/** No cell without one of these is a date: a quick look that spares most cells the grammar. */
const DATE_HINT =
  /\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|going|continu|annual|year|month|quarter|week|night|daily|term|every|t\.?b\.?[acd]|to be|immediate|asap|as soon|\bnow\b|urgent|straight ?away/i

/** With more unknown words than this beside it, a date is no longer what a cell is about. */
const MOST_BESIDE_A_DATE = 4

/** Whether the cell is a date, a span, a frequency or "TBC", and nothing much else. */
export const isDateLike = remembered((raw): boolean => {
  if (!DATE_HINT.test(raw)) return false
  const cell = read(raw, {}, MOST_BESIDE_A_DATE)
  if (isBlank(raw) || cell.flags.includes('unread')) return false
  const said =
    cell.start ||
    cell.due ||
    cell.list ||
    cell.kind ||
    cell.flags.includes('no_year') ||
    cell.flags.includes('impossible')
  const dated = cell.start || cell.due || cell.list
  return Boolean(said) && cell.extra <= (dated ? MOST_BESIDE_A_DATE : 2)
})

/** Whether the cell names at least one month or day, and little else: never a mere "ongoing" or a year. */
export const isPlainlyDate = remembered((raw): boolean => {
  if (!/\d/.test(raw)) return false
  const cell = read(raw, {}, 0)
  if (cell.flags.includes('unread')) return false
  const precise = [cell.start, cell.due].some((date) => date && date.precision !== 'year')
  return (
    cell.extra + cell.fillers === 0 && (precise || Boolean(cell.list?.some((iso) => iso && iso.length >= 7)))
  )
})

/** How many dates or frequencies a cell holds, each by itself: one value per milestone, or one for all. */
export function dateParts(raw: string): string[] {
  return dateTokens(plain(raw).slice(0, 2000), 'dmy')
    .filter((token) =>
      ['date', 'years', 'recurring', 'yearless', 'impossible', 'tbc', 'ongoing'].includes(token.type),
    )
    .map((token) => token.original.trim())
}

/**
 * The day order of a column, by its cells: one date such as 06/26/2011 proves month first, 26/06/2011 day first.
 * `proved` is false when every numeric date could be read both ways.
 */
export function dayOrderOf(cells: readonly string[]): {
  order: DayOrder
  proved: boolean
  doubtful: string | null
} {
  const pairs = cells.flatMap((cell) => [
    ...plain(cell).matchAll(/(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/g),
  ])
  const monthFirst = pairs.some(([, , second]) => Number(second) > 12)
  const dayFirst = pairs.some(([, first]) => Number(first) > 12)
  const open = pairs.find(
    ([, first, second]) => Number(first) <= 12 && Number(second) <= 12 && first !== second,
  )
  return {
    order: monthFirst && !dayFirst ? 'mdy' : 'dmy',
    proved: monthFirst !== dayFirst,
    doubtful: open?.[0] ?? null,
  }
}

/** One field's date out of a cell, as the result keeps it; null where the cell says nothing of that field. */
export function asReadDate(cell: DateCell, which: 'start' | 'due'): ReadDate | null {
  const date = cell[which]
  if (date) return { ...date, kind: kindFor(cell, which), original: cell.original }
  const speaks = cell.kind !== null && cell.kind !== 'from' && cell.kind !== 'range'
  if (!speaks && cell.flags.length === 0) return null
  if (cell.start || cell.due) return which === 'due' && cell.kind === 'ongoing' ? empty(cell) : null
  return empty(cell)
}

function kindFor(cell: DateCell, which: 'start' | 'due'): DateKind {
  if (cell.kind === 'range') return which === 'start' ? 'from' : 'by'
  return which === 'start' && cell.kind === 'ongoing' ? 'from' : cell.kind
}

function empty(cell: DateCell): ReadDate {
  const list = cell.list ? { list: cell.list } : {}
  return { iso: null, precision: 'none', kind: cell.kind, original: cell.original, ...list }
}
