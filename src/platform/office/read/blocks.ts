/** A document on its way to the grid: paragraphs and tables in order, the same for Word and HTML. */
import type { CellColour } from '../grid.ts'

export type Block = ParagraphBlock | TableBlock

export interface ParagraphBlock {
  kind: 'paragraph'
  /** Trimmed, blanks single, its own "<" and "&" escaped; a line feed is a break within the paragraph. */
  text: string
  /** Whether all of it is bold. */
  bold: boolean
  /** 1 to 6; 0 where it is no heading. */
  heading: number
  list: ListMark | null
  /** The ground that all of it stands on. */
  colour: CellColour | null
  notes: string[]
}

/** `number` as it is printed ("1.", "2.3", "(a)"); null for a bullet. */
export interface ListMark {
  number: string | null
}

export interface TableBlock {
  kind: 'table'
  rows: TableRow[]
  /** Edges nearer to each other than this may be one; 0 where places are exact. */
  slack: number
}

export interface TableRow {
  cells: TableCell[]
  hidden: boolean
  id: string | null
}

export interface TableCell {
  /** Where it begins and ends, in whatever unit the table is measured in; `from` < `to`. */
  from: number
  to: number
  /** It is the lower part of the cell above it. */
  continues: boolean
  blocks: Block[]
  colour: CellColour | null
}

export function emptyParagraph(): ParagraphBlock {
  return { kind: 'paragraph', text: '', bold: false, heading: 0, list: null, colour: null, notes: [] }
}
