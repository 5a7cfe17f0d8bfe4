/** A page of HTML while its elements pass by. */
import type { CellColour } from '../grid.ts'
import type { Block, ListMark } from './blocks.ts'
import type { Look, Sheet } from './html-look.ts'
import type { OpenTable } from './html-table.ts'

/** Text of a line or an item while it passes by. */
export interface OpenText {
  text: string
  sawBold: boolean
  sawPlain: boolean
  grounds: Set<CellColour | null>
  heading: number
  /** What Word drew before it, where it did. */
  mark: string
}

/** Where blocks go: the page or a cell. */
export interface Frame {
  blocks: Block[]
  tables: OpenTable[]
  lists: OpenList[]
  /** The mark of the item that has begun, until its first text takes it. */
  item: ListMark | null
  /** Whether the last block is an item that further text goes on in. */
  inItem: boolean
  isCell: boolean
}

export interface OpenList {
  /** null where it has bullets. */
  format: string | null
  next: number
}

/** An element that is open, with all that it has from those around it. */
export interface Open {
  tag: string
  bold: boolean
  heading: number
  /** Nobody sees it; `unshown` is no text at all, as a script. */
  hidden: boolean
  unshown: boolean
  isListMark: boolean
  isPreformatted: boolean
  font: string
  /** The ground of text; that of a cell belongs to the cell. */
  ground: CellColour | null
  /** A cell of a table: what is in it goes into the cell. */
  isCell: boolean
}

export interface Walk {
  frames: [Frame, ...Frame[]]
  open: Open[]
  text: OpenText | null
  sheet: Sheet
  css: string
  exportId: string | null
  hiddenText: boolean
  changes: number
}

const ROOT: Open = {
  tag: '',
  bold: false,
  heading: 0,
  hidden: false,
  unshown: false,
  isListMark: false,
  isPreformatted: false,
  font: '',
  ground: null,
  isCell: false,
}

export function newWalk(): Walk {
  return {
    frames: [newFrame(false)],
    open: [],
    text: null,
    sheet: new Map(),
    css: '',
    exportId: null,
    hiddenText: false,
    changes: 0,
  }
}

export const newFrame = (isCell: boolean, blocks: Block[] = []): Frame => ({
  blocks,
  tables: [],
  lists: [],
  item: null,
  inItem: false,
  isCell,
})

export const frameOf = ({ frames }: Walk): Frame => frames.at(-1) ?? frames[0]
export const around = ({ open }: Walk): Open => open.at(-1) ?? ROOT

/** Nothing in these is text of the page. */
const UNSHOWN = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'xml',
  'iframe',
  'object',
  'svg',
  'del',
  'datalist',
])

/** The ground of a table, a row or a cell is not that of the text in it. */
const GROUNDED = new Set(['html', 'body', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'])

export function inherited(outer: Open, tag: string, look: Look): Open {
  return {
    tag,
    bold: look.bold ?? outer.bold,
    heading: /^h[1-6]$/.test(tag) ? Number(tag[1]) : outer.heading,
    hidden: outer.hidden || (look.hidden === true && tag !== 'tr'),
    unshown: outer.unshown || UNSHOWN.has(tag),
    isListMark: outer.isListMark || look.isListMark === true,
    isPreformatted: look.isPreformatted ?? outer.isPreformatted,
    font: look.font ?? outer.font,
    ground: GROUNDED.has(tag) ? null : look.ground === undefined ? outer.ground : look.ground,
    isCell: false,
  }
}
