/** The grid in blocks: tables with their headings and page breaks, section lines, keys, lists, paragraphs. */

import { type WholeRow, wholeRow } from './broken-rows.ts'
import type { SectionField } from './dictionary.ts'
import { type Form, formsOf } from './forms.ts'
import { type Cell, filled, isEmpty, isRule, type Line } from './grid.ts'
import { type Header, isPlanHeader, readBrokenHeader, readHeader, readUnknownHeader } from './headings.ts'
import { type LegendLine, legendAt } from './legend-lines.ts'
import {
  innerTitle,
  isTotal,
  readSection,
  type Section,
  sectionOfLine,
  type Vocabulary,
} from './section-lines.ts'
import { labelOf, rankOf, roleOf, type TextRole } from './text-roles.ts'
import { plain, wordKey } from './words.ts'

/** What stands between a table line and the one before it. */
export type Break = 'none' | 'blank' | 'header'

export interface TableLine {
  line: Line
  after: Break
  /** The lines that a cell of this one goes over, where the extractor broke it. */
  broken?: Pick<WholeRow, 'from' | 'swallowed'>
}

export interface TableBlock {
  kind: 'table'
  header: Header | null
  /** The headings stand further up: a section line or a text came between. */
  reopened: boolean
  lines: TableLine[]
}

export interface SectionBlock {
  kind: 'section'
  field: SectionField
  /** The number printed with the word: "2" of "Theme 2: …". */
  ref: string | null
  name: string
  /** The line as it reads. */
  text: string
  line: number
  cells: Cell[]
  /** How high it stands among the headings, where "#" signs say it. */
  rank: number | null
}

export interface TextBlock {
  kind: 'text'
  role: TextRole
  rank: number | null
  text: string
  line: number
  cells: Cell[]
  blankBefore: boolean
}

export interface LegendBlock {
  kind: 'legend'
  label: Cell[]
  entries: LegendLine[]
  cells: Cell[]
}

/** Lines that say nothing of the plan: drawn rules, page numbers, repeated headings. */
export interface DroppedBlock {
  kind: 'dropped'
  reason: string
  cells: Cell[]
}

export type Block = TableBlock | SectionBlock | TextBlock | LegendBlock | DroppedBlock

interface Walk {
  lines: readonly Line[]
  at: number
  blocks: Block[]
  table: TableBlock | null
  /** The last headings, for lines that go on below a section line or a text without headings of their own. */
  last: { header: Header; bySection: boolean } | null
  blank: boolean
  pending: Break
  /** Of a workbook, the sheet of the last line. */
  sheet: number | undefined
  /** Forms by the place of their first line. */
  forms: ReadonlyMap<number, Form>
  /** Paragraph texts printed on several pages. */
  running: ReadonlySet<string>
  vocabulary: Vocabulary
  /** Keys of repairs that a person does not want. */
  undone: ReadonlySet<string>
}

/** Divides the grid into blocks, in the order of the document. */
export function toBlocks(lines: readonly Line[], undone: ReadonlySet<string> = new Set()): Block[] {
  const walk: Walk = {
    lines,
    at: 0,
    blocks: [],
    table: null,
    last: null,
    blank: false,
    pending: 'none',
    sheet: lines[0]?.sheet,
    forms: formsOf(lines),
    running: runningTexts(lines),
    vocabulary: vocabularyOf(lines),
    undone,
  }
  while (walk.at < lines.length) {
    step(walk)
    walk.at += 1
  }
  return walk.blocks
}

function step(walk: Walk): void {
  const line = walk.lines[walk.at]
  if (!line) return
  if (line.sheet !== walk.sheet) turnSheet(walk, line)
  if (isEmpty(line)) {
    walk.blank = true
    if (walk.pending === 'none') walk.pending = 'blank'
    return
  }
  // A line that an export of ours gave an identity is a row of its table, whatever it says.
  if (isMarked(line)) takeRow(walk, line)
  else if (!takeForm(walk) && !takeDropped(walk, line) && !takeLegend(walk) && !takeBroken(walk, line)) {
    if (line.table) takeTableLine(walk, line)
    else takeText(walk, line)
  }
  walk.blank = false
}

