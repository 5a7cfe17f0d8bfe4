/** Reads comma-separated text and its kin: semicolons, tabs, upright strokes. */
import { parse } from 'csv-parse/sync'
import { type GridLine, type Remark, type SourceGrid, Unreadable } from '../grid.ts'
import { cellText } from './cell-text.ts'
import { sniffDelimiter } from './csv-delimiter.ts'
import { partTitles } from './titles.ts'
import { evenOut } from './widths.ts'

const MOST_COLUMNS = 200
const MOST_FILLED = 200_000

/** Whether text is meant as comma-separated: its file's name says so, or its lines do. */
export { looksLikeCsv } from './csv-delimiter.ts'

/**
 * One line for each record; `where` counts records as a spreadsheet would number its rows. Never fails for its form:
 * what is wrongly quoted is taken as it stands. Errors: Unreadable beyond 200,000 filled cells.
 */
export function readCsv(text: string): SourceGrid {
  const { body, delimiter } = withoutPreamble(text)
  const records = recordsOf(body, delimiter ?? sniffDelimiter(body))
  const lines = toLines(records)
  partTitles(lines)
  evenOut(lines, null)
  return { format: 'csv', lines, remarks: remarksOn(records), sheets: [], exportId: null }
}

/** Excel takes the delimiter from a first line such as "sep=;". */
function withoutPreamble(text: string): { body: string; delimiter: string | null } {
  const plain = text.replace(/^\ufeff/, '')
  const found = /^"?sep=([,;|\t])"?(?:\r\n|\n|\r)/i.exec(plain)
  return found
    ? { body: plain.slice(found[0].length), delimiter: found[1] ?? null }
    : { body: plain, delimiter: null }
}

function recordsOf(body: string, delimiter: string): string[][] {
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  }
  try {
    return parse(body, options)
  } catch {
    return parse(body, { ...options, quote: null })
  }
}

function toLines(records: readonly string[][]): GridLine[] {
  const texts = records.map((record) =>
    record.slice(0, MOST_COLUMNS).map((cell) => cellText(lineFeeds(cell))),
  )
  const filled = texts.reduce((sum, cells) => sum + cells.filter((cell) => cell !== '').length, 0)
  if (filled > MOST_FILLED)
    throw new Unreadable('The file has more than 200,000 filled cells: a plan does not, so it was not read.')
  const width = texts.reduce((most, cells) => Math.max(most, lastFilled(cells) + 1), 0)
  return texts.map((cells, index) => toLine(cells.slice(0, width), index + 1, width))
}

const lineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n')

const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '')

function toLine(texts: readonly string[], number: number, width: number): GridLine {
  if (lastFilled(texts) < 0) return { number, cells: [], table: false }
  const cells = texts.map((text, column) => ({ line: number, column, text }))
  return { number, cells, table: width > 1, where: `row ${number}` }
}

function remarksOn(records: readonly string[][]): Remark[] {
  const wide = records.findIndex((record) => record.slice(MOST_COLUMNS).some((cell) => cell.trim() !== ''))
  return wide < 0
    ? []
    : [
        {
          line: wide + 1,
          text: `The file has more than ${MOST_COLUMNS} columns: those after were passed over.`,
        },
      ]
}
