/** A number of a workbook as its reader sees it. */
import type { Figures, NumberFormat } from './xlsx-number-format.ts'

const DAY = 86_400_000
/** 31 December 9999, the last day that Excel knows, counted from 1900. */
const LAST_SERIAL = 2_958_465
const DAYS_TO_1904 = 1_462
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/**
 * Days as 31/05/2011, a month as "May 2011", times as 14:30, figures in the dress that the format asks for.
 * A number that can be no day (negative, beyond 9999) stays a number.
 */
export function showNumber(value: number, format: NumberFormat, from1904: boolean): string {
  const { kind, figures } = format
  if (kind === 'number') return figures ? dressed(value, figures) : general(value)
  const last = from1904 ? LAST_SERIAL - DAYS_TO_1904 : LAST_SERIAL
  if (value < 0 || value >= last + 1) return general(value)
  if (kind === 'time' || kind === 'elapsed') return time(value, kind === 'elapsed')
  const { day, month, year } = dayOfSerial(Math.floor(value), from1904)
  if (kind === 'year') return String(year)
  if (kind === 'month') return `${MONTHS[month - 1] ?? ''} ${year}`
  return `${two(day)}/${two(month)}/${year}`
}

const two = (figure: number): string => String(figure).padStart(2, '0')

/**
 * The day of a serial number. Counted from 1900, Excel knows a day 0 and a 29 February 1900, which never were; they
 * are shown as Excel shows them, and no reader of dates takes them for days.
 */
export function dayOfSerial(serial: number, from1904: boolean): { day: number; month: number; year: number } {
  if (!from1904 && serial === 0) return { day: 0, month: 1, year: 1900 }
  if (!from1904 && serial === 60) return { day: 29, month: 2, year: 1900 }
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const date = new Date(start + serial * DAY)
  return { day: date.getUTCDate(), month: date.getUTCMonth() + 1, year: date.getUTCFullYear() }
}

function time(value: number, elapsed: boolean): string {
  const minutes = elapsed ? Math.round(value * 1440) : Math.round((value % 1) * 1440) % 1440
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** As a cell without a format shows it, but whole: fifteen figures are what Excel itself keeps. */
export function general(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const text = String(Object.is(rounded, -0) ? 0 : rounded)
  return text.replace(/e([+-])(\d)$/, 'e$10$2').replace('e', 'E')
}

function dressed(value: number, figures: Figures): string {
  const shown = Math.abs(figures.percent ? value * 100 : value)
  if (shown >= 1e15) return general(value)
  const [whole = '', decimals] = fixed(shown, figures.decimals).split('.')
  const padded = (figures.whole === 0 && whole === '0' && decimals ? '' : whole).padStart(figures.whole, '0')
  const grouped = figures.grouped ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded
  const text = decimals ? `${grouped}.${decimals}` : grouped
  return `${value < 0 && /[1-9]/.test(text) ? '-' : ''}${figures.before}${text}${figures.after}`.trim()
}

/** Rounded as people round: 1.005 to two places is 1.01, although a computer keeps a little less. */
function fixed(value: number, decimals: number): string {
  const exact = String(Number(value.toPrecision(15)))
  if (exact.includes('e')) return value.toFixed(decimals)
  return (Math.round(Number(`${exact}e${decimals}`)) / 10 ** decimals).toFixed(decimals)
}
