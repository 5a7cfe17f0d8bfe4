/** Tables without drawn columns, as they go into the grid. */

import type { Reach } from './pdf-cell.ts'
import { type Columns, columnAt, wideChunks } from './pdf-gutters.ts'
import type { TextLine } from './pdf-lines.ts'
import type { Piece } from './pdf-page.ts'
import { type RowLines, rulesOver } from './pdf-row-lines.ts'
import { rowsOf } from './pdf-row-starts.ts'
import { type PdfTable, toPdfCell } from './pdf-table.ts'
import type { Vocabulary } from './pdf-words.ts'
import { type Zone, zoneAt } from './pdf-zone.ts'

export interface Found {
  tables: Omit<PdfTable, 'page'>[]
  /** The lines that belong to no table. */
  rest: TextLine[]
  /** The columns of the last table, for the page after it. */
  columns: Columns | null
}

/**
 * Looks for tables among lines in the order of the page. `before` are the columns of the table before them; `rules`
 * part rows where they are drawn.
 */
export function findColumns(
  lines: readonly TextLine[],
  before: Columns | null,
  rules: readonly RowLines[],
  vocabulary: Vocabulary,
): Found {
  const found: Found = { tables: [], rest: [], columns: before }
  let at = 0
  while (at < lines.length) {
    const zone = zoneAt(lines, at, found.columns, rules)
    const isTable = zone !== null && !zone.broken
    if (isTable) {
      found.tables.push(toTable(zone, rules, vocabulary))
      found.columns = zone.columns
    } else found.rest.push(...lines.slice(at, at + passedOver(zone)))
    at += isTable ? zone.lines.length : passedOver(zone)
  }
  return found
}

/** Of a table that cannot be read, all lines up to one with more texts: that one may be the headings of a better one. */
function passedOver(zone: Zone | null): number {
  const [first, ...rest] = zone?.lines ?? []
  if (!first) return 1
  const better = rest.slice(0, 3).findIndex((line) => wideChunks(line).length > wideChunks(first).length)
  return better < 0 ? rest.length + 1 : better + 1
}

function toTable(
  { lines, columns }: Zone,
  rules: readonly RowLines[],
  vocabulary: Vocabulary,
): Omit<PdfTable, 'page'> {
  const rows = parted(lines, columns, rules)
  const pieces = lines.flatMap((line) => line.pieces)
  const reaches = columnsOf(columns).map((column) => reachOf(ownPieces(pieces, columns, column)))
  const [first] = lines
  return {
    kind: 'table',
    top: first ? first.base - first.size : 0,
    rows: rows.length,
    columns: columns.gutters.length + 1,
    cells: rows.flatMap((row, index) => rowCells(row, index, reaches, columns, vocabulary)),
  }
}

function parted(lines: readonly TextLine[], columns: Columns, rules: readonly RowLines[]): TextLine[][] {
  const [first, last] = [lines[0]?.base ?? 0, lines.at(-1)?.base ?? 0]
  const ys = rulesOver(rules, columns.left, columns.right)
    .filter((y) => y > first && y < last)
    .sort((a, b) => a - b)
  if (ys.length === 0) return rowsOf(lines, columns)
  const rows = Array.from({ length: ys.length + 1 }, (): TextLine[] => [])
  for (const line of lines) {
    const below = ys.findIndex((y) => line.base <= y)
    rows[below < 0 ? ys.length : below]?.push(line)
  }
  return rows.filter((row) => row.length > 0)
}

const columnsOf = ({ gutters }: Columns): number[] => [...gutters.keys(), gutters.length]

const ownPieces = (pieces: readonly Piece[], columns: Columns, column: number): Piece[] =>
  pieces.filter(({ left, right }) => columnAt(columns, (left + right) / 2) === column)

/** How far the table's own texts run: the table before it, whose columns it has, may have been a wider one. */
function reachOf(pieces: readonly Piece[]): Reach {
  return {
    left: pieces.reduce((least, { left }) => Math.min(least, left), Infinity),
    right: pieces.reduce((most, { right }) => Math.max(most, right), -Infinity),
  }
}

function rowCells(
  row: readonly TextLine[],
  index: number,
  reaches: readonly Reach[],
  columns: Columns,
  vocabulary: Vocabulary,
) {
  const pieces = row.flatMap((line) => line.pieces)
  return reaches.map((reach, column) => {
    const place = { row: index, column, rowSpan: 1, colSpan: 1, ...reach }
    return toPdfCell(place, { pieces: ownPieces(pieces, columns, column), colour: null }, vocabulary)
  })
}
