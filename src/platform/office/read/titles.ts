/** Titles above a spreadsheet's table and notes below it: lines of text, although they stand in cells. */
import type { GridLine } from '../grid.ts'

/** As many filled cells make a line the first of a table, where the sheet has lines as full. */
const FULL = 3

/**
 * Makes text of the lines with one filled cell above the first full line, and of those below the last line of the
 * table that an empty line parts from it. Where no line has two filled cells, all are text.
 */
export function partTitles(lines: readonly GridLine[]): void {
  const counts = lines.map(({ cells }) => cells.reduce((count, { text }) => count + (text === '' ? 0 : 1), 0))
  const full = Math.min(
    FULL,
    counts.reduce((most, count) => Math.max(most, count), 0),
  )
  const first = full < 2 ? lines.length : counts.findIndex((count) => count >= full)
  const last = counts.findLastIndex((count) => count >= 2)
  const parted = counts.indexOf(0, last + 1)
  lines.forEach((line, index) => {
    const outside = index < first || (parted >= 0 && index > parted)
    if (counts[index] === 1 && outside) makeText(line)
  })
}

function makeText(line: GridLine): void {
  const cell = line.cells.find(({ text }) => text !== '')
  if (!cell) return
  const { rowSpan: _rows, colSpan: _columns, ...rest } = cell
  line.cells = [{ ...rest, column: 0 }]
  line.table = false
}
