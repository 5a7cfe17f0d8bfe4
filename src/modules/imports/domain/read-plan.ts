/** The whole reading of a plan: text in, rows, findings, side tables, doubts and the cell ledger out. Pure. */
import { endOfMonth, isPlainDate, type PlainDate } from '../../../platform/calendar.ts'
import type { Field } from './dictionary.ts'
import { readDocument } from './document.ts'
import { danglingDoubts, documentDoubts, doubt, settleOrder } from './doubts.ts'
import { newFinding, readDeadline, readFindingsTable, splitDeadline } from './findings.ts'
import { filled, toGrid } from './grid.ts'
import { matchColumns, tableKind } from './headings.ts'
import { type Ledger, openLedger } from './ledger.ts'
import type {
  ColumnMatch,
  Doubt,
  LegendEntry,
  PlanReading,
  ReadDocument,
  ReadFinding,
  ReadPhase,
  ReadRow,
  Repair,
  SideTable,
} from './reading.ts'
import { refusalOf } from './refusal.ts'
import type { DateBasis } from './row-dates.ts'
import { type RowContext, rowsOf, sameRow } from './row-fields.ts'
import { type Draft, type PlanTable, rebuildRows } from './rows.ts'
import {
  type Block,
  type LegendBlock,
  labelOf,
  type SectionBlock,
  type TableBlock,
  type TextBlock,
  toBlocks,
} from './segments.ts'
import { toSide } from './sides.ts'
import { meaningOf, statusHead } from './statuses.ts'
import { headKey, plain } from './words.ts'

export interface ReadOptions {
  /** The day on which the review was published: relative deadlines count from it. */
  published?: PlainDate
}

/** What holds at one place of the document while it is walked from top to bottom. */
interface Place {
  theme: string | null
  objective: string | null
  outcome: string | null
  phase: ReadPhase | null
  finding: number | null
  /** The last heading: a findings list's group, a side table's title. */
  heading: string | null
  deadline: string | null
  /** Where bullets below a finding's table go; null outside. */
  list: 'criteria' | 'measures' | null
}

interface Walk {
  document: ReadDocument
  blocks: readonly Block[]
  place: Place
  base: PlainDate | null
  rows: { row: ReadRow; draft: Draft }[]
  findings: ReadFinding[]
  side: SideTable[]
  doubts: Doubt[]
  repairs: Repair[]
  ledger: Ledger
  /** Drafts that the rebuilt tables gave, and how many of their lines did not fit: for the refusal. */
  tables: PlanTable[]
}

/**
 * Reads plan text (tables as tab-separated lines). Never throws and never loses a cell: what no rule places is
 * kept in the ledger. Relative deadlines count from `published`, else from the day that the document itself
 * gives its review, else they stay without a date and are flagged.
 */
export function readPlan(text: string, options: ReadOptions = {}): PlanReading {
  const grid = toGrid(text)
  const ledger = openLedger(grid)
  const blocks = toBlocks(grid)
  const { lines, ...own } = readDocument(blocks)
  const document: ReadDocument = { ...own, published: options.published ?? null, legend: [], tables: [] }
  ledger.mark(grid.filter((line) => lines.has(line.number)).flatMap(filled), 'used', 'document')
  const walk: Walk = {
    document,
    blocks,
    ledger,
    rows: [],
    findings: [],
    side: [],
    doubts: [],
    repairs: [],
    tables: [],
    base: options.published ?? own.reviewDate?.iso ?? null,
    place: {
      theme: null,
      objective: null,
      outcome: null,
      phase: null,
      finding: null,
      heading: null,
      deadline: null,
      list: null,
    },
  }
  readLegends(walk)
  blocks.forEach((block, index) => {
    visit(walk, block, index)
  })
  return conclude(
    walk,
    grid.map((line) => line.cells.map((cell) => cell.text)),
  )
}

/** A key counts for the whole document, wherever it stands. */
function readLegends(walk: Walk): void {
  for (const block of walk.blocks) if (block.kind === 'legend') readLegend(walk, block)
}

