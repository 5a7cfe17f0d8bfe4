/** How cells of our workbooks look: quiet, wrapped, with days as Britain writes them. */
import type { CellStyle } from 'hucre/xlsx'
import { COLOURS, TABLE_HEAD } from './look.ts'
import type { WorkbookCell, WorkbookColumn } from './workbook.ts'

const FONT = { name: 'Calibri', size: 11 }

export const HEADER: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: TABLE_HEAD } },
  alignment: { vertical: 'top', wrapText: true },
}

/** One object for each kind, so that the writer finds equal styles at once. */
const KINDS: Readonly<Record<WorkbookColumn['kind'], CellStyle>> = {
  text: { alignment: { vertical: 'top', wrapText: true } },
  day: { alignment: { vertical: 'top' }, numFmt: 'dd/mm/yyyy' },
  number: { alignment: { vertical: 'top' } },
}

/** A blank looks as its column does, so that a day typed into it is shown as one. */
export function styleOf(cell: WorkbookCell | null, column: WorkbookColumn | undefined): CellStyle {
  const plain = KINDS[cell ? kindOf(cell) : (column?.kind ?? 'text')]
  if (!cell || (!cell.fill && !cell.bold && cell.wrap === undefined)) return plain
  return {
    ...plain,
    alignment: { vertical: 'top', wrapText: cell.wrap ?? plain.alignment?.wrapText ?? false },
    ...(cell.bold ? { font: { ...FONT, bold: true } } : {}),
    ...(cell.fill
      ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: COLOURS[cell.fill].ground } } }
      : {}),
  }
}

const kindOf = (cell: WorkbookCell): WorkbookColumn['kind'] =>
  'day' in cell ? 'day' : 'text' in cell ? 'text' : 'number'
