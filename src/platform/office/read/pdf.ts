/** PDF: tables by their lines, or by the white between their columns. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'
import { escapeText, type Remark, type SourceGrid, type TellProgress, Unreadable } from '../grid.ts'
import { addLine, toGridLines } from './pdf-grid.ts'
import { layOut } from './pdf-lay-out.ts'
import { toMatrix } from './pdf-matrix.ts'
import { openPdf } from './pdf-open.ts'
import type { PageParts } from './pdf-page.ts'
import { drawPage, type OperatorNumbers } from './pdf-read-page.ts'
import { refuseScans, remarksOf } from './pdf-remarks.ts'
import { isImprint } from './pdf-running.ts'
import type { Font } from './pdf-state.ts'
import { type Tags, tagsOf } from './pdf-tags.ts'

/**
 * Reads a PDF with a text layer. Errors: Unreadable with a sentence: no PDF, damaged, locked, too long, a scan, or
 * letters that only its fonts know.
 */
export async function readPdf(bytes: Uint8Array, tell?: TellProgress): Promise<SourceGrid> {
  const { document, library } = await openPdf(bytes)
  try {
    const pages = await readPages(document, library.OPS, tell)
    refuseScans(pages)
    return toSourceGrid(pages)
  } finally {
    await document.loadingTask.destroy()
  }
}

async function readPages(
  document: PDFDocumentProxy,
  numbers: OperatorNumbers,
  tell: TellProgress | undefined,
): Promise<PageParts[]> {
  const pages: PageParts[] = []
  for (let number = 1; number <= document.numPages; number++) {
    pages.push(await readPage(document, number, numbers))
    tell?.(number, document.numPages, 'page')
  }
  return pages
}

async function readPage(
  document: PDFDocumentProxy,
  number: number,
  numbers: OperatorNumbers,
): Promise<PageParts> {
  try {
    const page = await document.getPage(number)
    const operators = await page.getOperatorList({ annotationMode: 0 })
    const parts = toParts(page, operators, numbers)
    addTags(parts, tagsOf(await page.getStructTree()))
    page.cleanup()
    return parts
  } catch {
    throw new Unreadable(
      `Page ${number} of this PDF is damaged. Ask for it again, or for the Word or Excel file.`,
    )
  }
}

function addTags(parts: PageParts, tags: Tags | null): void {
  parts.tags = tags
  if (tags) for (const piece of parts.pieces) piece.item = tags.items.get(piece.mark ?? -1) ?? null
}

type Operators = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>

/** A page whose writing mostly stands on its side is turned until it reads to the right. */
function toParts(page: PDFPageProxy, operators: Operators, numbers: OperatorNumbers): PageParts {
  const upright = partsAt(page, operators, numbers, page.rotate)
  const letters = [0, 0, 0, 0]
  for (const { turn, text } of upright.pieces) letters[turn] = (letters[turn] ?? 0) + text.length
  const turn = letters.indexOf(Math.max(...letters))
  if (turn === 0) return upright
  return partsAt(page, operators, numbers, (page.rotate + 360 - turn * 90) % 360)
}

function partsAt(
  page: PDFPageProxy,
  operators: Operators,
  numbers: OperatorNumbers,
  rotation: number,
): PageParts {
  const viewport = page.getViewport({ scale: 1, rotation })
  const parts = drawPage(operators, numbers, {
    number: page.pageNumber,
    width: viewport.width,
    height: viewport.height,
    place: toMatrix(viewport.transform) ?? [1, 0, 0, -1, 0, viewport.height],
    fontOf: (name) => fontOf(page, name),
  })
  parts.pieces = parts.pieces.filter(
    ({ middleX, middleY }) =>
      middleX >= 0 && middleY >= 0 && middleX <= parts.width && middleY <= parts.height,
  )
  return parts
}

function fontOf(page: PDFPageProxy, name: string): Font {
  const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null
  const { name: full, fontMatrix } = (font ?? {}) as { name?: string; fontMatrix?: readonly number[] }
  return { name: full ?? '', unit: fontMatrix?.[0] ?? 0.001 }
}

function toSourceGrid(pages: readonly PageParts[]): SourceGrid {
  const { pages: blocks, running } = layOut(pages)
  const lines = toGridLines(blocks)
  for (const text of running.filter(isImprint))
    addLine(lines, [{ line: 0, column: 0, text: escapeText(text) }], 1, false)
  const remarks: Remark[] = remarksOf(pages, running).map((text) => ({ line: null, text }))
  return { format: 'pdf', lines, remarks, sheets: [], exportId: null }
}
