import { type Cell, type Column, cellColumns, rowGroups, type StatusMark, type Table } from './description.ts'
import { COLOURS, RULE, TABLE_HEAD } from './look.ts'
import {
  decoration,
  drawShape,
  nextPage,
  room,
  type Sheet,
  said,
  type Tag,
  tagUnder,
  want,
  writeLine,
} from './pdf-sheet.ts'
import { breakLines, FACES, type Face, type Line } from './pdf-type.ts'

const PAD = { x: 4, y: 3 }

/** One line of a cell, and what it takes to set it. */
interface CellLine {
  line: Line
  of: Face
  /** Before the words: the shape of a status. */
  mark: StatusMark | null
  /** Room above it, where a paragraph begins. */
  above: number
}

/** A cell with its text in lines, where it stands, and how much of it is still to be written. */
interface Laid {
  cell: Cell
  column: number
  span: number
  rows: number
  lines: CellLine[]
  tag: Tag | null
  figures: boolean
}

interface Grid {
  table: Table
  sheet: Sheet
  /** Left edge of each column, and the right edge of the last. */
  edges: number[]
  text: Face
  note: Face
  head: Laid[]
  headHeight: number
}

/** Writes a table under its caption: its head again on each page, small groups and rows of usual height unbroken. */
export function writeTable(sheet: Sheet, table: Table): void {
  const tag = tagUnder(sheet, sheet.root, 'Table')
  const grid = gridOf(sheet, table)
  const rows = layRows(grid)
  want(sheet, openingHeight(sheet, table))
  writeCaption(grid, tag)
  writeHead(grid, tag)
  const body = tagUnder(sheet, tag, 'TBody')
  const heights = rowHeights(rows)
  let at = 0
  const groups = rowGroups(table.rows)
  for (const [index, group] of groups.entries()) {
    const own = rows.slice(at, at + group.length)
    const total = sumOf(heights.slice(at, at + group.length))
    // The last row of several does not begin a page by itself.
    const last = index === groups.length - 2 ? sumOf(heights.slice(at + group.length)) : 0
    const wanted = total + last < pageRoom(grid) * SMALL ? total + last : total
    if (wanted > room(sheet) && wanted < pageRoom(grid) * SMALL) turn(grid)
    writeGroup(grid, own, heights.slice(at, at + group.length), body)
    at += group.length
  }
  tag.end()
  sheet.y += 10
}

/** A share of a page: what takes less of it stands on one. */
const SMALL = 0.4
/** Rows of a table that may be small enough to stand on one page as a whole. */
const FEW = 12

const sumOf = (heights: readonly number[]): number => heights.reduce((sum, height) => sum + height, 0)

/** What has to stand on one page for a table to begin there: its caption, its head, and its first rows; all of a small one. */
export function openingHeight(sheet: Sheet, table: Table): number {
  const grid = gridOf(sheet, table)
  const opening = (rowGroups(table.rows)[0] ?? []).length
  const few = table.rows.length <= FEW
  const heights = rowHeights(layRows(grid, few ? table.rows : table.rows.slice(0, opening)))
  const small = pageRoom(grid) * SMALL
  const head = captionHeight(grid) + grid.headHeight
  if (few && sumOf(heights) < small) return head + sumOf(heights)
  const first = sumOf(heights.slice(0, opening))
  return head + (first < small ? first : Math.min(heights[0] ?? 0, 120))
}

function gridOf(sheet: Sheet, table: Table): Grid {
  const dense = table.columns.length >= 6
  const total = Math.max(
    100,
    table.columns.reduce((sum, column) => sum + column.width, 0),
  )
  const edges = [sheet.frame.left]
  for (const { width } of table.columns) edges.push((edges.at(-1) ?? 0) + (width / total) * sheet.width)
  const grid: Grid = {
    ...{ table, sheet, edges, head: [], headHeight: 0 },
    text: dense ? FACES.dense : FACES.table,
    note: dense ? FACES.denseNote : FACES.tableNote,
  }
  grid.head = table.columns.map((column, at) => headCell(grid, column, at))
  grid.headHeight = heightOf(grid.head)
  return grid
}

