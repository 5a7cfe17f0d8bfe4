/** Blocks of pages as numbered lines of cells. */
import type { GridCell, GridLine } from '../grid.ts'
import type { PdfBlock } from './pdf-lay-out.ts'
import { ITEM, type PdfParagraph } from './pdf-paragraphs.ts'
import type { PdfCell, PdfTable } from './pdf-table.ts'

/**
 * The lines of all pages, with an empty line between two pages, around each table, and where the page shows a gap
 * between two texts. A list goes on over a page's end without one.
 */
export function toGridLines(pages: readonly (readonly PdfBlock[])[]): GridLine[] {
  const lines: GridLine[] = []
  for (const blocks of pages) {
    if (!isItem(lines.at(-1)?.cells[0]?.text) || !isItem(textOf(blocks[0]))) addEmpty(lines)
    for (const block of blocks) {
      if (block.kind === 'table') addTable(lines, block)
      else addParagraph(lines, block)
    }
  }
  while (lines.length > 0 && isEmpty(lines.at(-1))) lines.pop()
  return lines
}

const isItem = (text: string | undefined): boolean => text !== undefined && ITEM.test(text)
const textOf = (block: PdfBlock | undefined) => (block?.kind === 'paragraph' ? block.text : undefined)

function addParagraph(lines: GridLine[], { text, page, parted }: PdfParagraph): void {
  if (parted) addEmpty(lines)
  addLine(lines, [{ line: 0, column: 0, text }], page, false)
}

export function addLine(lines: GridLine[], cells: GridCell[], page: number, table: boolean): void {
  const number = lines.length + 1
  for (const cell of cells) cell.line = number
  lines.push({ number, cells, table, where: `page ${page}` })
}

function addEmpty(lines: GridLine[]): void {
  if (lines.length > 0 && !isEmpty(lines.at(-1)))
    lines.push({ number: lines.length + 1, cells: [], table: false })
}

const isEmpty = (line: GridLine | undefined): boolean => line?.cells.length === 0

function addTable(lines: GridLine[], table: PdfTable): void {
  addEmpty(lines)
  const byRow = Array.from({ length: table.rows }, (): PdfCell[] => [])
  for (const cell of table.cells) byRow[cell.row]?.push(cell)
  const isShown = byRow.map((cells) => cells.some(({ text, colour }) => text !== '' || colour !== null))
  byRow.forEach((cells, row) => {
    if (isShown[row]) addLine(lines, rowCells(cells, table.columns, isShown), table.page, true)
  })
  addEmpty(lines)
}

/** `isShown` by row: rows with nothing in them are left out, and no cell covers them any more. */
function rowCells(cells: readonly PdfCell[], columns: number, isShown: readonly boolean[]): GridCell[] {
  const row = Array.from({ length: columns }, (_, column): GridCell => ({ line: 0, column, text: '' }))
  const filled = cells.filter(({ text }) => text !== '')
  for (const cell of cells) {
    const place = row[cell.column]
    if (!place) continue
    place.text = filled.length === 1 && cell.bold && isPlain(cell.text) ? `<b>${cell.text}</b>` : cell.text
    if (cell.colour) place.colour = cell.colour
    const rowSpan = isShown.slice(cell.row, cell.row + cell.rowSpan).filter(Boolean).length
    if (rowSpan > 1) place.rowSpan = rowSpan
    if (cell.colSpan > 1) place.colSpan = cell.colSpan
  }
  return row
}

const isPlain = (text: string): boolean => text !== '' && !text.includes('<')
