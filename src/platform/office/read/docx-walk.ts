/** Where one stands in a Word file while its elements pass by. */
import type { Block } from './blocks.ts'
import type { Numbering } from './docx-numbering.ts'
import { addText, isHidden, type OpenParagraph, type Run } from './docx-paragraph.ts'
import type { Theme } from './docx-shading.ts'
import type { Styles } from './docx-styles.ts'
import { type OpenCell, type OpenRow, type OpenTable, openRow } from './docx-table.ts'
import type { Attributes } from './xml.ts'

/** What the other parts of the file say. */
export interface Book {
  styles: Styles
  numbering: Numbering
  theme: Theme
  /** Comments by their number. */
  comments: ReadonlyMap<string, string>
}

/** What a person should hear of. */
export interface Seen {
  /** Tracked changes. */
  changes: number
  comments: number
  footnotes: number
  pictures: number
  hidden: boolean
  contents: boolean
  /** Other documents that were put in whole. */
  inserted: number
}

/** Where blocks go: the body, a cell or a text box. */
export interface Frame {
  blocks: Block[]
  paragraph: OpenParagraph | null
  tables: OpenTable[]
  cell: OpenCell | null
}

export interface Walk {
  book: Book
  frames: [Frame, ...Frame[]]
  path: string[]
  /** How deep within something that is passed over. */
  passed: number
  /** Fields that are open: whether their code or their result passes by. */
  fields: ('code' | 'result')[]
  controls: Control[]
  /** Content controls that are open and whose text is not the document's own. */
  muted: number
  /** Comments that began where no paragraph was open. */
  notes: string[]
  noted: Set<string>
  exportId: string | null
  seen: Seen
}

export interface Control {
  /** Its text only says what to put there. */
  placeholder: boolean
  /** null where it is no box to tick. */
  ticked: boolean | null
  muted: boolean
}

export type Opened = (walk: Walk, attributes: Attributes, parent: string) => unknown

export function newWalk(book: Book): Walk {
  return {
    book,
    frames: [newFrame(null)],
    path: [],
    passed: 0,
    fields: [],
    controls: [],
    muted: 0,
    notes: [],
    noted: new Set(),
    exportId: null,
    seen: {
      changes: 0,
      comments: 0,
      footnotes: 0,
      pictures: 0,
      hidden: false,
      contents: false,
      inserted: 0,
    },
  }
}

export const newFrame = (cell: OpenCell | null): Frame => ({ blocks: [], paragraph: null, tables: [], cell })

export const frameOf = (walk: Walk): Frame => walk.frames.at(-1) ?? walk.frames[0]
export const paragraphOf = (walk: Walk): OpenParagraph | null => frameOf(walk).paragraph
export const tableOf = (walk: Walk): OpenTable | null => frameOf(walk).tables.at(-1) ?? null
export const runOf = (walk: Walk): Run | null =>
  walk.path.at(-2) === 'r' ? (paragraphOf(walk)?.run ?? null) : null

export function rowOf(walk: Walk): OpenRow | null {
  const table = tableOf(walk)
  if (table && !table.row) table.row = openRow()
  return table?.row ?? null
}

/** Text of the run that is open, unless nobody sees it. */
export function write(walk: Walk, words: string): void {
  const paragraph = paragraphOf(walk)
  if (!paragraph || walk.muted > 0 || walk.fields.includes('code')) return
  if (!isHidden(paragraph, walk.book.styles)) addText(paragraph, words, walk.book.styles)
  else if (words.trim() !== '') walk.seen.hidden = true
}
