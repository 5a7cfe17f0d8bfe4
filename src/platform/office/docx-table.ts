import {
  AlignmentType,
  BorderStyle,
  type IShadingAttributesProperties,
  LineRuleType,
  ShadingType,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
  Paragraph as WordParagraph,
  Table as WordTable,
} from 'docx'
import {
  type Cell,
  type Column,
  cellColumns,
  type Paragraph,
  rowGroups,
  type StatusMark,
  type Table,
} from './description.ts'
import { markedRuns, statusRuns, textRuns } from './docx-runs.ts'
import { TABLE_TYPE } from './docx-styles.ts'
import { COLOURS, RULE, TABLE_HEAD } from './look.ts'

/** The free space of a page between its margins, in twips (1/1440 inch). */
export interface Frame {
  width: number
  height: number
}

/** Left and right inner margin of a cell, in twips. */
const PADDING = 80

/** A table with its caption above it, and the small paragraph that Word wants after it. */
export function tableBlocks(table: Table, frame: Frame): (WordParagraph | WordTable)[] {
  const caption = new WordParagraph({ style: 'Caption', children: textRuns([{ text: table.caption }]) })
  return [caption, wordTable(table, frame), new WordParagraph({ style: 'AfterTable' })]
}

/** Word wants a paragraph below a last table: as low as can be, or it would be a page of its own where a page is full. */
export const endOfDocument = (): WordParagraph =>
  new WordParagraph({
    style: 'AfterTable',
    spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT },
  })

function wordTable(table: Table, frame: Frame): WordTable {
  const widths = columnWidths(table.columns, frame.width)
  const starts = new Map(cellColumns(table).map((columns, index) => [table.rows[index] ?? [], columns]))
  const sheet: Sheet = { table, widths, starts, dense: table.columns.length >= 6, frame }
  return new WordTable({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    margins: { top: 40, bottom: 40, left: PADDING, right: PADDING, marginUnitType: WidthType.DXA },
    borders: RULES,
    tableLook: { firstRow: true, firstColumn: table.rows.some((row) => row[0]?.heads) },
    rows: [headRow(sheet), ...bodyRows(sheet)],
  })
}

/** What the writer of one table carries about. */
interface Sheet {
  table: Table
  widths: number[]
  /** Row → the column in which each of its cells begins. */
  starts: Map<Cell[], number[]>
  /** Many columns: smaller type. */
  dense: boolean
  frame: Frame
}

const rule = { style: BorderStyle.SINGLE, size: 4, color: RULE }
const RULES = {
  top: rule,
  bottom: rule,
  left: rule,
  right: rule,
  insideHorizontal: rule,
  insideVertical: rule,
}

/** Whole twips; columns that add up to more than the frame are scaled to it. */
function columnWidths(columns: Column[], frame: number): number[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  return columns.map((column) => Math.floor((column.width / Math.max(total, 100)) * frame))
}

function headRow(sheet: Sheet): TableRow {
  const children = sheet.table.columns.map((column) => headCell(column, sheet))
  return new TableRow({ children, tableHeader: true, cantSplit: true, keepNext: true })
}

function headCell(column: Column, sheet: Sheet): TableCell {
  const { header } = column
  const children = typeof header === 'string' ? textRuns([{ text: header, bold: true }]) : statusRuns(header)
  const fill = typeof header === 'string' ? TABLE_HEAD : COLOURS[header.colour].ground
  return new TableCell({
    shading: shade(fill),
    verticalAlign: VerticalAlign.BOTTOM,
    children: [new WordParagraph({ style: styleOf(sheet), children, ...alignment(column) })],
  })
}

/** A share of a page: what takes less of it stays on one. */
const SMALL = 0.4

/** A small table stays on one page as a whole; of a longer one, the last group never stands on a page by itself. */
function bodyRows(sheet: Sheet): TableRow[] {
  const groups = rowGroups(sheet.table.rows)
  const heights = groups.map((group) => sumOf(group.map((row) => rowHeight(row, sheet))))
  const small = sheet.frame.height * SMALL
  const whole = sumOf(heights) < small
  return groups.flatMap((group, at) => {
    const last = at === groups.length - 2 && sumOf(heights.slice(at)) < small
    return groupRows(group, sheet, at < groups.length - 1 && (whole || last))
  })
}

