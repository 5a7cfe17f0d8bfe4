/** Columns that nothing but white parts: found from a line of headings, kept only while every line respects them. */
import { chunksOf, type TextLine } from './pdf-lines.ts'

/** Columns by the white between them. */
export interface Columns {
  left: number
  right: number
  /** Of each gutter, from where to where it is white in every line; one fewer than there are columns. */
  gutters: Gutter[]
}

export interface Gutter {
  from: number
  to: number
}

/** Headings stand further apart than this many of their size. */
export const WIDE = 0.9
/** White narrower than this many of the letters' size may be a blank between two words. */
const NARROW = 0.42
/** The narrowest white that parts two columns, in points. */
const LEAST = 2.5

/** The columns that the wide gaps of one line suggest; null where it has none. */
export function columnsOfHeading(heading: TextLine): Columns | null {
  const chunks = chunksOf(heading, WIDE)
  if (chunks.length < 2) return null
  const gutters = chunks.slice(1).map((chunk, index) => ({ from: chunks[index]?.right ?? 0, to: chunk.left }))
  return { left: heading.left, right: heading.right, gutters }
}

export type Fit = 'within' | 'across' | 'broken'

/**
 * How a line stands to the columns: `within` them; one text `across` several (a section line, a paragraph); or with
 * several texts of which one runs through a gutter: the columns are `broken`.
 */
export function fitOf(line: TextLine, columns: Columns): Fit {
  const narrowed = narrow(columns, line)
  if (narrowed.gutters.every(isOpen)) return 'within'
  return chunksOf(line, WIDE).length === 1 ? 'across' : 'broken'
}

const isOpen = ({ from, to }: Gutter): boolean => to - from >= LEAST

/** The columns with what a line leaves white of them. */
export function narrow({ left, right, gutters }: Columns, line: TextLine): Columns {
  const chunks = chunksOf(line, NARROW)
  return {
    left: Math.min(left, line.left),
    right: Math.max(right, line.right),
    gutters: gutters.map((gutter) => chunks.reduce(without, gutter)),
  }
}

/** The wider part of a gutter that a text leaves. */
function without({ from, to }: Gutter, { left, right }: { left: number; right: number }): Gutter {
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

/** Whether the line's wide gaps fall into different columns, so that it may begin a part of the table. */
export function opens(line: TextLine, columns: Columns): boolean {
  const chunks = chunksOf(line, WIDE)
  const places = new Set(chunks.map(({ left, right }) => columnAt(columns, (left + right) / 2)))
  const isInside = line.left >= columns.left - line.size && line.right <= columns.right + 2 * line.size
  return isInside && chunks.length >= 2 && places.size === chunks.length && fitOf(line, columns) === 'within'
}

/** From where to where the text of one column may run. */
export function reachOf(
  { left, right, gutters }: Columns,
  column: number,
  span = 1,
): { left: number; right: number } {
  return {
    left: column === 0 ? left : (gutters[column - 1]?.to ?? left),
    right: gutters[column + span - 1]?.from ?? right,
  }
}
