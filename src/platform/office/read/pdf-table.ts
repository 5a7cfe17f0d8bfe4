/** A lattice with what stands in it. */
import type { CellColour } from '../grid.ts'
import { cellText, isAllBold, type Reach } from './pdf-cell.ts'
import type { Lattice } from './pdf-lattice.ts'
import type { Fill, Piece } from './pdf-page.ts'
import { paint } from './pdf-paint.ts'
import { cellsOf, type LatticeCell, type Owner, stretchOf } from './pdf-spans.ts'
import type { Vocabulary } from './pdf-words.ts'

/** A table as it goes into the grid: a cell may cover others, which are not listed. */
export interface PdfTable {
  kind: 'table'
  page: number
  top: number
  rows: number
  columns: number
  cells: PdfCell[]
}

export interface PdfCell {
  row: number
  column: number
  rowSpan: number
  colSpan: number
  text: string
  bold: boolean
  colour: CellColour | null
}

export interface Held {
  pieces: Piece[]
  colour: CellColour | null
}

export function latticeTable(
  lattice: Lattice,
  pieces: readonly Piece[],
  fills: readonly Fill[],
  vocabulary: Vocabulary,
): Omit<PdfTable, 'page'> {
  const cells = cellsOf(lattice)
  const owner = ownersOf(lattice, cells)
  const held = cells.map((): Held => ({ pieces: [], colour: null }))
  for (const piece of pieces) held[owner(piece.middleX, piece.middleY)]?.pieces.push(piece)
  paint(lattice, cells, owner, held, fills)
  return {
    kind: 'table',
    top: lattice.top,
    rows: lattice.ys.length - 1,
    columns: lattice.xs.length - 1,
    cells: cells.map((cell, index) =>
      toPdfCell(cell, held[index] ?? { pieces: [], colour: null }, vocabulary),
    ),
  }
}

export function toPdfCell(
  { row, column, rowSpan, colSpan, left, right }: Omit<LatticeCell, 'top' | 'bottom'>,
  { pieces, colour }: Held,
  vocabulary: Vocabulary,
): PdfCell {
  const reach: Reach = { left, right }
  const text = cellText(pieces, reach, vocabulary)
  return { row, column, rowSpan, colSpan, text, bold: isAllBold(pieces), colour }
}

function ownersOf({ xs, ys }: Lattice, cells: readonly LatticeCell[]): Owner {
  const columns = xs.length - 1
  const owners = new Int32Array(columns * (ys.length - 1)).fill(-1)
  cells.forEach(({ row, column, rowSpan, colSpan }, index) => {
    for (let at = row; at < row + rowSpan; at++)
      owners.fill(index, at * columns + column, at * columns + column + colSpan)
  })
  return (x, y) => owners[stretchOf(ys, y) * columns + stretchOf(xs, x)] ?? -1
}