/** No table goes on from one sheet to the next: drop-down values often stand on the last. */
function turnSheet(walk: Walk, { sheet }: Line): void {
  walk.sheet = sheet
  walk.table = null
  if (walk.last) walk.last.bySection = false
}

/** Short lines that stand three times or more as whole paragraphs: a page's head or foot. */
function runningTexts(lines: readonly Line[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const key = line.table ? '' : wordKey(line.cells[0]?.text ?? '')
    if (key !== '' && key.length < 120) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([key, count]) => count >= 3 && labelOf(key) === null).map(([key]) => key),
  )
}

/** All words of the document; looked up only where a word may be cut in two, so gathered only then. */
function vocabularyOf(lines: readonly Line[]): Vocabulary {
  let known: ReadonlySet<string> | null = null
  return {
    has: (word) => {
      known ??= wordsOf(lines)
      return known.has(word)
    },
  }
}

function wordsOf(lines: readonly Line[]): ReadonlySet<string> {
  const known = new Set<string>()
  for (const { cells } of lines)
    for (const cell of cells) for (const word of wordKey(cell.text).split(' ')) known.add(word)
  return known
}

const PAGE_NUMBER = /^(?:page\s*)?\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?$/i

function takeDropped(walk: Walk, line: Line): boolean {
  const text = plain(line.cells[0]?.text ?? '')
  const page = !line.table && (PAGE_NUMBER.test(text) || isRunning(walk, text))
  const total = line.table && walk.last !== null && isTotal(line)
  if (!page && !total && !isRule(line)) return false
  walk.blocks.push({
    kind: 'dropped',
    reason: page ? 'page number or running heading' : total ? 'a total' : 'a drawn rule',
    cells: filled(line),
  })
  if (walk.pending === 'none') walk.pending = 'blank'
  return true
}

/** A form is a row of the table of forms, whatever stands between it and the one before. */
function takeForm(walk: Walk): boolean {
  const form = walk.forms.get(walk.at)
  if (!form) return false
  if (walk.table?.header?.key !== form.header.key) {
    walk.table = { kind: 'table', header: { ...form.header, cells: [] }, reopened: false, lines: [] }
    walk.blocks.push(walk.table)
  }
  walk.table.header?.cells.push(...form.labels)
  walk.table.lines.push({ line: form.row, after: 'none' })
  walk.at = form.until
  walk.pending = 'none'
  return true
}

/** A page's head or foot; where it opens the document it is its title. */
function isRunning(walk: Walk, text: string): boolean {
  return walk.blocks.length > 0 && walk.running.has(wordKey(text)) && !readSection([text], walk.vocabulary)
}

function takeLegend(walk: Walk): boolean {
  const found = legendAt(walk.lines, walk.at)
  if (!found) return false
  const { until, ...legend } = found
  walk.blocks.push({ kind: 'legend', ...legend })
  walk.table = null
  walk.at = until
  return true
}

function takeTableLine(walk: Walk, line: Line): void {
  const section = sectionOfLine(line, walk.vocabulary)
  const header = section ? null : headerAt(walk, line)
  const title = section ?? (header ? null : titleAt(walk, line))
  if (header) takeHeader(walk, header)
  else if (title) takeSection(walk, line, title)
  else takeRow(walk, line)
}

function takeRow(walk: Walk, line: Line): void {
  openTable(walk, line).lines.push({ line, after: walk.pending })
  walk.pending = 'none'
}

const isMarked = (line: Line): boolean => line.cells.some(({ id }) => id !== undefined)

