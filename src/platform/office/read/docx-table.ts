/** A table of Word while its rows pass by. */
import type { CellColour } from '../grid.ts'
import type { TableBlock, TableCell, TableRow } from './blocks.ts'

export interface OpenTable {
  /** Widths of the grid's columns in twips. */
  grid: number[]
  rows: OpenRow[]
  row: OpenRow | null
  /** An identity whose mark stands before the row. */
  id: string | null
}

export interface OpenRow {
  cells: OpenCell[]
  /** Columns of the grid that are left out before the first cell. */
  before: number
  hidden: boolean
  /** Deleted in a tracked change. */
  deleted: boolean
  id: string | null
}

export interface OpenCell {
  span: number
  /** In twips; 0 where it is not said. */
  width: number
  colour: CellColour | null
  /** It goes on from the cell above it, or from the one to its left. */
  below: boolean
  beside: boolean
  /** Its row was deleted in a tracked change. */
  deleted: boolean
  blocks: TableCell['blocks']
}

/** Dragged edges up to this share of the table's width from each other are one. */
const SLACK = 0.05
const MOST_COLUMNS = 1_000

export const openTable = (): OpenTable => ({ grid: [], rows: [], row: null, id: null })

export const openRow = (): OpenRow => ({ cells: [], before: 0, hidden: false, deleted: false, id: null })

export const openCell = (): OpenCell => ({
  span: 1,
  width: 0,
  colour: null,
  below: false,
  beside: false,
  deleted: false,
  blocks: [],
})

/** A number of columns as the file gives it, kept within reason. */
export function columnsIn(written: string | undefined, least: number): number {
  const value = Number.parseInt(written ?? '', 10)
  return Number.isNaN(value) ? least : Math.min(Math.max(value, least), MOST_COLUMNS)
}

export function closedTable(table: OpenTable): TableBlock {
  const measure = measureOf(table)
  const rows = table.rows.filter((row) => !row.deleted).map((row) => closedRow(row, measure))
  return { kind: 'table', rows, slack: measure.width * SLACK }
}

interface Measure {
  /** The whole width in twips; 0 where only columns can be counted. */
  width: number
  /** The edges of a row's cells, one more than there are cells. */
  edges(row: OpenRow): number[]
}

/** By the grid where it has all columns, else by the cells' own widths, else by counting. */
function measureOf({ grid, rows }: OpenTable): Measure {
  const most = rows.reduce((most, row) => Math.max(most, gridColumns(row).at(-1) ?? 0), 0)
  const places = sums(
    0,
    grid.map((width) => Math.max(width, 1)),
  )
  if (grid.length >= most)
    return {
      width: places.at(-1) ?? 0,
      edges: (row) => gridColumns(row).map((column) => places[column] ?? 0),
    }
  if (rows.every(({ cells, before }) => before === 0 && cells.every(({ width }) => width > 0)))
    return {
      width: rows.reduce((most, row) => Math.max(most, cellWidths(row).at(-1) ?? 0), 0),
      edges: cellWidths,
    }
  return { width: 0, edges: gridColumns }
}

const gridColumns = ({ before, cells }: OpenRow): number[] =>
  sums(
    before,
    cells.map(({ span }) => span),
  )

const cellWidths = ({ cells }: OpenRow): number[] =>
  sums(
    0,
    cells.map(({ width }) => width),
  )

/** The first place, then the place after each width. */
function sums(first: number, widths: readonly number[]): number[] {
  const places = [first]
  for (const width of widths) places.push((places.at(-1) ?? 0) + width)
  return places
}

function closedRow(row: OpenRow, measure: Measure): TableRow {
  const cells: TableCell[] = []
  const edges = measure.edges(row)
  row.cells.forEach(({ below, beside, blocks, colour }, at) => {
    const [from, to] = [edges[at] ?? 0, edges[at + 1] ?? 0]
    const left = beside ? cells.at(-1) : undefined
    if (left) left.to = to
    else cells.push({ from, to, continues: below, blocks: below ? [] : blocks, colour })
  })
  return { cells, hidden: row.hidden, id: row.id }
}
