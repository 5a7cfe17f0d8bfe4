import { type CellStyle, type CellValue, type WriteSheet, writeXlsx as write } from 'hucre/xlsx'
import { isPlainDate } from '../calendar.ts'
import { columnLetters } from './read/xlsx-places.ts'
import type { Workbook, WorkbookCell, WorkbookColumn, WorkbookSheet } from './workbook.ts'
import { choiceRules, listSheet } from './xlsx-choices.ts'
import { HEADER, styleOf } from './xlsx-look.ts'
import { quotedName, sheetNames, sheetText } from './xlsx-text.ts'
import { withoutTimes } from './zip.ts'

const LISTS_SHEET = '_goldenthread lists'

/**
 * Writes an Excel workbook (.xlsx). Text is written as text whatever it begins with, and nothing as a formula; days
 * are Excel's own, shown as 31/05/2011. Longer text than a cell can hold is cut with a mark that says so.
 */
export async function writeXlsx(workbook: Workbook): Promise<Uint8Array> {
  const lists: string[][] = []
  const names = sheetNames([...workbook.sheets.map(({ name }) => name), LISTS_SHEET])
  const listsName = names.at(-1) ?? LISTS_SHEET
  const sheets = workbook.sheets.map((sheet, index) => ({
    ...toSheet(sheet, names[index] ?? ''),
    dataValidations: choiceRules(sheet, lists, listsName),
  }))
  const bytes = await write({
    sheets: lists.length > 0 ? [...sheets, listSheet(lists, listsName)] : sheets,
    properties: propertiesOf(workbook),
    namedRanges: sheets.flatMap(({ name }, index) =>
      workbook.sheets[index]?.columns.length ? [repeatedHeader(name)] : [],
    ),
    activeSheet: Math.max(
      0,
      workbook.sheets.findIndex(({ hidden }) => !hidden),
    ),
  })
  return withoutTimes(bytes)
}

function propertiesOf({ title, author, written }: Workbook) {
  const at = new Date(`${written}T00:00:00Z`)
  return { title: sheetText(title), creator: sheetText(author), created: at, modified: at }
}

function toSheet(sheet: WorkbookSheet, name: string): WriteSheet {
  const headed = sheet.columns.length > 0
  const header = headed ? [sheet.columns.map((column) => sheetText(column.header))] : []
  return {
    name,
    columns: sheet.columns.map(toColumn),
    rows: [...header, ...sheet.rows.map((row) => row.map(cellValue))],
    cells: stylesOf(sheet, header.length),
    pageSetup: PAGE,
    ...(headed && sheet.frozenHeader ? { freezePane: { rows: 1 } } : {}),
    ...(headed && sheet.autofilter ? { autoFilter: { range: filterRange(sheet) } } : {}),
    ...(sheet.hidden ? { [sheet.hidden]: true } : {}),
  }
}

/** Printed as wide as one page, so that a row stays in one piece. */
const PAGE: NonNullable<WriteSheet['pageSetup']> = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
}

/** Headings on every printed page. Named by us: the library leaves the sheet's name without quotation marks. */
const repeatedHeader = (sheet: string) => ({
  name: '_xlnm.Print_Titles',
  range: `${quotedName(sheet)}!$1:$1`,
  scope: sheet,
})

const toColumn = ({ width, hidden }: WorkbookColumn): NonNullable<WriteSheet['columns']>[number] => ({
  width: Math.min(255, Math.max(1, width)),
  ...(hidden ? { hidden } : {}),
})

/** The style of each cell by its place; the first row is 0. */
function stylesOf({ columns, rows }: WorkbookSheet, top: number): Map<string, { style: CellStyle }> {
  const styles = new Map<string, { style: CellStyle }>()
  columns.forEach((_, column) => {
    styles.set(`0,${column}`, { style: HEADER })
  })
  rows.forEach((row, index) => {
    for (let column = 0; column < Math.max(row.length, columns.length); column += 1)
      styles.set(`${top + index},${column}`, { style: styleOf(row[column] ?? null, columns[column]) })
  })
  return styles
}

function cellValue(cell: WorkbookCell | null): CellValue {
  if (cell === null) return null
  if ('text' in cell) return cell.text === '' ? null : sheetText(cell.text)
  return 'day' in cell ? dayValue(cell.day) : numberValue(cell.number)
}

/** The first day that Excel counts without its false leap day. */
const FIRST_DAY = '1900-03-01'

/** A day that Excel does not know is written as text. */
const dayValue = (day: string): CellValue =>
  isPlainDate(day) && day >= FIRST_DAY ? new Date(`${day}T00:00:00Z`) : sheetText(day)

const numberValue = (number: number): CellValue => (Number.isFinite(number) ? number : String(number))

const filterRange = ({ columns, rows }: WorkbookSheet): string =>
  `A1:${columnLetters(columns.length - 1)}${rows.length + 1}`
