/** How wide the lines of a spreadsheet's tables are: each line of a table as wide as the widest of it. */
import type { GridLine } from '../grid.ts'

/** So many cells do no harm; beyond them, blanks may be nine of ten, since they take as much memory as text. */
const HARMLESS = 20_000
const MOST_PER_FILLED = 10

/**
 * Fills the lines of each table up with blanks. Tables are parted by lines of text, not by empty lines. With `width`
 * all lines are as wide as that: two tables with the same columns, one of which ends in blanks, stay alike. Where
 * nearly all would be blanks (one stray cell far to the right), lines end where they end.
 */
export function evenOut(lines: readonly GridLine[], width: number | null): void {
  const tables = tablesOf(lines).map((table) => ({ table, width: width ?? widest(table) }))
  const cells = tables.reduce((sum, each) => sum + each.table.length * each.width, 0)
  if (cells > HARMLESS && cells > filledCells(lines) * MOST_PER_FILLED) return
  for (const each of tables) for (const line of each.table) fillUp(line, each.width)
}

function fillUp({ number, cells }: GridLine, width: number): void {
  while (cells.length < width) cells.push({ line: number, column: cells.length, text: '' })
}

const widest = (lines: readonly GridLine[]): number =>
  lines.reduce((most, { cells }) => Math.max(most, cells.length), 0)

const filledCells = (lines: readonly GridLine[]): number =>
  lines.reduce((sum, { cells }) => sum + cells.filter(({ text }) => text !== '').length, 0)

function tablesOf(lines: readonly GridLine[]): GridLine[][] {
  const tables: GridLine[][] = [[]]
  for (const line of lines) {
    if (line.table) tables.at(-1)?.push(line)
    else if (line.cells.length > 0) tables.push([])
  }
  return tables
}
