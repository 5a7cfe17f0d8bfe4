/** What a person should hear of a sheet beside its lines. */
import { counted } from '../../words.ts'
import type { Remark } from '../grid.ts'
import type { SheetLines, SheetSource } from './xlsx-lines.ts'
import { columnLetters } from './xlsx-places.ts'
import { MOST_COLUMNS } from './xlsx-sheet.ts'

/** The remarks on one sheet; `made` is what became of it. */
export function sheetRemarks(source: SheetSource, made: SheetLines): Remark[] {
  const line = made.lines[0]?.number ?? null
  const about = (text: string | null): Remark[] => (text ? [{ line, text }] : [])
  if (line === null) return []
  return [
    ...about(source.hidden ? `The sheet “${source.name}” is hidden.` : null),
    ...hiddenRows(source, made),
    ...about(hiddenColumns(source, made)),
    ...about(comments(source)),
    ...about(conditional(source)),
    ...about(faults(source)),
    ...about(passedOver(source)),
  ]
}

function hiddenRows({ name, facts }: SheetSource, { lineOf }: SheetLines): Remark[] {
  const rows = [...lineOf.keys()].filter((row) => facts.rows.get(row)?.hidden)
  if (rows.length === 0) return []
  const subject = rows.length === 1 ? `Row ${rows[0]} of “${name}” is` : `Rows ${runs(rows)} of “${name}” are`
  const text = facts.filtered ? `${subject} hidden by a filter.` : `${subject} hidden.`
  return [{ line: lineOf.get(rows[0] ?? 0) ?? null, text }]
}

function hiddenColumns({ name, facts }: SheetSource, { columns }: SheetLines): string | null {
  const hidden = columns.filter((column) =>
    facts.hiddenColumns.some(([from, to]) => column >= from && column <= to),
  )
  const letters = hidden.map(columnLetters)
  if (letters.length === 0) return null
  return letters.length === 1
    ? `Column ${letters[0]} of “${name}” is hidden.`
    : `Columns ${listed(letters)} of “${name}” are hidden.`
}

const comments = ({ name, notes }: SheetSource): string | null =>
  notes.size === 0
    ? null
    : `“${name}” has ${counted(notes.size, 'comment')}: each is kept with its cell where that stands in a row with text.`

const STATUS_HEADING = /\b(status|b?rag|rating|progress)\b/i

/** Colours that Excel works out as it opens the file are not in the file. */
function conditional({ name, facts }: SheetSource): string | null {
  if (facts.conditional.length === 0) return null
  const statuses = new Set<number>()
  for (const { cells } of facts.rows.values())
    for (const [column, { text }] of cells)
      if (text.length <= 40 && STATUS_HEADING.test(text)) statuses.add(column)
  const touched = facts.conditional.some(({ left, right }) =>
    [...statuses].some((column) => column >= left && column <= right),
  )
  return touched
    ? `“${name}” colours its statuses by rules of Excel’s (conditional formatting): those colours were not read, the words were.`
    : null
}

function faults({ name, facts }: SheetSource): string | null {
  const parts = [
    facts.errors > 0 ? `${counted(facts.errors, 'cell')} with an error such as #REF!` : '',
    facts.uncomputed > 0 ? `${counted(facts.uncomputed, 'formula')} without a result` : '',
    facts.lost > 0 ? `${counted(facts.lost, 'cell')} whose text is missing in the file` : '',
  ].filter((part) => part !== '')
  return parts.length > 0
    ? `“${name}” has ${listed(parts)}: read as blank. Open it in Excel to check them.`
    : null
}

function passedOver({ name, facts }: SheetSource): string | null {
  const parts = [
    facts.wide ? `columns after ${columnLetters(MOST_COLUMNS - 1)}` : '',
    facts.drawing ? 'pictures, charts or text boxes' : '',
  ].filter((part) => part !== '')
  return parts.length > 0 ? `“${name}” has ${listed(parts)}, which were passed over.` : null
}

/** Longer lists are cut: nobody reads them. */
const MOST_RUNS = 6

/** "14–18 and 22" for rows in their order. */
function runs(rows: readonly number[]): string {
  const found: [number, number][] = []
  for (const row of rows) {
    const last = found.at(-1)
    if (last && last[1] === row - 1) last[1] = row
    else found.push([row, row])
  }
  const named = found.slice(0, MOST_RUNS).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return listed(found.length > MOST_RUNS ? [...named, 'others'] : named)
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
