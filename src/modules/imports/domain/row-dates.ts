/** A row's start and due date out of its date cells, with a sentence for everything that is not certain. */
import { endOfMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { DayOrder } from './date-words.ts'
import { asReadDate, type DateCell, fromSerial, readDate, resolveRelative } from './dates.ts'
import type { DatePair } from './milestones.ts'
import type { ReadDate } from './reading.ts'
import { quote } from './words.ts'

export interface DateBasis {
  /** The document's own day: gives a month without a year the nearest one. */
  documentDate: PlainDate | null
  /** From where "within three months" counts: the review's publication, else the date that the document gives it. */
  relativeBase: PlainDate | null
  order: DayOrder
}

export interface RowDates {
  start: ReadDate | null
  due: ReadDate | null
  doubts: string[]
}

export function readRowDates(pair: DatePair, basis: DateBasis): RowDates {
  const doubts: string[] = []
  const started = readCell(pair.start, basis, 'start', doubts)
  const dued = readCell(pair.due, basis, 'due date', doubts)
  // Under "Start" a bare date is the start; under "Due", "From June" is a start without an end.
  const start =
    asReadDate(started.start ? started : { ...started, start: started.due, due: null }, 'start') ??
    asStart(dued)
  const due = asReadDate(dued, 'due')
  doubts.push(...orderDoubts(start, due))
  return { start, due, doubts }
}

function asStart(dued: DateCell): ReadDate | null {
  return dued.start ? asReadDate(dued, 'start') : null
}

function readCell(raw: string, basis: DateBasis, name: string, doubts: string[]): DateCell {
  const serial = fromSerial(raw)
  const cell = readDate(serial ?? raw, basis)
  if (serial)
    doubts.push(`The ${name} ${quote(raw)} is a spreadsheet's day number: it was read as ${serial}.`)
  if (cell.relative) resolve(cell, cell.relative, basis.relativeBase)
  doubts.push(...cellDoubts(cell, name))
  return serial ? { ...cell, original: raw } : cell
}

function resolve(cell: DateCell, relative: NonNullable<DateCell['relative']>, base: PlainDate | null): void {
  if (base) cell.due = { iso: resolveRelative(relative, base), precision: 'day' }
}

function cellDoubts(cell: DateCell, name: string): string[] {
  const said = quote(cell.original, 60)
  const doubts: string[] = []
  if (cell.flags.includes('unread')) doubts.push(`The ${name} ${said} could not be read as a date.`)
  if (cell.flags.includes('impossible')) doubts.push(`The ${name} ${said} is a day that does not exist.`)
  if (cell.flags.includes('no_year')) doubts.push(`The ${name} ${said} has no year.`)
  if (cell.flags.includes('year_inferred'))
    doubts.push(
      cell.kind === 'range'
        ? `The ${name} ${said} has one year for two months: the first was put in the year before.`
        : `The ${name} ${said} has no year: the one nearest to the document's date was taken.`,
    )
  if (cell.due?.precision === 'season' || cell.due?.precision === 'quarter')
    doubts.push(`The ${name} ${said} is a part of a year: only the year was taken.`)
  if (cell.kind === 'list') doubts.push(`The ${name} cell holds several dates, ${said}: none was chosen.`)
  if (cell.flags.includes('revised'))
    doubts.push(`The ${name} ${said} was revised: the newer date was taken.`)
  if (cell.flags.includes('done'))
    doubts.push(`The ${name} ${said} says when it was done: it was taken as the date.`)
  if (cell.kind === 'ongoing' || cell.flags.includes('ongoing'))
    doubts.push(`The ${name} ${said} speaks of ongoing work: there is no end, or it needs a review date.`)
  if (cell.kind === 'relative' && !cell.due)
    doubts.push(`The ${name} ${said} counts from a date that the document does not state.`)
  if (cell.flags.includes('extra_words') && cell.due && !cell.flags.includes('ongoing'))
    doubts.push(`The ${name} ${said} has words beside the date.`)
  return doubts
}

/** The last day that a date of any precision can mean. */
export function lastDay(date: ReadDate): PlainDate | null {
  if (!date.iso) return null
  if (date.iso.length === 4) return `${date.iso}-12-31`
  return date.iso.length === 7 ? endOfMonth(`${date.iso}-01`) : date.iso
}

function firstDay(date: ReadDate): PlainDate | null {
  return date.iso
    ? `${date.iso}-01-01`.slice(0, date.iso.length === 4 ? 10 : date.iso.length === 7 ? 7 : 10)
    : null
}

function orderDoubts(start: ReadDate | null, due: ReadDate | null): string[] {
  const [from, to] = [start ? firstDay(start) : null, due ? lastDay(due) : null]
  if (!from || !to || to >= from) return []
  return [`The due date ${quote(due?.original ?? '')} is before the start ${quote(start?.original ?? '')}.`]
}