function headCell(grid: Grid, { header, figures }: Column, column: number): Laid {
  const of = { ...grid.text, bold: true }
  const content =
    typeof header === 'string' ? [{ kind: 'paragraph' as const, runs: [{ text: header }] }] : [header]
  const cell: Cell = { content, heads: true }
  return { ...layCell(grid, cell, column, of), figures: figures ?? false }
}

const layRows = (grid: Grid, rows = grid.table.rows): Laid[][] => {
  const starts = cellColumns(grid.table)
  return rows.map((row, at) =>
    row.map((cell, index) => layCell(grid, cell, starts[at]?.[index] ?? 0, grid.text)),
  )
}

function layCell(grid: Grid, cell: Cell, column: number, of: Face): Laid {
  const span = cell.colSpan ?? 1
  const width = edge(grid, column + span) - edge(grid, column) - 2 * PAD.x
  const lines = cell.content.flatMap((part, at): CellLine[] => {
    const above = at > 0 ? 2 : 0
    if (part.kind === 'status') return statusLines(grid, part, of, width, above)
    const face = part.style === 'note' ? { ...grid.note, bold: of.bold ?? false } : of
    return breakLines(part.runs, face, width, grid.sheet.measure).map((line, index) => ({
      ...{ line, of: face, mark: null },
      above: index === 0 ? above : 0,
    }))
  })
  const { figures = false } = grid.table.columns[column] ?? {}
  return { cell, column, span, rows: cell.rowSpan ?? 1, lines, tag: null, figures }
}

function statusLines(grid: Grid, mark: StatusMark, of: Face, width: number, above: number): CellLine[] {
  const face = { ...of, bold: true, ink: `#${COLOURS[mark.colour].ink}` }
  const indent = of.size
  const lines = breakLines([{ text: mark.words }], face, width - indent, grid.sheet.measure)
  return lines.map((line, index) => ({
    line,
    of: face,
    mark: index === 0 ? mark : { ...mark, words: '' },
    above: index === 0 ? above : 0,
  }))
}

const edge = ({ edges }: Grid, column: number): number => edges[column] ?? edges.at(-1) ?? 0

const linesHeight = (lines: readonly CellLine[]): number =>
  lines.reduce((sum, { of, above }) => sum + of.leading + above, 0)

const cellHeight = ({ lines }: Laid): number => linesHeight(lines) + 2 * PAD.y

const heightOf = (row: readonly Laid[]): number =>
  Math.max(PAD.y * 2, ...row.filter(({ rows }) => rows === 1).map(cellHeight))

/** A cell that reaches down and needs more than its rows have gives the rest to the last of them. */
function rowHeights(rows: readonly Laid[][]): number[] {
  const heights = rows.map(heightOf)
  for (const [at, row] of rows.entries()) {
    for (const laid of row.filter((one) => one.rows > 1)) {
      const last = Math.min(at + laid.rows, rows.length) - 1
      const had = heights.slice(at, last + 1).reduce((sum, height) => sum + height, 0)
      heights[last] = (heights[last] ?? 0) + Math.max(0, cellHeight(laid) - had)
    }
  }
  return heights
}

const pageRoom = ({ sheet, headHeight }: Grid): number => sheet.frame.bottom - sheet.frame.top - headHeight

function captionHeight({ table, sheet }: Grid): number {
  return (
    breakLines([{ text: table.caption }], FACES.caption, sheet.width, sheet.measure).length *
      FACES.caption.leading +
    8
  )
}

function writeCaption({ table, sheet }: Grid, tag: Tag): void {
  const caption = tagUnder(sheet, tag, 'Caption')
  sheet.y += 4
  for (const line of breakLines([{ text: table.caption }], FACES.caption, sheet.width, sheet.measure)) {
    said(sheet, caption, () => writeLine(sheet, line, FACES.caption, sheet.frame.left, sheet.y))
    sheet.y += FACES.caption.leading
  }
  sheet.y += 4
  caption.end()
}

