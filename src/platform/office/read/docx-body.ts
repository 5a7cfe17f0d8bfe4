/** The text of a Word file as it passes by, element for element, into paragraphs and tables. */
import type { Block } from './blocks.ts'
import { identityOf } from './blocks-identity.ts'
import { colourName } from './colour.ts'
import type { Numbering } from './docx-numbering.ts'
import {
  addText,
  closedParagraph,
  isHidden,
  type OpenParagraph,
  openParagraph,
  openRun,
  type Run,
} from './docx-paragraph.ts'
import { shadingOf, type Theme } from './docx-shading.ts'
import { isOn, type Styles } from './docx-styles.ts'
import { symbolOf } from './docx-symbols.ts'
import {
  closedTable,
  columnsIn,
  type OpenCell,
  type OpenRow,
  type OpenTable,
  openCell,
  openRow,
  openTable,
} from './docx-table.ts'
import { type Attributes, handlers, readXml } from './xml.ts'

/** What the other parts of the file say. */
export interface Book {
  styles: Styles
  numbering: Numbering
  theme: Theme
  /** Comments by their number. */
  comments: ReadonlyMap<string, string>
}

export interface Body {
  blocks: Block[]
  exportId: string | null
  seen: Seen
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
interface Frame {
  blocks: Block[]
  paragraph: OpenParagraph | null
  tables: OpenTable[]
  cell: OpenCell | null
}

interface Walk {
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

interface Control {
  /** Its text only says what to put there. */
  placeholder: boolean
  /** null where it is no box to tick. */
  ticked: boolean | null
  muted: boolean
}

type Opened = (walk: Walk, attributes: Attributes, parent: string) => unknown

/** Errors: Unreadable as for any part. */
export function readBody(xml: string, book: Book): Body {
  const walk = newWalk(book)
  readXml(xml, {
    open(name, attributes) {
      if (walk.passed > 0 || isPassedOver(walk, name)) walk.passed += 1
      else {
        OPENED.get(name)?.(walk, attributes, walk.path.at(-1) ?? '')
        walk.path.push(name)
      }
    },
    close(name) {
      if (walk.passed > 0) walk.passed -= 1
      else {
        walk.path.pop()
        CLOSED.get(name)?.(walk)
      }
    },
    text(words) {
      // A line end of the XML is a blank; only a break of Word's own is a line feed.
      if (walk.passed === 0 && walk.path.at(-1) === 't') write(walk, words.replace(/[\r\n]/g, ' '))
    },
  })
  endParagraph(walk)
  return { blocks: walk.frames[0].blocks, exportId: walk.exportId, seen: walk.seen }
}

function newWalk(book: Book): Walk {
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

const newFrame = (cell: OpenCell | null): Frame => ({ blocks: [], paragraph: null, tables: [], cell })

/** Former formats, codes of fields, and what is there a second time for older readers. */
const PASSED_OVER = new Set([
  'Fallback',
  'rPrChange',
  'pPrChange',
  'tblPrChange',
  'tblPrExChange',
  'trPrChange',
  'tcPrChange',
  'tblGridChange',
  'sectPrChange',
  'numberingChange',
  'sectPr',
  'instrText',
  'delInstrText',
  'delText',
  'rt',
])

/** Within properties a change is only a mark; elsewhere it holds what was deleted or moved away. */
const PROPERTIES = new Set(['rPr', 'trPr', 'numPr', 'ctrlPr'])

function isPassedOver(walk: Walk, name: string): boolean {
  if (PASSED_OVER.has(name)) return true
  if ((name !== 'del' && name !== 'moveFrom') || PROPERTIES.has(walk.path.at(-1) ?? '')) return false
  if (name === 'del') walk.seen.changes += 1
  return true
}

const frameOf = (walk: Walk): Frame => walk.frames.at(-1) ?? walk.frames[0]
const paragraphOf = (walk: Walk): OpenParagraph | null => frameOf(walk).paragraph
const tableOf = (walk: Walk): OpenTable | null => frameOf(walk).tables.at(-1) ?? null
const runOf = (walk: Walk) => (walk.path.at(-2) === 'r' ? (paragraphOf(walk)?.run ?? null) : null)

function write(walk: Walk, words: string): void {
  const paragraph = paragraphOf(walk)
  if (!paragraph || walk.muted > 0 || walk.fields.includes('code')) return
  if (!isHidden(paragraph, walk.book.styles)) addText(paragraph, words, walk.book.styles)
  else if (words.trim() !== '') walk.seen.hidden = true
}

// ── Paragraphs ──────────────────────────────────────────────────────────────────────────────────────────

function beginParagraph(walk: Walk): void {
  const frame = frameOf(walk)
  if (frame.paragraph?.runsOn) {
    frame.paragraph.runsOn = false
    return
  }
  endParagraph(walk)
  frame.paragraph = openParagraph()
  frame.paragraph.notes.push(...walk.notes)
  walk.notes = []
}

/** A field whose code never ends takes no more than its paragraph with it. */
function leaveParagraph(walk: Walk): void {
  walk.fields = walk.fields.map(() => 'result')
  if (!paragraphOf(walk)?.runsOn) endParagraph(walk)
}

function endParagraph(walk: Walk): void {
  const frame = frameOf(walk)
  const { paragraph } = frame
  if (!paragraph) return
  frame.paragraph = null
  if (walk.book.styles.isContents(paragraph.style)) walk.seen.contents = true
  else frame.blocks.push(closedParagraph(paragraph, markOf(walk, frame, paragraph), walk.book.styles))
  frame.blocks.push(...paragraph.boxes)
}

/** What is printed before a paragraph of a list. The hidden lower part of a merged cell is not counted. */
function markOf({ book }: Walk, { cell }: Frame, { style, list, level }: OpenParagraph) {
  if (list === '0' || cell?.below) return null
  const byStyle = book.styles.list(style)
  const id = list ?? byStyle?.list
  if (!id) return null
  const tied = byStyle ? book.numbering.levelOfStyle(id, byStyle.style) : null
  return book.numbering.next(id, level ?? tied ?? byStyle?.level ?? 0)
}

function beginRun(walk: Walk): void {
  const paragraph = paragraphOf(walk)
  if (paragraph) paragraph.run = openRun()
}

const wholeOr = (written: string | undefined, otherwise: number): number => {
  const value = Number.parseInt(written ?? '', 10)
  return Number.isNaN(value) ? otherwise : value
}

function addNote(walk: Walk, id: string): void {
  const note = walk.book.comments.get(id)
  if (!note || walk.noted.has(id)) return
  walk.noted.add(id)
  walk.seen.comments += 1
  const notes = paragraphOf(walk)?.notes ?? walk.notes
  notes.push(note)
}

// ── Content controls and fields ─────────────────────────────────────────────────────────────────────────

function beginContent(walk: Walk): void {
  const control = walk.controls.at(-1)
  if (!control) return
  const ticks = control.ticked !== null && paragraphOf(walk) !== null
  if (ticks) write(walk, control.ticked ? '☑' : '☐')
  control.muted = ticks || control.placeholder
  if (control.muted) walk.muted += 1
}

function endContent(walk: Walk): void {
  const control = walk.controls.at(-1)
  if (!control?.muted) return
  control.muted = false
  walk.muted -= 1
}

function turnField({ fields }: Walk, { fldCharType }: Attributes): void {
  if (fldCharType === 'begin') fields.push('code')
  else if (fldCharType === 'end') fields.pop()
  else if (fields.length > 0) fields[fields.length - 1] = 'result'
}

// ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────

function beginTable(walk: Walk): void {
  endParagraph(walk)
  frameOf(walk).tables.push(openTable())
}

function endTable(walk: Walk): void {
  const frame = frameOf(walk)
  const table = frame.tables.pop()
  if (table) frame.blocks.push(closedTable(table))
}

function rowOf(walk: Walk): OpenRow | null {
  const table = tableOf(walk)
  if (table && !table.row) table.row = openRow()
  return table?.row ?? null
}

function beginRow(walk: Walk): void {
  const table = tableOf(walk)
  if (!table) return
  table.row = openRow()
  table.row.id = table.id
  table.id = null
}

function endRow(walk: Walk): void {
  const table = tableOf(walk)
  if (table?.row) table.rows.push(table.row)
  if (table) table.row = null
}

function beginCell(walk: Walk): void {
  if (rowOf(walk)) walk.frames.push(newFrame(openCell()))
}

function endCell(walk: Walk): void {
  const { cell, blocks } = frameOf(walk)
  if (!cell || walk.frames.length === 1) return
  endParagraph(walk)
  walk.frames.pop()
  cell.blocks = blocks
  rowOf(walk)?.cells.push(cell)
}

function beginBox(walk: Walk): void {
  walk.frames.push(newFrame(null))
}

function endBox(walk: Walk): void {
  if (walk.frames.length === 1 || frameOf(walk).cell) return
  endParagraph(walk)
  const { blocks } = frameOf(walk)
  walk.frames.pop()
  const { boxes } = paragraphOf(walk) ?? {}
  ;(boxes ?? frameOf(walk).blocks).push(...blocks)
}

function readMark(walk: Walk, name: string): void {
  const mark = identityOf(name)
  if (mark?.of === 'export') walk.exportId ??= mark.id
  else if (mark) markRow(walk, mark.id)
}

function markRow(walk: Walk, id: string): void {
  const table = walk.frames.findLast(({ tables }) => tables.length > 0)?.tables.at(-1)
  if (table?.row) table.row.id ??= id
  else if (table) table.id ??= id
}

// ── Elements ────────────────────────────────────────────────────────────────────────────────────────────

/** Properties say what changes in their holder; each counts only where it stands within the right ones. */
const ofParagraph =
  (change: (val: string) => Partial<OpenParagraph>, within = 'pPr'): Opened =>
  (walk, { val }, parent) => {
    const paragraph = parent === within ? paragraphOf(walk) : null
    if (paragraph) Object.assign(paragraph, change(val ?? ''))
  }

const ofRun =
  (change: (attributes: Attributes) => Partial<Run>): Opened =>
  (walk, attributes, parent) => {
    const run = parent === 'rPr' ? runOf(walk) : null
    if (run) Object.assign(run, change(attributes))
  }

const ofCell =
  (change: (attributes: Attributes) => Partial<OpenCell>): Opened =>
  (walk, attributes, parent) => {
    const cell = parent === 'tcPr' ? frameOf(walk).cell : null
    if (cell) Object.assign(cell, change(attributes))
  }

const ofRow =
  (change: (attributes: Attributes) => Partial<OpenRow>): Opened =>
  (walk, attributes, parent) => {
    const row = parent === 'trPr' ? rowOf(walk) : null
    if (row) Object.assign(row, change(attributes))
  }

const ofControl =
  (change: (attributes: Attributes) => Partial<Control>): Opened =>
  (walk, attributes) => {
    const control = walk.controls.at(-1)
    if (control) Object.assign(control, change(attributes))
  }

const beginControl =
  (ticked: boolean | null): Opened =>
  (walk) => {
    walk.controls.push({ placeholder: false, ticked, muted: false })
  }

const sign =
  (text: string): Opened =>
  (walk, _, parent) => {
    if (parent === 'r') write(walk, text)
  }

/** A symbol is drawn by its own font, whatever the font of its run. */
const writeSymbol: Opened = (walk, { font, char }) => {
  const code = Number.parseInt(char ?? '', 16)
  const run = paragraphOf(walk)?.run
  if (!run || !(code > 0 && code <= 0xffff)) return
  const { font: own } = run
  run.font = ''
  write(walk, symbolOf(font ?? '', code))
  run.font = own
}

const tick = ofControl((attributes) => ({ ticked: isOn(attributes) }))

const shade: Opened = (walk, attributes, parent) => {
  const frame = frameOf(walk)
  const run = runOf(walk)
  const holder =
    parent === 'tcPr' ? frame.cell : parent === 'pPr' ? frame.paragraph : parent === 'rPr' ? run : null
  if (holder) holder.colour = shadingOf(attributes, walk.book.theme) ?? holder.colour
}

/** A change within properties: of a paragraph's end, or of a whole row. */
const change =
  (deleted: boolean): Opened =>
  (walk, _, parent) => {
    if (parent === 'numPr' || parent === 'ctrlPr') return
    walk.seen.changes += 1
    const row = parent === 'trPr' ? rowOf(walk) : null
    if (row) row.deleted ||= deleted
    const paragraph = walk.path.at(-2) === 'pPr' ? paragraphOf(walk) : null
    if (paragraph) paragraph.runsOn ||= deleted
  }

const count =
  (what: 'changes' | 'footnotes' | 'pictures' | 'inserted'): Opened =>
  ({ seen }) => {
    seen[what] += 1
  }

const OPENED = handlers<Opened>({
  p: beginParagraph,
  pStyle: ofParagraph((style) => ({ style })),
  outlineLvl: ofParagraph((val) => ({ outline: wholeOr(val, 9) })),
  numId: ofParagraph((list) => ({ list }), 'numPr'),
  ilvl: ofParagraph((val) => ({ level: wholeOr(val, 0) }), 'numPr'),
  r: beginRun,
  rStyle: ofRun(({ val }) => ({ style: val ?? '' })),
  rFonts: ofRun(({ ascii, hAnsi }) => ({ font: ascii ?? hAnsi ?? '' })),
  b: ofRun((attributes) => ({ bold: isOn(attributes) })),
  vanish: ofRun((attributes) => ({ hidden: isOn(attributes) })),
  highlight: ofRun(({ val }) => ({ colour: colourName(val ?? '') })),
  shd: shade,
  tab: sign(' '),
  ptab: sign(' '),
  br: sign('\n'),
  cr: sign('\n'),
  noBreakHyphen: sign('-'),
  sym: writeSymbol,
  fldChar: turnField,
  del: change(true),
  ins: change(false),
  moveTo: count('changes'),
  sdt: beginControl(null),
  showingPlcHdr: ofControl((attributes) => ({ placeholder: isOn(attributes) })),
  checkbox: ofControl(() => ({ ticked: false })),
  checkBox: beginControl(false),
  default: (walk, attributes, parent) => parent === 'checkBox' && tick(walk, attributes, parent),
  checked: tick,
  sdtContent: beginContent,
  txbxContent: beginBox,
  tbl: beginTable,
  gridCol: (walk, { w }) => tableOf(walk)?.grid.push(wholeOr(w, 0)),
  tr: beginRow,
  gridBefore: ofRow(({ val }) => ({ before: columnsIn(val, 0) })),
  hidden: ofRow((attributes) => ({ hidden: isOn(attributes) })),
  tc: beginCell,
  tcW: ofCell(({ w, type }) => ({ width: type === 'dxa' ? wholeOr(w, 0) : 0 })),
  gridSpan: ofCell(({ val }) => ({ span: columnsIn(val, 1) })),
  vMerge: ofCell(({ val }) => ({ below: val !== 'restart' })),
  hMerge: ofCell(({ val }) => ({ beside: val !== 'restart' })),
  bookmarkStart: (walk, { name }) => readMark(walk, name ?? ''),
  commentRangeStart: (walk, { id }) => addNote(walk, id ?? ''),
  commentReference: (walk, { id }) => addNote(walk, id ?? ''),
  footnoteReference: count('footnotes'),
  endnoteReference: count('footnotes'),
  blip: count('pictures'),
  imagedata: count('pictures'),
  altChunk: count('inserted'),
})

const CLOSED = handlers<(walk: Walk) => unknown>({
  p: leaveParagraph,
  checkBox: endTick,
  sdt: (walk) => walk.controls.pop(),
  sdtContent: endContent,
  txbxContent: endBox,
  tbl: endTable,
  tr: endRow,
  tc: endCell,
})

/** A tick box of an old form: its mark stands in the field's code. */
function endTick(walk: Walk): void {
  const box = walk.controls.pop()
  const paragraph = paragraphOf(walk)
  if (paragraph && box) addText(paragraph, box.ticked ? '☑' : '☐', walk.book.styles)
}
