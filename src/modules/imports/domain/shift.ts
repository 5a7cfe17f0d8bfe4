/** Fitting a line into its table's columns, and the one repair allowed: moving shifted cells (import rule 5). */
import type { Field } from './dictionary.ts'
import { type Cell, filled } from './grid.ts'
import { contradicts, suits } from './kinds.ts'
import type { ColumnMatch } from './reading.ts'
import type { Break, TableLine } from './segments.ts'

export interface FittedLine {
  number: number
  after: Break
  /** By column of the table; '' where there is nothing. */
  cells: string[]
  source: (Cell | null)[]
  /** Cells beyond the last column. */
  spare: Cell[]
  /** Whether cells were moved. */
  moved: boolean
  /** Columns whose cell cannot be what the column says, and no single move mends it. */
  misfits: number[]
}

export function fitLine(
  { line, after }: TableLine,
  columns: readonly ColumnMatch[],
  listed: boolean,
): FittedLine {
  const inPlace = place(line.number, after, filled(line), (cell) => cell.column, columns.length)
  const misfits = columns
    .filter(({ field, column }) => contradicts(field, inPlace.cells[column] ?? ''))
    .map(({ column }) => column)
  if (misfits.length === 0) return inPlace
  const targets = onlyFit(
    filled(line),
    columns.map(({ field }) => field),
    listed,
  )
  if (!targets) return { ...inPlace, misfits }
  const moved = place(
    line.number,
    after,
    filled(line),
    (cell) => targets.get(cell) ?? cell.column,
    columns.length,
  )
  return { ...moved, moved: true }
}

function place(
  number: number,
  after: Break,
  cells: readonly Cell[],
  columnOf: (cell: Cell) => number,
  width: number,
): FittedLine {
  const source: (Cell | null)[] = Array.from({ length: width }, () => null)
  const spare: Cell[] = []
  for (const cell of cells) {
    if (columnOf(cell) < width) source[columnOf(cell)] = cell
    else spare.push(cell)
  }
  return {
    number,
    after,
    cells: source.map((cell) => cell?.text ?? ''),
    source,
    spare,
    moved: false,
    misfits: [],
  }
}

interface Way {
  cost: number
  /** How many assignments cost just this. */
  count: number
  targets: number[]
}

const NO_WAY: Way = { cost: Number.POSITIVE_INFINITY, count: 0, targets: [] }

/**
 * The cells, in order, each on a column that it suits. Cells are lost more often than added, so that what
 * follows stands too far left: a move to the right costs less than one to the left. null unless one way is best.
 */
function onlyFit(
  cells: readonly Cell[],
  fields: readonly (Field | 'other')[],
  listed: boolean,
): Map<Cell, number> | null {
  if (cells.length > fields.length) return null
  const known = new Map<string, Way>()
  const bestFrom = (index: number, column: number): Way => {
    const cell = cells[index]
    if (!cell) return { cost: 0, count: 1, targets: [] }
    if (fields.length - column < cells.length - index) return NO_WAY
    const key = `${index}:${column}`
    const found = known.get(key) ?? better(skip(index, column), take(cell, index, column))
    known.set(key, found)
    return found
  }
  const skip = (index: number, column: number) => bestFrom(index, column + 1)
  const take = (cell: Cell, index: number, column: number): Way => {
    if (!suits(fields[column] ?? 'other', cell.text, listed)) return NO_WAY
    const rest = bestFrom(index + 1, column + 1)
    const distance = column - cell.column
    return {
      ...rest,
      cost: rest.cost + (distance < 0 ? -1.5 * distance : distance),
      targets: [column, ...rest.targets],
    }
  }
  const best = bestFrom(0, 0)
  return best.count === 1
    ? new Map(cells.map((cell, index) => [cell, best.targets[index] ?? cell.column]))
    : null
}

function better(a: Way, b: Way): Way {
  if (a.cost === b.cost) return { ...a, count: a.count + b.count }
  return a.cost < b.cost ? a : b
}
