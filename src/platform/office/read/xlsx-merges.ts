/** Merged cells, as far as they cover lines that are there. */
import type { SheetFacts } from './xlsx-sheet.ts'

export interface Span {
  rows: number
  columns: number
  /** The last row that it reaches, in the sheet's own numbers. */
  bottom: number
}

/** Looking at more cells than this would take longer than reading the sheet. */
const MOST_LOOKS = 2_000_000

/** The key of a cell in maps of a sheet; columns are below 256. */
export const cellKey = (row: number, column: number): number => row * 256 + column

interface Sight {
  facts: SheetFacts
  /** The rows and columns that become lines and cells, in order. */
  rows: readonly number[]
  columns: readonly number[]
  /** The place of each row in `rows`. */
  indexOf: ReadonlyMap<number, number>
  taken: Set<number>
  looks: number
}

/**
 * What each first cell of a merged area spans, counted in rows and columns that are there. An area whose other cells
 * hold text of their own, or that lies across another, is no merge: nothing of it would be seen.
 */
export function spansOf(
  facts: SheetFacts,
  rows: readonly number[],
  columns: readonly number[],
): Map<number, Span> {
  const indexOf = new Map(rows.map((row, index) => [row, index] as const))
  const sight: Sight = { facts, rows, columns, indexOf, taken: new Set(), looks: 0 }
  const spans = new Map<number, Span>()
  for (const { top, left, bottom, right } of facts.merges) {
    const covered = coveredBy(sight, { top, left, bottom, right })
    if (!covered || sight.looks > MOST_LOOKS) continue
    for (const key of covered.keys) sight.taken.add(key)
    spans.set(cellKey(top, left), { rows: covered.rows, columns: covered.columns, bottom })
  }
  return spans
}

function coveredBy(
  sight: Sight,
  { top, left, bottom, right }: SheetFacts['merges'][number],
): { keys: number[]; rows: number; columns: number } | null {
  const start = sight.indexOf.get(top)
  const across = sight.columns.filter((column) => column >= left && column <= right)
  if (start === undefined || across[0] !== left || !textAt(sight, top, left)) return null
  const keys: number[] = []
  let rows = 0
  for (; (sight.rows[start + rows] ?? Number.POSITIVE_INFINITY) <= bottom; rows += 1) {
    for (const column of across) {
      const row = sight.rows[start + rows] ?? 0
      sight.looks += 1
      if (sight.looks > MOST_LOOKS || isInTheWay(sight, row, column, keys.length === 0)) return null
      keys.push(cellKey(row, column))
    }
  }
  return { keys, rows, columns: across.length }
}

const isInTheWay = (sight: Sight, row: number, column: number, isFirst: boolean): boolean =>
  sight.taken.has(cellKey(row, column)) || (!isFirst && textAt(sight, row, column))

const textAt = ({ facts }: Sight, row: number, column: number): boolean =>
  (facts.rows.get(row)?.cells.get(column)?.text ?? '') !== ''
