/** Plans as spreadsheets: the whole on one sheet, one below the other, as people lay them out. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Colour } from '../../src/platform/office/description.ts'
import type { CellColour } from '../../src/platform/office/grid.ts'
import { columnLetters } from '../../src/platform/office/read/xlsx-places.ts'
import type { WorkbookCell } from '../../src/platform/office/workbook.ts'
import { writeXlsx } from '../../src/platform/office/xlsx.ts'
import { type DrawnCell, isBold, type Part, plainCell, words } from './plan-content.ts'

export interface SheetOptions {
  /** Whether columns in which each filled cell is one day hold days, and not texts. */
  realDays: boolean
}

export async function xlsxOf(parts: readonly Part[], { realDays }: SheetOptions): Promise<Uint8Array> {
  const merges: string[] = []
  const rows: (WorkbookCell | null)[][] = []
  for (const one of parts) {
    if (one.kind !== 'table') rows.push(textRow(one))
    else {
      const days = realDays ? dayColumns(one.rows) : new Set<number>()
      for (const row of one.rows) {
        merges.push(...mergesOf(row, rows.length + 1))
        rows.push(row.map((cell, column) => sheetCell(cell, days.has(column))))
      }
    }
  }
  const sheets = [{ name: 'Plan', columns: [], rows }]
  const bytes = await writeXlsx({ title: 'Plan', author: 'Anyshire', written: '2026-01-05', sheets })
  return merges.length > 0 ? merged(bytes, merges) : bytes
}

export const csvOf = (parts: readonly Part[]): string =>
  parts
    .flatMap((one) => {
      if (one.kind === 'table')
        return one.rows.map((row) => row.map((cell) => quoted(plainCell(cell))).join(','))
      return [one.kind === 'text' ? quoted(textWords(one)) : '']
    })
    .join('\r\n')

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

const textWords = ({ runs, bullet }: Part & { kind: 'text' }): string => (bullet ? '• ' : '') + words(runs)

function textRow(one: Exclude<Part, { kind: 'table' }>): WorkbookCell[] {
  if (one.kind === 'gap') return []
  return [{ text: textWords(one), bold: one.level > 0 || isBold(one.runs), wrap: false }]
}

function sheetCell(cell: DrawnCell, isDay: boolean): WorkbookCell | null {
  const text = plainCell(cell)
  const day = isDay ? dayOf(text) : null
  const fill = cell.colour ? FILLS[cell.colour] : undefined
  if (text === '' && !fill) return null
  const bold = cell.pieces.every((piece) => piece.kind === 'paragraph' && isBold(piece.runs))
  return { ...(day ? { day } : { text }), ...(fill ? { fill } : {}), ...(bold && text ? { bold } : {}) }
}

const FILLS: Readonly<Partial<Record<CellColour, Colour>>> = {
  red: 'red',
  amber: 'amber',
  green: 'green',
  blue: 'blue',
  grey: 'grey',
}

/** Columns with two days or more and nothing else below their first rows of headings. */
function dayColumns(rows: readonly DrawnCell[][]): Set<number> {
  const days = (rows[0] ?? []).map((_, column) => {
    const texts = rows.slice(1).map((row) => (row[column] ? plainCell(row[column]) : ''))
    const filled = texts.filter((text) => text !== '')
    return filled.length > 1 && filled.every((text) => dayOf(text) !== null)
  })
  return new Set(days.flatMap((is, column) => (is ? [column] : [])))
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** "01-Mar- 2011" or "1/3/2011" as 2011-03-01; null for anything else. */
function dayOf(text: string): string | null {
  const [, day, month = '', year] =
    /^(\d{1,2})[-/. ]+([A-Za-z]{3,9}|\d{1,2})[-/. ]+(20\d\d)$/.exec(text) ?? []
  const number = /\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1
  if (!day || !year || number < 1) return null
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
}

function mergesOf(row: readonly DrawnCell[], number: number): string[] {
  return row.flatMap(({ rowSpan, colSpan }, column) =>
    rowSpan > 1 || colSpan > 1
      ? [`${columnLetters(column)}${number}:${columnLetters(column + colSpan - 1)}${number + rowSpan - 1}`]
      : [],
  )
}

/** Our writer merges nothing, for our exports need none; a person's workbook does. */
function merged(bytes: Uint8Array, refs: readonly string[]): Uint8Array {
  const files = unzipSync(bytes)
  const name = 'xl/worksheets/sheet1.xml'
  const list = `<mergeCells count="${refs.length}">${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  const xml = strFromU8(files[name] ?? new Uint8Array()).replace('</sheetData>', `</sheetData>${list}`)
  return zipSync({ ...files, [name]: strToU8(xml) })
}
