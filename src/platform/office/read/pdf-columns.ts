/** Tables without drawn lines: columns by the white between them, rows by white, references or dates. */
import {
  type Columns,
  columnAt,
  columnsOfHeading,
  filledColumns,
  fitOf,
  narrow,
  opens,
  reachOf,
  WIDE,
} from './pdf-gutters.ts'
import { chunksOf, type TextLine } from './pdf-lines.ts'
import { rowsOf } from './pdf-row-starts.ts'
import { type PdfTable, toPdfCell } from './pdf-table.ts'
import type { Vocabulary } from './pdf-words.ts'

export interface Found {
  tables: Omit<PdfTable, 'page'>[]
  /** The lines that belong to no table. */
  rest: TextLine[]
  /** The columns of the last table, for the page after it. */
  columns: Columns | null
}

interface Zone {
  columns: Columns
  lines: TextLine[]
}

/** Looks for tables among lines in the order of the page; `before` are the columns of the table before them. */
export function findColumns(
  lines: readonly TextLine[],
  before: Columns | null,
  vocabulary: Vocabulary,
): Found {
  const found: Found = { tables: [], rest: [], columns: before }
  let at = 0
  while (at < lines.length) {
    const zone = zoneAt(lines, at, found.columns)
    if (zone) {
      found.tables.push(toTable(zone.lines, rowsOf(zone.lines, zone.columns), zone.columns, vocabulary))
      found.columns = zone.columns
      at += zone.lines.length
    } else found.rest.push(...lines.slice(at, ++at))
  }
  return found
}

function zoneAt(lines: readonly TextLine[], at: number, before: Columns | null): Zone | null {
  const first = lines[at]
  if (!first || chunksOf(first, WIDE).length < 2) return null
  if (before && opens(first, before)) {
    const zone = grow(lines, at, before)
    if (zone) return zone
  }
  const heading = headingAt(lines, at)
  const columns = heading ? columnsOfHeading(heading) : null
  const zone = columns ? grow(lines, at, columns) : null
  return zone && isConvincing(zone) ? zone : null
}

/** Headings may be broken over lines: the one with most of them counts. */
function headingAt(lines: readonly TextLine[], at: number): TextLine | null {
  let best: TextLine | null = null
  for (const line of lines.slice(at, at + 3)) {
    if (best && line.base - best.base > 1.8 * line.size) break
    if (!best || chunksOf(line, WIDE).length > chunksOf(best, WIDE).length) best = line
  }
  return best
}

/** More white than this many of the letters' size below a line ends a table, unless a full line follows. */
const END = 2.4

/** The lines from `at` on that keep to the columns; null where they break them, so that nothing is guessed. */
function grow(lines: readonly TextLine[], at: number, from: Columns): Zone | null {
  const zone: Zone = { columns: from, lines: [] }
  for (const line of lines.slice(at)) {
    const fit = fitOf(line, zone.columns)
    if (fit === 'broken') return null
    if (fit === 'across' || isBeyond(zone, line)) break
    zone.columns = narrow(zone.columns, line)
    zone.lines.push(line)
  }
  return zone.lines.length === 0 ? null : zone
}

function isBeyond({ columns, lines }: Zone, line: TextLine): boolean {
  const last = lines.at(-1)
  if (!last || line.base - last.base <= END * Math.max(line.size, last.size)) return false
  return filledColumns(line, columns).size < 2
}

/** Three columns with two full lines; or two, of which the first is narrow, as in a list of terms. */
function isConvincing({ columns, lines }: Zone): boolean {
  const full = lines.filter((line) => filledColumns(line, columns).size >= 2).length
  if (columns.gutters.length >= 2) return full >= 2
  const [gutter] = columns.gutters
  const isNarrow = !!gutter && gutter.from - columns.left < 0.35 * (columns.right - columns.left)
  return isNarrow && full >= 3
}

/** A table of lines that are already in their rows. A row of one text across several columns is one cell. */
export function toTable(
  lines: readonly TextLine[],
  rows: readonly (readonly TextLine[])[],
  columns: Columns,
  vocabulary: Vocabulary,
): Omit<PdfTable, 'page'> {
  const [first] = lines
  return {
    kind: 'table',
    top: first ? first.base - first.size : 0,
    rows: rows.length,
    columns: columns.gutters.length + 1,
    cells: rows.flatMap((row, index) => rowCells(row, index, columns, vocabulary)),
  }
}

function rowCells(row: readonly TextLine[], index: number, columns: Columns, vocabulary: Vocabulary) {
  const pieces = row.flatMap((line) => line.pieces)
  if (row.some((line) => fitOf(line, columns) === 'across')) {
    const colSpan = columns.gutters.length + 1
    const place = { row: index, column: 0, rowSpan: 1, colSpan, left: columns.left, right: columns.right }
    return [toPdfCell(place, { pieces, colour: null }, vocabulary)]
  }
  const places = [...columns.gutters.keys(), columns.gutters.length]
  return places.map((column) => {
    const own = pieces.filter(({ left, right }) => columnAt(columns, (left + right) / 2) === column)
    const place = { row: index, column, rowSpan: 1, colSpan: 1, ...reachOf(columns, column) }
    return toPdfCell(place, { pieces: own, colour: null }, vocabulary)
  })
}
