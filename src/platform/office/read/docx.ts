/** Word documents (.docx) as the grid. */
import type { SourceGrid, TellProgress } from '../grid.ts'
import type { Block } from './blocks.ts'
import { toSourceGrid } from './blocks-grid.ts'
import { readBody } from './docx-body.ts'
import { readComments } from './docx-notes.ts'
import { NO_NUMBERING, readNumbering } from './docx-numbering.ts'
import { notWord, type WordParts, wordParts } from './docx-parts.ts'
import { remarksOf } from './docx-remarks.ts'
import { NO_THEME, readTheme } from './docx-shading.ts'
import { NO_STYLES, readStyles } from './docx-styles.ts'
import type { Book } from './docx-walk.ts'
import { type OfficePackage, openPackage } from './package.ts'

/**
 * Reads a Word document: its paragraphs and tables in order, with what a reader of the printed page would see.
 * Progress is told in parts of the file. Errors: Unreadable with a sentence for its owner.
 */
export async function readDocx(bytes: Uint8Array, tell: TellProgress = () => {}): Promise<SourceGrid> {
  const file = await openPackage(bytes)
  const parts = await wordParts(file)
  tell(1, 3, 'part')
  const book = await readBook(file, parts)
  tell(2, 3, 'part')
  const xml = await file.text(parts.main)
  if (!/<(?:\w+:)?document[\s>]/.test(xml.slice(0, 10_000))) throw notWord()
  const body = readBody(xml, book)
  const grid = toSourceGrid('docx', body.blocks)
  const version = await versionAtTheEdge(file, parts, book)
  if (version) addImprint(grid, version)
  tell(3, 3, 'part')
  return { ...grid, remarks: [...remarksOf(body.seen), ...grid.remarks], exportId: body.exportId }
}

async function readBook(file: OfficePackage, parts: WordParts): Promise<Book> {
  const read = async <T>(kind: string, reader: (xml: string) => T, none: T): Promise<T> => {
    const name = parts.one(kind)
    return name ? reader(await file.text(name)) : none
  }
  const styles = await read('styles', readStyles, NO_STYLES)
  return {
    styles,
    numbering: await read('numbering', (xml) => readNumbering(xml, styles), NO_NUMBERING),
    theme: await read('theme', readTheme, NO_THEME),
    comments: await read('comments', readComments, new Map<string, string>()),
  }
}

/** "Version 6" in a head or foot of the page; the rest of them is furniture. */
async function versionAtTheEdge(file: OfficePackage, parts: WordParts, book: Book): Promise<string | null> {
  for (const name of [...parts.all('footer'), ...parts.all('header')]) {
    const text = textOf(readBody(await file.text(name), book).blocks)
    const found = /\b(?:version|edition|draft|v)\s*\.?\s*\d+(?:\.\d+)*\b/i.exec(text)
    if (found) return found[0]
  }
  return null
}

function textOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? block.text
        : block.rows.map((row) => row.cells.map((cell) => textOf(cell.blocks)).join('\n')).join('\n'),
    )
    .join('\n')
}

function addImprint({ lines }: SourceGrid, text: string): void {
  lines.push({ number: lines.length + 1, cells: [], table: false })
  const number = lines.length + 1
  lines.push({
    number,
    cells: [{ line: number, column: 0, text }],
    table: false,
    where: 'head or foot of the page',
  })
}
