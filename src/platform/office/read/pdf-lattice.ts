/** One table's drawn lines, brought onto shared places across and down. */
import type { Box, Rule } from './pdf-page.ts'

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

/** null where nothing is drawn in one of the two directions. */
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
