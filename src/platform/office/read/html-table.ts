/** A table of HTML while its rows pass by. */
import { type CellColour, Unreadable } from '../grid.ts'
import type { Block, TableBlock, TableCell, TableRow } from './blocks.ts'
import type { Attributes } from './xml.ts'

interface Hanging {
  from: number
  to: number
  rows: number
}

export interface OpenTable {
  rows: TableRow[]
  row: TableRow | null
  rowColour: CellColour | null
  /** Cells from above that go on into this row, from left to right, and for how many rows. */
  hanging: Hanging[]
  /** Cells of this row that go on below it. */
  coming: Hanging[]
  cells: number
  id: string | null
}

const MOST_COLUMNS = 1_000
const MOST_ROWS = 65_534
const MOST_CELLS = 1_000_000

export const openTable = (): OpenTable => ({
  rows: [],
  row: null,
  rowColour: null,
  hanging: [],
  coming: [],
  cells: 0,
  id: null,
})

export function beginRow(table: OpenTable, hidden: boolean, colour: CellColour | null): void {
  endRow(table)
  table.row = { cells: [], hidden, id: table.id }
  table.rowColour = colour
  table.id = null
}

/** What hangs into the row fills its places, also behind its last cell. */
export function endRow(table: OpenTable): void {
  const { row, hanging, coming } = table
  if (!row) return
  const below = hanging.map(
    ({ from, to }): TableCell => ({ from, to, continues: true, blocks: [], colour: null }),
  )
  count(table, below.length)
  row.cells = [...below, ...row.cells].sort((a, b) => a.from - b.from)
  if (row.cells.length > 0) table.rows.push(row)
  table.row = null
  table.hanging = [...hanging.map((each) => ({ ...each, rows: each.rows - 1 })), ...coming]
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => a.from - b.from)
  table.coming = []
}

/** A cell in the first place that is free; its blocks are put in as they come. */
export function addCell(
  table: OpenTable,
  attributes: Attributes,
  colour: CellColour | null | undefined,
): { blocks: Block[] } {
  if (!table.row) beginRow(table, false, null)
  const from = freePlace(table)
  const to = from + spanOf(attributes.colspan, MOST_COLUMNS)
  const cell = {
    from,
    to,
    continues: false,
    blocks: [],
    colour: colour === undefined ? table.rowColour : colour,
  }
  const rows = attributes.rowspan === '0' ? MOST_ROWS : spanOf(attributes.rowspan, MOST_ROWS)
  if (rows > 1) table.coming.push({ from, to, rows: rows - 1 })
  table.row?.cells.push(cell)
  count(table, 1)
  return cell
}

function freePlace({ row, hanging }: OpenTable): number {
  let place = row?.cells.at(-1)?.to ?? 0
  for (const { from, to } of hanging) if (from <= place && place < to) place = to
  return place
}

function spanOf(written: string | undefined, most: number): number {
  const span = Number.parseInt(written ?? '', 10)
  return span > 1 ? Math.min(span, most) : 1
}

function count(table: OpenTable, more: number): void {
  table.cells += more
  if (table.cells > MOST_CELLS)
    throw new Unreadable('A table has more than a million cells: no plan does. Take that table out.')
}

export function closedTable(table: OpenTable): TableBlock {
  endRow(table)
  return { kind: 'table', rows: table.rows, slack: 0 }
}