/** A row of the open table whose cell was broken over several lines of the text. */
function takeBroken(walk: Walk, line: Line): boolean {
  const { table, lines, at, undone } = walk
  if (!table?.header || !isPlanHeader(table.header) || undone.has(`broken ${line.number}`)) return false
  const whole = wholeRow(lines, at, table.header.headings.length)
  if (!whole) return false
  table.lines.push({ line: whole.row, after: walk.pending, broken: whole })
  walk.pending = 'none'
  walk.at = whole.until
  return true
}

function takeSection(walk: Walk, line: Line, section: Section): void {
  walk.blocks.push({ kind: 'section', ...section, line: line.number, cells: filled(line), rank: null })
  walk.table = null
  if (walk.last) walk.last.bySection = true
  walk.pending = 'none'
}

/** A title inside a plan's table, without a section word. */
function titleAt(walk: Walk, line: Line): Section | null {
  const header = walk.table ? walk.table.header : walk.last?.bySection ? walk.last.header : null
  return header && isPlanHeader(header) ? innerTitle(line, nextFilled(walk), header) : null
}

function nextFilled({ lines, at }: Walk): Line | undefined {
  return lines.slice(at + 1, at + 5).find((line) => !isEmpty(line))
}

function headerAt(walk: Walk, line: Line): Header | null {
  const below = walk.lines.slice(walk.at + 1, walk.at + 3)
  const broken = readBrokenHeader(line, below)
  if (!broken) return readHeader(line) ?? unknownHeader(walk, line)
  walk.at += broken.depth - 1
  return broken.header
}

/** Headings of words of their own stand first in a table, or after a page's end. */
function unknownHeader({ table, pending, lines, at }: Walk, line: Line): Header | null {
  if (table && pending === 'none') return null
  const below = lines.slice(at + 1, at + 7).filter((each) => each.table)
  return readUnknownHeader(line, below)
}

/** The same headings again with nothing but blanks between are a new page, not a new table (import rule 1). */
function takeHeader(walk: Walk, header: Header): void {
  if (walk.table?.header?.key === header.key) {
    walk.blocks.push({ kind: 'dropped', reason: 'headings repeated on a new page', cells: header.cells })
    walk.pending = 'header'
    return
  }
  walk.table = { kind: 'table', header, reopened: false, lines: [] }
  walk.last = { header, bySection: false }
  walk.blocks.push(walk.table)
  walk.pending = 'none'
}

function openTable(walk: Walk, line: Line): TableBlock {
  if (walk.table) return walk.table
  const header = walk.undone.has(`reopened ${line.number}`) ? null : standingHeader(walk, line)
  walk.table = { kind: 'table', header, reopened: header !== null, lines: [] }
  walk.blocks.push(walk.table)
  return walk.table
}

/** Headings that still hold: below a section line of the same table, or for lines of just the same width (four or more). */
function standingHeader({ last }: Walk, line: Line): Header | null {
  if (!last) return null
  const width = last.header.headings.length
  return last.bySection
    ? line.cells.length <= width + 1
      ? last.header
      : null
    : width >= 4 && line.cells.length === width
      ? last.header
      : null
}

function takeText(walk: Walk, line: Line): void {
  const cells = filled(line)
  const raw = line.cells[0]?.text ?? ''
  const text = plain(raw)
    .replace(/^#+\s*/, '')
    .replace(/(?<!\S)\*(?=\S)|(?<=\S)\*(?!\S)/g, '')
    .trim()
  const role = roleOf(raw, text)
  const rank = rankOf(raw, text)
  const section = sectionOfText(walk, text)
  if (section) walk.blocks.push({ kind: 'section', ...section, line: line.number, cells, rank })
  else walk.blocks.push({ kind: 'text', role, text, rank, line: line.number, cells, blankBefore: walk.blank })
  if (role === 'imprint') return
  walk.table = null
  walk.pending = 'none'
}

/** "Section 11 improvement actions" as a document's first line is its title: a law is no part of the plan. */
function sectionOfText(walk: Walk, text: string): Section | null {
  const section = readSection([text], walk.vocabulary)
  return section?.field === 'phase' && walk.blocks.length === 0 ? null : section
}