function writeHead(grid: Grid, table: Tag): void {
  const { sheet, head } = grid
  const row = tagUnder(sheet, tagUnder(sheet, table, 'THead'), 'TR')
  for (const laid of head) {
    laid.tag = tagUnder(sheet, row, 'TH', { O: 'Table', Scope: 'Column' })
  }
  drawHead(grid, (laid, draw) => said(sheet, laid.tag as Tag, draw))
  row.end()
}

function drawHead(grid: Grid, paint: (laid: Laid, draw: () => void) => void): void {
  const { sheet, head, headHeight } = grid
  decoration(sheet, () => {
    for (const laid of head) drawGround(grid, laid, sheet.y, headHeight, headGround(laid))
  })
  for (const laid of head) {
    // At the foot of its cell, as in Word.
    const top = sheet.y + headHeight - cellHeight(laid)
    paint(laid, () => drawLines(grid, laid, laid.lines, top))
  }
  sheet.y += headHeight
}

const headGround = ({ cell }: Laid): string => {
  const [first] = cell.content
  return first?.kind === 'status' ? COLOURS[first.colour].ground : TABLE_HEAD
}

/** A new page, which begins with the table's head: said once, and here for the eye. */
function turn(grid: Grid): void {
  nextPage(grid.sheet)
  drawHead(grid, (_laid, draw) => decoration(grid.sheet, draw, 'Pagination'))
}

/** A cell that reaches over several rows, from where it begins on the present page. */
interface Reaching {
  laid: Laid
  top: number
  rowsLeft: number
}

function writeGroup(grid: Grid, rows: readonly Laid[][], heights: readonly number[], body: Tag): void {
  const { sheet } = grid
  let reaching: Reaching[] = []
  for (const [at, row] of rows.entries()) {
    const tag = tagUnder(sheet, body, 'TR')
    for (const laid of row) laid.tag = tagUnder(sheet, tag, laid.cell.heads ? 'TH' : 'TD', attributesOf(laid))
    const height = heights[at] ?? 0
    if (height > room(sheet) && height <= pageRoom(grid)) reaching = carry(grid, reaching)
    reaching.push(
      ...row
        .filter(({ rows: over }) => over > 1)
        .map((laid) => ({ laid, top: sheet.y, rowsLeft: laid.rows })),
    )
    reaching = writeRow(
      grid,
      row.filter(({ rows: over }) => over === 1),
      height,
      reaching,
    )
    for (const one of reaching) one.rowsLeft -= 1
    for (const one of reaching.filter(({ rowsLeft }) => rowsLeft === 0)) closeReach(grid, one)
    reaching = reaching.filter(({ rowsLeft }) => rowsLeft > 0)
  }
  for (const one of reaching) closeReach(grid, one)
}

const attributesOf = ({ cell, span, rows }: Laid): Record<string, unknown> => {
  const given = {
    ...(cell.heads && { Scope: 'Row' }),
    ...(span > 1 && { ColSpan: span }),
    ...(rows > 1 && { RowSpan: rows }),
  }
  return Object.keys(given).length === 0 ? {} : { O: 'Table', ...given }
}

/** A row that is higher than a page goes on over as many as it needs. */
function writeRow(grid: Grid, row: readonly Laid[], height: number, open: Reaching[]): Reaching[] {
  const { sheet } = grid
  let [left, reaching] = [height, open]
  let rest = row.map((laid) => laid.lines)
  while (left > room(sheet) && left > 0) {
    const space = room(sheet)
    const taken = rest.map((lines) => fitting(lines, space))
    if (taken.every((count) => count === 0) && sheet.y <= sheet.frame.top + grid.headHeight) break
    drawCells(
      grid,
      row,
      rest.map((lines, at) => lines.slice(0, taken[at])),
      space,
    )
    sheet.y = sheet.frame.bottom
    rest = rest.map((lines, at) => lines.slice(taken[at]))
    reaching = carry(grid, reaching)
    left = Math.max(0, ...rest.map((lines) => linesHeight(lines) + 2 * PAD.y))
  }
  drawCells(grid, row, rest, left)
  sheet.y += left
  return reaching
}

