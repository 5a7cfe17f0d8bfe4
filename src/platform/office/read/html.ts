/** HTML, pasted or as a file, as the grid: from Word, Excel, mail, SharePoint, Confluence or any page. */
import { Parser } from 'htmlparser2'
import type { CellColour, Remark, SourceGrid } from '../grid.ts'
import { type Block, emptyParagraph, type ListMark } from './blocks.ts'
import { toSourceGrid } from './blocks-grid.ts'
import { identityOf } from './blocks-identity.ts'
import { tidy } from './blocks-tidy.ts'
import { formatNumber } from './docx-number-format.ts'
import { inSymbols, isSymbolFont } from './docx-symbols.ts'
import { addRules, type Look, lookOf, type Sheet } from './html-look.ts'
import { addCell, beginRow, closedTable, endRow, type OpenTable, openTable } from './html-table.ts'
import { type Attributes, DEEPEST, handlers, tooDeep } from './xml.ts'

/** Text of a line or an item while it passes by. */
interface OpenText {
  text: string
  sawBold: boolean
  sawPlain: boolean
  grounds: Set<CellColour | null>
  heading: number
  /** What Word drew before it, where it did. */
  mark: string
}

/** Where blocks go: the page or a cell. */
interface Frame {
  blocks: Block[]
  tables: OpenTable[]
  lists: OpenList[]
  /** The mark of the item that has begun, until its first text takes it. */
  item: ListMark | null
  /** Whether the last block is an item that further text goes on in. */
  inItem: boolean
  isCell: boolean
}

interface OpenList {
  /** null where it has bullets. */
  format: string | null
  next: number
}