function readLegend({ document, ledger }: Walk, block: LegendBlock): void {
  ledger.mark(block.label, 'used', 'key')
  for (const { mark, meaning, line, cells } of block.entries) {
    const canonical =
      statusHead(meaning)?.rest === '' ? (statusHead(meaning)?.canonical ?? null) : meaningOf(meaning)
    document.legend.push({ mark, meaning, canonical, line } satisfies LegendEntry)
    ledger.mark(cells, 'used', 'key')
  }
}

function visit(walk: Walk, block: Block, index: number): void {
  if (block.kind === 'dropped') walk.ledger.mark(block.cells, 'ignored', block.reason)
  if (block.kind === 'section') enterSection(walk, block, index)
  if (block.kind === 'text') visitText(walk, block, index)
  if (block.kind === 'table') visitTable(walk, block)
}

function enterSection(walk: Walk, block: SectionBlock, index: number): void {
  const { place, ledger } = walk
  place.list = null
  ledger.mark(block.cells, 'used', block.field)
  const name = block.name || block.ref || ''
  if (block.field === 'recommendation') {
    openFinding(walk, block.ref, block.name, block)
    // One of a list of findings stands above no table of its own.
    if (isFindingLine(walk.blocks[index - 1]) || isFindingLine(walk.blocks[index + 1])) place.finding = null
  } else if (block.field === 'phase') place.phase = phaseOf(walk, block)
  else if (block.field === 'outcome' && place.phase?.outcome === null) place.phase.outcome = name
  else place[block.field] = name
  if (block.field === 'theme' || block.field === 'phase')
    Object.assign(place, { finding: null, heading: name })
  if (block.field === 'theme') Object.assign(place, { objective: null, outcome: null })
}

function isFindingLine(block: Block | undefined): boolean {
  return block?.kind === 'section' && block.field === 'recommendation'
}

function phaseOf({ base }: Walk, block: SectionBlock): ReadPhase {
  const { name, deadline } = splitDeadline(block.text)
  return { name: name || block.text, by: deadline ? readDeadline(deadline, base) : null, outcome: null }
}

function visitText(walk: Walk, block: TextBlock, index: number): void {
  const numbered = /^(\d{1,2})[.)]\s+(.+)$/.exec(block.text)
  if (block.role === 'label') enterLabel(walk, block)
  else if (numbered && leadsTable(walk, index))
    openFinding(walk, numbered[1] ?? null, numbered[2] ?? '', block)
  else if (afterLabel(walk, index) && leadsTable(walk, index)) openFinding(walk, null, block.text, block)
  else if (walk.place.list && (block.role === 'bullet' || block.role === 'paragraph'))
    addToFinding(walk, block, index)
  else if (block.role === 'heading') enterHeading(walk, block, index)
}

/** Whether the next block that says anything is a table with headings. */
function leadsTable({ blocks }: Walk, index: number): boolean {
  const next = blocks.slice(index + 1).find((block) => block.kind !== 'dropped')
  return next?.kind === 'table' && next.header !== null
}

function afterLabel({ blocks }: Walk, index: number): boolean {
  const before = blocks[index - 1]
  return before?.kind === 'text' && labelOf(before.text) === 'recommendation'
}

function enterLabel({ place, ledger }: Walk, block: TextBlock): void {
  const label = labelOf(block.text)
  ledger.mark(block.cells, 'used', 'label')
  if (label === 'recommendation') place.list = null
  else if (place.finding !== null && label) place.list = label
}

function openFinding(
  walk: Walk,
  ref: string | null,
  words: string,
  { line, cells }: TextBlock | SectionBlock,
): void {
  const { place } = walk
  const deadline = place.deadline ? readDeadline(place.deadline, walk.base) : null
  walk.findings.push(
    newFinding({ ref, words: words || null, group: place.heading, deadline, sourceLines: [line] }),
  )
  Object.assign(place, { finding: walk.findings.length - 1, list: null })
  walk.ledger.mark(cells, 'used', 'finding')
}

