import {
  type Block,
  type Chart,
  type Definitions,
  type DocumentDescription,
  type Easy,
  type Heading,
  type List,
  type Paragraph,
  type Run,
  refuseBrokenTables,
} from './description.ts'
import { keyAsTable } from './look.ts'
import {
  isFresh,
  nextPage,
  openSheet,
  room,
  type Sheet,
  said,
  type Tag,
  tagUnder,
  want,
  writeEdges,
  writeLine,
} from './pdf-sheet.ts'
import { openingHeight, writeTable } from './pdf-table.ts'
import { breakLines, FACES, type Face } from './pdf-type.ts'
import { toPng } from './picture.ts'

/**
 * The document as the bytes of a tagged PDF: headings, lists, tables with their heads, pictures with their words, in
 * the order in which they are read. Takes as long as it takes: on a server call `writePdf`, which does it in a thread.
 * @throws Error with a sentence for each fault when a table's rows do not fit its columns
 */
export async function toPdf(description: DocumentDescription): Promise<Uint8Array> {
  refuseBrokenTables(description, 'PDF')
  const sheet = openSheet(description)
  const bytes = collected(sheet.doc)
  writeBlocks(sheet, description.blocks)
  writeEdges(sheet, description)
  sheet.root.end()
  sheet.doc.end()
  return bytes
}

function collected(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    doc.on('error', reject)
  })
}

function writeBlocks(sheet: Sheet, blocks: readonly Block[]): void {
  let last: Outline | null = null
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'page-break') {
      if (!isFresh(sheet) && at < blocks.length - 1) nextPage(sheet)
      continue
    }
    if (block.kind === 'heading') {
      const kept = Math.max(below(sheet, blocks, at + 1), ending(sheet, blocks.slice(at + 1)))
      last = writeHeading(sheet, block, kept, last)
    } else {
      if (introduces(blocks[at + 1])) want(sheet, below(sheet, blocks, at))
      writeBlock(sheet, block)
    }
  }
}

function writeBlock(sheet: Sheet, block: Exclude<Block, { kind: 'page-break' } | Heading>): void {
  switch (block.kind) {
    case 'paragraph':
      writeParagraph(sheet, block)
      break
    case 'list':
      writeList(sheet, block)
      break
    case 'definitions':
      writeDefinitions(sheet, block)
      break
    case 'key':
      writeTable(sheet, keyAsTable(block))
      break
    case 'table':
      writeTable(sheet, block)
      break
    case 'chart':
      writeChart(sheet, block)
      break
    case 'easy':
      writeEasy(sheet, block)
      break
  }
}

/** Words just above a table, a list or a chart introduce it, and stay on its page. */
const introduces = (next: Block | undefined): boolean =>
  next?.kind === 'table' || next?.kind === 'key' || next?.kind === 'list' || next?.kind === 'chart'

/** How much, in points, has to stand on one page with what is above it: a table's head and first row, two lines of words. */
function below(sheet: Sheet, blocks: readonly Block[], at: number): number {
  const block = blocks[at]
  if (block === undefined || block.kind === 'page-break') return 0
  if (block.kind === 'table') return openingHeight(sheet, block)
  if (block.kind === 'key') return openingHeight(sheet, keyAsTable(block))
  if (block.kind === 'chart') return Math.min(sheet.width, CHART_WIDTH) * 0.45
  if (block.kind === 'easy') return EASY.side
  if (block.kind === 'heading') return HEADINGS[block.level].leading * 2 + below(sheet, blocks, at + 1)
  if (block.kind !== 'paragraph' || !introduces(blocks[at + 1])) return 36
  const of = faceOf(sheet, block)
  const lines = breakLines(block.runs, of, sheet.width, sheet.measure)
  return lines.length * of.leading + of.size + below(sheet, blocks, at + 1)
}

/**
 * In large type the last headed part is so short that it would be a page by itself: the part before it goes along. How
 * high all that follows its heading is, in points; 0 for every other heading.
 */
function ending(sheet: Sheet, rest: readonly Block[]): number {
  if (!sheet.large) return 0
  const isLastButOne = rest.filter(({ kind }) => kind === 'heading').length === 1
  return isLastButOne ? rest.reduce((sum, block) => sum + largeHeight(sheet, block), 0) : 0
}

