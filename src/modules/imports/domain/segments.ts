/** The grid in blocks: tables with their headings and page breaks, section lines, keys, lists, paragraphs. */

import { isPlainlyDate } from './dates.ts'
import { SECTION_WORDS, type SectionField } from './dictionary.ts'
import { type Cell, filled, isEmpty, isRule, type Line } from './grid.ts'
import { type Header, readHeader, readTwoLineHeader } from './headings.ts'
import { colourOf, meaningOf } from './statuses.ts'
import { plain, startsLower, wordKey, words } from './words.ts'

/** What stands between a table line and the one before it. */
export type Break = 'none' | 'blank' | 'header'

export interface TableLine {
  line: Line
  after: Break
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
}

/** `imprint`: "Version 6" and the like, which stands at a page's edge and ends nothing. */
export type TextRole = 'heading' | 'numbered' | 'label' | 'bullet' | 'paragraph' | 'imprint'

export interface TextBlock {
  kind: 'text'
  role: TextRole
  text: string
  line: number
  cells: Cell[]
  blankBefore: boolean
}

export interface LegendBlock {
  kind: 'legend'
  label: Cell[]
  entries: { mark: string; meaning: string; line: number; cells: Cell[] }[]
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
  /** Paragraph texts printed on several pages. */
  running: ReadonlySet<string>
  vocabulary: ReadonlySet<string>
}

/** Divides the grid into blocks, in the order of the document. */
export function toBlocks(lines: readonly Line[]): Block[] {
  const walk: Walk = {
    lines,
    at: 0,
    blocks: [],
    table: null,
    last: null,
    blank: false,
    pending: 'none',
    running: runningTexts(lines),
    vocabulary: vocabularyOf(lines),
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
  if (isEmpty(line)) {
    walk.blank = true
    if (walk.pending === 'none') walk.pending = 'blank'
    return
  }
  if (!takeDropped(walk, line) && !takeLegend(walk, line)) {
    if (line.table) takeTableLine(walk, line)
    else takeText(walk, line)
  }
  walk.blank = false
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

function vocabularyOf(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.cells.flatMap((cell) => wordKey(cell.text).split(' '))))
}

const PAGE_NUMBER = /^(?:page\s*)?\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?$/i

function takeDropped(walk: Walk, line: Line): boolean {
  const text = plain(line.cells[0]?.text ?? '')
  const page =
    !line.table &&
    (PAGE_NUMBER.test(text) || (walk.running.has(wordKey(text)) && !readSection([text], walk.vocabulary)))
  if (!page && !isRule(line)) return false
  walk.blocks.push({
    kind: 'dropped',
    reason: page ? 'page number or running heading' : 'a drawn rule',
    cells: filled(line),
  })
  if (walk.pending === 'none') walk.pending = 'blank'
  return true
}

/** A key: the word alone on its line, then marks with their meanings until the next blank line. */
function takeLegend(walk: Walk, line: Line): boolean {
  const label = plain(
    filled(line)
      .map((cell) => cell.text)
      .join(' '),
  )
  if (!/^(?:(?:rag|brag|status|colour|rating)\s+)*(?:key|legend)s?(?:\s+to\s+[\w ]+)?\s*:?$/i.test(label))
    return false
  const block: LegendBlock = { kind: 'legend', label: filled(line), entries: [], cells: [] }
  walk.table = null
  let at = walk.at + 1
  for (; at < walk.lines.length; at += 1) {
    const next = walk.lines[at]
    if (!next || (isEmpty(next) && block.cells.length > 0)) break
    if (isEmpty(next) || isRule(next)) continue
    if (readHeader(next) || !addLegendLine(block, next)) break
  }
  walk.blocks.push(block)
  walk.at = at - 1
  return true
}

function addLegendLine(block: LegendBlock, line: Line): boolean {
  const cells = filled(line)
  const [mark, meaning] = cells
  const written = /^(\S{1,12}(?: \S+)?)\s*[=:–-]\s*(.+)$/.exec(plain(mark?.text ?? ''))
  if (!line.table && !written) return false
  block.cells.push(...cells)
  if (line.table && cells.length === 2 && mark && meaning) {
    block.entries.push({ mark: mark.text, meaning: plain(meaning.text), line: line.number, cells })
  } else if (written && (colourOf(written[1] ?? '') || meaningOf(written[2] ?? ''))) {
    block.entries.push({ mark: written[1] ?? '', meaning: written[2] ?? '', line: line.number, cells })
  }
  return true
}

function takeTableLine(walk: Walk, line: Line): void {
  const section = sectionOfLine(line, walk.vocabulary)
  const header = section ? null : headerAt(walk, line)
  if (header) {
    takeHeader(walk, header)
    return
  }
  if (section) {
    walk.blocks.push(section)
    walk.table = null
    if (walk.last) walk.last.bySection = true
  } else {
    openTable(walk, line).lines.push({ line, after: walk.pending })
  }
  walk.pending = 'none'
}

