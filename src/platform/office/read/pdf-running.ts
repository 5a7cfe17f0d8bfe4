/** Heads, feet and page numbers: what stands at the same place of most pages belongs to none of them. */
import { WIDE } from './pdf-gutters.ts'
import { chunksOf, lineText, type TextLine } from './pdf-lines.ts'

export interface EdgeLine {
  page: number
  height: number
  line: TextLine
}

/** The share of a page's height that is its edge, above and below. */
const EDGE = 0.11
/** The share of the pages on which a text must stand. */
const MOST = 0.6
const PAGE_NUMBER = /^(?:page )?#(?: ?(?:of|\/) ?#)?$/i

export interface Running {
  lines: Set<TextLine>
  /** Each text once, as it stands on the first page that has it. */
  texts: string[]
}

/** The lines that run through a document of `pages` pages; `lines` are those outside of ruled tables. */
export function runningLines(lines: readonly EdgeLine[], pages: number): Running {
  const groups = new Map<string, EdgeLine[]>()
  for (const edge of lines) {
    if (pages < 2 || !isAtEdge(edge)) continue
    const key = keyOf(edge)
    const group = groups.get(key) ?? []
    group.push(edge)
    groups.set(key, group)
  }
  const running: Running = { lines: new Set(), texts: [] }
  for (const [key, group] of groups) if (runs(key, group, pages)) take(running, key, group)
  return running
}

function isAtEdge({ line, height }: EdgeLine): boolean {
  return line.base < EDGE * height || line.base > (1 - EDGE) * height
}

const shape = (text: string): string => text.replace(/\d+/g, '#').toLowerCase()

/** Same text but for its numbers, at the same height, give or take a few points. */
function keyOf({ line }: EdgeLine): string {
  return `${Math.round(line.base / 6)} ${shape(lineText(line))}`
}

function runs(key: string, group: readonly EdgeLine[], pages: number): boolean {
  const count = new Set(group.map(({ page }) => page)).size
  const isNumber = PAGE_NUMBER.test(key.replace(/^-?\d+ /, ''))
  const [first] = group
  // Headings of a table without lines stand at the top of each page too: they have several texts side by side.
  if (!first || (chunksOf(first.line, WIDE).length >= 3 && !/\bpage\b/i.test(lineText(first.line))))
    return false
  return count >= 2 && (isNumber || count >= Math.max(2, MOST * pages))
}

function take(running: Running, key: string, group: readonly EdgeLine[]): void {
  for (const { line } of group) running.lines.add(line)
  const text = group[0] ? lineText(group[0].line) : key
  if (!running.texts.some((known) => shape(known) === shape(text))) running.texts.push(text)
}

/** Whether a text says which state of the plan this is. */
export const isImprint = (text: string): boolean =>
  /\b(?:version|draft|revis\w+|updated|v ?\d)\b/i.test(text) || /\b(?:19|20)\d\d\b/.test(text)
