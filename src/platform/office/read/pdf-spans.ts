/** The cells of a lattice: an area that no line divides is one cell. */

import { type Lattice, NEAR } from './pdf-lattice.ts'
import type { Box, Rule } from './pdf-page.ts'

export interface LatticeCell extends Box {
  row: number
  column: number
  rowSpan: number
  colSpan: number
}

/** A side that is drawn along this share of its length is a side. */
const ENOUGH = 0.6

/** All cells, in the order of rows. Each place of the lattice belongs to exactly one of them, as a rectangle. */
export function cellsOf(lattice: Lattice): LatticeCell[] {
  const { xs, ys } = lattice
  const [columns, rows] = [xs.length - 1, ys.length - 1]
  const hasRight = sides(lattice.down, xs, ys)
  const hasBelow = sides(lattice.across, ys, xs)
  const taken = new Uint8Array(rows * columns)
  const cells: LatticeCell[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      if (taken[row * columns + column]) continue
      const isFree = (at: number, across: number) => !taken[at * columns + across]
      const colSpan = spanRight(row, column, columns, hasRight, isFree)
      const rowSpan = spanDown({ row, column, colSpan, rows, columns }, hasRight, hasBelow)
      for (let at = row; at < row + rowSpan; at++)
        taken.fill(1, at * columns + column, at * columns + column + colSpan)
      cells.push({ row, column, rowSpan, colSpan, ...boxOf(lattice, row, column, rowSpan, colSpan) })
    }
  return cells
}

/** Whether the side at line `line` (an index of `places`) is drawn along the stretch `stretch` (of `along`). */
type Side = (line: number, stretch: number) => boolean

function sides(rules: readonly Rule[], places: readonly number[], along: readonly number[]): Side {
  const byPlace = places.map((): Rule[] => [])
  for (const rule of rules) byPlace[nearest(places, rule.at)]?.push(rule)
  return (line, stretch) => {
    const [from, to] = [along[stretch] ?? 0, along[stretch + 1] ?? 0]
    let drawn = 0
    for (const rule of byPlace[line] ?? []) {
      if (Math.abs(rule.at - (places[line] ?? 0)) > 2 * NEAR) continue
      drawn += Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from))
    }
    return drawn >= ENOUGH * (to - from)
  }
}

export function nearest(places: readonly number[], at: number): number {
  let [low, high] = [0, places.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return Math.abs((places[low] ?? 0) - at) <= Math.abs((places[high] ?? 0) - at) ? low : high
}

/** The index of the cell in which a point lies. */
export type Owner = (x: number, y: number) => number

/** Between which two places a point lies, counted from 0; the first or last where it lies outside. */
export function stretchOf(places: readonly number[], at: number): number {
  const near = nearest(places, at)
  const stretch = (places[near] ?? 0) <= at ? near : near - 1
  return Math.min(Math.max(stretch, 0), places.length - 2)
}

function spanRight(
  row: number,
  column: number,
  columns: number,
  hasRight: Side,
  isFree: (row: number, column: number) => boolean,
): number {
  let span = 1
  while (column + span < columns && !hasRight(column + span, row) && isFree(row, column + span)) span += 1
  return span
}

interface Start {
  row: number
  column: number
  colSpan: number
  rows: number
  columns: number
}

function spanDown({ row, column, colSpan, rows, columns }: Start, hasRight: Side, hasBelow: Side): number {
  const isOpen = (line: number) => {
    for (let at = column; at < column + colSpan; at++) if (hasBelow(line, at)) return false
    return true
  }
  const isAlike = (at: number) => {
    for (let line = column + 1; line < column + colSpan; line++) if (hasRight(line, at)) return false
    const [left, right] = [column, column + colSpan]
    return (left === 0 || hasRight(left, at)) && (right === columns || hasRight(right, at))
  }
  let span = 1
  while (row + span < rows && isOpen(row + span) && isAlike(row + span)) span += 1
  return span
}

function boxOf({ xs, ys }: Lattice, row: number, column: number, rowSpan: number, colSpan: number): Box {
  return {
    left: xs[column] ?? 0,
    right: xs[column + colSpan] ?? 0,
    top: ys[row] ?? 0,
    bottom: ys[row + rowSpan] ?? 0,
  }
}
