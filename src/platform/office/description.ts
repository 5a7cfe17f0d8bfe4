import type { PlainDate } from '../calendar.ts'

/**
 * A document as its author means it: what it says, never how it looks. Plain data without methods, so that it
 * goes to a worker thread, into a job or into the store as it is. Word and web writers build from this alone.
 */
export interface DocumentDescription {
  title: string
  subject: string
  /** Who speaks: the area or the board, not the program. */
  author: string
  language: 'en-GB'
  /** The day that the document was written, for its properties. */
  written: PlainDate
  pageSize: 'A4' | 'A3'
  orientation: 'portrait' | 'landscape'
  /** Headings and words in large type, for easy reading. */
  large?: boolean
  /** One line at the head of every page; null for none. */
  header: string | null
  /** One line at the foot of every page, beside "Page x of y", which every document has. */
  footer: string | null
  blocks: Block[]
}

export type Block = Heading | Paragraph | List | Key | Table | Chart | Easy | Definitions | PageBreak

/** Level 1 is the document's own title and stands once, first; levels do not skip. */
export interface Heading {
  kind: 'heading'
  level: 1 | 2 | 3 | 4
  text: string
  mark?: string
}

export interface Paragraph {
  kind: 'paragraph'
  runs: Run[]
  /** `lead`: the sentence to read if no other; `note`: small print; `large`: for readers who need large type. */
  style?: 'lead' | 'note' | 'large'
  /**
   * A name of its own inside the file, which stays with these words wherever they are moved: letters, digits and "_",
   * at most 40. Word keeps it as a bookmark; a page has no need of it.
   */
  mark?: string
}

/** Words in one dress. A line feed in the text is a line break. */
export interface Run {
  text: string
  bold?: boolean
  italic?: boolean
}

export interface List {
  kind: 'list'
  ordered: boolean
  items: Run[][]
}

/** The legend of the status marks that the document uses. */
export interface Key {
  kind: 'key'
  title: string
  entries: { mark: StatusMark; meaning: string }[]
}

export type Shape = 'ring' | 'circle' | 'tick' | 'triangle' | 'diamond'

export type Colour = 'grey' | 'blue' | 'green' | 'amber' | 'red'

/** A status: always a word; the shape and the colour say it again. */
export interface StatusMark {
  kind: 'status'
  shape: Shape
  colour: Colour
  words: string
}

export interface Table {
  kind: 'table'
  caption: string
  columns: Column[]
  /** Fewer cells than columns where a cell above reaches down, as in HTML. */
  rows: Cell[][]
}

export interface Column {
  header: string | StatusMark
  /**
   * Hundredths of the width between the margins. Columns that add up to more are scaled to fit; where they add up
   * to less, the rest of the line stays free.
   */
  width: number
  /** Figures stand to the right, under one another. */
  figures?: boolean
}

export interface Cell {
  content: (Paragraph | StatusMark)[]
  /** How many rows, and columns, it covers; 1 unless said. */
  rowSpan?: number
  colSpan?: number
  /** Whether it names its row or rows, as the first column of most tables does. */
  heads?: boolean
  shading?: Colour
}

/** A drawing. What it shows stands beside it as a table, too: who writes the description sees to that. */
export interface Chart {
  kind: 'chart'
  /** A whole drawing, as wide as its view box, in the family that the writers bring along; no script, no address. */
  svg: string
  /** What there is to see, for whoever cannot. */
  alt: string
  caption: string
}

/** A small picture with large words beside it: one idea, for easy reading. */
export interface Easy {
  kind: 'easy'
  /** A whole drawing, as tall as it is wide; no script, no address. */
  svg: string
  alt: string
  /** Short sentences, each on a line of its own. */
  words: string[]
}

export interface Definitions {
  kind: 'definitions'
  entries: { term: string; meaning: Run[] }[]
}

/** What follows begins a page. Several together, or at either end of the document, count as one or none. */
export interface PageBreak {
  kind: 'page-break'
}

/** A paragraph of plain words. */
export function paragraph(text: string, style?: Paragraph['style']): Paragraph {
  const plain: Paragraph = { kind: 'paragraph', runs: [{ text }] }
  return style ? { ...plain, style } : plain
}

/** A cell of plain words. */
export function textCell(text: string): Cell {
  return { content: [paragraph(text)] }
}

/**
 * The rows of a table in groups that no cell reaches out of: an action with all its milestones is one group.
 * Reaches that run past the last row are cut there.
 */
export function rowGroups(rows: Cell[][]): Cell[][][] {
  const groups: Cell[][][] = []
  let left = 0
  for (const row of rows) {
    const last = groups.at(-1)
    if (left > 0 && last) last.push(row)
    else groups.push([row])
    left = Math.max(left, ...row.map((cell) => cell.rowSpan ?? 1)) - 1
  }
  return groups
}

/**
 * The column, counted from 0, in which each cell of each row begins, given the cells above that reach down.
 * A row that does not fit counts its cells from the left as if nothing reached into it.
 */
export function cellColumns(table: Table): number[][] {
  return layRows(table).rows.map(
    (laid, index) => laid ?? (table.rows[index] ?? []).map((_, column) => column),
  )
}

/**
 * What is wrong with a table's grid, a sentence for each fault: rows that do not fill the columns, and cells that
 * reach below the last row. Word refuses to open a file that has either.
 */
export function tableFaults(table: Table): string[] {
  const { rows, reaching } = layRows(table)
  const faults = rows.flatMap((laid, index) =>
    laid ? [] : [`Row ${index + 1} of “${table.caption}” does not fit its columns.`],
  )
  return reaching ? [...faults, `A cell of “${table.caption}” reaches below the last row.`] : faults
}

/** @throws Error with a sentence for each table that is broken: the file would not open. */
export function refuseBrokenTables(description: DocumentDescription, format: 'Word' | 'PDF'): void {
  const faults = description.blocks.flatMap((block) => (block.kind === 'table' ? tableFaults(block) : []))
  if (faults.length > 0) throw new Error(`The document cannot be written as ${format}. ${faults.join(' ')}`)
}

/** Sets each row's cells into the columns left free by the cells above; null for a row that does not fit. */
function layRows(table: Table): { rows: (number[] | null)[]; reaching: boolean } {
  let covered: number[] = table.columns.map(() => 0)
  const rows = table.rows.map((row) => {
    const laid = layRow(covered, row)
    covered = (laid?.covered ?? covered).map((left) => Math.max(0, left - 1))
    return laid?.starts ?? null
  })
  return { rows, reaching: covered.some((left) => left > 0) }
}

/** Where each cell starts, and for how many rows (this one counted) each column is then covered. */
function layRow(before: number[], row: Cell[]): { starts: number[]; covered: number[] } | null {
  const covered = [...before]
  const starts: number[] = []
  for (const cell of row) {
    const start = covered.indexOf(0)
    const wanted = covered.slice(start, start + (cell.colSpan ?? 1))
    if (start < 0 || wanted.length < (cell.colSpan ?? 1) || wanted.some((left) => left > 0)) return null
    covered.fill(cell.rowSpan ?? 1, start, start + wanted.length)
    starts.push(start)
  }
  return covered.includes(0) ? null : { starts, covered }
}