/** An element that is open, with all that it has from those around it. */
interface Open {
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

interface Walk {
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

/**
 * Reads tables, lists, headings and lines in their order. Scripts, comments and hidden text are left out. Errors:
 * Unreadable for nesting beyond 256 and for a table of more than a million cells.
 */
export function readHtml(html: string): SourceGrid {
  const walk = newWalk()
  const parser = new Parser({
    onopentag: (tag, attributes) => opened(walk, tag, attributes),
    onclosetag: (tag) => closed(walk, tag),
    ontext: (words) => write(walk, words),
  })
  parser.end(html)
  endText(walk)
  const grid = toSourceGrid('html', walk.frames[0].blocks)
  return { ...grid, remarks: [...remarksOf(walk), ...grid.remarks], exportId: walk.exportId }
}

function newWalk(): Walk {
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

const newFrame = (isCell: boolean, blocks: Block[] = []): Frame => ({
  blocks,
  tables: [],
  lists: [],
  item: null,
  inItem: false,
  isCell,
})

function remarksOf({ hiddenText, changes }: Walk): Remark[] {
  const texts = [
    hiddenText && 'Hidden text was left out. Show it in the original if it belongs to the plan.',
    changes > 0 && 'What was marked as deleted was left out, and what was marked as inserted was read.',
  ]
  return texts.filter((text) => text !== false).map((text) => ({ line: null, text }))
}

const frameOf = ({ frames }: Walk): Frame => frames.at(-1) ?? frames[0]
const around = ({ open }: Walk): Open => open.at(-1) ?? ROOT

// ── Elements ────────────────────────────────────────────────────────────────────────────────────────────

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

const BLOCKS = new Set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form header hr legend main nav p pre section summary caption h1 h2 h3 h4 h5 h6 li ol ul table tbody thead tfoot tr td th'.split(
    ' ',
  ),
)

function opened(walk: Walk, tag: string, attributes: Attributes): void {
  if (walk.open.length >= DEEPEST) throw tooDeep()
  const look = lookOf(tag, attributes, walk.sheet)
  if (BLOCKS.has(tag)) endText(walk)
  walk.open.push(inherited(around(walk), tag, look))
  if (tag === 'style') walk.css = ''
  OPENED.get(tag)?.(walk, attributes, look)
}

/** The ground of a table, a row or a cell is not that of the text in it. */
const GROUNDED = new Set(['html', 'body', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'])

function inherited(outer: Open, tag: string, look: Look): Open {
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

function closed(walk: Walk, tag: string): void {
  if (BLOCKS.has(tag)) endText(walk)
  CLOSED.get(tag)?.(walk)
  if (tag === 'style') addRules(walk.sheet, walk.css)
  walk.open.pop()
}

type Opened = (walk: Walk, attributes: Attributes, look: Look) => unknown

const OPENED = handlers<Opened>({
  br: breakLine,
  table: (walk) => frameOf(walk).tables.push(openTable()),
  tr: (walk, _, look) =>
    withTable(walk, (table) => beginRow(table, look.hidden === true, look.ground ?? null)),
  td: beginCell,
  th: beginCell,
  ul: (walk) => frameOf(walk).lists.push({ format: null, next: 1 }),
  ol: (walk, { type, start }) =>
    frameOf(walk).lists.push({ format: formatOf(type), next: wholeOr(start, 1) }),
  li: beginItem,
  a: (walk, { name, id }) => readMark(walk, name ?? id ?? ''),
  input: (walk, { type, checked }) => type === 'checkbox' && write(walk, checked === undefined ? '☐' : '☑'),
  option: (walk, { selected }) => Object.assign(around(walk), selected === undefined ? { hidden: true } : {}),
  img: (walk, { alt }) => write(walk, EMOTICONS.get(alt ?? '') ?? ''),
  del: (walk) => countChange(walk),
  ins: (walk) => countChange(walk),
})

const CLOSED = handlers<(walk: Walk) => unknown>({
  tr: (walk) => withTable(walk, endRow),
  td: endCell,
  th: endCell,
  table: endTable,
  ul: (walk) => frameOf(walk).lists.pop(),
  ol: (walk) => frameOf(walk).lists.pop(),
  li: endItem,
})

const EMOTICONS = new Map([
  ['(tick)', '✓'],
  ['(cross)', '✗'],
  ['(error)', '✗'],
])

const FORMATS: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
}

const formatOf = (type: string | undefined): string => FORMATS[type ?? '1'] ?? 'decimal'

function wholeOr(written: string | undefined, otherwise: number): number {
  const value = Number.parseInt(written ?? '', 10)
  return Number.isNaN(value) ? otherwise : value
}

/** Counted once for an element and all that is in it. */
function countChange(walk: Walk): void {
  walk.changes += 1
}

// ── Text ────────────────────────────────────────────────────────────────────────────────────────────────

function write(walk: Walk, words: string): void {
  const inside = around(walk)
  if (inside.tag === 'style') walk.css += words
  else if (inside.unshown) return
  else if (inside.hidden) walk.hiddenText ||= words.trim() !== ''
  else if (inside.isListMark) textOf(walk).mark += words
  else if (inside.isPreformatted) writeLines(walk, words.split(/\r\n|\n|\r/))
  else add(walk, words.replace(/[ \t\r\n\f]+/g, ' '))
}

function writeLines(walk: Walk, lines: readonly string[]): void {
  lines.forEach((line, at) => {
    if (at > 0) breakLine(walk)
    add(walk, line)
  })
}

function textOf(walk: Walk): OpenText {
  walk.text ??= {
    text: '',
    sawBold: false,
    sawPlain: false,
    grounds: new Set(),
    heading: around(walk).heading,
    mark: '',
  }
  return walk.text
}

/** Blanks alone begin no line; a blank that may not break does, for it is how an empty line is written. */
function add(walk: Walk, words: string): void {
  if (!walk.text && /^[ \t]*$/.test(words)) return
  const { font, bold, ground } = around(walk)
  const text = textOf(walk)
  text.text += isSymbolFont(font) ? inSymbols(font, words) : words
  if (words.trim() === '') return
  if (bold) text.sawBold = true
  else text.sawPlain = true
  text.grounds.add(ground)
}

/** In a cell, an item or a heading a break stays within; elsewhere it ends the line. */
function breakLine(walk: Walk): void {
  const { hidden, unshown, heading } = around(walk)
  const frame = frameOf(walk)
  if (hidden || unshown) return
  if (walk.text && (frame.isCell || frame.lists.length > 0 || heading > 0)) walk.text.text += '\n'
  else if (walk.text) endText(walk)
  else if (!frame.isCell && frame.tables.length === 0) frame.blocks.push(emptyParagraph())
}

function endText(walk: Walk): void {
  const { text } = walk
  if (!text) return
  walk.text = null
  const frame = frameOf(walk)
  const { words, list } = itemOf(frame, tidy(text.text), tidy(text.mark))
  if (words !== '' && goesOn(frame, words)) return
  const [ground] = text.grounds.size === 1 ? text.grounds : [null]
  frame.inItem = frame.item !== null && words !== ''
  if (frame.inItem) frame.item = null
  frame.blocks.push({
    ...emptyParagraph(),
    text: words,
    bold: text.sawBold && !text.sawPlain,
    heading: text.heading,
    list,
    colour: ground ?? null,
  })
}

/** What marks the text as an item: its element, what Word drew before it, or a bullet that was typed. */
function itemOf(frame: Frame, text: string, mark: string): { words: string; list: ListMark | null } {
  if (text === '') return { words: '', list: null }
  if (frame.item) return { words: text, list: frame.item }
  if (mark !== '') return { words: text, list: { number: /[.)]$|^\(?\d/.test(mark) ? mark : null } }
  const typed = /^[·•▪◦‣] +(.+)$/s.exec(text)?.[1]
  return typed ? { words: typed, list: { number: null } } : { words: text, list: null }
}

/** A second paragraph of an item is no item of its own. */
function goesOn(frame: Frame, words: string): boolean {
  const last = frame.blocks.at(-1)
  if (!frame.inItem || frame.item || last?.kind !== 'paragraph') return false
  last.text += `\n${words}`
  return true
}

// ── Lists and tables ────────────────────────────────────────────────────────────────────────────────────

function beginItem(walk: Walk, { value }: Attributes): void {
  const frame = frameOf(walk)
  const list = frame.lists.at(-1)
  frame.inItem = false
  frame.item = { number: null }
  if (!list?.format) return
  list.next = wholeOr(value, list.next)
  frame.item = { number: `${formatNumber(list.next, list.format)}.` }
  list.next += 1
}

function endItem(walk: Walk): void {
  const frame = frameOf(walk)
  frame.item = null
  frame.inItem = frame.lists.length > 1 && frame.inItem
}

function withTable(walk: Walk, act: (table: OpenTable) => void): void {
  const table = frameOf(walk).tables.at(-1)
  if (table) act(table)
}

function beginCell(walk: Walk, attributes: Attributes, { ground }: Look): void {
  withTable(walk, (table) => {
    walk.frames.push(newFrame(true, addCell(table, attributes, ground).blocks))
    around(walk).isCell = true
  })
}

function endCell(walk: Walk): void {
  if (around(walk).isCell && walk.frames.length > 1) walk.frames.pop()
}

function endTable(walk: Walk): void {
  const frame = frameOf(walk)
  const table = frame.tables.pop()
  if (table) frame.blocks.push(closedTable(table))
}

function readMark(walk: Walk, name: string): void {
  const mark = identityOf(name)
  if (mark?.of === 'export') walk.exportId ??= mark.id
  if (mark?.of !== 'row') return
  const table = walk.frames.findLast(({ tables }) => tables.length > 0)?.tables.at(-1)
  if (table?.row) table.row.id ??= mark.id
  else if (table) table.id ??= mark.id
}
