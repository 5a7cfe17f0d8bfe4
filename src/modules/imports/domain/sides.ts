/** Tables beside the plan: indicators, glossaries, matrices, anything else. Kept as cells, never lost. */
import { filled } from './grid.ts'
import type { SideKind, SideTable } from './reading.ts'
import type { TableBlock } from './segments.ts'
import { plain, words } from './words.ts'

/** The table as cells, with what it looks like. */
export function toSide(table: TableBlock, title: string | null, kind: SideKind): SideTable {
  const rows = table.lines.map(({ line }) => ({
    line: line.number,
    cells: line.cells.map((cell) => plain(cell.text)),
  }))
  const headings = table.header?.headings ?? []
  return {
    kind: kind === 'other' ? kindOf(table, [title ?? '', ...headings].join(' ')) : kind,
    title,
    headings: [...headings],
    rows,
  }
}

const NUMBER = /^(?:tb[ac]|n\/?a|[£]?[\d.,]+\s*%?(?:\s+[\d.,]+\s*%?)*)$/i

function kindOf(table: TableBlock, heading: string): SideKind {
  const lines = table.lines.map(({ line }) => filled(line).map((cell) => plain(cell.text)))
  const share = (test: (cells: string[]) => boolean) => lines.filter(test).length / Math.max(lines.length, 1)
  if (/glossary|acronym|abbreviation/i.test(heading)) return 'glossary'
  if (share(isIndicator) >= 0.5) return 'indicators'
  const widest = Math.max(0, ...lines.map((cells) => cells.length))
  if (lines.length >= 3 && widest === 2 && share(isTerm) >= 0.8) return 'glossary'
  return /\bindicators?\b/i.test(heading) &&
    share(([, ...rest]) => rest.some((cell) => NUMBER.test(cell))) >= 0.4
    ? 'indicators'
    : 'other'
}

function isIndicator(cells: readonly string[]): boolean {
  const [first = '', ...rest] = cells
  return /^(?:NI|PI|KPI|LI|PAF)\s?\d+/.test(first) && rest.some((cell) => NUMBER.test(cell))
}

function isTerm(cells: readonly string[]): boolean {
  const [term = '', meaning = ''] = cells
  return words(term).length <= 3 && meaning.length > term.length
}
