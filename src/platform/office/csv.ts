import { stringify } from 'csv-stringify/sync'
import type { Table, TableCell } from './table.ts'

const BYTE_ORDER_MARK = '\ufeff'

/**
 * Writes comma-separated text (UTF-8 with its mark, as Excel wants it; days as `2011-05-31`). A text that a spreadsheet
 * would take for a formula gets an apostrophe before it; numbers are left as they are, so −5 stays a number.
 */
export function writeCsv({ columns, rows }: Table): Uint8Array {
  const lines = [
    columns.map(({ heading }) => heading),
    ...rows.map((row) => columns.map((_, at) => row[at] ?? null)),
  ]
  const body = stringify(
    lines.map((line) => line.map(inert)),
    { record_delimiter: 'windows', quoted_match: /[\n\r]/ },
  )
  return Buffer.from(BYTE_ORDER_MARK + body, 'utf8')
}

/** Programs strip blanks, marks and quotation marks before they look for a formula, so what follows them counts. */
const FORMULA = /^(?:[\t\r\n]|[\s\ufeff\u200b-\u200d\u2060'"`]*[=+\-@＝＋－＠])/

function inert(cell: TableCell): string | number | null {
  if (typeof cell !== 'string') return cell !== null && Number.isFinite(cell) ? cell : null
  const plain = cell.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed()
  return FORMULA.test(cell) ? `'${plain}` : plain
}
