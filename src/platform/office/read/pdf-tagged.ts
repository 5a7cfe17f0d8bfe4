/** Tables that no lines draw, by the tags of their cells; tags that do not fit what is seen are not believed. */
import type { Lattice } from './pdf-lattice.ts'
import type { Fill, Piece } from './pdf-page.ts'
import { paint } from './pdf-paint.ts'
import { type LatticeCell, type Owner, stretchOf } from './pdf-spans.ts'
import { type Held, type PdfTable, toPdfCell } from './pdf-table.ts'
import { placeCells, type Span } from './pdf-tag-columns.ts'
import type { Tags } from './pdf-tags.ts'
import type { Vocabulary } from './pdf-words.ts'

export interface TaggedTable {
  columns: Span[]
  rows: TaggedCell[][]
}

export interface TaggedCell extends Span {
  pieces: Piece[]
  top: number
  bottom: number
  column: number
  colSpan: number
}

export interface TaggedParts {
  tables: TaggedTable[]
  /** The pieces that are in none of the tables. */
  rest: Piece[]
  /** The columns of the last table, for the page after it. */
  columns: Span[]
}

/** `before`: the columns of the last table of the page before, empty where there are none. */
export function taggedTables(pieces: readonly Piece[], tags: Tags | null, before: Span[]): TaggedParts {
  const parts: TaggedParts = { tables: [], rest: [], columns: before }
  if (!tags) return { ...parts, rest: [...pieces] }
  const groups = new Map<number | null, Piece[]>()
  for (const piece of pieces) {
    const table = tags.cells.get(piece.mark ?? -1)?.table ?? null
    const group = groups.get(table)
    if (group) group.push(piece)
    else groups.set(table, [piece])
  }
  for (const [table, own] of groups) {
    const found = table === null ? null : toTable(own, tags, parts.columns)
    if (found) parts.tables.push(found)
    else parts.rest.push(...own)
    parts.columns = found?.columns ?? parts.columns
  }
  return parts
}

function toTable(pieces: readonly Piece[], { cells }: Tags, before: readonly Span[]): TaggedTable | null {
  if (pieces.some(({ turn }) => turn !== 0)) return null
  const rows = new Map<number, Map<number, Piece[]>>()
  for (const piece of pieces) {
    const place = cells.get(piece.mark ?? -1)
    if (!place) continue
    const row = rows.get(place.row) ?? new Map<number, Piece[]>()
    rows.set(place.row, row)
    row.set(place.cell, [...(row.get(place.cell) ?? []), piece])
  }
  const drawn = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => [...row].sort(([a], [b]) => a - b).map(([, own]) => toCell(own)))
  return placed(drawn, before) ?? (before.length > 0 ? placed(drawn, []) : null)
}

function placed(rows: TaggedCell[][], before: readonly Span[]): TaggedTable | null {
  const found = placeCells(rows, before)
  if (!found || found.columns.length < 2) return null
  rows.forEach((row, at) => {
    row.forEach((cell, index) => {
      Object.assign(cell, found.places[at]?.[index])
    })
  })
  return isBelow(rows) ? { columns: found.columns.map((known, at) => ownSpan(known, rows, at)), rows } : null
}

/** How wide the table's own texts are in a column: the table before it may have been a wider one. */
function ownSpan(known: Span, rows: readonly (readonly TaggedCell[])[], at: number): Span {
  const own = rows.flatMap((row) => row.filter(({ column, colSpan }) => column === at && colSpan === 1))
  if (own.length === 0) return known
  return { left: least(own.map(({ left }) => left)), right: most(own.map(({ right }) => right)) }
}

function toCell(pieces: Piece[]): TaggedCell {
  return {
    pieces,
    left: least(pieces.map(({ left }) => left)),
    right: most(pieces.map(({ right }) => right)),
    top: least(pieces.map(({ base, size }) => base - size)),
    bottom: most(pieces.map(({ base }) => base)),
    column: 0,
    colSpan: 1,
  }
}

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity)
const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), -Infinity)

