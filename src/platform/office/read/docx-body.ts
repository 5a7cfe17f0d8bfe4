/** The text of a Word file as it passes by, element for element, into paragraphs and tables. */
import type { Block } from './blocks.ts'
import { colourName } from './colour.ts'
import {
  beginContent,
  beginControl,
  endContent,
  endTick,
  ofControl,
  tick,
  turnField,
} from './docx-controls.ts'
import {
  addNote,
  beginBox,
  beginParagraph,
  beginRun,
  endBox,
  endParagraph,
  leaveParagraph,
} from './docx-flow.ts'
import {
  change,
  count,
  ofCell,
  ofParagraph,
  ofRow,
  ofRun,
  shade,
  sign,
  wholeOr,
  writeSymbol,
} from './docx-properties.ts'
import { beginCell, beginRow, beginTable, endCell, endRow, endTable, readMark } from './docx-rows.ts'
import { isOn } from './docx-styles.ts'
import { columnsIn } from './docx-table.ts'
import { type Book, newWalk, type Opened, type Seen, tableOf, type Walk, write } from './docx-walk.ts'
import { handlers, readXml } from './xml.ts'

export interface Body {
  blocks: Block[]
  exportId: string | null
  seen: Seen
}

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
  moveFrom: change(true, 0),
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
