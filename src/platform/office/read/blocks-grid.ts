/** Paragraphs and tables as numbered lines of cells. */
import {
  type GridCell,
  type GridLine,
  type Remark,
  type SourceFormat,
  type SourceGrid,
  Unreadable,
} from '../grid.ts'
import type { Block, ParagraphBlock, TableBlock, TableCell, TableRow } from './blocks.ts'
import { type Columns, columnsOf } from './blocks-columns.ts'
import { cellText, commonColour, notesOf, paragraphText } from './blocks-text.ts'

const MOST_CELLS = 1_000_000

interface Sheet {
  lines: GridLine[]
  remarks: Remark[]
  /** How many tables and how many filled paragraphs there were so far. */
  tables: number
  paragraphs: number
}

/** The grid of a document. A table is always followed by an empty line, so that two of them never run together. */
export function toSourceGrid(format: SourceFormat, blocks: readonly Block[]): SourceGrid {
  const sheet: Sheet = { lines: [], remarks: [], tables: 0, paragraphs: 0 }
  const all = blocks.flatMap(unwrapped)
  all.forEach((block, at) => {
    if (block.kind === 'paragraph') addParagraph(sheet, block)
    else addTable(sheet, block)
    if (block.kind === 'table' && at + 1 < all.length) addLine(sheet, { cells: [], table: false })
  })
  const hidden = sheet.lines.filter((line) => line.hidden).length
  if (hidden > 0) sheet.remarks.push({ line: null, text: hiddenRows(hidden) })
  return { format, lines: sheet.lines, remarks: sheet.remarks, sheets: [], exportId: null }
}

const hiddenRows = (count: number): string =>
  count === 1
    ? 'A row of a table is hidden: it was read too, and is marked.'
    : `${count} rows of tables are hidden: they were read too, and are marked.`

/** A table of one cell, or a column of cells with tables in them, is a box around what stands in it. */
function unwrapped(block: Block): Block[] {
  if (block.kind === 'paragraph') return [block]
  const cells = block.rows.flatMap((row) => row.cells.filter(({ continues }) => !continues))
  return isBox(block, cells)
    ? cells.flatMap((cell) => cell.blocks.flatMap(unwrapped).map((inner) => coloured(inner, cell)))
    : [block]
}

function isBox({ rows }: TableBlock, cells: readonly TableCell[]): boolean {
  const holdsTable = cells.some(({ blocks }) => blocks.some(({ kind }) => kind === 'table'))
  return cells.length <= 1 || (holdsTable && rows.every((row) => row.cells.length <= 1))
}

function coloured(block: Block, { colour }: TableCell): Block {
  return block.kind === 'paragraph' && block.text !== ''
    ? { ...block, colour: block.colour ?? colour }
    : block
}

function addLine({ lines }: Sheet, line: Omit<GridLine, 'number'>): number {
  const number = lines.length + 1
  for (const cell of line.cells) cell.line = number
  lines.push({ number, ...line })
  return number
}

function addParagraph(sheet: Sheet, paragraph: ParagraphBlock): void {
  const text = paragraphText(paragraph)
  if (text === '') {
    addGap(sheet, paragraph.notes)
    return
  }
  sheet.paragraphs += 1
  const cell: GridCell = { line: 0, column: 0, text }
  if (paragraph.colour) cell.colour = paragraph.colour
  if (paragraph.notes.length > 0) cell.note = paragraph.notes.join('\n')
  addLine(sheet, { cells: [cell], table: false, where: `paragraph ${sheet.paragraphs}` })
}

/** A comment on an empty line has no cell to hang on. */
function addGap(sheet: Sheet, notes: readonly string[]): void {
  const line = addLine(sheet, { cells: [], table: false })
  if (notes.length > 0)
    sheet.remarks.push({ line, text: `A comment stands on an empty line: ${notes.join(' ')}` })
}

function addTable(sheet: Sheet, table: TableBlock): void {
  sheet.tables += 1
  const columns = columnsOf(table)
  if (table.rows.length * columns.count > MOST_CELLS)
    throw new Unreadable(
      'A table in the file has more than a million cells: no plan does. Take that table out.',
    )
  let above: Anchors = new Map()
  table.rows.forEach((row, index) => {
    const placed = placeCells(row, columns, above)
    above = placed.anchors
    addRow(sheet, row, placed.cells, `table ${sheet.tables}, row ${index + 1}`)
  })
}

function addRow(sheet: Sheet, row: TableRow, cells: GridCell[], where: string): void {
  const heading = cells.find((cell) => cell.text !== '')
  if (row.id && heading) heading.id = row.id
  const line = addLine(sheet, { cells, table: true, where, ...(row.hidden ? { hidden: true } : {}) })
  if (row.cells.some(({ blocks }) => blocks.some(({ kind }) => kind === 'table')))
    sheet.remarks.push({
      line,
      text: 'A table stands inside a cell here: it was read as lines of text. Check that cell.',
    })
}

/** By column, the cell that a cell below it may go on from. */
type Anchors = Map<number, GridCell>

function placeCells(
  row: TableRow,
  columns: Columns,
  above: Anchors,
): { cells: GridCell[]; anchors: Anchors } {
  const cells = Array.from(
    { length: columns.count },
    (_, column): GridCell => ({ line: 0, column, text: '' }),
  )
  const anchors: Anchors = new Map()
  for (const cell of row.cells) {
    const column = columns.at(cell.from)
    const anchor = cell.continues ? above.get(column) : undefined
    const place = cells[column]
    if (!place) continue
    if (anchor) anchor.rowSpan = (anchor.rowSpan ?? 1) + 1
    else fill(place, cell, columns.at(cell.to) - column)
    anchors.set(column, anchor ?? place)
  }
  return { cells, anchors }
}

function fill(place: GridCell, { blocks, colour }: TableCell, width: number): void {
  place.text = cellText(blocks)
  const ground = colour ?? commonColour(blocks)
  if (ground) place.colour = ground
  if (width > 1) place.colSpan = width
  const notes = notesOf(blocks)
  if (notes.length > 0) place.note = notes.join('\n')
}
