/** Days as the X-ray compares and says them: a deadline counts by the last day of what was written. */
import {
  endOfMonth,
  formatDay,
  formatWithPrecision,
  type PlainDate,
  startOfMonth,
} from '../../../../platform/calendar.ts'
import type { StatedDate } from './plan.ts'

/** The last day that a stated date can mean; null where the words give no day. */
export function lastDayOf(date: StatedDate | null): PlainDate | null {
  if (!date?.on) return null
  if (date.precision === 'year') return `${date.on.slice(0, 4)}-12-31`
  return date.precision === 'month' ? endOfMonth(date.on) : date.on
}

/** The first day that a stated date can mean; null where the words give no day. */
export function firstDayOf(date: StatedDate | null): PlainDate | null {
  if (!date?.on) return null
  if (date.precision === 'year') return `${date.on.slice(0, 4)}-01-01`
  return date.precision === 'month' ? startOfMonth(date.on) : date.on
}

/** "31 May 2011" or "May 2011": as exact as it was written. Empty where the words give no day. */
export function sayDate(date: StatedDate | null): string {
  return date?.on ? formatWithPrecision(date.on, date.precision ?? 'day') : ''
}

/** "May 2011" of `2011-05`, "31 May 2011" of a day, "2011" of a year. */
export function sayIso(iso: string): string {
  if (iso.length === 4) return iso
  return iso.length === 7 ? formatWithPrecision(`${iso}-01`, 'month') : formatDay(iso)
}
