/** Text as the neutral grid: lines and cells with their places. What it is told of is in `platform/office/grid.ts`. */
import type { GridCell, GridLine, SourceGrid } from '../../../platform/office/grid.ts'

export type Cell = GridCell
export type Line = GridLine

/** A quoted cell of a spreadsheet goes on over line breaks; further than this it is a stray quotation mark. */
const LONGEST_QUOTED_CELL = 40

/** Text with tab-separated or `|`-framed tables. Never fails: any text is a grid. */
export function textGrid(text: string): SourceGrid {
  return { format: 'text', lines: linesOf(text), remarks: [], sheets: [], exportId: null }
}

function linesOf(text: string): Line[] {
  const raw = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r|\f/)
  const barred = bareBars(raw)
  const lines: Line[] = []
  while (lines.length < raw.length) {
    const at = lines.length
    const until = endOfQuotedCell(raw, at)
    lines.push(toLine(raw.slice(at, until + 1).join('\n'), at + 1, barred.has(at)))
    // The swallowed lines stay as empty ones, so that every line keeps its number.
    while (lines.length <= until) lines.push(toLine('', lines.length + 1, false))
  }
  return lines
}

/** The lines of tables drawn with bars between the cells and none around them: three or more alike in a row. */
function bareBars(raw: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>()
  let from = 0
  for (let at = 0; at <= raw.length; at += 1) {
    const bars = barsOf(raw[at] ?? '')
    if (at < raw.length && bars >= 2 && bars === barsOf(raw[from] ?? '')) continue
    if (at - from >= 3) for (let line = from; line < at; line += 1) found.add(line)
    from = at
  }
  return found
}

function barsOf(line: string): number {
  return line.includes('\t') || /^\s*\|/.test(line) ? 0 : line.split('|').length - 1
}

/** The line on which a quoted cell that opens on this one ends; the line itself where none is left open. */
function endOfQuotedCell(raw: readonly string[], at: number): number {
  if (!leavesQuoteOpen(raw[at] ?? '')) return at
  for (let end = at + 1; end < Math.min(raw.length, at + LONGEST_QUOTED_CELL); end += 1) {
    const line = raw[end] ?? ''
    if (/"(?:\t|$)/.test(line)) return leavesQuoteOpen(line.slice(line.indexOf('"') + 1)) ? at : end
  }
  return at
}

function leavesQuoteOpen(line: string): boolean {
  const last = line.includes('\t') ? (line.split('\t').at(-1) ?? '') : ''
  return last.startsWith('"') && (last.split('"').length - 1) % 2 === 1
}

function toLine(raw: string, number: number, barred: boolean): Line {
  const parts = barred ? raw.split('|') : divide(raw)
  const cells = parts.map((text, column) => ({ line: number, column, text: unquoted(text.trim()) }))
  return { number, cells, table: parts.length > 1 }
}

/** A spreadsheet quotes a cell with line breaks and doubles the quotation marks in it. */
function unquoted(text: string): string {
  return /^"[\s\S]*\n[\s\S]*"$/.test(text) ? text.slice(1, -1).replace(/""/g, '"').trim() : text
}

function divide(raw: string): string[] {
  if (raw.includes('\t')) return raw.split('\t')
  if (/^\s*\|.*\|\s*$/.test(raw)) return raw.trim().slice(1, -1).split('|')
  return [raw]
}

export function filled(line: Line): Cell[] {
  return line.cells.filter((cell) => cell.text !== '')
}

export function isEmpty(line: Line): boolean {
  return line.cells.every(({ text }) => text === '')
}

/** A line drawn with dashes, as between a heading and its table. */
export function isRule(line: Line): boolean {
  return !isEmpty(line) && line.cells.every(({ text }) => text === '' || /^:?[-=_–—]{3,}:?$/.test(text))
}