function largeHeight(sheet: Sheet, block: Block): number {
  if (block.kind === 'easy') return easyHeight(sheet, block) + FACES.large.size
  if (block.kind !== 'paragraph' && block.kind !== 'heading') return 36
  const of = block.kind === 'heading' ? sized(sheet, HEADINGS[block.level]) : faceOf(sheet, block)
  const runs = block.kind === 'heading' ? [{ text: block.text }] : block.runs
  return breakLines(runs, of, sheet.width, sheet.measure).length * of.leading + of.size
}

/** A bookmark, and what it stands under. */
interface Outline {
  level: number
  item: PDFKit.PDFOutline
  under: Outline | null
}

const HEADINGS = { 1: FACES.h1, 2: FACES.h2, 3: FACES.h3, 4: FACES.h4 } as const

/** A heading stays with what it heads, and stands among the bookmarks. */
function writeHeading(sheet: Sheet, heading: Heading, below: number, last: Outline | null): Outline {
  const of = sized(sheet, HEADINGS[heading.level])
  const lines = breakLines([{ text: heading.text }], of, sheet.width, sheet.measure)
  want(sheet, lines.length * of.leading + of.size + below)
  if (!isFresh(sheet)) sheet.y += of.size * 0.7
  const tag = tagUnder(sheet, sheet.root, `H${heading.level}`)
  let under = last
  while (under && under.level >= heading.level) under = under.under
  const item = (under?.item ?? sheet.doc.outline).addItem(heading.text)
  writeLines(sheet, tag, [{ text: heading.text }], of)
  tag.end()
  sheet.y += of.size * 0.3
  return { level: heading.level, item, under }
}

/** A document in large type sets its headings and its words larger, in proportion. */
const sized = (sheet: Sheet, of: Face): Face =>
  sheet.large ? { ...of, size: of.size * LARGER, leading: of.leading * LARGER } : of

const LARGER = FACES.large.size / FACES.body.size

const faceOf = (sheet: Sheet, { style }: Paragraph): Face =>
  style === 'large' ? FACES.large : sized(sheet, style === undefined ? FACES.body : FACES[style])

function writeParagraph(sheet: Sheet, block: Paragraph): void {
  const of = faceOf(sheet, block)
  const tag = tagUnder(sheet, sheet.root, 'P')
  writeLines(sheet, tag, block.runs, of)
  tag.end()
  sheet.y += of.size * 0.55
}

/** Lines one under the other, on to the next page where this one ends; never one line of several alone. */
function writeLines(sheet: Sheet, tag: Tag, runs: readonly Run[], of: Face, indent = 0): void {
  const lines = breakLines(runs, of, sheet.width - indent, sheet.measure)
  if (lines.length > 1) want(sheet, 2 * of.leading)
  for (const [at, line] of lines.entries()) {
    const pair = at === lines.length - 2 ? 2 : 1
    if (pair * of.leading > room(sheet)) nextPage(sheet)
    said(sheet, tag, () => writeLine(sheet, line, of, sheet.frame.left + indent, sheet.y))
    sheet.y += of.leading
  }
}

/** Points, of a list's words behind their mark. */
const INDENT = 24

function writeList(sheet: Sheet, { ordered, items }: List): void {
  const of = sized(sheet, FACES.body)
  const list = tagUnder(sheet, sheet.root, 'L', { O: 'List', ListNumbering: ordered ? 'Decimal' : 'Disc' })
  for (const [at, runs] of items.entries()) {
    // The mark goes to the next page with its words, which are not parted after their first line.
    const { length } = breakLines(runs, of, sheet.width - INDENT, sheet.measure)
    want(sheet, Math.min(2, length) * of.leading)
    const item = tagUnder(sheet, list, 'LI')
    const label = tagUnder(sheet, item, 'Lbl')
    const words = ordered ? `${at + 1}.` : '•'
    const line = { pieces: [{ text: words, font: 'regular' as const, x: 0 }], width: 0 }
    said(sheet, label, () => writeLine(sheet, line, of, sheet.frame.left + 6, sheet.y))
    writeLines(sheet, tagUnder(sheet, item, 'LBody'), runs, of, INDENT)
    sheet.y += 2
  }
  list.end()
  sheet.y += of.size * 0.4
}

