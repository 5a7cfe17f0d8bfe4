/** Tables of which only the rows are ruled: rows by the lines across, columns by the white between the texts. */

import { toTable } from './pdf-columns.ts'
import { type Columns, columnsOfHeading, fitOf, narrow } from './pdf-gutters.ts'
import type { TextLine } from './pdf-lines.ts'
import type { Rule } from './pdf-page.ts'
import { findHeading } from './pdf-row-heading.ts'
import { distinct } from './pdf-rules.ts'
import type { PdfTable } from './pdf-table.ts'
import type { Vocabulary } from './pdf-words.ts'

export interface RowLines {
  left: number
  right: number
  ys: number[]
}

/** Lines of one table begin and end within so many points of each other. */
const FLUSH = 6
/** Shorter lines underline words. */
const SHORTEST = 150

/** Three lines or more, one below another, of one width. */
export function rowLinesOf(loose: readonly Rule[]): RowLines[] {
  const groups: Rule[][] = []
  for (const rule of [...loose].sort((a, b) => a.at - b.at)) {
    if (rule.to - rule.from < SHORTEST) continue
    const group = groups.find(([first]) => first && isFlush(first, rule))
    if (group) group.push(rule)
    else if (groups.length < 50) groups.push([rule])
  }
  return groups
    .filter((group) => group.length >= 3)
    .map((group) => ({
      left: Math.min(...group.map(({ from }) => from)),
      right: Math.max(...group.map(({ to }) => to)),
      ys: distinct(group.map(({ at }) => at)),
    }))
    .filter(({ ys }) => ys.length >= 3)
}

const isFlush = (a: Rule, b: Rule): boolean =>
  Math.abs(a.from - b.from) <= FLUSH && Math.abs(a.to - b.to) <= FLUSH

export interface RowTable {
  table: Omit<PdfTable, 'page'>
  lines: TextLine[]
}

/** The table between the lines; null where its columns cannot be told from the white between its texts. */
export function rowTable(
  rules: RowLines,
  lines: readonly TextLine[],
  vocabulary: Vocabulary,
): RowTable | null {
  const { own, heading } = findHeading(rules, lines)
  const start = heading ? columnsOfHeading(heading) : null
  const columns = start ? keptColumns(own, { ...start, left: rules.left, right: rules.right }) : null
  if (!columns) return null
  const rows = byRow(own, rules.ys)
  const table = toTable(own, rows, columns, vocabulary)
  return rows.length >= 2 ? { table, lines: own } : null
}

function keptColumns(lines: readonly TextLine[], start: Columns): Columns | null {
  let columns = start
  for (const line of lines) {
    const fit = fitOf(line, columns)
    if (fit === 'broken') return null
    if (fit === 'within') columns = narrow(columns, line)
  }
  return columns
}

function byRow(lines: readonly TextLine[], ys: readonly number[]): TextLine[][] {
  const rows: TextLine[][] = Array.from({ length: ys.length + 1 }, () => [])
  for (const line of lines) {
    const below = ys.findIndex((y) => line.base <= y)
    rows[below < 0 ? ys.length : below]?.push(line)
  }
  return rows.filter((row) => row.length > 0)
}
