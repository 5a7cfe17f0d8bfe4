/** Lattices as they were meant: ragged sides made straight, tables that touch each other taken apart. */
import type { Rule } from './pdf-page.ts'
import { type Lattice, latticeOf, NEAR } from './pdf-rules.ts'

/** A column narrower than this holds no letter, in points. */
const NARROWEST = 9

/** Sides of one column that miss each other by a little, as Word draws them, are brought into line. */
export function tidied(lattice: Lattice): Lattice {
  const moves = new Map<number, number>()
  lattice.xs.forEach((x, index) => {
    const before = lattice.xs[index - 1]
    if (before === undefined || moves.has(before) || x - before >= NARROWEST) return
    if (!areBeside(downAt(lattice, before), downAt(lattice, x))) moves.set(x, before)
  })
  if (moves.size === 0) return lattice
  const down = lattice.down.map((rule) => ({ ...rule, at: moves.get(placeOf(lattice, rule)) ?? rule.at }))
  return latticeOf(lattice.across, down) ?? lattice
}

const placeOf = ({ xs }: Lattice, { at }: Rule): number => xs.findLast((x) => x <= at + 0.01) ?? at
const downAt = (lattice: Lattice, x: number): Rule[] =>
  lattice.down.filter((rule) => placeOf(lattice, rule) === x)

/** Whether both sides are drawn in the same row somewhere: then there is a column between them. */
function areBeside(some: readonly Rule[], others: readonly Rule[]): boolean {
  return some.some((a) => others.some((b) => Math.min(a.to, b.to) - Math.max(a.from, b.from) > 2 * NEAR))
}

/** Columns are another table's when fewer than this share of their sides go on from the rows above. */
const SHARED = 0.34

/** Tables that stand on one another share their border, but not their columns. */
export function parted(lattice: Lattice): Lattice[] {
  const cuts = cutsOf(lattice)
  if (cuts.length === 0) return [lattice]
  const edges = [lattice.top, ...cuts, lattice.bottom]
  return edges.slice(1).flatMap((bottom, index) => {
    const part = between(lattice, edges[index] ?? lattice.top, bottom)
    return part ? [part] : []
  })
}

function cutsOf({ xs, ys, down, left, right }: Lattice): number[] {
  const cuts: number[] = []
  let known = new Set<number>()
  let plainFrom: number | null = null
  const inner = xs.filter((x) => x > left + NEAR && x < right - NEAR)
  const sorted = [...down].sort((a, b) => a.at - b.at)
  ys.slice(0, -1).forEach((top, row) => {
    const middle = (top + (ys[row + 1] ?? top)) / 2
    const own = inner.filter((x) =>
      sorted.some(({ at, from, to }) => near(at, x) && from < middle && to > middle),
    )
    if (own.length === 0) plainFrom ??= top
    else {
      const isNew =
        known.size >= 1 && own.length >= 2 && own.filter((x) => known.has(x)).length < SHARED * own.length
      // A row without columns right above another table is that table's title.
      if (isNew) cuts.push(plainFrom !== null && plainFrom > (cuts.at(-1) ?? ys[0] ?? 0) ? plainFrom : top)
      known = isNew ? new Set(own) : new Set([...known, ...own])
      plainFrom = null
    }
  })
  return cuts
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR

function between({ across, down }: Lattice, top: number, bottom: number): Lattice | null {
  return latticeOf(
    across.filter(({ at }) => at >= top - NEAR && at <= bottom + NEAR),
    down
      .map((rule) => ({ at: rule.at, from: Math.max(rule.from, top), to: Math.min(rule.to, bottom) }))
      .filter(({ from, to }) => to - from > NEAR),
  )
}
