/** HTML, pasted or as a file, as the grid: from Word, Excel, mail, SharePoint, Confluence or any page. */
import { Parser } from 'htmlparser2'
import type { Remark, SourceGrid } from '../grid.ts'
import { toSourceGrid } from './blocks-grid.ts'
import {
  beginCell,
  beginItem,
  beginList,
  beginOrdered,
  beginTable,
  beginTableRow,
  endCell,
  endItem,
  endList,
  endTable,
  endTableRow,
  readMark,
} from './html-lists.ts'
import { addRules, type Look, lookOf } from './html-look.ts'
import { breakLine, endText, write } from './html-text.ts'
import { around, inherited, newWalk, type Walk } from './html-walk.ts'
import { type Attributes, DEEPEST, handlers, tooDeep } from './xml.ts'

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

function remarksOf({ hiddenText, changes }: Walk): Remark[] {
  const texts = [
    hiddenText && 'Hidden text was left out. Show it in the original if it belongs to the plan.',
    changes > 0 && 'What was marked as deleted was left out, and what was marked as inserted was read.',
  ]
  return texts.filter((text) => text !== false).map((text) => ({ line: null, text }))
}

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

function closed(walk: Walk, tag: string): void {
  if (BLOCKS.has(tag)) endText(walk)
  CLOSED.get(tag)?.(walk)
  if (tag === 'style') addRules(walk.sheet, walk.css)
  walk.open.pop()
}

type Opened = (walk: Walk, attributes: Attributes, look: Look) => unknown

const EMOTICONS = new Map([
  ['(tick)', '✓'],
  ['(cross)', '✗'],
  ['(error)', '✗'],
])

const OPENED = handlers<Opened>({
  br: breakLine,
  table: beginTable,
  tr: beginTableRow,
  td: beginCell,
  th: beginCell,
  ul: (walk) => beginList(walk, null, 1),
  ol: beginOrdered,
  li: beginItem,
  a: (walk, { name, id }) => readMark(walk, name ?? id ?? ''),
  input: (walk, { type, checked }) => type === 'checkbox' && write(walk, checked === undefined ? '☐' : '☑'),
  option: (walk, { selected }) =>
    Object.assign(around(walk), selected === undefined ? { unshown: true } : {}),
  img: (walk, { alt }) => write(walk, EMOTICONS.get(alt ?? '') ?? ''),
  del: countChange,
  ins: countChange,
})

const CLOSED = handlers<(walk: Walk) => unknown>({
  tr: endTableRow,
  td: endCell,
  th: endCell,
  table: endTable,
  ul: endList,
  ol: endList,
  li: endItem,
})

function countChange(walk: Walk): void {
  walk.changes += 1
}
