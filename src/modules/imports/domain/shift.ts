/** Fitting a line into its table's columns, and the one repair allowed: moving shifted cells (import rule 5). */
import type { Cell, Line } from './grid.ts'
import { contradicts, suits } from './kinds.ts'
import type { ColumnField, ColumnMatch } from './reading.ts'
import type { Break, TableLine } from './segments.ts'
import { isBlank } from './words.ts'

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
  /** The identity that an export of ours gave the line. */
  id: string | null
}

export interface FitOptions {
  /** Whether the milestone column holds lists. */
  listed: boolean
  /** Whether a shifted line stays as it is: a person undid the move. */
  stays: boolean
}

export function fitLine(
  { line, after }: TableLine,
  columns: readonly ColumnMatch[],
  { listed, stays }: FitOptions,
): FittedLine {
  const inPlace = place({ line, after }, columns, null)
  const misfits = columns
    .filter(({ field, column }) => contradicts(field, inPlace.cells[column] ?? ''))
    .map(({ column }) => column)
  if (misfits.length === 0 || inPlace.id !== null) return inPlace
  const targets = stays
    ? null
    : onlyFit(
        placed(line),
        columns.map(({ field }) => field),
        listed,
      )
  if (!targets) return { ...inPlace, misfits }
  const moved = place({ line, after }, columns, targets)
  return { ...moved, moved: true }
}

interface Placed {
  cell: Cell
  /** Its place on the line; of a form's row another one than its column in the document. */
  at: number
}

function placed(line: Line): Placed[] {
  return line.cells.map((cell, at) => ({ cell, at })).filter(({ cell }) => cell.text !== '')
}

function place(
  { line, after }: TableLine,
  columns: readonly ColumnMatch[],
  targets: ReadonlyMap<Cell, number> | null,
): FittedLine {
  const source: (Cell | null)[] = columns.map((match) => colouredStatus(line, match))
  const spare: Cell[] = []
  for (const { cell, at } of placed(line)) {
    const column = targets?.get(cell) ?? at
    if (column < columns.length) source[column] = cell
    else spare.push(cell)
  }
  return {
    number: line.number,
    after,
    cells: source.map((cell) => cell?.text ?? ''),
    source,
    spare,
    moved: false,
    misfits: [],
    id: line.cells.find(({ id }) => id !== undefined)?.id ?? null,
  }
}

/** A status cell that only has a colour says the colour's name; what it means is for the document's key to say. */
function colouredStatus(line: Line, { field, column }: ColumnMatch): Cell | null {
  const cell = line.cells[column]
  if (field !== 'status' || !cell?.colour || !isBlank(cell.text)) return null
  return { ...cell, text: cell.colour.replace(/^./, (first) => first.toUpperCase()) }
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
  cells: readonly Placed[],
  fields: readonly ColumnField[],
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
  const take = ({ cell, at }: Placed, index: number, column: number): Way => {
    if (!suits(fields[column] ?? 'other', cell.text, listed)) return NO_WAY
    const rest = bestFrom(index + 1, column + 1)
    const distance = column - at
    return {
      ...rest,
      cost: rest.cost + (distance < 0 ? -1.5 * distance : distance),
      targets: [column, ...rest.targets],
    }
  }
  const best = bestFrom(0, 0)
  return best.count === 1
    ? new Map(cells.map(({ cell, at }, index) => [cell, best.targets[index] ?? at]))
    : null
}

function better(a: Way, b: Way): Way {
  if (a.cost === b.cost) return { ...a, count: a.count + b.count }
  return a.cost < b.cost ? a : b
}
