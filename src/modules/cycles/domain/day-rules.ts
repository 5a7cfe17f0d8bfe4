import {
  addDays,
  addMonths,
  addWorkingDays,
  endOfMonth,
  isWorkingDay,
  type PlainDate,
  startOfMonth,
} from '../../../platform/calendar.ts'

/** The days of a month's work, each by a rule that a person can read. */
export const DAYS = ['opens', 'due', 'review', 'freeze'] as const

export type DayName = (typeof DAYS)[number]

/** What a programme manager wrote for each day, and when the board meets ("third Thursday"), if one does. */
export interface DayRules extends Record<DayName, string> {
  board: string | null
}

export type MonthDays = Record<DayName, PlainDate>

/** What each day is called in a rule: "2 working days after the due day". */
const CALLED: Record<string, DayName | 'board' | 'end'> = {
  opening: 'opens',
  'opening day': 'opens',
  'due day': 'due',
  'due date': 'due',
  'review day': 'review',
  review: 'review',
  board: 'board',
  'board meeting': 'board',
  'end of month': 'end',
  'month end': 'end',
}

const COUNTS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

type Rule =
  | { kind: 'working day' | 'weekday' | 'day'; count: number; weekday: number; months: number }
  | { kind: 'from'; anchor: DayName | 'board' | 'end'; shift: number }

/**
 * Reads one rule: "first working day", "last working day", "day 5", "third Thursday of the next month",
 * "5 working days before the board", "2 working days after the due day", "the day of the board".
 * Null when it is none of these.
 */
export function readRule(words: string): Rule | null {
  const text = words
    .toLowerCase()
    .replace(/\b(the|of the month|of this month)\b/g, ' ')
    .replace(/[.,]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return readShift(text) ?? readPlace(text)
}

function readShift(text: string): Rule | null {
  const on = /^(?:(?:on|same day as|day of) )?(.+)$/.exec(text)?.[1] ?? ''
  const same = CALLED[on]
  if (same) return { kind: 'from', anchor: same, shift: 0 }
  const parts = /^(\d{1,2}|[a-z]+) working days? (before|after) (.+)$/.exec(text)
  const anchor = CALLED[parts?.[3] ?? '']
  const count = countOf(parts?.[1] ?? '')
  if (!parts || !anchor || count === null || count < 0) return null
  return { kind: 'from', anchor, shift: parts[2] === 'before' ? -count : count }
}

function readPlace(text: string): Rule | null {
  const months = / of next month$/.test(text) ? 1 : 0
  const within = text.replace(/ of next month$/, '')
  const day = /^(?:day )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(within)?.[1]
  if (day) return rule('day', Number(day), 31, months)
  if (within === 'last day') return { kind: 'day', count: -1, weekday: 0, months }
  const [, counted = '', what = ''] = /^(\S+) (working day|\w+day)$/.exec(within) ?? []
  const count = countOf(counted)
  if (count === null) return null
  if (what === 'working day') return rule('working day', count, 20, months)
  const weekday = WEEKDAYS.indexOf(what) + 1
  if (weekday === 0) return null
  const placed = rule('weekday', count, 4, months)
  return placed && { ...placed, weekday }
}

/** A month has so many at least; "last" is -1. */
function rule(kind: 'working day' | 'weekday' | 'day', count: number, most: number, months: number) {
  if (count === 0 || count > most) return null
  return { kind, count, weekday: 0, months }
}

function countOf(word: string): number | null {
  if (word === 'last') return -1
  const named = COUNTS.indexOf(word)
  if (named >= 0) return named + 1
  const cardinal = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].indexOf(
    word,
  )
  if (cardinal >= 0) return cardinal + 1
  const digits = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** A fault of one rule, in a sentence for the person who wrote it. */
export interface RuleFault {
  field: DayName | 'board'
  text: string
}

/**
 * The four days of a month by their rules. `period` is any day of the month. A rule may lean on the board's day and on
 * days named before it (opening, due, review). Errors, as values: a rule that cannot be read, one that leans on a day
 * that comes later or on a board without a day, and days that are out of order.
 */
export function monthDays(
  rules: DayRules,
  period: PlainDate,
): { ok: true; days: MonthDays; board: PlainDate | null } | { ok: false; faults: RuleFault[] } {
  const known: Partial<Record<DayName | 'board' | 'end', PlainDate>> = { end: endOfMonth(period) }
  const faults: RuleFault[] = []
  const settle = (field: DayName | 'board', words: string): void => {
    const anchor = anchorOf(words)
    // A day that counts from one without a day has no fault of its own.
    if (faults.some((fault) => fault.field === anchor)) return
    const found = dayBy(words, period, known)
    if (typeof found === 'string') known[field] = found
    else faults.push({ field, text: found.fault })
  }
  if (rules.board?.trim()) settle('board', rules.board)
  for (const name of DAYS) settle(name, rules[name])
  const { opens, due, review, freeze } = known
  if (faults.length > 0 || !opens || !due || !review || !freeze) return { ok: false, faults }
  const days = { opens, due, review, freeze }
  const disorder = outOfOrder(days)
  return disorder ? { ok: false, faults: [disorder] } : { ok: true, days, board: known.board ?? null }
}

function anchorOf(words: string): DayName | 'board' | 'end' | null {
  const read = readRule(words)
  return read?.kind === 'from' ? read.anchor : null
}

const NAMES: Record<DayName, string> = {
  opens: 'opening day',
  due: 'due day',
  review: 'review day',
  freeze: 'freeze day',
}

function outOfOrder(days: MonthDays): RuleFault | null {
  for (const [at, name] of DAYS.entries()) {
    const before = DAYS[at - 1]
    if (before && days[name] < days[before])
      return {
        field: name,
        text: `The ${NAMES[name]} comes before the ${NAMES[before]}: change one of the two rules`,
      }
  }
  return null
}

function dayBy(
  words: string,
  period: PlainDate,
  known: Partial<Record<DayName | 'board' | 'end', PlainDate>>,
): PlainDate | { fault: string } {
  const read = readRule(words)
  if (!read)
    return {
      fault: `“${words}” is no rule that we know: write one like those beside the box, such as “first working day”`,
    }
  if (read.kind !== 'from') return placeIn(startOfMonth(addMonths(startOfMonth(period), read.months)), read)
  const from = known[read.anchor]
  if (from) return read.shift === 0 ? from : addWorkingDays(from, read.shift)
  return read.anchor === 'board'
    ? { fault: 'This counts from the board: say when the board meets, such as “third Thursday”' }
    : { fault: `“${words}” counts from a day that comes later: count from an earlier one` }
}

function placeIn(month: PlainDate, { kind, count, weekday }: Exclude<Rule, { kind: 'from' }>): PlainDate {
  const last = endOfMonth(month)
  if (kind === 'day') return count === -1 || count > Number(last.slice(8)) ? last : addDays(month, count - 1)
  const days = Array.from({ length: Number(last.slice(8)) }, (_, at) => addDays(month, at))
  const fitting = days.filter((day) => (kind === 'working day' ? isWorkingDay(day) : isWeekday(day, weekday)))
  return fitting.at(count === -1 ? -1 : count - 1) ?? last
}

const isWeekday = (day: PlainDate, weekday: number): boolean =>
  Temporal.PlainDate.from(day).dayOfWeek === weekday

/**
 * The day that a rule gives in the month of `period` (any day of it); null for words that are no rule, and for a rule
 * that counts from anything but the month's end.
 */
export function dayByRule(words: string, period: PlainDate): PlainDate | null {
  const found = dayBy(words, period, { end: endOfMonth(period) })
  return typeof found === 'string' ? found : null
}
