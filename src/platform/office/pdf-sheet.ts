import PDFDocument from 'pdfkit'
import type { DocumentDescription, Shape } from './description.ts'
import { cleanText, NOTE_INK } from './look.ts'
import { FACES, type Face, FONTS, type Font, type Line, type Measure } from './pdf-type.ts'

/** An element of the tree that a screen reader goes by. */
export type Tag = PDFKit.PDFStructureElement & { end(): void; dictionary: { data: Record<string, unknown> } }

export interface Frame {
  left: number
  right: number
  top: number
  bottom: number
}

/** The paper as it is written on: where the next thing goes, and how it is tagged. All lengths in points. */
export interface Sheet {
  doc: PDFKit.PDFDocument
  frame: Frame
  width: number
  /** Where the next thing goes. */
  y: number
  root: Tag
  measure: Measure
  /** Headings and words in large type. */
  large: boolean
}

/** Points: the short and the long side. */
const PAPER = { A4: [595.28, 841.89], A3: [841.89, 1190.55] } as const
const MARGINS = {
  portrait: { top: 62, bottom: 60, left: 57, right: 57 },
  landscape: { top: 57, bottom: 54, left: 43, right: 43 },
} as const

export function openSheet(description: DocumentDescription): Sheet {
  const [short, long] = PAPER[description.pageSize]
  const { orientation } = description
  const size: [number, number] = orientation === 'portrait' ? [short, long] : [long, short]
  const margin = MARGINS[orientation]
  const written = new Date(`${description.written}T00:00:00Z`)
  const doc = new PDFDocument({
    ...{ size, margin: 0, autoFirstPage: false, bufferPages: true },
    ...{ pdfVersion: '1.7', tagged: true, lang: description.language, displayTitle: true },
    subset: 'PDF/UA' as never,
    info: {
      Title: cleanText(description.title),
      Subject: cleanText(description.subject),
      Author: cleanText(description.author),
      CreationDate: written,
      ModDate: written,
    },
  })
  for (const [name, file] of Object.entries(FONTS)) doc.registerFont(name, file)
  const frame = {
    left: margin.left,
    right: size[0] - margin.right,
    top: margin.top,
    bottom: size[1] - margin.bottom,
  }
  const root = doc.struct('Document') as Tag
  doc.addStructure(root)
  const sheet: Sheet = {
    ...{ doc, frame, root },
    width: frame.right - frame.left,
    y: frame.top,
    measure: measureWith(doc),
    large: description.large ?? false,
  }
  nextPage(sheet)
  return sheet
}

/** Widths are asked for over and over: of each word, font and size once. */
function measureWith(doc: PDFKit.PDFDocument): Measure {
  const known = new Map<string, number>()
  return (text, font, size) => {
    const key = `${font} ${text}`
    let width = known.get(key)
    if (width === undefined) {
      width = doc.font(font).fontSize(100).widthOfString(text)
      known.set(key, width)
    }
    return (width * size) / 100
  }
}

export function nextPage(sheet: Sheet): void {
  sheet.doc.addPage()
  sheet.y = sheet.frame.top
}

export const room = (sheet: Sheet): number => sheet.frame.bottom - sheet.y

export const isFresh = (sheet: Sheet): boolean => sheet.y <= sheet.frame.top

/** A page of its own for whatever needs so much height and does not find it. */
export function want(sheet: Sheet, height: number): void {
  if (height > room(sheet) && !isFresh(sheet)) nextPage(sheet)
}

/** What says something: it stands in the tree. */
export function said(sheet: Sheet, tag: Tag, draw: () => void): void {
  const { doc } = sheet
  tag.add(doc.markStructureContent(String(tag.dictionary.data.S)))
  draw()
  doc.endMarkedContent()
}

/** What says nothing: grounds, rules, and what is said again at the head and the foot of a page. */
export function decoration(sheet: Sheet, draw: () => void, type = 'Layout'): void {
  const { doc } = sheet
  doc.markContent('Artifact', { type } as PDFKit.Mixins.MarkingOptions)
  draw()
  doc.endMarkedContent()
}

