/**
 * What any file of tables comes to: numbered lines of cells with their places, whatever its format. One reader per
 * format writes it (`read/`); everything after it is common. Plain data, so that it goes through a pipe as it is.
 */
export interface SourceGrid {
  format: SourceFormat
  /** Numbered from 1 without a gap; an empty line (no filled cell) parts two tables, a paragraph, or two pages. */
  lines: GridLine[]
  /** What a person should hear of the file as a whole: hidden rows, comments, parts that were passed over. */
  remarks: Remark[]
  /** Of a workbook, its sheets in order; empty for every other format. */
  sheets: GridSheet[]
  /** The mark of one of our own exports, where the file carries one. */
  exportId: string | null
}

export type SourceFormat = 'text' | 'csv' | 'html' | 'docx' | 'xlsx' | 'pdf'

export interface GridLine {
  number: number
  /** By column, empty ones too: a cell stands at the index that its `column` says. */
  cells: GridCell[]
  /** Whether the line is one of a table; a paragraph is one cell. */
  table: boolean
  /** Where a person finds it in the original: "page 3", "sheet “Actions”, row 14", "table 2, row 5". */
  where?: string
  /** Hidden in the original (a hidden row or sheet). */
  hidden?: true
  /** Of a workbook, the index of its sheet. */
  sheet?: number
}

export interface GridCell {
  /** The line's number, from 1. */
  line: number
  /** From 0. */
  column: number
  /**
   * What stands in it, trimmed. A line feed ends a paragraph or a line; `<ul><li>…</li></ul>` is a list (nested lists
   * become items of the outer one); `<b>…</b>` around all of it where all of it is bold, but not around the headings
   * of a workbook (a row that is bold from end to end). A "<" or "&" of the document's own is written `&lt;` and
   * `&amp;`. Days that the format holds as days are written `31/05/2011`.
   */
  text: string
  /** Its background, by the nearest name that a key would give it; absent where it has none (white is none). */
  colour?: CellColour
  /** How many lines and columns it covers, where more than one. Covered cells are there, and empty. */
  rowSpan?: number
  colSpan?: number
  /** A comment that hangs on it. */
  note?: string
  /** The identity that an export of ours gave the row that it heads. */
  id?: string
}

export type CellColour = 'red' | 'amber' | 'yellow' | 'green' | 'blue' | 'purple' | 'grey' | 'black'

export interface Remark {
  /** null where it is about the whole file. */
  line: number | null
  text: string
}

export interface GridSheet {
  name: string
  hidden: boolean
  firstLine: number
  lastLine: number
}

/** The file cannot be read, for a reason that its owner can do something about; the message is for them. */
export class Unreadable extends Error {}

/** Told now and then while a long file is read: how many of how many parts, and what a part is ("page"). */
export type TellProgress = (done: number, of: number, part: string) => void

/** Text of a document as it stands in a cell: its own angle brackets and ampersands are no markup. */
export const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
