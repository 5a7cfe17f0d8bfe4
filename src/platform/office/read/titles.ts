/** Titles, headings between tables, notes below them: lines of text, although a spreadsheet keeps them in cells. */
import type { GridLine } from '../grid.ts'

/**
 * Makes text of lines with one filled cell: those that open a block below an empty line or at the top, until a line
 * with more cells follows; and all below the last table line that an empty line parts from it. Within the tables
 * such a line has to stand in the first column and to begin as a text does: in lower case it goes on with a row
 * above. Where no line has two filled cells, all are text.
 */
export function partTitles(lines: readonly GridLine[]): void {
  const counts = lines.map(filledCells)
  const zones = zonesOf(counts)
  let opens = true
  lines.forEach((line, index) => {
    const alone = counts[index] === 1
    opens = counts[index] === 0 || (opens && alone)
    const below = index > zones.below
    if (!alone || !(opens || below)) return
    if (index < zones.tables || below || BEGINS.test(line.cells[0]?.text ?? '')) makeText(line)
  })
}

/** A text does not begin in lower case, and does not leave the first column blank. */
const BEGINS = /^(?:<\/?[a-z]+>)*[^\p{Ll}]/u

/** Where the first table begins and from where on there is none. */
function zonesOf(counts: readonly number[]): { tables: number; below: number } {
  const most = counts.reduce((high, count) => Math.max(high, count), 0)
  if (most < 2) return { tables: counts.length, below: counts.length }
  const parted = counts.indexOf(0, counts.findLastIndex((count) => count >= 2) + 1)
  return {
    tables: counts.findIndex((count) => count >= 2),
    below: parted < 0 ? counts.length : parted,
  }
}

const filledCells = ({ cells }: GridLine): number =>
  cells.reduce((count, { text }) => count + (text === '' ? 0 : 1), 0)

function makeText(line: GridLine): void {
  const cell = line.cells.find(({ text }) => text !== '')
  if (!cell) return
  const { rowSpan: _rows, colSpan: _columns, ...rest } = cell
  line.cells = [{ ...rest, column: 0 }]
  line.table = false
}