function headerAt(walk: Walk, line: Line): Header | null {
  const below = walk.lines[walk.at + 1]
  const double = readTwoLineHeader(line, below)
  if (double) {
    walk.at += 1
    return double
  }
  return readHeader(line)
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
  const header = standingHeader(walk, line)
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

/** "Theme: | Partici | pation" is one section line broken over cells; a row has more cells, or a date. */
function sectionOfLine(line: Line, vocabulary: ReadonlySet<string>): SectionBlock | null {
  const cells = filled(line)
  if (cells.length > 3 || cells.some((cell) => isPlainlyDate(cell.text))) return null
  const found = readSection(
    cells.map((cell) => plain(cell.text)),
    vocabulary,
  )
  return found ? { kind: 'section', ...found, line: line.number, cells } : null
}

/** What may follow a section word: a number, then a colon or dash and the name; or a number and the name. */
const AFTER_SECTION_WORD =
  /^\s*(\d{1,2}[a-z]?)?\s*(?:[:–—]|-\s|\.\s)\s*(.*)$|^\s+(\d{1,2}[a-z]?)(?:\s+(.+))?$/

interface Section {
  field: SectionField
  ref: string | null
  name: string
  text: string
}

function readSection(pieces: readonly string[], vocabulary: ReadonlySet<string>): Section | null {
  const text = joinPieces(pieces, vocabulary)
  const word = SECTION_WORDS.find(([pattern]) => pattern.test(text))
  if (!word || words(text).length > 70 || labelOf(text)) return null
  const found = AFTER_SECTION_WORD.exec(text.replace(word[0], ''))
  if (!found) return null
  return {
    field: word[1],
    ref: found[1] ?? found[3] ?? null,
    name: (found[2] ?? found[4] ?? '').trim(),
    text,
  }
}

/** Pieces of one line: a piece that the next begins with is dropped, a word cut in two is made whole. */
function joinPieces(pieces: readonly string[], vocabulary: ReadonlySet<string>): string {
  const distinct = pieces.filter((piece, index) => !pieces[index + 1]?.startsWith(piece))
  return distinct.reduce((text, piece) => {
    const cut = `${text.split(' ').at(-1) ?? ''}${piece.split(' ')[0] ?? ''}`
    const whole = startsLower(piece) && vocabulary.has(wordKey(cut))
    return text === '' || whole ? `${text}${piece}` : `${text} ${piece}`
  }, '')
}

function takeText(walk: Walk, line: Line): void {
  const cells = filled(line)
  const text = plain(line.cells[0]?.text ?? '')
    .replace(/^#+\s*/, '')
    .replace(/(?<!\S)\*(?=\S)|(?<=\S)\*(?!\S)/g, '')
    .trim()
  const section = readSection([text], walk.vocabulary)
  if (section) walk.blocks.push({ kind: 'section', ...section, line: line.number, cells })
  const role = roleOf(line.cells[0]?.text ?? '', text)
  if (!section)
    walk.blocks.push({ kind: 'text', role, text, line: line.number, cells, blankBefore: walk.blank })
  if (role === 'imprint') return
  walk.table = null
  walk.pending = 'none'
}

function roleOf(raw: string, text: string): TextRole {
  if (labelOf(text)) return 'label'
  if (/^(?:version|edition|draft|v)\s*\.?\s*\d+(?:\.\d+)?$/i.test(text)) return 'imprint'
  if (/^[-•·▪●◦*\uf0b7]\s+/.test(raw)) return 'bullet'
  if (/^\**\d{1,2}[.)]\s+\S/.test(raw)) return 'numbered'
  if (/^#+\s/.test(raw) || /^(\*\*|<b>).*(\*\*|<\/b>)$/.test(raw)) return 'heading'
  if (/^(figure|table|chart)\s*\d/i.test(text) || (text.endsWith(':') && words(text).length > 6))
    return 'paragraph'
  return words(text).length <= 16 && !/[.;,]$/.test(text) && /^[A-Z0-9("“]/.test(text)
    ? 'heading'
    : 'paragraph'
}

export type Label = 'recommendation' | 'criteria' | 'measures'

/** A line that only names what follows it. */
export function labelOf(text: string): Label | null {
  const key = wordKey(text)
  if (/^(recommendation|finding|area for improvement)s?$/.test(key)) return 'recommendation'
  if (/^success (criteria|criterion|measures)$|^how will we know$/.test(key)) return 'criteria'
  return /^measure(d|s)?$|^how will success( criteria)? be measured$|^measures of success$/.test(key)
    ? 'measures'
    : null
}
