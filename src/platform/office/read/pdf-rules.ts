/** Drawn lines as the lattices of tables. */
import type { Box, Rule } from './pdf-page.ts'
import { parted, tidied } from './pdf-tidy-lattice.ts'

/** Lines nearer than this, in points, are one line: double borders, and the borders of neighbouring cells. */
export const NEAR = 3

/** A table's drawn lines, brought onto `xs` and `ys`; its sides count as drawn, whether they are or not. */
export interface Lattice extends Box {
  /** From left to right, the sides among them. */
  xs: number[]
  ys: number[]
  across: Rule[]
  down: Rule[]
}

export interface Ruling {
  lattices: Lattice[]
  /** Lines across that no line down meets, or only the sides of a frame. */
  loose: Rule[]
}

/** More than this is a drawing, or squared paper. */
const MOST_CELLS = 40_000
const MOST_COLUMNS = 120
const MOST_ROWS = 2_000
/** More tables than this on one page are boxes of a drawing: the largest stay. */
const MOST_TABLES = 60

/** Finds the tables whose rows and columns are drawn; those with columns only by their text are left in `loose`. */
export function latticesOf(across: readonly Rule[], down: readonly Rule[]): Ruling {
  const [rows, columns] = [joined(across), joined(down)]
  const ruling: Ruling = { lattices: [], loose: [] }
  for (const group of meeting(rows, columns)) {
    const lattice = latticeOf(group.across, group.down)
    if (lattice && isTable(lattice) && !isDrawing(lattice))
      ruling.lattices.push(...parted(tidied(lattice)).filter(isTable))
    else ruling.loose.push(...group.across)
  }
  const largest = [...ruling.lattices].sort((a, b) => area(b) - area(a)).slice(0, MOST_TABLES)
  ruling.lattices = outermost(largest).sort((a, b) => a.top - b.top || a.left - b.left)
  return ruling
}

const isTable = ({ xs, ys }: Lattice): boolean => xs.length >= 3 && ys.length >= 2
const isDrawing = ({ xs, ys }: Lattice): boolean =>
  xs.length > MOST_COLUMNS || ys.length > MOST_ROWS || xs.length * ys.length > MOST_CELLS

/** Pieces of one line as one line. */
export function joined(rules: readonly Rule[]): Rule[] {
  const levels: Rule[][] = []
  for (const rule of [...rules].sort((a, b) => a.at - b.at)) {
    const level = levels.at(-1)
    if (level?.[0] && rule.at - level[0].at <= NEAR) level.push(rule)
    else levels.push([rule])
  }
  return levels.flatMap(joinLevel)
}

function joinLevel(level: readonly Rule[]): Rule[] {
  const lines: Rule[] = []
  for (const rule of [...level].sort((a, b) => a.from - b.from)) {
    const last = lines.at(-1)
    if (last && rule.from <= last.to + NEAR) last.to = Math.max(last.to, rule.to)
    else lines.push({ ...rule })
  }
  return lines
}

interface Group {
  across: Rule[]
  down: Rule[]
}

/** Lines that meet each other, directly or by others. `across` in order of `at`. */
function meeting(across: readonly Rule[], down: readonly Rule[]): Group[] {
  const parents = [...across, ...down].map((_, index) => index)
  const root = (index: number): number => {
    let at = index
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at
      at = parents[at] ?? at
    }
    return at
  }
  down.forEach((rule, index) => {
    for (let at = firstFrom(across, rule.from - NEAR); at < across.length; at++) {
      const other = across[at]
      if (!other || other.at > rule.to + NEAR) break
      if (other.from - NEAR <= rule.at && rule.at <= other.to + NEAR)
        parents[root(at)] = root(across.length + index)
    }
  })
  const groups = new Map<number, Group>()
  const groupOf = (index: number): Group => {
    const key = root(index)
    const group = groups.get(key) ?? { across: [], down: [] }
    groups.set(key, group)
    return group
  }
  across.forEach((rule, index) => void groupOf(index).across.push(rule))
  down.forEach((rule, index) => void groupOf(across.length + index).down.push(rule))
  return [...groups.values()]
}

function firstFrom(rules: readonly Rule[], at: number): number {
  let [low, high] = [0, rules.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rules[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

export function latticeOf(across: Rule[], down: Rule[]): Lattice | null {
  if (across.length === 0 || down.length === 0) return null
  const left = least([...down.map(({ at }) => at), ...across.map(({ from }) => from)])
  const right = most([...down.map(({ at }) => at), ...across.map(({ to }) => to)])
  const top = least([...across.map(({ at }) => at), ...down.map(({ from }) => from)])
  const bottom = most([...across.map(({ at }) => at), ...down.map(({ to }) => to)])
  const xs = distinct([left, ...down.map(({ at }) => at), right])
  const ys = distinct([top, ...across.map(({ at }) => at), bottom])
  return { left, top, right, bottom, xs, ys, across, down }
}

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity)
const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), -Infinity)

/** In order; of several that are near, the first. */
export function distinct(places: readonly number[], near = NEAR): number[] {
  const kept: number[] = []
  for (const place of [...places].sort((a, b) => a - b)) {
    const last = kept.at(-1)
    if (last === undefined || place - last > near) kept.push(place)
  }
  return kept
}

/** A table inside a cell is text of that cell. */
function outermost(lattices: readonly Lattice[]): Lattice[] {
  return lattices.filter((inner) => !lattices.some((outer) => outer !== inner && isWithin(inner, outer)))
}

function isWithin(inner: Box, outer: Box): boolean {
  const isInside =
    inner.left >= outer.left - NEAR &&
    inner.right <= outer.right + NEAR &&
    inner.top >= outer.top - NEAR &&
    inner.bottom <= outer.bottom + NEAR
  return isInside && (inner.right - inner.left) * (inner.bottom - inner.top) < area(outer)
}

const area = (box: Box): number => (box.right - box.left) * (box.bottom - box.top)