function fitting(lines: readonly CellLine[], space: number): number {
  let used = 2 * PAD.y
  let count = 0
  for (const { of, above } of lines) {
    used += of.leading + above
    if (used > space) break
    count += 1
  }
  return count
}

/** What reaches over the end of a page is closed there, and goes on beneath the head of the next. */
function carry(grid: Grid, reaching: readonly Reaching[]): Reaching[] {
  const written = reaching.map((one) => ({ ...one, laid: { ...one.laid, lines: closeReach(grid, one) } }))
  turn(grid)
  for (const { laid } of written) if (laid.cell.heads && laid.lines.length === 0) nameAgain(grid, laid)
  return written.map((one) => ({ ...one, top: grid.sheet.y }))
}

/** "1.05 continued", for the eye: rows on a later page are seen to belong to something. */
function nameAgain(grid: Grid, { cell, column }: Laid): void {
  const text = `${labelOf(cell)} continued`
  const again: Cell = { content: [{ kind: 'paragraph', style: 'note', runs: [{ text }] }] }
  const laid = layCell(grid, again, column, grid.text)
  if (laid.lines.length === 1)
    decoration(grid.sheet, () => drawLines(grid, laid, laid.lines, grid.sheet.y), 'Pagination')
}

/** The number that a cell opens with, or its first words. Letters. */
const LABEL = 16

function labelOf({ content }: Cell): string {
  const [first] = content
  if (first?.kind !== 'paragraph') return ''
  const [opening, ...more] = first.runs
  const text = opening?.text.trim() ?? ''
  return opening?.bold && more.length > 0
    ? text
    : text.length > LABEL
      ? `${text.slice(0, LABEL).trim()}…`
      : text
}

/** Draws a reaching cell down to where the page stands, and gives the lines for which it had no room. */
function closeReach(grid: Grid, { laid, top }: Reaching): CellLine[] {
  const height = grid.sheet.y - top
  if (height <= 0) return laid.lines
  const count = fitting(laid.lines, height + 0.5)
  drawCells(grid, [laid], [laid.lines.slice(0, count)], height, top)
  return laid.lines.slice(count)
}

function drawCells(
  grid: Grid,
  row: readonly Laid[],
  lines: readonly CellLine[][],
  height: number,
  top = grid.sheet.y,
): void {
  const { sheet } = grid
  decoration(sheet, () => {
    for (const laid of row) drawGround(grid, laid, top, height, groundOf(laid.cell))
  })
  for (const [at, laid] of row.entries()) {
    const own = lines[at] ?? []
    if (own.length > 0) said(sheet, laid.tag as Tag, () => drawLines(grid, laid, own, top))
  }
}

function groundOf(cell: Cell): string | null {
  const [first] = cell.content
  const colour = cell.shading ?? (first?.kind === 'status' ? first.colour : undefined)
  return colour ? COLOURS[colour].ground : null
}

function drawGround(grid: Grid, laid: Laid, top: number, height: number, ground: string | null): void {
  const { doc } = grid.sheet
  const x = edge(grid, laid.column)
  const width = edge(grid, laid.column + laid.span) - x
  if (ground !== null) doc.rect(x, top, width, height).fill(`#${ground}`)
  doc.lineWidth(0.5).rect(x, top, width, height).stroke(`#${RULE}`)
}

function drawLines(grid: Grid, laid: Laid, lines: readonly CellLine[], top: number): void {
  const x = edge(grid, laid.column) + PAD.x
  const right = edge(grid, laid.column + laid.span) - PAD.x
  let y = top + PAD.y
  for (const { line, of, mark, above } of lines) {
    y += above
    const indent = mark === null ? 0 : of.size
    const start = laid.figures ? right - line.width : x + indent
    if (mark?.words) drawShape(grid.sheet.doc, mark.shape, of.ink, start - indent, y, of.size)
    writeLine(grid.sheet, line, of, start, y)
    y += of.leading
  }
}
