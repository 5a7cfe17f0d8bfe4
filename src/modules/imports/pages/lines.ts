import { definePage } from '../../../platform/http/pages.ts'
import type { Fate } from '../domain/reading.ts'
import { importPaths } from '../paths.ts'
import { FIELD_WORDS } from './columns.ts'
import { type ExampleImport, exampleImport } from './example.ts'

/** The cell ledger: the document line by line, and what became of every cell. */
export interface LinesPage {
  title: string
  fileName: string
  sum: string
  lines: { id: string; place: string; number: number; cells: CellView[] }[]
  pages: { text: string; href: string; current: boolean }[]
  back: string
}

export interface CellView {
  text: string
  fate: { code: Fate; words: string }
  colour: string | null
  note: string | null
}

export interface LinesInput extends ExampleImport {
  lines: readonly {
    line: number
    place: string
    cells: readonly { text: string; fate: Fate; reason: string; colour?: string; note?: string }[]
  }[]
  from: number
  last: number
}

export const LINES_A_PAGE = 200

export function toLinesPage({ row, lines, from, last }: LinesInput): LinesPage {
  const { reading } = row
  return {
    title: row.title,
    fileName: row.fileName,
    sum: reading
      ? `${reading.ledger.cells} cells: ${reading.ledger.used} used, ${reading.ledger.kept} kept beside the plan, ${reading.ledger.ignored} left out${row.startedBy ? `, as looked through by ${row.startedBy}` : ''}`
      : '',
    lines: lines.map(({ line, place, cells }) => ({
      id: `line-${line}`,
      place,
      number: line,
      cells: cells.map((cell) => ({
        text: asText(cell.text),
        fate: { code: cell.fate, words: wordsOf(cell.fate, cell.reason) },
        colour: cell.colour ?? null,
        note: cell.note ?? null,
      })),
    })),
    pages: pagesOf(row.id, from, last),
    back: importPaths.one(row.id),
  }
}

const FATES: Record<Fate, string> = { used: 'used as', kept: 'kept:', ignored: 'left out:' }

const FIELDS: Readonly<Record<string, string>> = FIELD_WORDS

const wordsOf = (fate: Fate, reason: string): string =>
  `${FATES[fate]} ${FIELDS[reason]?.toLowerCase() ?? reason}`

const asText = (text: string): string =>
  text
    .replace(/<li>/g, '\n• ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
    .trim()

function pagesOf(id: string, from: number, last: number): LinesPage['pages'] {
  const count = Math.ceil(last / LINES_A_PAGE)
  if (count < 2) return []
  return Array.from({ length: count }, (_, index) => {
    const line = index * LINES_A_PAGE + 1
    return {
      text: `${line}–${Math.min(line + LINES_A_PAGE - 1, last)}`,
      href: importPaths.lines(id, line),
      current: from >= line && from < line + LINES_A_PAGE,
    }
  })
}

export const linesPage = definePage<LinesPage>('imports/pages/lines.njk', () =>
  toLinesPage({
    ...exampleImport(),
    lines: [
      {
        line: 16,
        place: 'table 2, row 5',
        cells: [
          { text: '1.1', fate: 'used', reason: 'ref', colour: 'green', note: 'Checked' },
          { text: 'Page 3', fate: 'ignored', reason: 'page number or running heading' },
        ],
      },
    ],
    from: 1,
    last: 420,
  }),
)