/** Term and meaning side by side, as a list of pairs. */
function writeDefinitions(sheet: Sheet, { entries }: Definitions): void {
  const of = FACES.body
  const indent = Math.min(150, sheet.width * 0.3)
  const list = tagUnder(sheet, sheet.root, 'L', { O: 'List', ListNumbering: 'None' })
  for (const { term, meaning } of entries) {
    const lines = breakLines([{ text: term, bold: true }], of, indent - 8, sheet.measure)
    want(sheet, Math.max(2, lines.length) * of.leading)
    const item = tagUnder(sheet, list, 'LI')
    const label = tagUnder(sheet, item, 'Lbl')
    for (const [at, line] of lines.entries()) {
      said(sheet, label, () => writeLine(sheet, line, of, sheet.frame.left, sheet.y + at * of.leading))
    }
    const below = sheet.y + lines.length * of.leading
    const page = sheet.doc.bufferedPageRange().count
    writeLines(sheet, tagUnder(sheet, item, 'LBody'), meaning, of, indent)
    if (sheet.doc.bufferedPageRange().count === page) sheet.y = Math.max(sheet.y, below)
    sheet.y += 3
  }
  list.end()
  sheet.y += of.size * 0.4
}

/** Points. A chart is no wider than an upright page lets it be: across a landscape one it would fill the page. */
const CHART_WIDTH = 482

/** Dots to a point: sharp in print. */
const DOTS = 3

function writeChart(sheet: Sheet, { svg, alt, caption }: Chart): void {
  const widest = Math.min(sheet.width, CHART_WIDTH)
  const picture = toPng(svg, Math.round(widest * DOTS))
  const height = (picture.height / picture.width) * widest
  const fitted = Math.min(height, sheet.frame.bottom - sheet.frame.top - 30)
  const width = widest * (fitted / height)
  want(sheet, fitted + FACES.caption.leading + 8)
  const { left } = sheet.frame
  drawFigure(sheet, { bytes: picture.bytes, alt }, [left, sheet.y, width, fitted])
  sheet.y += fitted + 4
  const words = tagUnder(sheet, sheet.root, 'Caption')
  writeLines(sheet, words, [{ text: caption }], FACES.caption)
  words.end()
  sheet.y += 8
}

/** A picture with its words at a place: left, top, width and height in points. */
function drawFigure(
  sheet: Sheet,
  { bytes, alt }: { bytes: Uint8Array; alt: string },
  [x, y, width, height]: [number, number, number, number],
): void {
  const options = { alt, bbox: [x, y, x + width, y + height] }
  const figure = sheet.doc.struct('Figure', options as PDFKit.Mixins.StructureElementOptions) as Tag
  sheet.root.add(figure)
  said(sheet, figure, () => sheet.doc.image(Buffer.from(bytes), x, y, { width }))
  figure.end()
}

/** Points: the picture's side, and where the words beside it begin. */
const EASY = { side: 72, indent: 92 }

const easyLines = (sheet: Sheet, { words }: Easy): number =>
  words.flatMap((text) => breakLines([{ text }], FACES.large, sheet.width - EASY.indent, sheet.measure))
    .length

/** As tall as the taller of picture and words. */
const easyHeight = (sheet: Sheet, easy: Easy): number =>
  Math.max(EASY.side, easyLines(sheet, easy) * FACES.large.leading)

/** Picture and words are on one page. */
function writeEasy(sheet: Sheet, easy: Easy): void {
  const { svg, alt, words } = easy
  const of = FACES.large
  const height = easyHeight(sheet, easy)
  want(sheet, height)
  const top = sheet.y
  const picture = toPng(svg, EASY.side * DOTS)
  const place: [number, number, number, number] = [sheet.frame.left, top, EASY.side, EASY.side]
  drawFigure(sheet, { bytes: picture.bytes, alt }, place)
  sheet.y = top + (height - easyLines(sheet, easy) * of.leading) / 2
  for (const text of words) {
    const tag = tagUnder(sheet, sheet.root, 'P')
    writeLines(sheet, tag, [{ text }], of, EASY.indent)
    tag.end()
  }
  sheet.y = top + height + of.size
}