function enterHeading(walk: Walk, block: TextBlock, index: number): void {
  const { name, deadline } = splitDeadline(block.text)
  const title = walk.document.title === block.text
  Object.assign(walk.place, {
    finding: null,
    list: null,
    heading: title ? null : name,
    deadline,
    objective: null,
    outcome: null,
  })
  if (deadline || leadsTable(walk, index)) {
    walk.place.theme = title || isFurnitureName(name) ? walk.place.theme : name
    walk.ledger.mark(block.cells, 'used', 'heading')
  }
}

/** A heading that names the table and not what it is about. */
function isFurnitureName(name: string): boolean {
  return /\b(action plan|improvement plan|appendix|table|annex|milestone report)\b/i.test(name)
}

/** Lists below a finding's table: the first is its success criteria, the next after a blank line its measures. */
function addToFinding(walk: Walk, block: TextBlock, index: number): void {
  const { place } = walk
  const finding = walk.findings[place.finding ?? -1]
  if (!finding) return
  const text = block.text.replace(/^(?:[-•·▪●◦*]\s*)+/, '').trim()
  const before = walk.blocks[index - 1]
  const labelled = before?.kind === 'text' && before.role === 'label'
  if (block.blankBefore && !labelled && place.list === 'criteria' && finding.successCriteria.length > 0) {
    place.list = 'measures'
    finding.doubts.push(`The list from line ${block.line} has no heading: it was read as the measures.`)
  }
  const list = place.list === 'measures' ? finding.measures : finding.successCriteria
  list.push(text)
  finding.sourceLines.push(block.line)
  walk.ledger.mark(block.cells, 'used', place.list === 'measures' ? 'measure' : 'successCriteria')
}

function visitTable(walk: Walk, block: TableBlock): void {
  const headings = block.header?.headings ?? []
  const lines = sameHeadings(walk, block).flatMap((each) => each.lines)
  const width = Math.max(headings.length, ...lines.map(({ line }) => line.cells.length))
  const columns = Array.from({ length: width }, (_, column) =>
    lines.map(({ line }) => line.cells[column]?.text ?? ''),
  )
  const matches = matchColumns(block.header ? widen(headings, block) : [], columns)
  const kind = block.header ? tableKind(matches) : 'other'
  if (block.header) walk.ledger.mark(block.header.cells, 'used', 'headings')
  if (block.reopened && kind === 'plan') sayReopened(walk, block)
  if (kind === 'plan') takePlan(walk, block, matches)
  else if (kind === 'findings') takeFindings(walk, block, matches)
  else takeSide(walk, block, kind)
  const shown = walk.side.at(-1)
  if (block.reopened) return
  walk.document.tables.push({
    line: block.header?.line ?? block.lines[0]?.line.number ?? 0,
    kind: kind === 'other' ? (shown?.kind ?? 'other') : kind,
    columns: matches,
  })
}

function sayReopened({ repairs }: Walk, block: TableBlock): void {
  const line = block.lines[0]?.line.number ?? 0
  repairs.push({
    kind: 'join',
    line,
    message: `The table goes on without headings: those of line ${block.header?.line ?? '?'} were taken.`,
  })
}

/** All tables with these headings: a column is judged by its cells in the whole document, not in one short table. */
function sameHeadings({ blocks }: Walk, block: TableBlock): TableBlock[] {
  const tables = blocks.filter((each) => each.kind === 'table')
  return block.header ? tables.filter((each) => each.header?.key === block.header?.key) : [block]
}

/** Headings end where the last named column ends, unless cells below stand in a column without a name. */
function widen(headings: readonly string[], block: TableBlock): string[] {
  const named = headings.findLastIndex((heading) => heading !== '') + 1
  const common = block.lines.filter(({ line }) => filled(line).some((cell) => cell.column >= named)).length
  return common * 2 > block.lines.length ? [...headings] : headings.slice(0, named)
}

function takeFindings(walk: Walk, block: TableBlock, matches: readonly ColumnMatch[]): void {
  const read = readFindingsTable(block, matches, walk.place.heading, walk.base)
  walk.findings.push(...read.findings)
  walk.ledger.mark(read.used, 'used', 'finding')
  walk.ledger.mark(read.kept, 'kept', 'beyond the last column')
}

