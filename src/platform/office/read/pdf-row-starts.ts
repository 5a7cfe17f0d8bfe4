/** Where the rows of a table begin whose rows no line parts. */
import { type Columns, columnAt, filledColumns, reachOf } from './pdf-gutters.ts'
import { firstWordWidth, lineText, type TextLine, toLine } from './pdf-lines.ts'

/** A step down that is this many times the smallest one parts two rows. */
const STEP = 1.3

const REF = /^(?:[A-Z]{1,3}[ .-]?)?\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?[.)]?(?:\s|$)/
const DATE =
  /^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:\d{1,2}(?:st|nd|rd|th)?[ -])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{2,4})/i

/** The lines in their rows: by white between them, else by references, else by dates, else by lines that had room. */
export function rowsOf(lines: readonly TextLine[], columns: Columns): TextLine[][] {
  const starts = startsOf(lines, columns)
  const rows: TextLine[][] = []
  lines.forEach((line, index) => {
    const row = rows.at(-1)
    if (!row || starts.has(index)) rows.push([line])
    else row.push(line)
  })
  return rows
}

function startsOf(lines: readonly TextLine[], columns: Columns): Set<number> {
  const byStep = startsByStep(lines, columns)
  if (byStep) return byStep
  for (const pattern of [REF, DATE]) {
    const found = startsByPattern(lines, columns, pattern)
    if (found.length >= 2) return new Set(found)
  }
  return new Set(lines.keys().filter((index) => !isWrapped(lines, index, columns)))
}

/** Narrower columns, in their letters' size, say nothing by being full: all their texts are about as long. */
const ROOMY = 10

/** Whether a column's text ran out of room in the line above, or the line fills hardly any column. */
function isWrapped(lines: readonly TextLine[], index: number, columns: Columns): boolean {
  const [above, line] = [lines[index - 1], lines[index]]
  if (!above || !line) return false
  if (filledColumns(line, columns).size * 3 <= columns.gutters.length + 1) return true
  return [...columns.gutters.keys(), columns.gutters.length].some((column) => {
    const [upper, lower] = [columnLine(above, columns, column), columnLine(line, columns, column)]
    if (!upper || !lower) return false
    const { left, right } = reachOf(columns, column)
    return right - left >= ROOMY * line.size && upper.right + firstWordWidth(lower) + 0.2 * line.size > right
  })
}

function startsByStep(lines: readonly TextLine[], columns: Columns): Set<number> | null {
  const steps = lines.map((line, index) => line.base - (lines[index - 1]?.base ?? line.base))
  const least = Math.min(...steps.filter((step, index) => step > 0.8 * (lines[index]?.size ?? 0)))
  const starts = [...lines.keys()].filter((index) => index > 0 && (steps[index] ?? 0) >= STEP * least)
  const isSmall = (index: number) => index > 0 && !starts.includes(index)
  if (starts.length === 0) return null
  // Every step as wide as the others is no sign of a row.
  if (![...lines.keys()].some(isSmall)) return null
  const refs = startsByPattern(lines, columns, REF).filter(
    (index) => filledColumns(lines[index] ?? EMPTY, columns).size > 1,
  )
  return new Set([...starts, ...refs])
}

const EMPTY: TextLine = { pieces: [], left: 0, right: 0, base: 0, size: 0, bold: false }

/** The lines that begin with the pattern, in whichever of the columns has most of them. */
function startsByPattern(lines: readonly TextLine[], columns: Columns, pattern: RegExp): number[] {
  const last = pattern === REF ? 2 : columns.gutters.length
  let best: number[] = []
  for (let column = 0; column <= last; column++) {
    const found = [...lines.keys()].filter((index) =>
      pattern.test(columnText(lines[index] ?? EMPTY, columns, column)),
    )
    if (found.length > best.length) best = found
  }
  return best
}

function columnText(line: TextLine, columns: Columns, column: number): string {
  const own = columnLine(line, columns, column)
  return own ? lineText(own) : ''
}

function columnLine(line: TextLine, columns: Columns, column: number): TextLine | null {
  const pieces = line.pieces.filter(({ left, right }) => columnAt(columns, (left + right) / 2) === column)
  return pieces.length === 0 ? null : toLine(pieces)
}
