/** Reads Excel workbooks (.xlsx). */
import { isId } from '../../ids.ts'
import type { GridLine, GridSheet, Remark, SourceGrid, TellProgress } from '../grid.ts'
import { type OfficePackage, openPackage } from './package.ts'
import { readComments } from './xlsx-comments.ts'
import { emptyLine, type SheetSource, sheetLines } from './xlsx-lines.ts'
import { readPalette } from './xlsx-palette.ts'
import { type Relation, relationsOf } from './xlsx-parts.ts'
import { sheetRemarks } from './xlsx-remarks.ts'
import { type Book, readSheet } from './xlsx-sheet.ts'
import { readSharedStrings } from './xlsx-strings.ts'
import { readStyles } from './xlsx-styles.ts'
import { readWorkbook, type SheetEntry, type WorkbookFacts } from './xlsx-workbook.ts'

/** Sheets of ours that are no part of the plan begin with this; the one of just this name bears the export's mark. */
const OUR_SHEET = '_goldenthread'

/**
 * Reads every sheet, hidden ones too, in the workbook's order, with an empty line between two. A sheet without text
 * has no lines: its `lastLine` is one less than its `firstLine`. Notes are plain text, not escaped.
 * Errors: Unreadable when the file is no workbook, is damaged, or has more in it than a plan may.
 */
export async function readXlsx(bytes: Uint8Array, tell?: TellProgress): Promise<SourceGrid> {
  const office = await openPackage(bytes)
  const workbook = await readWorkbook(office)
  const book = await readBook(office, workbook)
  const grid: SourceGrid = { format: 'xlsx', lines: [], remarks: [], sheets: [], exportId: null }
  for (const [done, entry] of workbook.sheets.entries()) {
    tell?.(done, workbook.sheets.length, 'sheet')
    await addSheet(grid, office, book, entry)
  }
  tell?.(workbook.sheets.length, workbook.sheets.length, 'sheet')
  return grid
}

async function readBook(office: OfficePackage, { relations, from1904 }: WorkbookFacts): Promise<Book> {
  const strings = await partOf(office, relations, 'sharedStrings')
  const palette = readPalette(await partOf(office, relations, 'theme'))
  return {
    strings: strings ? readSharedStrings(strings) : [],
    styleOf: readStyles(await partOf(office, relations, 'styles'), palette),
    from1904,
    filled: 0,
    letters: 0,
  }
}

async function partOf(
  office: OfficePackage,
  relations: readonly Relation[],
  type: string,
): Promise<string | null> {
  const part = relations.find((relation) => relation.type === type)?.target
  return part !== undefined && office.has(part) ? office.text(part) : null
}

async function addSheet(
  grid: SourceGrid,
  office: OfficePackage,
  book: Book,
  entry: SheetEntry,
): Promise<void> {
  if (entry.type !== 'worksheet') {
    grid.remarks.push({ line: null, text: `“${entry.name}” is a chart and no table: it was passed over.` })
    return
  }
  const facts = readSheet(await office.text(entry.part), book)
  if (entry.name.startsWith(OUR_SHEET)) {
    const mark = facts.rows.get(1)?.cells.get(0)?.text.toLowerCase() ?? ''
    if (entry.name === OUR_SHEET && isId(mark)) grid.exportId = mark
    return
  }
  const notes = await readComments(office, await relationsOf(office, entry.part))
  const { name, hidden } = entry
  addLines(grid, { name, hidden, facts, notes, index: grid.sheets.length })
}

function addLines(grid: SourceGrid, source: SheetSource): void {
  const before = grid.lines.length
  const gap = before > 0 ? [emptyLine(before + 1, source.index)] : []
  const made = sheetLines(source, before + gap.length + 1)
  const lines: GridLine[] = made.lines.length > 0 ? [...gap, ...made.lines] : []
  for (const line of lines) grid.lines.push(line)
  const remarks: Remark[] = sheetRemarks(source, made)
  grid.remarks.push(...remarks)
  const sheet: GridSheet = {
    name: source.name,
    hidden: source.hidden,
    firstLine: grid.lines.length - made.lines.length + 1,
    lastLine: grid.lines.length,
  }
  grid.sheets.push(sheet)
}