function takeSide(walk: Walk, block: TableBlock, kind: SideTable['kind'] | 'other'): void {
  if (block.lines.length === 0) return
  walk.side.push(toSide(block, walk.place.heading, kind))
  walk.ledger.mark(
    block.lines.flatMap(({ line }) => filled(line)),
    'kept',
    'a table beside the plan',
  )
}

function takePlan(walk: Walk, block: TableBlock, matches: readonly ColumnMatch[]): void {
  const table = rebuildRows(block, matches)
  const context = contextOf(walk, block, matches)
  walk.tables.push(table)
  walk.repairs.push(...table.repairs)
  for (const draft of table.drafts) {
    for (const { cell, field } of draft.used) walk.ledger.mark([cell], 'used', field)
    walk.ledger.mark(draft.kept, 'kept', 'a column without a field, or a cell that did not fit')
    const finding = columnFinding(walk, draft, table) ?? context.finding
    for (const row of rowsOf(draft, table, { ...context, finding })) addRow(walk, row, draft)
  }
  walk.place.list = walk.place.finding === null ? null : 'criteria'
}

function contextOf(walk: Walk, block: TableBlock, matches: readonly ColumnMatch[]): RowContext {
  const { place, document } = walk
  const finding = tableFinding(walk, block)
  return {
    theme: place.theme,
    objective: place.objective,
    outcome: place.outcome,
    phase: place.phase,
    legend: document.legend,
    finding,
    dates: basisOf(walk, block, matches),
  }
}

/** The finding that a row's own column names: one already listed, else a new one. */
function columnFinding(walk: Walk, draft: Draft, table: PlanTable): ReadRow['finding'] {
  const field = (['recommendation', 'finding'] as const).find(
    (each) => each !== table.deepest && draft.groups.has(each),
  )
  const parts = field ? (draft.groups.get(field)?.parts ?? []) : []
  const text = parts.map((part) => plain(part.text)).join(' ')
  if (text === '') return null
  const [, ref = null, words = text] = /^(\d{1,3})[.):]\s+(.+)$/.exec(text) ?? []
  const known = walk.findings.findIndex(
    (finding) => finding.words !== null && headKey(finding.words) === headKey(words),
  )
  const index = known >= 0 ? known : walk.findings.length
  if (known < 0) {
    const deadline = walk.place.deadline ? readDeadline(walk.place.deadline, walk.base) : null
    walk.findings.push(
      newFinding({
        ref,
        words,
        group: walk.place.heading,
        deadline,
        sourceLines: parts.map((part) => part.line),
      }),
    )
  }
  return { index, ref: walk.findings[index]?.ref ?? null, words }
}

function tableFinding(walk: Walk, block: TableBlock): ReadRow['finding'] {
  if (walk.place.finding === null) inferLostFinding(walk, block)
  const index = walk.place.finding
  const finding = index === null ? undefined : walk.findings[index]
  return finding && index !== null ? { index, ref: finding.ref, words: finding.words } : null
}

/**
 * In a plan whose tables each stand under a numbered finding, a table without one has lost its heading. Its
 * number is given where the next finding leaves a gap of just one; the words stay unknown.
 */
function inferLostFinding(walk: Walk, block: TableBlock): void {
  const before = Number(walk.findings.at(-1)?.ref ?? Number.NaN)
  const after = nextFindingNumber(walk, block)
  if (!Number.isInteger(before) || after !== before + 2 || walk.tables.length === 0) return
  const line = block.header?.line ?? 0
  const deadline = walk.place.deadline ? readDeadline(walk.place.deadline, walk.base) : null
  const message = `The heading of finding ${before + 1} is lost: the numbering goes from ${before} to ${after}.`
  walk.findings.push(
    newFinding({
      ref: String(before + 1),
      group: walk.place.heading,
      deadline,
      sourceLines: [line],
      doubts: [message],
    }),
  )
  walk.doubts.push(doubt('finding', message, { line, suggestion: 'Add the words of the finding.' }))
  walk.place.finding = walk.findings.length - 1
}

