/** Rows whose cell the extractor broke over lines: the pieces have just the cells of one row between them. */
import { type Cell, isEmpty, type Line } from './grid.ts'
import { isUnfinished, plain, startsLower, words } from './words.ts'

export interface WholeRow {
  row: Line
  /** The numbers of the lines that it stands on. */
  from: number[]
  /** The first cells of the pieces, whose text now stands in another cell. */
  swallowed: Cell[]
  /** The index of the last of them. */
  until: number
}

/** No cell goes over more lines than this, blank ones counted. */
const MOST_LINES = 8

/**
 * The row of `width` cells that begins on a line with fewer, where each piece goes on in the last cell of the one
 * before. null where the counts do not come out, or nothing says that the text goes on.
 */
export function wholeRow(lines: readonly Line[], at: number, width: number): WholeRow | null {
  const first = lines[at]
  if (!first || width < 4 || first.cells.length >= width || !breaksOff(first)) return null
  const whole: WholeRow = { row: first, from: [first.number], swallowed: [], until: at }
  for (let next = at + 1; next < Math.min(lines.length, at + MOST_LINES); next += 1) {
    const piece = lines[next]
    if (!piece || isEmpty(piece)) continue
    const count = whole.row.cells.length + piece.cells.length - 1
    if (count > width || !goesOn(whole.row, piece)) return null
    addPiece(whole, piece, next)
    if (count === width) return whole
  }
  return null
}

/** A row's beginning: a text that does not end. */
function breaksOff({ cells }: Line): boolean {
  const last = plain(cells.at(-1)?.text ?? '')
  const long = cells.length > 1 || words(last).length >= 4
  return long && last !== '' && !/[.:;!?]$/.test(last) && !/^#/.test(last)
}

function goesOn({ cells }: Line, piece: Line): boolean {
  const opening = piece.cells[0]?.text ?? ''
  return (
    opening !== '' &&
    (startsLower(opening) ||
      /^[&,(]/.test(opening) ||
      (cells.length > 1 && isUnfinished(cells.at(-1)?.text ?? '')))
  )
}

/** Every cell keeps its own place in the document; the piece's first one gives its text to the cell that it goes on. */
function addPiece(whole: WholeRow, piece: Line, at: number): void {
  const last = whole.row.cells.at(-1)
  const [first, ...rest] = piece.cells
  if (!last || !first) return
  const longer = { ...last, text: `${last.text} ${first.text}` }
  whole.row = { ...whole.row, table: true, cells: [...whole.row.cells.slice(0, -1), longer, ...rest] }
  whole.from.push(piece.number)
  whole.swallowed.push(first)
  whole.until = at
}