/** An element under another; an attribute goes in as the standard names it. */
export function tagUnder(
  sheet: Sheet,
  parent: Tag,
  type: string,
  attributes: Record<string, unknown> = {},
): Tag {
  const tag = sheet.doc.struct(type) as Tag
  if (Object.keys(attributes).length > 0) tag.dictionary.data.A = attributes
  parent.add(tag)
  return tag
}

/** Writes a line with its top at `y`; a space at its end keeps its last word from the next line's first. */
export function writeLine({ doc }: Sheet, line: Line, of: Face, x: number, y: number): void {
  for (const [at, piece] of line.pieces.entries()) {
    const last = at === line.pieces.length - 1
    writeText(doc, last ? `${piece.text.trimEnd()} ` : piece.text, piece.font, of, x + piece.x, y)
  }
}

function writeText(doc: PDFKit.PDFDocument, text: string, font: Font, of: Face, x: number, y: number): void {
  doc.font(font).fontSize(of.size).fillColor(of.ink)
  doc.text(text, x, y + (of.leading - of.size * 1.25) / 2, { lineBreak: false })
}

/** The shape of a status, in the ink of its words; `size` is the height of the type. */
export function drawShape(
  doc: PDFKit.PDFDocument,
  shape: Shape,
  ink: string,
  x: number,
  y: number,
  size: number,
) {
  const r = size * 0.33
  const [cx, cy] = [x + r, y + size * 0.62]
  doc
    .save()
    .fillColor(ink)
    .strokeColor(ink)
    .lineWidth(size * 0.09)
  switch (shape) {
    case 'ring':
      doc.circle(cx, cy, r * 0.85).stroke()
      break
    case 'circle':
      doc.circle(cx, cy, r * 0.9).fill()
      break
    case 'tick':
      doc
        .lineWidth(size * 0.14)
        .moveTo(cx - r, cy)
        .lineTo(cx - r * 0.25, cy + r * 0.8)
        .lineTo(cx + r, cy - r * 0.8)
        .stroke()
      break
    case 'triangle':
      doc.polygon([cx, cy - r], [cx + r, cy + r * 0.85], [cx - r, cy + r * 0.85]).fill()
      break
    case 'diamond':
      doc.polygon([cx, cy - r * 1.1], [cx + r, cy], [cx, cy + r * 1.1], [cx - r, cy]).fill()
      break
  }
  doc.restore()
}

/** The head and the foot of every page, once it is known how many there are. */
export function writeEdges(sheet: Sheet, { header, footer }: DocumentDescription): void {
  const { doc, frame } = sheet
  const { start, count } = doc.bufferedPageRange()
  const of = { ...FACES.note, ink: `#${NOTE_INK}` }
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page)
    const number = `Page ${page + 1} of ${count}`
    decoration(
      sheet,
      () => {
        const top = frame.top - 34
        const foot = frame.bottom + 18
        const free = sheet.width - sheet.measure(number, 'regular', of.size) - 24
        if (header !== null)
          writeText(doc, fitted(sheet, header, sheet.width, of.size), 'regular', of, frame.left, top)
        if (footer !== null)
          writeText(doc, fitted(sheet, footer, free, of.size), 'regular', of, frame.left, foot)
        const x = frame.right - sheet.measure(number, 'regular', of.size)
        writeText(doc, number, 'regular', of, x, foot)
      },
      'Pagination',
    )
  }
}

/** As much of one line as there is room for. */
function fitted({ measure }: Sheet, text: string, width: number, size: number): string {
  const words = cleanText(text).replaceAll('\n', ' ')
  if (measure(words, 'regular', size) <= width) return words
  let kept = words
  while (kept !== '' && measure(`${kept}…`, 'regular', size) > width) kept = kept.slice(0, -1)
  return `${kept.trimEnd()}…`
}
