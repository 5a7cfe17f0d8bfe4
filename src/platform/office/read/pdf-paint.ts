/** The colours on which the cells of a lattice stand, and the coloured spots in them. */
import { colourName } from './colour.ts'
import type { Lattice } from './pdf-lattice.ts'
import type { Box, Fill } from './pdf-page.ts'
import { type LatticeCell, type Owner, stretchOf } from './pdf-spans.ts'
import type { Held } from './pdf-table.ts'

/** Painting more cells than this on one page is no table's work. */
const MOST_PAINTED = 200_000
/** Paint over this share of a cell is its ground. */
const GROUND = 0.5
/** Paint over less than this share of a cell only touches it. */
const TOUCH = 0.02
/** A spot lies within its cell by this share of its own area: the ground of a cell beside it does not. */
const WITHIN = 0.8

interface Painted {
  cell: LatticeCell
  content: Held
  /** What share of the cell each paint covers so far: some programs paint a ground in strips. */
  shares: Map<string | null, number>
}

/** The last paint that covers at least half a cell is its ground; in a cell without text, a spot in it is its colour. */
export function paint(
  lattice: Lattice,
  cells: readonly LatticeCell[],
  owner: Owner,
  held: readonly Held[],
  fills: readonly Fill[],
): void {
  const all = cells.map((cell, index): Painted | null => {
    const content = held[index]
    return content ? { cell, content, shares: new Map() } : null
  })
  let painted = 0
  for (const fill of fills) {
    if (!overlaps(fill, lattice)) continue
    for (const index of coveredBy(fill, lattice, owner)) {
      const one = all[index]
      if (one && ++painted <= MOST_PAINTED) paintCell(one, fill)
    }
  }
}

function paintCell({ cell, content, shares }: Painted, fill: Fill): void {
  const colour = fill.colour === null ? null : colourName(fill.colour)
  const covered = area(overlap(fill, cell))
  const touches = covered < TOUCH * area(cell)
  const share = touches ? 0 : (shares.get(fill.colour) ?? 0) + covered / area(cell)
  if (!touches) shares.set(fill.colour, share)
  if (share >= GROUND) {
    content.colour = colour
    shares.clear()
    shares.set(fill.colour, share)
  } else if (isSpot(fill, covered) && content.pieces.length === 0) content.colour = colour ?? content.colour
}

/** A coloured dot or flag that stands for a status, in points of area. */
const isSpot = (fill: Fill, covered: number): boolean => covered >= 20 && covered >= WITHIN * area(fill)

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

const area = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top)
