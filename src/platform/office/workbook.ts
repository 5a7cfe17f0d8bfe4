import type { PlainDate } from '../calendar.ts'
import type { Colour } from './description.ts'

/** A workbook as its author means it: plain data, so that pure rooms may build it and the writer writes it. */
export interface Workbook {
  title: string
  /** Who speaks: the area or the board, not the program. */
  author: string
  /** The day that it was written, for its properties. */
  written: PlainDate
  sheets: WorkbookSheet[]
}

export interface WorkbookSheet {
  /** Made fit for Excel where it is not: 31 characters, none of `[ ] : * ? / \`, no two alike. */
  name: string
  /** `hidden`: a person can show it again from Excel's menu; `veryHidden`: only a program can. */
  hidden?: 'hidden' | 'veryHidden'
  /** Without columns the sheet has no heading row, and its rows begin in row 1. */
  columns: WorkbookColumn[]
  /** Cells by column; a shorter row ends in blanks. */
  rows: (WorkbookCell | null)[][]
  /** Whether the heading row stays in sight. */
  frozenHeader?: boolean
  /** Whether the heading row has filter buttons. */
  autofilter?: boolean
}

export interface WorkbookColumn {
  header: string
  /** In characters of the normal font; 1 to 255. */
  width: number
  kind: 'text' | 'day' | 'number'
  hidden?: boolean
  /** What the cells offer to choose from. */
  choices?: string[]
}

/** What stands in a cell. Text stays text, whatever it begins with; line feeds in it are line breaks. */
export type WorkbookCell = ({ text: string } | { day: PlainDate } | { number: number }) & CellLook

export interface CellLook {
  fill?: Colour
  bold?: boolean
  /** Whether long text goes on in another line of the cell; yes unless said. */
  wrap?: boolean
}