const sumOf = (heights: readonly number[]): number => heights.reduce((sum, height) => sum + height, 0)

/**
 * A small group stays on one page, so that an action stands beside its milestones; a row stays whole unless it
 * would fill half a page on its own, where keeping it whole leaves a hole.
 */
function groupRows(group: Cell[][], sheet: Sheet, keepsNext: boolean): TableRow[] {
  const heights = group.map((row) => rowHeight(row, sheet))
  const together = sumOf(heights) < sheet.frame.height * SMALL
  return group.map((row, index) => {
    const cantSplit = (heights[index] ?? 0) < sheet.frame.height / 2
    const keeps = together && (index < group.length - 1 || keepsNext)
    return new TableRow({ children: bodyCells(row, sheet), cantSplit, ...(keeps ? { keepNext: true } : {}) })
  })
}

function bodyCells(row: Cell[], sheet: Sheet): TableCell[] {
  const starts = sheet.starts.get(row) ?? []
  return row.map((cell, index) => bodyCell(cell, sheet.table.columns[starts[index] ?? 0], sheet))
}

function bodyCell(cell: Cell, column: Column | undefined, sheet: Sheet): TableCell {
  const fill = cellGround(cell)
  const content = cell.content.length > 0 ? cell.content : [{ kind: 'paragraph' as const, runs: [] }]
  return new TableCell({
    ...(fill ? { shading: shade(fill) } : {}),
    ...(cell.rowSpan ? { rowSpan: cell.rowSpan } : {}),
    ...(cell.colSpan ? { columnSpan: cell.colSpan } : {}),
    children: content.map((part) => cellParagraph(part, cell, column, sheet)),
  })
}

/** A cell that begins with a status takes the ground of it, as the published plans do. */
function cellGround(cell: Cell): string | null {
  const first = cell.content[0]
  const colour = cell.shading ?? (first?.kind === 'status' ? first.colour : undefined)
  return colour ? COLOURS[colour].ground : null
}

function cellParagraph(
  part: Paragraph | StatusMark,
  cell: Cell,
  column: Column | undefined,
  sheet: Sheet,
): WordParagraph {
  if (part.kind === 'status') {
    return new WordParagraph({ style: styleOf(sheet), children: statusRuns(part, cell.content[0] !== part) })
  }
  const style = part.style === 'note' ? noteStyleOf(sheet) : styleOf(sheet)
  return new WordParagraph({ style, children: markedRuns(part.runs, part.mark), ...alignment(column) })
}

const styleOf = (sheet: Sheet): string => (sheet.dense ? 'DenseText' : 'TableText')

const noteStyleOf = (sheet: Sheet): string => (sheet.dense ? 'DenseNote' : 'TableNote')

const alignment = (column: Column | undefined) => (column?.figures ? { alignment: AlignmentType.RIGHT } : {})

function shade(fill: string): IShadingAttributesProperties {
  return { type: ShadingType.CLEAR, color: 'auto', fill }
}

/** About how high a row will be, in twips. Cells that reach into later rows do not count: they have room there. */
function rowHeight(row: Cell[], sheet: Sheet): number {
  const type = (sheet.dense ? TABLE_TYPE.dense : TABLE_TYPE.normal) * 10
  const starts = sheet.starts.get(row) ?? []
  const heights = row.map((cell, index) => {
    if ((cell.rowSpan ?? 1) > 1) return 0
    const start = starts[index] ?? 0
    const spanned = sheet.widths.slice(start, start + (cell.colSpan ?? 1))
    const width = spanned.reduce((sum, each) => sum + each, 0) - 2 * PADDING
    return cellLines(cell, Math.max(1, width / (type / 2))) * type * 1.25
  })
  return Math.max(0, ...heights) + 80
}

/** Lines of a cell that is so many average letters wide (half as wide as the type is high). */
function cellLines(cell: Cell, letters: number): number {
  const lines = cell.content.map((part) => {
    const text = part.kind === 'status' ? part.words : part.runs.map((run) => run.text).join('')
    return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0)
  })
  return lines.reduce((sum, count) => sum + count, 0)
}
