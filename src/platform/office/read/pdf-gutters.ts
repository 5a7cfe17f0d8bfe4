/** Columns that nothing but white parts: what stays white in every line of a table. */
import { chunksOf, type TextLine } from './pdf-lines.ts'

/** Columns by the white between them. */
export interface Columns {
  left: number
  right: number
  /** From where to where it is white in every line so far; one fewer than there are columns. */
  gutters: Gutter[]
}

export interface Gutter {
  from: number
  to: number
}

/** Texts of two columns mostly stand further apart than this many of their size. */
export const WIDE = 0.9
/** White narrower than this many of the letters' size may be a blank between two words. */
const NARROW = 0.42
/** The narrowest white that parts two columns, in points. */
const LEAST = 2.5

export function columnsOfLine(line: TextLine): Columns {
  return withLine({ left: line.left, right: line.left, gutters: [] }, line)
}

/** The columns with what a line leaves white of them; a text in the middle of a gutter is a column of its own. */
export function withLine({ left, right, gutters }: Columns, line: TextLine): Columns {
  const chunks = chunksOf(line, NARROW)
  const before = { from: line.right, to: left }
  const all = [before, ...gutters, { from: right, to: line.right }].filter(isOpen)
  return {
    left: Math.min(left, line.left),
    right: Math.max(right, line.right),
    gutters: chunks.reduce((some: Gutter[], chunk) => some.flatMap((gutter) => without(gutter, chunk)), all),
  }
}

const isOpen = ({ from, to }: Gutter): boolean => to - from >= LEAST

function without(gutter: Gutter, { left, right }: { left: number; right: number }): Gutter[] {
  const { from, to } = gutter
  if (right <= from || left >= to) return [gutter]
  return [
    { from, to: left },
    { from: right, to },
  ].filter(isOpen)
}

/** Whether a text of the line runs through a gutter that was wide enough to be one. */
export function crosses(line: TextLine, { gutters }: Columns): boolean {
  const chunks = chunksOf(line, NARROW)
  const isOver = ({ from, to }: Gutter) => chunks.some(({ left, right }) => left < from && right > to)
  return gutters.some((gutter) => gutter.to - gutter.from >= WIDE * line.size && isOver(gutter))
}

export const wideChunks = (line: TextLine): TextLine[] => chunksOf(line, WIDE)

/** The same gutters, as far as a line leaves them white; null where it covers one of them. */
export function kept(columns: Columns, line: TextLine): Columns | null {
  const chunks = chunksOf(line, NARROW)
  const gutters = columns.gutters.map((gutter) => chunks.reduce(widerPart, gutter))
  if (!gutters.every(isOpen)) return null
  return { left: Math.min(columns.left, line.left), right: Math.max(columns.right, line.right), gutters }
}

function widerPart({ from, to }: Gutter, { left, right }: { left: number; right: number }): Gutter {
  if (right <= from || left >= to) return { from, to }
  const [before, after] = [Math.min(left, to) - from, to - Math.max(right, from)]
  return before >= after ? { from, to: Math.max(from, left) } : { from: Math.min(to, right), to }
}

export function columnAt({ gutters }: Columns, x: number): number {
  const at = gutters.findIndex(({ from, to }) => x < (from + to) / 2)
  return at < 0 ? gutters.length : at
}

/** The columns that a line fills. */
export function filledColumns(line: TextLine, columns: Columns): Set<number> {
  return new Set(line.pieces.map(({ left, right }) => columnAt(columns, (left + right) / 2)))
}

/** Whether texts that stand far apart in a line are in different columns. */
export function keepsApart(line: TextLine, columns: Columns): boolean {
  const chunks = wideChunks(line)
  return (
    new Set(chunks.map(({ left, right }) => columnAt(columns, (left + right) / 2))).size === chunks.length
  )
}

/** From where to where the text of a column may run. */
export function reachOf({ left, right, gutters }: Columns, column: number): { left: number; right: number } {
  return {
    left: column === 0 ? left : (gutters[column - 1]?.to ?? left),
    right: gutters[column]?.from ?? right,
  }
}
