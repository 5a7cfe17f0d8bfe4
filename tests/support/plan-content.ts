/** A plan as its author sees it, whatever program it is written with: headings, paragraphs, lists, tables. */
import type { CellColour, GridCell, GridLine, SourceGrid } from '../../src/platform/office/grid.ts'

export interface Run {
  text: string
  bold: boolean
  raised: boolean
}

export type Piece = { kind: 'paragraph'; runs: Run[] } | { kind: 'list'; items: Run[][] }

export interface DrawnCell {
  pieces: Piece[]
  colour: CellColour | null
  rowSpan: number
  colSpan: number
  /** Part of a cell that begins above it or to its left. */
  covered: 'above' | 'left' | null
}

export type Part =
  | { kind: 'gap' }
  /** `level` 1 to 6; 0 where it is no heading. */
  | { kind: 'text'; level: number; bullet: boolean; runs: Run[] }
  | { kind: 'table'; rows: DrawnCell[][]; headed: boolean }

/** The parts of a grid in order; lines of a table that follow each other are one table, as wide as its widest line. */
export function partsOf({ lines }: SourceGrid): Part[] {
  const parts: Part[] = []
  let table: GridLine[] = []
  const endTable = () => {
    if (table.length > 0) parts.push(tableOf(table))
    table = []
  }
  for (const line of lines) {
    if (line.table) table.push(line)
    else {
      endTable()
      parts.push(textOf(line))
    }
  }
  endTable()
  return parts
}

function textOf({ cells }: GridLine): Part {
  const text = cells[0]?.text ?? ''
  const [, hashes = '', bullet = '', rest = ''] = /^(?:(#{1,6}) )?(- )?(.*)$/s.exec(text) ?? []
  const runs = runsOf(rest)
  return runs.length === 0
    ? { kind: 'gap' }
    : { kind: 'text', level: hashes.length, bullet: bullet !== '', runs }
}

function tableOf(lines: readonly GridLine[]): Part {
  const width = lines.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const rows = lines.map(({ cells }) => Array.from({ length: width }, (_, at) => drawnCell(cells[at])))
  rows.forEach((row, top) => {
    row.forEach((cell, left) => {
      cover(rows, cell, top, left)
    })
  })
  return { kind: 'table', rows, headed: rows.length > 1 && rows[0] !== undefined && isHead(rows[0]) }
}

function drawnCell(cell: GridCell | undefined): DrawnCell {
  return {
    pieces: piecesOf(cell?.text ?? ''),
    colour: cell?.colour ?? null,
    rowSpan: cell?.rowSpan ?? 1,
    colSpan: cell?.colSpan ?? 1,
    covered: null,
  }
}

function cover(rows: DrawnCell[][], { rowSpan, colSpan }: DrawnCell, top: number, left: number): void {
  for (let row = top; row < top + rowSpan; row += 1)
    for (let column = left; column < left + colSpan; column += 1) {
      const cell = rows[row]?.[column]
      if (cell && (row > top || column > left)) cell.covered = column > left ? 'left' : 'above'
    }
}

/** Whether a row looks like the headings that a program would repeat on every page. */
function isHead(row: readonly DrawnCell[]): boolean {
  const texts = row.map(plainCell).filter((text) => text !== '')
  return texts.length >= 3 && texts.every((text) => text.length < 45 && !/\d/.test(text))
}

// ── Cells ────────────────────────────────────────────────────────────────────────────────────────────────

/** Paragraphs and lists in the order in which they stand in the cell. */
function piecesOf(text: string): Piece[] {
  const bold = /^\s*<b>[\s\S]*<\/b>\s*$/.test(text)
  return text.split(/(<ul\b[^>]*>[\s\S]*?<\/ul>)/).flatMap((part): Piece[] => {
    if (part.startsWith('<ul')) return [listOf(part)]
    const lines = part.split(/\n|<br\s*\/?>|<\/p>/).map((line) => runsOf(line, bold))
    return lines.filter((runs) => runs.length > 0).map((runs) => ({ kind: 'paragraph', runs }))
  })
}

function listOf(html: string): Piece {
  const items = html.split(/<li\b[^>]*>/).slice(1)
  return { kind: 'list', items: items.map((item) => runsOf(item)) }
}

/** The words with their looks; none where nothing is to be seen. */
export function runsOf(text: string, allBold = false): Run[] {
  let [bold, raised] = [allBold, false]
  const runs: Run[] = []
  for (const token of text.split(/(<\/?[a-z][^>]*>|\*\*)/)) {
    if (token === '**') bold = !bold || allBold
    else if (/^<\/?b>/.test(token)) bold = allBold || token === '<b>'
    else if (/^<\/?sup>/.test(token)) raised = token === '<sup>'
    else if (!/^<\/?[a-z]/.test(token))
      addRun(runs, { text: decoded(token).replace(/\s+/g, ' '), bold, raised })
  }
  return runs.some((run) => run.text.trim() !== '') ? runs : []
}

function addRun(runs: Run[], run: Run): void {
  if (run.text !== '') runs.push(run)
}

const decoded = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

export const words = (runs: readonly Run[]): string =>
  runs
    .map(({ text }) => text)
    .join('')
    .trim()

export const isBold = (runs: readonly Run[]): boolean =>
  runs.every(({ text, bold }) => bold || text.trim() === '')

/** A cell of a spreadsheet: lines, and bullets for items. */
export function plainCell({ pieces }: DrawnCell): string {
  return pieces
    .flatMap((piece) =>
      piece.kind === 'paragraph' ? [words(piece.runs)] : piece.items.map((item) => `• ${words(item)}`),
    )
    .join('\n')
}