/** Whether each cell stands below those before it in its columns, and no row begins above the one before it. */
function isBelow(rows: readonly (readonly TaggedCell[])[]): boolean {
  const ends = new Map<number, number>()
  let last = Number.NEGATIVE_INFINITY
  return rows.every((row) => {
    const top = least(row.map((cell) => cell.top))
    const fits = top >= last - TOLERANCE
    last = top
    return fits && row.every((cell) => standsBelow(cell, ends))
  })
}

/** Letters of two lines may lap over each other by so many points. */
const TOLERANCE = 3

function standsBelow({ column, colSpan, top, bottom }: TaggedCell, ends: Map<number, number>): boolean {
  const own = Array.from({ length: colSpan }, (_, index) => column + index)
  const fits = own.every((at) => top >= (ends.get(at) ?? Number.NEGATIVE_INFINITY) - TOLERANCE)
  for (const at of own) ends.set(at, bottom)
  return fits
}

// ── As it goes into the grid ─────────────────────────────────────────────────────────────────────────────

export function toPdfTable(
  table: TaggedTable,
  fills: readonly Fill[],
  vocabulary: Vocabulary,
): Omit<PdfTable, 'page'> {
  const lattice = latticeAround(table)
  const held: Held[] = []
  const cells = allCells(table, lattice, held)
  paint(lattice, cells, ownerOf(lattice, cells), held, fills)
  return {
    kind: 'table',
    top: lattice.top,
    rows: table.rows.length,
    columns: table.columns.length,
    cells: cells.map((cell, index) =>
      toPdfCell(
        { ...cell, ...reachOf(table.columns, cell) },
        held[index] ?? { pieces: [], colour: null },
        vocabulary,
      ),
    ),
  }
}

/** Every place of the table as a cell, empty ones too; `held` is filled with what stands in each. */
function allCells({ columns, rows }: TaggedTable, lattice: Lattice, held: Held[]): LatticeCell[] {
  return rows.flatMap((row, at) => {
    const cells: LatticeCell[] = []
    for (let column = 0; column < columns.length; ) {
      const cell = row.find((one) => one.column === column)
      const colSpan = cell?.colSpan ?? 1
      cells.push({ row: at, column, rowSpan: 1, colSpan, ...boxOf(lattice, at, column, colSpan) })
      held.push({ pieces: cell?.pieces ?? [], colour: null })
      column += colSpan
    }
    return cells
  })
}

function ownerOf({ xs, ys }: Lattice, cells: readonly LatticeCell[]): Owner {
  const owners = new Map<number, number>()
  cells.forEach(({ row, column, colSpan }, index) => {
    for (let at = column; at < column + colSpan; at++) owners.set(row * xs.length + at, index)
  })
  return (x, y) => owners.get(stretchOf(ys, y) * xs.length + stretchOf(xs, x)) ?? -1
}

/** The lines that would be drawn, had the table any: in the middle of the white. */
function latticeAround({ columns, rows }: TaggedTable): Lattice {
  const bounds = rows.map((row) => ({
    top: least(row.map(({ top }) => top)),
    bottom: most(row.map(({ bottom }) => bottom)),
  }))
  const xs = linesBetween(columns.map(({ left, right }) => [left, right] as const))
  const ys = linesBetween(bounds.map(({ top, bottom }) => [top, bottom] as const))
  const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)]
  return { xs, ys, left, right, top, bottom, across: [], down: [] }
}

function linesBetween(stretches: readonly (readonly [number, number])[]): number[] {
  const inner = stretches.slice(1).map(([from], at) => (from + (stretches[at]?.[1] ?? from)) / 2)
  return [stretches[0]?.[0] ?? 0, ...inner, stretches.at(-1)?.[1] ?? 0]
}

function boxOf({ xs, ys }: Lattice, row: number, column: number, colSpan: number) {
  const [left = 0, right = 0] = [xs[column], xs[column + colSpan]]
  return { left, right, top: ys[row] ?? 0, bottom: ys[row + 1] ?? 0 }
}

/** From where to where the column's text runs. */
function reachOf(columns: readonly Span[], { column, colSpan }: LatticeCell): Span {
  return { left: columns[column]?.left ?? 0, right: columns[column + colSpan - 1]?.right ?? 0 }
}
