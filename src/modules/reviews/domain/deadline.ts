import {
  addDays,
  addMonths,
  addWorkingDays,
  type DatePrecision,
  endOfMonth,
  formatDay,
  type PlainDate,
} from '../../../platform/calendar.ts'
import { counted } from '../../../platform/words.ts'
import { type Base, type Phrase, readPhrase, type Unit } from './deadline-phrase.ts'

/** The days that phrases count from; null while they are not known. */
export interface Bases {
  publishedOn: PlainDate | null
  receivedOn: PlainDate | null
}

/** The last day, and how one comes to it; or why no day can be given, in a sentence without its full stop. */
export type WorkedOut =
  | { on: PlainDate; precision: DatePrecision; how: string }
  | { on: null; precision: null; why: string }

/**
 * The last day that a deadline phrase leaves. Weeks and months are of the calendar (31 January and one month is the
 * last of February); working days leave out weekends and England's bank holidays, and the first is the one after the
 * day that is counted from. A month without a day ends with its last. Never throws.
 */
export function workOut(words: string, bases: Bases): WorkedOut {
  const phrase = readPhrase(words)
  switch (phrase.kind) {
    case 'no day':
      return none(phrase.why)
    case 'day':
      return { on: phrase.on, precision: 'day', how: 'the day that the words name' }
    case 'month':
      return {
        on: endOfMonth(phrase.on),
        precision: 'month',
        how: 'the end of the month that the words name',
      }
    default:
      return counting(phrase, bases)
  }
}

const none = (why: string): WorkedOut => ({ on: null, precision: null, why })

const CALLED: Readonly<Record<Base, string>> = {
  publication: 'publication',
  receipt: 'the report was received',
}

function counting(phrase: Extract<Phrase, { from: Base }>, { publishedOn, receivedOn }: Bases): WorkedOut {
  const base = phrase.from === 'receipt' ? receivedOn : publishedOn
  if (!base) return none(`The day of ${phrase.from} is not known, so no day can be worked out yet`)
  if (phrase.kind === 'at once')
    return { on: base, precision: 'day', how: `the day of ${phrase.from}, ${formatDay(base)}` }
  const { count, unit, from } = phrase
  const without = unit === 'working day' ? ', without weekends and England’s bank holidays' : ''
  return {
    on: later(base, count, unit),
    precision: 'day',
    how: `${counted(count, unit)} after ${CALLED[from]} on ${formatDay(base)}${without}`,
  }
}

function later(base: PlainDate, count: number, unit: Unit): PlainDate {
  switch (unit) {
    case 'working day':
      return addWorkingDays(base, count)
    case 'day':
      return addDays(base, count)
    case 'week':
      return addDays(base, 7 * count)
    case 'month':
      return addMonths(base, count)
    case 'year':
      return addMonths(base, 12 * count)
  }
}

/** A deadline as it is kept: its phrase, and the day, which may have been entered by hand. */
export interface Deadline {
  words: string | null
  on: PlainDate | null
  precision: DatePrecision | null
}

/**
 * The deadline to keep for what was typed. A day that was typed counts, and keeps how much of it was once written
 * down; else the phrase is worked out.
 */
export function settle(
  typed: { words: string | null; on: PlainDate | null },
  bases: Bases,
  held: Deadline | null,
): Deadline {
  const { words, on } = typed
  if (on) return { words, on, precision: on === held?.on ? held.precision : 'day' }
  const found = words ? workOut(words, bases) : none('')
  return { words, on: found.on, precision: found.precision }
}

/** Whether the day is the one that the phrase works out to, and so moves with the days that it counts from. */
export const isWorkedOut = ({ words, on }: Deadline, bases: Bases): boolean =>
  words !== null && workOut(words, bases).on === on

/** The deadline once other days are known: one that was worked out is worked out again, one by hand stays. */
export const movedTo = (deadline: Deadline, was: Bases, now: Bases): Deadline =>
  isWorkedOut(deadline, was) ? settle({ words: deadline.words, on: null }, now, null) : deadline

/** How one comes to the day, or why there is none; null where nothing was said of a deadline, or its words are the day. */
export function explain({ words, on }: Deadline, bases: Bases): string | null {
  if (!words) return on ? 'Entered by hand' : null
  const found = workOut(words, bases)
  if (on === null) return found.on === null ? found.why : `The words work out to ${formatDay(found.on)}`
  if (found.on === on) return readPhrase(words).kind === 'day' ? null : `Worked out: ${found.how}`
  return found.on === null
    ? 'Entered by hand'
    : `Entered by hand: the words work out to ${formatDay(found.on)}`
}
