/** Which lines of a page are a table without drawn columns, and what its columns are. */
import {
  type Columns,
  columnsOfLine,
  crosses,
  filledColumns,
  keepsApart,
  kept,
  wideChunks,
  withLine,
} from './pdf-gutters.ts'
import type { TextLine } from './pdf-lines.ts'
import { type RowLines, rulesOver } from './pdf-row-lines.ts'

export interface Zone {
  columns: Columns
  lines: TextLine[]
  /** A table by its look, of which the columns cannot be told: nothing is guessed. */
  broken: boolean
}

/** A page that a person reads has fewer lines. */
const MOST_LINES = 400
/** The share of a table's width. */
const NARROW_COLUMN = 0.35
/** More white than this many of the letters' size ends a table, unless a line with several texts follows. */
const END = 2.4
/** So much white ends it anyway. */
const SURE_END = 4.5

/** The table that begins with the line at `at`; null where none does. `before` are the columns of the last one. */
export function zoneAt(
  lines: readonly TextLine[],
  at: number,
  before: Columns | null,
  rules: readonly RowLines[],
): Zone | null {
  const first = lines[at]
  if (!first || wideChunks(first).length < 2) return null
  const goesOn = before && keepsApart(first, before) ? grownFrom(before, lines, at, rules) : null
  // Rules that are no rows of one table (two tables of one width) would hold together what stands apart.
  const ruled = grown(lines, at, rules)
  const own = ruled?.broken ? (grown(lines, at, []) ?? ruled) : ruled
  if (goesOn && (!own || own.broken || goesOn.lines.length >= own.lines.length)) return goesOn
  return own
}

/** The lines that keep to known columns. */
function grownFrom(
  before: Columns,
  lines: readonly TextLine[],
  at: number,
  rules: readonly RowLines[],
): Zone | null {
  const zone: Zone = { columns: before, lines: [], broken: false }
  for (const line of lines.slice(at, at + MOST_LINES)) {
    const columns = isInside(line, before) ? kept(zone.columns, line) : null
    if (!columns || isBeyond(zone, line, rules)) break
    zone.columns = columns
    zone.lines.push(line)
  }
  const isEnough = zone.lines.every((line) => keepsApart(line, zone.columns))
  return zone.lines.length > 0 && isEnough ? zone : null
}

const isInside = (line: TextLine, { left, right }: Columns): boolean =>
  line.left >= left - 2 * line.size && line.right <= right + 6 * line.size

function grown(lines: readonly TextLine[], at: number, rules: readonly RowLines[]): Zone | null {
  const [first, ...rest] = lines.slice(at, at + MOST_LINES)
  if (!first) return null
  const zone: Zone = { columns: columnsOfLine(first), lines: [first], broken: false }
  for (const line of rest) {
    const isText = crosses(line, zone.columns) && wideChunks(line).length === 1
    if (isText || isBeyond(zone, line, rules)) break
    zone.columns = withLine(zone.columns, line)
    zone.lines.push(line)
  }
  if (!tellingLines(zone).every((line) => keepsApart(line, zone.columns)))
    return zone.lines.length >= 3 ? { ...zone, broken: true } : null
  return isConvincing(zone, rules) ? zone : null
}

/** The lines with most texts: the headings, or as good. */
function tellingLines({ lines }: Zone): TextLine[] {
  const counts = lines.map((line) => wideChunks(line).length)
  const most = Math.max(3, ...counts)
  return lines.filter((_, index) => (counts[index] ?? 0) >= most)
}

function isBeyond({ columns, lines }: Zone, line: TextLine, rules: readonly RowLines[]): boolean {
  const last = lines.at(-1)
  const step = last ? (line.base - last.base) / Math.max(line.size, last.size) : 0
  if (step <= END) return false
  const ys = rulesOver(rules, columns.left, columns.right)
  if (ys.some((y) => y < line.base) && ys.some((y) => y > line.base)) return false
  return step > SURE_END || filledColumns(line, columns).size < 2
}

/** Three columns with two full lines; or two that rules part into rows, or of which one is narrow: prose has no such. */
function isConvincing({ columns, lines }: Zone, rules: readonly RowLines[]): boolean {
  const { left, right, gutters } = columns
  const full = lines.filter((line) => filledColumns(line, columns).size >= 2).length
  if (gutters.length >= 2) return full >= 2
  const [gutter] = gutters
  if (!gutter || full < 2) return false
  const isRuled = rulesOver(rules, left, right).length >= 3
  const isNarrow = Math.min(gutter.from - left, right - gutter.to) < NARROW_COLUMN * (right - left)
  return isRuled || (isNarrow && full >= 3)
}
