/** A lattice with what stands in it. */
import type { CellColour } from '../grid.ts'
import { colourName } from './colour.ts'
import { cellText, isAllBold, type Reach } from './pdf-cell.ts'
import type { Box, Fill, Piece } from './pdf-page.ts'
import type { Lattice } from './pdf-rules.ts'
import { cellsOf, type LatticeCell, nearest } from './pdf-spans.ts'
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

/** Painting more cells than this on one page is no table's work. */
const MOST_PAINTED = 200_000

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

/** The index of the cell in which a point lies. */
type Owner = (x: number, y: number) => number

function ownersOf({ xs, ys }: Lattice, cells: readonly LatticeCell[]): Owner {
  const columns = xs.length - 1
  const owners = new Int32Array(columns * (ys.length - 1)).fill(-1)
  cells.forEach(({ row, column, rowSpan, colSpan }, index) => {
    for (let at = row; at < row + rowSpan; at++)
      owners.fill(index, at * columns + column, at * columns + column + colSpan)
  })
  return (x, y) => owners[stretchOf(ys, y) * columns + stretchOf(xs, x)] ?? -1
}

function stretchOf(places: readonly number[], at: number): number {
  const near = nearest(places, at)
  const stretch = (places[near] ?? 0) <= at ? near : near - 1
  return Math.min(Math.max(stretch, 0), places.length - 2)
}

const area = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top)

/** The last paint that covers at least half a cell is its ground; in a cell without text, any spot is its colour. */
function paint(
  lattice: Lattice,
  cells: readonly LatticeCell[],
  owner: Owner,
  held: readonly Held[],
  fills: readonly Fill[],
): void {
  let painted = 0
  for (const fill of fills) {
    if (!overlaps(fill, lattice)) continue
    const colour = fill.colour === null ? null : colourName(fill.colour)
    for (const index of coveredBy(fill, lattice, owner)) {
      const [cell, content] = [cells[index], held[index]]
      if (!cell || !content || ++painted > MOST_PAINTED) continue
      const share = area(overlap(fill, cell)) / area(cell)
      if (share >= 0.5) content.colour = colour
      else if (isSpot(fill, share) && content.pieces.length === 0) content.colour = colour ?? content.colour
    }
  }
}

/** A coloured dot or flag that stands for a status. */
const isSpot = (fill: Fill, share: number): boolean => area(fill) >= 20 && share >= 0.02

function coveredBy(fill: Fill, { xs, ys }: Lattice, owner: Owner): Set<number> {
  const found = new Set<number>()
  for (let row = stretchOf(ys, fill.top); row <= stretchOf(ys, fill.bottom); row++)
    for (let column = stretchOf(xs, fill.left); column <= stretchOf(xs, fill.right); column++)
      found.add(
        owner(((xs[column] ?? 0) + (xs[column + 1] ?? 0)) / 2, ((ys[row] ?? 0) + (ys[row + 1] ?? 0)) / 2),
      )
  return found
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

function overlap(a: Box, b: Box): Box {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  return {
    left,
    top,
    right: Math.max(left, Math.min(a.right, b.right)),
    bottom: Math.max(top, Math.min(a.bottom, b.bottom)),
  }
}
