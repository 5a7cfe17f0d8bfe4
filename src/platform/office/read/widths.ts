/** How wide the lines of a spreadsheet's tables are: each line of a table as wide as the widest of it. */
import type { GridLine } from '../grid.ts'

/** Blanks beyond this would take more memory than the text: lines then end where they end. */
const MOST_CELLS = 500_000

/**
 * Fills the lines of each table up with blanks. Tables are parted by lines of text, not by empty lines. With `width`
 * all lines are as wide as that: two tables with the same columns, one of which ends in blanks, stay alike.
 */
export function evenOut(lines: readonly GridLine[], width: number | null): void {
  for (const table of tablesOf(lines)) {
    const widest = width ?? table.reduce((most, { cells }) => Math.max(most, cells.length), 0)
    if (widest * table.length > MOST_CELLS) continue
    for (const { number, cells } of table)
      while (cells.length < widest) cells.push({ line: number, column: cells.length, text: '' })
  }
}

function tablesOf(lines: readonly GridLine[]): GridLine[][] {
  const tables: GridLine[][] = [[]]
  for (const line of lines) {
    if (line.table) tables.at(-1)?.push(line)
    else if (line.cells.length > 0) tables.push([])
  }
  return tables
}
