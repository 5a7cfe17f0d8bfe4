/** Titles, headings between tables, notes below them: lines of text, although a spreadsheet keeps them in cells. */
import type { GridLine } from '../grid.ts'

/**
 * Makes text of lines with one filled cell: those that open a block below an empty line or at the top, until a line
 * with more cells follows; and all below the last table line that an empty line parts from it. Within the tables
 * such a line has to stand in the first column and to begin as a text does: in lower case it goes on with what is
 * above, be it a row or a text. Where no line has two filled cells, all are text.
 */
export function partTitles(lines: readonly GridLine[]): void {
  const counts = lines.map(filledCells)
  const zones = zonesOf(counts)
  let [opens, afterText] = [true, false]
  lines.forEach((line, index) => {
    const count = counts[index] ?? 0
    opens = count === 0 || (opens && count === 1)
    if (count === 0) return
    const outside = index < zones.tables || index > zones.below
    afterText = count === 1 && (outside ? opens || index > zones.below : opens && isText(line, afterText))
    if (afterText) makeText(line)
  })
}

/** Whether a line that opens a block between two tables is one of text. */
function isText({ cells }: GridLine, afterText: boolean): boolean {
  const [first] = cells
  return first !== undefined && first.text !== '' && (afterText || BEGINS.test(first.text))
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

/** A text of one item is a line of a list, as Word has it. */
const ONLY_ITEM = /^<ul><li>((?:(?!<li>).)*)<\/li><\/ul>$/s

function makeText(line: GridLine): void {
  const cell = line.cells.find(({ text }) => text !== '')
  if (!cell) return
  const { rowSpan: _rows, colSpan: _columns, ...rest } = cell
  line.cells = [{ ...rest, column: 0, text: rest.text.replace(ONLY_ITEM, '• $1') }]
  line.table = false
}
