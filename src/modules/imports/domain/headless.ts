/** Tables of a document in which no table has headings: what each column is, told by its cells alone. */
import { isDateLike } from './dates.ts'
import type { Field } from './dictionary.ts'
import { isStatusWord, share } from './headings.ts'
import { isRef, isSentence } from './kinds.ts'
import { isLeadLike } from './leads.ts'
import type { ColumnMatch } from './reading.ts'
import type { TableBlock } from './segments.ts'

/** Fewer lines than this tell nothing. */
const FEWEST_LINES = 4

/**
 * The columns of a table without headings, by the cells of all such tables of its width; null unless there are
 * actions, dates, and someone who leads or a status. A number is looked for in the first two columns.
 */
export function columnsByCells(block: TableBlock, all: readonly TableBlock[]): ColumnMatch[] | null {
  const width = widthOf(block)
  const lines = all.filter((each) => !each.header && widthOf(each) === width).flatMap(({ lines }) => lines)
  if (width < 4 || lines.length < FEWEST_LINES) return null
  const columns = Array.from({ length: width }, (_, at) =>
    lines.map(({ line }) => line.cells[at]?.text ?? ''),
  )
  const fields = fieldsOf(columns)
  const has = (...wanted: Field[]) => wanted.some((field) => fields.includes(field))
  if (!has('action') || !has('due') || !has('lead', 'status')) return null
  return fields.map((field, column) => ({ column, heading: '', field: field ?? 'other', because: 'cells' }))
}

/** How many cells most of its lines have. */
function widthOf({ lines }: TableBlock): number {
  const counts = Map.groupBy(lines, ({ line }) => line.cells.length)
  return [...counts].sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? 0
}

/** A merged cell is filled once for many rows; the rows' own text stands on most lines. */
const isFull = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length >= cells.length * 0.7

function fieldsOf(columns: readonly (readonly string[])[]): (Field | null)[] {
  const fields: (Field | null)[] = columns.map(() => null)
  const take = (field: Field, fits: (cells: readonly string[], at: number) => boolean) => {
    const at = columns.findIndex((cells, index) => fields[index] === null && fits(cells, index))
    if (at >= 0) fields[at] = field
  }
  const mostly = (test: (cell: string) => boolean, least: number) => (cells: readonly string[]) =>
    share(cells, test) >= least
  take('ref', (cells, at) => at <= 1 && share(cells, isRef) >= 0.8)
  take('due', mostly(isDateLike, 0.8))
  take('status', mostly(isStatusWord, 0.8))
  take('action', (cells) => share(cells, isSentence) >= 0.6 && isFull(cells))
  const action = fields.indexOf('action')
  take('lead', (cells, at) => at > action && share(cells, isLeadLike) >= 0.8)
  take('progressNote', (cells, at) => at > action && share(cells, isSentence) >= 0.6)
  const due = fields.indexOf('due')
  const second = columns.findIndex(
    (cells, at) => fields[at] === null && at === due + 1 && share(cells, isDateLike) >= 0.6,
  )
  if (due >= 0 && second > 0) {
    fields[due] = 'start'
    fields[second] = 'due'
  }
  return fields
}
