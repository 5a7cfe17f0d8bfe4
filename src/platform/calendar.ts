/**
 * Calendar work of the product: plain dates as `YYYY-MM-DD` strings, months as `YYYY-MM`, one time zone.
 * Nothing here reads the clock; the caller says what day it is.
 */

/** A calendar day, `YYYY-MM-DD`. Sorts as text. */
export type PlainDate = string

/** How much of a date somebody actually wrote down. */
export type DatePrecision = 'day' | 'month' | 'quarter' | 'season' | 'year'

export const TIME_ZONE = 'Europe/London'

/** Where a day comes from: the one clock that everything is given. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** The day in England at this instant: 23:30 UTC on 30 June is already 1 July in British Summer Time. */
export function dayOf(instant: Date): PlainDate {
  const at = instant.getTime()
  if (at < lastDay.from || at >= lastDay.to) lastDay = dayAround(at)
  return lastDay.day
}

/** The day that was asked for last, and the instants between which it lies: nearly every question is about today. */
let lastDay = { day: '', from: 0, to: 0 }

function dayAround(at: number): typeof lastDay {
  const midnight = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(TIME_ZONE).startOfDay()
  return {
    day: midnight.toPlainDate().toString(),
    from: midnight.epochMilliseconds,
    to: midnight.add({ days: 1 }).epochMilliseconds,
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Whether the text is a real day: `2011-02-30` is not, and PostgreSQL has no year 0. */
export function isPlainDate(text: string): boolean {
  if (!DAY.test(text) || text.startsWith('0000')) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** The day so many days later (earlier when negative). */
export function addDays(day: PlainDate, days: number): PlainDate {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** The same day so many months later, or the last day of a shorter month: 31 January + 1 month = 28 February. */
export function addMonths(day: PlainDate, months: number): PlainDate {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

export function startOfMonth(day: PlainDate): PlainDate {
  return `${day.slice(0, 7)}-01`
}

export function endOfMonth(day: PlainDate): PlainDate {
  const date = Temporal.PlainDate.from(`${day.slice(0, 7)}-01`)
  return date.with({ day: date.daysInMonth }).toString()
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** The number of a month by its English name, or by three letters of it or more ("Sept"); null for any other word. */
export function monthNamed(word: string): number | null {
  const at = MONTHS.findIndex((name) => name.toLowerCase().startsWith(word.toLowerCase()))
  return word.length < 3 || at < 0 ? null : at + 1
}

/** "31 May 2011". */
export function formatDay(day: PlainDate): string {
  return `${Number(day.slice(8, 10))} ${formatMonth(day)}`
}

/** "May 2011", of a day or of a `YYYY-MM` month. */
export function formatMonth(day: PlainDate): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`
}

/** "31 May 2011", "May 2011" or "2011": no more than was written down. */
export function formatWithPrecision(day: PlainDate, precision: DatePrecision): string {
  if (precision === 'day') return formatDay(day)
  if (precision === 'year') return day.slice(0, 4)
  return formatMonth(day)
}

/** "09:05" in England: for lists that are sorted. */
export const formatTime = (instant: Date): string => inEngland(instant).toPlainTime().toString().slice(0, 5)

const inEngland = (instant: Date): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(TIME_ZONE)

/** "31 May 2011 at 9:05am", in England. */
export function formatInstant(instant: Date): string {
  const at = inEngland(instant)
  const minutes = String(at.minute).padStart(2, '0')
  return `${formatDay(at.toPlainDate().toString())} at ${at.hour % 12 || 12}:${minutes}${at.hour < 12 ? 'am' : 'pm'}`
}

/** Easter Sunday of a year in the Gregorian calendar (the anonymous computus of 1876). */
function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return Temporal.PlainDate.from({ year, month, day })
}

/** Days moved or added by royal proclamation, which no rule gives. */
const PROCLAIMED: Record<number, { added: PlainDate[]; moved: Record<PlainDate, PlainDate> }> = {
  2002: { added: ['2002-06-03'], moved: { '2002-05-27': '2002-06-04' } },
  2011: { added: ['2011-04-29'], moved: {} },
  2012: { added: ['2012-06-05'], moved: { '2012-05-28': '2012-06-04' } },
  2020: { added: [], moved: { '2020-05-04': '2020-05-08' } },
  2022: { added: ['2022-06-03', '2022-09-19'], moved: { '2022-05-30': '2022-06-02' } },
  2023: { added: ['2023-05-08'], moved: {} },
}

const holidaysByYear = new Map<number, ReadonlySet<PlainDate>>()

/** England's bank holidays of a year (Banking and Financial Dealings Act 1971, and proclamations to 2023). */
export function bankHolidays(year: number): ReadonlySet<PlainDate> {
  const known = holidaysByYear.get(year)
  if (known) return known
  const easter = easterSunday(year)
  const days = [
    substitute(Temporal.PlainDate.from({ year, month: 1, day: 1 })),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    mondayOnOrAfter(Temporal.PlainDate.from({ year, month: 5, day: 1 })),
    mondayOnOrAfter(Temporal.PlainDate.from({ year, month: 5, day: 25 })),
    mondayOnOrAfter(Temporal.PlainDate.from({ year, month: 8, day: 25 })),
    ...christmas(year),
  ].map(String)
  const { added, moved } = PROCLAIMED[year] ?? { added: [], moved: {} }
  const set = new Set([...days.map((day) => moved[day] ?? day), ...added])
  holidaysByYear.set(year, set)
  return set
}

function substitute(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek > 5 ? mondayOnOrAfter(day) : day
}

function mondayOnOrAfter(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.add({ days: (8 - day.dayOfWeek) % 7 })
}

/** Christmas and Boxing Day: when they fall on a weekend, the next free weekdays stand for them. */
function christmas(year: number): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from({ year, month: 12, day: 25 })
  const offsets: Record<number, [number, number]> = { 5: [0, 3], 6: [2, 3], 7: [2, 1] }
  const [a, b] = offsets[first.dayOfWeek] ?? [0, 1]
  return [first.add({ days: a }), first.add({ days: b })]
}

export function isWorkingDay(day: PlainDate): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek < 6 && !bankHolidays(Number(day.slice(0, 4))).has(day)
}

/** The day so many working days later; day 1 is the first working day after `day`. Negative counts go back. */
export function addWorkingDays(day: PlainDate, count: number): PlainDate {
  const step = Math.sign(count)
  let at = day
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step)
    if (isWorkingDay(at)) left -= 1
  }
  return at
}
