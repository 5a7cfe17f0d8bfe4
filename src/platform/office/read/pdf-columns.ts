/** Tables without drawn columns, as they go into the grid. */
import { type Columns, columnAt, reachOf, wideChunks } from './pdf-gutters.ts'
import type { TextLine } from './pdf-lines.ts'
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
  const [first] = lines
  return {
    kind: 'table',
    top: first ? first.base - first.size : 0,
    rows: rows.length,
    columns: columns.gutters.length + 1,
    cells: rows.flatMap((row, index) => rowCells(row, index, columns, vocabulary)),
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

function rowCells(row: readonly TextLine[], index: number, columns: Columns, vocabulary: Vocabulary) {
  const pieces = row.flatMap((line) => line.pieces)
  return [...columns.gutters.keys(), columns.gutters.length].map((column) => {
    const own = pieces.filter(({ left, right }) => columnAt(columns, (left + right) / 2) === column)
    const place = { row: index, column, rowSpan: 1, colSpan: 1, ...reachOf(columns, column) }
    return toPdfCell(place, { pieces: own, colour: null }, vocabulary)
  })
}
