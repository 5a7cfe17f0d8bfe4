/** A list that people take away: one description, from which Excel and CSV are written. Pure. */
import { isPlainDate, type PlainDate } from '../calendar.ts'
import type { Workbook, WorkbookCell, WorkbookColumn, WorkbookSheet } from './workbook.ts'

/** Null is a blank. A text in a column of dates or numbers stays text: "by the spring" is not lost. */
export type TableCell = string | number | null

export interface TableColumn {
  heading: string
  kind: 'text' | 'date' | 'number'
}

export interface Table {
  /** What the list is; the name of the file begins with it. */
  title: string
  columns: readonly TableColumn[]
  /** Cells by column; a day is `YYYY-MM-DD`. */
  rows: readonly (readonly TableCell[])[]
}

/** One column of a list of things: its heading, and what each thing has in it. */
export interface ColumnOf<T> extends TableColumn {
  of: (thing: T) => TableCell
}

export const text = <T>(heading: string, of: (thing: T) => string | null): ColumnOf<T> => ({
  heading,
  kind: 'text',
  of,
})

export const date = <T>(heading: string, of: (thing: T) => PlainDate | null): ColumnOf<T> => ({
  heading,
  kind: 'date',
  of,
})

export const number = <T>(heading: string, of: (thing: T) => number | null): ColumnOf<T> => ({
  heading,
  kind: 'number',
  of,
})

/** The list of these things, one row each, in the order in which they come. */
export const tableOf = <T>(
  title: string,
  things: readonly T[],
  columns: readonly ColumnOf<NoInfer<T>>[],
): Table => ({
  title,
  columns: columns.map(({ heading, kind }) => ({ heading, kind })),
  rows: things.map((thing) => columns.map(({ of }) => of(thing))),
})

export const TABLE_FORMATS = ['xlsx', 'csv'] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]

/** Where a list can be taken away: what `ui/components/take-away.njk` shows. */
export interface TakeAway {
  excel: string
  csv: string
}

export const takeAway = (address: (format: TableFormat) => string): TakeAway => ({
  excel: address('xlsx'),
  csv: address('csv'),
})

/** The list as one sheet: headings that stay in sight, filter buttons, true days and numbers. */
export const toWorkbook = (table: Table, from: { author: string; written: PlainDate }): Workbook => ({
  title: table.title,
  ...from,
  sheets: [toSheet(table)],
})

/** Several lists as one workbook, a sheet each. */
export const toWorkbookOf = (
  tables: readonly Table[],
  from: { title: string; author: string; written: PlainDate },
): Workbook => ({ ...from, sheets: tables.map(toSheet) })

const toSheet = (table: Table): WorkbookSheet => ({
  name: table.title,
  columns: table.columns.map((column, at) => toColumn(column, table.rows, at)),
  rows: table.rows.map((row) => table.columns.map(({ kind }, at) => toCell(row[at] ?? null, kind))),
  frozenHeader: true,
  autofilter: true,
})

const WIDEST = 60
/** A filter button covers the end of a heading. */
const BUTTON = 4

function toColumn({ heading, kind }: TableColumn, rows: Table['rows'], at: number): WorkbookColumn {
  const least = Math.max(heading.length + BUTTON, kind === 'text' ? 8 : 12)
  const longest = rows.reduce((most, row) => Math.max(most, longestLine(row[at] ?? null)), 0)
  return {
    header: heading,
    kind: kind === 'date' ? 'day' : kind,
    width: Math.min(WIDEST, Math.max(least, kind === 'text' ? longest : 0)),
  }
}

const longestLine = (cell: TableCell): number =>
  typeof cell === 'string'
    ? Math.max(
        ...cell
          .slice(0, 400)
          .split('\n', 20)
          .map(({ length }) => length),
      )
    : 0

function toCell(cell: TableCell, kind: TableColumn['kind']): WorkbookCell | null {
  if (cell === null) return null
  if (typeof cell === 'number') return { number: cell }
  return kind === 'date' && isPlainDate(cell) ? { day: cell } : { text: cell }
}
