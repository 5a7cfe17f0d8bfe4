/** A sheet as lines of the grid. */
import type { GridCell, GridLine } from '../grid.ts'
import { cellText } from './cell-text.ts'
import { partTitles } from './titles.ts'
import { evenOut } from './widths.ts'
import { takeIds } from './xlsx-ids.ts'
import { cellKey, type Span, spansOf } from './xlsx-merges.ts'
import { columnLetters, readPlace } from './xlsx-places.ts'
import type { SheetFacts, SheetRow } from './xlsx-sheet.ts'

export interface SheetSource {
  name: string
  /** Its index in the workbook's list. */
  index: number
  hidden: boolean
  facts: SheetFacts
  /** Comments by the place of their cell ("B14"). */
  notes: ReadonlyMap<string, string>
}

export interface SheetLines {
  lines: GridLine[]
  /** The line of each row that became one. */
  lineOf: Map<number, number>
  /** The columns of the sheet that became columns of the grid, in order. */
  columns: number[]
}

interface Layout {
  source: SheetSource
  rows: number[]
  columns: number[]
  spans: Map<number, Span>
  ids: Map<number, string>
}

/**
 * The lines of a sheet, from its first filled column to its last; `first` is the number of the first line. Rows
 * without text become one empty line, but those that a merged cell of the row above fills become none.
 */
export function sheetLines(source: SheetSource, first: number): SheetLines {
  const layout = layOut(source)
  const lines: GridLine[] = []
  const lineOf = new Map<number, number>()
  let reach = 0
  layout.rows.forEach((row, index) => {
    if (index > 0 && row > reach + 1) lines.push(emptyLine(first + lines.length, source.index))
    lineOf.set(row, first + lines.length)
    lines.push(lineOfRow(layout, row, first + lines.length))
    reach = Math.max(reach, row, ...bottoms(layout, row))
  })
  partTitles(lines)
  evenOut(lines, hasDrawnBlanks(layout) ? null : layout.columns.length)
  return { lines, lineOf, columns: layout.columns }
}

export const emptyLine = (number: number, sheet: number): GridLine => ({
  number,
  cells: [],
  table: false,
  sheet,
})

function layOut(source: SheetSource): Layout {
  const { facts } = source
  reachNotes(source)
  const { column, ids } = takeIds(facts)
  const rows = [...facts.rows].filter(([, row]) => hasText(row)).map(([number]) => number)
  rows.sort((a, b) => a - b)
  const columns = columnsOf(facts, rows).filter((each) => each !== column)
  return { source, rows, columns, spans: spansOf(facts, rows, columns), ids }
}

/** A comment may hang on a cell that the file does not even have. */
function reachNotes({ facts, notes }: SheetSource): void {
  for (const ref of notes.keys()) {
    const place = readPlace(ref)
    const row = place ? facts.rows.get(place.row) : undefined
    if (place && row) row.end = Math.max(row.end, place.column)
  }
}

/**
 * Whether blank cells of tables stand in the file, as they do where tables have borders: then the file itself says
 * how wide each table is.
 */
function hasDrawnBlanks({ source, rows }: Layout): boolean {
  let [drawn, holes] = [0, 0]
  for (const row of rows) {
    const { cells, blanks, end } = source.facts.rows.get(row) ?? NO_ROW
    const first = Math.min(...cells.keys())
    drawn += blanks
    holes += Math.max(0, end - first + 1 - cells.size - blanks)
  }
  return drawn > 0 && drawn >= holes
}

const NO_ROW: SheetRow = { hidden: false, cells: new Map(), end: -1, blanks: 0 }

const hasText = ({ cells }: SheetRow): boolean => {
  for (const { text } of cells.values()) if (text !== '') return true
  return false
}

/** From the first column with text to the last. */
function columnsOf(facts: SheetFacts, rows: readonly number[]): number[] {
  let [from, to] = [Number.POSITIVE_INFINITY, -1]
  for (const row of rows)
    for (const [column, { text }] of facts.rows.get(row)?.cells ?? []) {
      if (text === '') continue
      from = Math.min(from, column)
      to = Math.max(to, column)
    }
  return to < 0 ? [] : Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

function bottoms({ columns, spans }: Layout, row: number): number[] {
  return spans.size === 0 ? [] : columns.map((column) => spans.get(cellKey(row, column))?.bottom ?? 0)
}

function lineOfRow(layout: Layout, row: number, line: number): GridLine {
  const { source, columns } = layout
  const found = source.facts.rows.get(row) ?? NO_ROW
  const heads = isHeadingRow(found, columns)
  const cells = columns
    .filter((column) => column <= found.end)
    .map((column, index): GridCell => {
      const text = textOf(found, column, heads)
      return { line, column: index, text, ...detailsOf(layout, row, column) }
    })
  const id = layout.ids.get(row)
  const head = cells.find(({ text }) => text !== '')
  if (id && head) head.id = id
  return {
    number: line,
    cells,
    table: columns.length > 1,
    where: `sheet “${source.name}”, row ${row}`,
    ...(source.hidden || found.hidden ? { hidden: true as const } : {}),
    sheet: source.index,
  }
}

/** Bold from end to end, as the headings of a table are: there it says nothing of a cell. */
function isHeadingRow({ cells }: SheetRow, columns: readonly number[]): boolean {
  const filled = columns.flatMap((column) => cells.get(column) ?? []).filter(({ text }) => text !== '')
  return filled.length > 1 && filled.every(({ bold }) => bold)
}

function textOf({ cells }: SheetRow, column: number, heads: boolean): string {
  const cell = cells.get(column)
  const text = cellText(cell?.text ?? '')
  return !heads && cell?.bold && text !== '' && !text.includes('<ul>') ? `<b>${text}</b>` : text
}

function detailsOf({ source, spans }: Layout, row: number, column: number): Partial<GridCell> {
  const details: Partial<GridCell> = {}
  const colour = source.facts.rows.get(row)?.cells.get(column)?.colour
  if (colour) details.colour = colour
  const span = spans.size > 0 ? spans.get(cellKey(row, column)) : undefined
  if (span && span.rows > 1) details.rowSpan = span.rows
  if (span && span.columns > 1) details.colSpan = span.columns
  const note = source.notes.size > 0 ? source.notes.get(`${columnLetters(column)}${row}`) : undefined
  if (note) details.note = note
  return details
}