function nextFindingNumber({ blocks }: Walk, block: TableBlock): number {
  const at = blocks.indexOf(block)
  const rest = blocks.slice(at + 1)
  const next = rest.find(
    (each, index) => each.kind === 'text' && each.role === 'numbered' && rest[index + 1]?.kind === 'table',
  )
  return next?.kind === 'text' ? Number.parseInt(next.text, 10) : Number.NaN
}

function basisOf(walk: Walk, block: TableBlock, matches: readonly ColumnMatch[]): DateBasis {
  const cellsOf = (field: Field) => {
    const match = matches.find((each) => each.field === field)
    const lines = sameHeadings(walk, block).flatMap((each) => each.lines)
    return {
      heading: match?.heading ?? '',
      cells: match ? lines.map(({ line }) => plain(line.cells[match.column]?.text ?? '')) : [],
    }
  }
  const [start, due] = [cellsOf('start'), cellsOf('due')]
  const line = block.header?.line ?? 0
  return {
    documentDate: dayOfDocument(walk.document),
    relativeBase: walk.base,
    startOrder: settleOrder(start.heading, line, start.cells, walk.doubts),
    dueOrder: settleOrder(due.heading, line, due.cells, walk.doubts),
  }
}

function dayOfDocument({ date }: ReadDocument): PlainDate | null {
  if (!date) return null
  if (isPlainDate(date.iso)) return date.iso
  return date.precision === 'month' ? endOfMonth(`${date.iso}-01`) : null
}

/** Rule 5: the same row printed twice is taken once, its blanks filled from the second, and said. */
function addRow(walk: Walk, row: ReadRow, draft: Draft): void {
  const twin = walk.rows.find((known) => known.draft !== draft && sameRow(known.row, row, headKey))
  if (!twin) {
    walk.rows.push({ row, draft })
    return
  }
  const message = `Printed twice: line ${row.sourceLines.join(', ')} is the same row as line ${twin.row.sourceLines[0] ?? ''}; taken once.`
  mergeInto(twin.row, row, message)
  walk.repairs.push({ kind: 'duplicate', line: row.sourceLines[0] ?? 0, message })
  walk.ledger.mark(
    draft.used.map(({ cell }) => cell),
    'ignored',
    'the same row printed twice',
  )
}

function mergeInto(row: ReadRow, twin: ReadRow, message: string): void {
  if (twin.text.length > row.text.length) row.text = twin.text
  row.start ??= twin.start
  row.due ??= twin.due
  row.outcome ??= twin.outcome
  if (row.leads.length === 0) row.leads = twin.leads
  if (row.status.canonical === null) row.status = twin.status
  if (row.monitoring.length === 0) row.monitoring = twin.monitoring
  row.sourceLines = [...new Set([...row.sourceLines, ...twin.sourceLines])]
  row.doubts = [...new Set([...row.doubts.filter((each) => !/^No (lead|date)/.test(each)), message])]
}

function conclude(walk: Walk, cells: readonly (readonly string[])[]): PlanReading {
  const rows = walk.rows.map(({ row }) => withFinding(row, walk.findings))
  const refused = refusalOf({ rows, findings: walk.findings, tables: walk.tables, cells })
  if (refused) walk.ledger.keepAll('the document was refused')
  const doubts = [
    ...documentDoubts(walk.document, walk.findings),
    ...walk.doubts,
    ...danglingDoubts(rows, walk.findings, walk.side),
  ]
  return {
    document: walk.document,
    findings: refused ? [] : walk.findings,
    rows: refused ? [] : rows,
    side: refused ? [] : walk.side,
    ledger: walk.ledger.sum(),
    doubts,
    repairs: refused ? [] : walk.repairs,
    refused,
  }
}

/** Criteria and measures stand below the table, so they are known only at the end. */
function withFinding(row: ReadRow, findings: readonly ReadFinding[]): ReadRow {
  const finding = row.finding ? findings[row.finding.index] : undefined
  if (!finding) return row
  return {
    ...row,
    successCriteria: row.successCriteria.length > 0 ? row.successCriteria : finding.successCriteria,
    measures: row.measures.length > 0 ? row.measures : finding.measures,
  }
}
