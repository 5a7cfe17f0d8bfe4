/** Pages as blocks: tables and paragraphs in the order in which they are read. */
import { findColumns } from './pdf-columns.ts'
import type { Columns } from './pdf-gutters.ts'
import { type Lattice, NEAR } from './pdf-lattice.ts'
import { lineText, type TextLine, toLines } from './pdf-lines.ts'
import type { PageParts, Piece } from './pdf-page.ts'
import { itemStepOf, type PdfParagraph, toParagraphs, type Usual } from './pdf-paragraphs.ts'
import { rowLinesOf } from './pdf-row-lines.ts'
import { latticesOf, type Ruling } from './pdf-rules.ts'
import { type EdgeLine, type Running, runningLines } from './pdf-running.ts'
import { shareColumns } from './pdf-share-columns.ts'
import { latticeTable, type PdfTable } from './pdf-table.ts'
import type { Span } from './pdf-tag-columns.ts'
import { type TaggedParts, type TaggedTable, taggedTables, toPdfTable } from './pdf-tagged.ts'
import { type Vocabulary, vocabularyOf } from './pdf-words.ts'

export type PdfBlock = PdfTable | PdfParagraph

export interface LaidOut {
  /** By page, in order. */
  pages: PdfBlock[][]
  /** What ran along the pages' edges and is in none of the blocks. */
  running: string[]
}

interface Sheet {
  parts: PageParts
  ruling: Ruling
  /** By lattice. */
  inside: Piece[][]
  tagged: TaggedTable[]
  lines: TextLine[]
}

/** Finds the tables of all pages together, because a table may go on over several of them. */
export function layOut(pages: readonly PageParts[]): LaidOut {
  const sheets = toSheets(pages)
  shareColumns(sheets.flatMap(({ ruling }) => ruling.lattices))
  const running = runningLines(sheets.flatMap(edgeLines), pages.length)
  const vocabulary = vocabularyOf(wordsOf(sheets))
  const usual = { size: commonSize(pages), itemStep: itemStepOf(sheets.flatMap(({ lines }) => lines)) }
  let columns: Columns | null = null
  const laid = sheets.map((sheet) => {
    const page = blocksOf(sheet, { running, vocabulary, usual, columns })
    columns = page.columns
    return page.blocks
  })
  return { pages: laid, running: running.texts }
}

function toSheets(pages: readonly PageParts[]): Sheet[] {
  let columns: Span[] = []
  return pages.map((parts) => {
    const { sheet, tagged } = toSheet(parts, columns)
    columns = tagged.columns
    return sheet
  })
}

function toSheet(parts: PageParts, columns: Span[]): { sheet: Sheet; tagged: TaggedParts } {
  const ruling = latticesOf(parts.across, parts.down)
  const inside = ruling.lattices.map((): Piece[] => [])
  const free: Piece[] = []
  for (const piece of parts.pieces) {
    const at = ruling.lattices.findIndex((lattice) => isIn(lattice, piece))
    ;(inside[at] ?? free).push(piece)
  }
  const tagged = taggedTables(free, parts.tags, columns)
  const lines = toLines(tagged.rest.filter(({ turn }) => turn === 0))
  return { sheet: { parts, ruling, inside, tagged: tagged.tables, lines }, tagged }
}

function isIn({ left, top, right, bottom }: Lattice, { middleX, middleY }: Piece): boolean {
  return middleX > left - NEAR && middleX < right + NEAR && middleY > top - NEAR && middleY < bottom + NEAR
}

const edgeLines = ({ parts, lines }: Sheet): EdgeLine[] =>
  lines.map((line) => ({ page: parts.number, height: parts.height, line }))

function* wordsOf(sheets: readonly Sheet[]): Generator<string> {
  for (const { lines, inside, tagged } of sheets) {
    for (const line of lines) yield lineText(line)
    const cells = tagged.flatMap(({ rows }) => rows.flat())
    for (const pieces of [...inside, ...cells.map((cell) => cell.pieces)])
      for (const { text, blank } of pieces) yield blank ? `${text} ` : text
  }
}

/** The size in which most letters of the document stand. */
function commonSize(pages: readonly PageParts[]): number {
  const letters = new Map<number, number>()
  for (const { pieces } of pages)
    for (const { size, text } of pieces) {
      const rounded = Math.round(size * 2) / 2
      letters.set(rounded, (letters.get(rounded) ?? 0) + text.length)
    }
  return [...letters].reduce((a, b) => (b[1] > a[1] ? b : a), [10, 0])[0]
}

interface Context {
  running: Running
  vocabulary: Vocabulary
  usual: Usual
  columns: Columns | null
}

function blocksOf(sheet: Sheet, context: Context): { blocks: PdfBlock[]; columns: Columns | null } {
  const { parts, ruling, inside } = sheet
  const { vocabulary } = context
  const page = parts.number
  const tables = ruling.lattices.map((lattice, index) =>
    latticeTable(lattice, inside[index] ?? [], parts.fills, vocabulary),
  )
  tables.push(...sheet.tagged.map((table) => toPdfTable(table, parts.fills, vocabulary)))
  const kept = sheet.lines.filter((line) => !context.running.lines.has(line))
  const found = findColumns(kept, context.columns, rowLinesOf(ruling.loose), vocabulary)
  const all = [...tables, ...found.tables]
  const paragraphs = between(found.rest, all).flatMap((lines) =>
    toParagraphs(lines, context.usual, vocabulary),
  )
  const blocks = [...all, ...paragraphs].sort((a, b) => a.top - b.top).map((block) => ({ ...block, page }))
  return { blocks, columns: found.columns }
}

/** A paragraph does not go on across a table. */
function between(lines: readonly TextLine[], tables: readonly { top: number }[]): TextLine[][] {
  const tops = tables.map(({ top }) => top).sort((a, b) => a - b)
  const groups = new Map<number, TextLine[]>()
  for (const line of lines) {
    const at = tops.filter((top) => top <= line.base).length
    groups.set(at, [...(groups.get(at) ?? []), line])
  }
  return [...groups.values()]
}
