/** The tables of a plan, each by its kind: rows of the plan, findings, or cells kept beside it. */
import { endOfMonth, isPlainDate, type PlainDate } from '../../../platform/calendar.ts'
import type { DayOrder } from './date-words.ts'
import { doubt, onLine, rowDoubt, settleOrder } from './doubts.ts'
import { newFinding, numberAndWords, readDeadline, readFindingsTable } from './findings.ts'
import { filled } from './grid.ts'
import { isPlanHeader, matchColumns, tableKind } from './headings.ts'
import { columnsByCells } from './headless.ts'
import type { ColumnMatch, ReadDocument, ReadRow, ReadTable, SideTable } from './reading.ts'
import type { DateBasis } from './row-dates.ts'
import { NO_DATE, NO_LEAD, type RowContext, rowKey, rowsOf } from './row-fields.ts'
import { type Draft, type PlanTable, rebuildRows } from './rows.ts'
import type { TableBlock, TableLine } from './segments.ts'
import { toSide } from './sides.ts'
import type { Walk } from './walk.ts'
import { headKey, isBlank, plain } from './words.ts'

export function visitTable(walk: Walk, block: TableBlock): void {
  const matches = columnsOf(walk, block)
  const kind = tableKind(matches)
  if (block.header) walk.ledger.mark(block.header.cells, 'used', 'headings')
  if (block.reopened && kind === 'plan') sayReopened(walk, block)
  if (kind === 'plan') takePlan(walk, block, matches)
  else if (kind === 'findings') takeFindings(walk, block, matches)
  else takeSide(walk, block, kind)
  if (!block.reopened) list(walk, block, kind, matches)
}

function list(
  { document, side }: Walk,
  block: TableBlock,
  kind: ReadTable['kind'],
  columns: ColumnMatch[],
): void {
  const line = block.header?.line ?? block.lines[0]?.line.number ?? 0
  const found = kind === 'other' ? (side.at(-1)?.kind ?? 'other') : kind
  document.tables.push({ line, key: block.header?.key ?? '', kind: found, columns })
}

/** What the columns are: settled once for all tables with the same headings. */
function columnsOf(walk: Walk, block: TableBlock): ColumnMatch[] {
  if (!block.header) return columnsWithout(walk, block)
  const family = walk.byHeadings.get(block.header.key)
  if (family?.columns) return family.columns
  const lines = sameHeadings(walk, block)
  const headings = widen(block.header.headings, lines)
  const cells = headings.map((_, column) => lines.map(({ line }) => line.cells[column]?.text ?? ''))
  const chosen = walk.choices.columns?.[block.header.key] ?? {}
  const columns = matchColumns(headings, cells, chosen).map((match) => ({
    ...match,
    samples: samplesOf(cells[match.column] ?? []),
  }))
  if (family) family.columns = columns
  return columns
}

/** Without headings the cells alone tell, and only where no table of the document has the headings of a plan. */
function columnsWithout(walk: Walk, block: TableBlock): ColumnMatch[] {
  const tables = walk.blocks.filter((each) => each.kind === 'table')
  const headed = tables.some(({ header }) => header !== null && isPlanHeader(header))
  const line = block.lines[0]?.line.number ?? 0
  const columns = headed || walk.undone.has(`headless ${line}`) ? null : columnsByCells(block, tables)
  if (!columns) return matchColumns([], [])
  const message = 'The table has no headings: its columns were told by their cells.'
  walk.repairs.push({ key: `headless ${line}`, kind: 'join', line, message })
  walk.doubts.push(
    doubt('document', message, { line, suggestion: 'Look at each column before you confirm.' }),
  )
  return columns
}

/** The first three cells that are not alike, each short enough to stand beside the others. */
function samplesOf(cells: readonly string[]): string[] {
  const texts = new Set(cells.filter((cell) => !isBlank(cell)).map((cell) => plain(cell).slice(0, 120)))
  return [...texts].slice(0, 3)
}

function sayReopened({ repairs }: Walk, block: TableBlock): void {
  const line = block.lines[0]?.line.number ?? 0
  repairs.push({
    key: `reopened ${line}`,
    kind: 'join',
    line,
    message: `The table goes on without headings: those of line ${block.header?.line ?? '?'} were taken.`,
  })
}

/** The lines of all tables with these headings: a column is judged by its cells in the whole document. */
function sameHeadings({ byHeadings }: Walk, block: TableBlock): TableLine[] {
  const family = block.header ? byHeadings.get(block.header.key) : undefined
  return (family?.tables ?? [block]).flatMap((table) => table.lines)
}

/** Headings end where the last named column ends, unless most lines stand in a column without a name. */
function widen(headings: readonly string[], lines: readonly TableLine[]): string[] {
  const named = headings.findLastIndex((heading) => heading !== '') + 1
  const beyond = lines.filter(({ line }) => filled(line).some((cell) => cell.column >= named)).length
  if (beyond * 2 <= lines.length) return headings.slice(0, named)
  const width = lines.reduce((most, { line }) => Math.max(most, line.cells.length), headings.length)
  return Array.from({ length: width }, (_, column) => headings[column] ?? '')
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
  const table = rebuildRows(block, matches, walk.undone)
  const context = contextOf(walk, block, matches)
  walk.tables.push(table)
  walk.ledger.mark(
    block.lines.flatMap(({ broken }) => broken?.swallowed ?? []),
    'used',
    'a cell broken over lines',
  )
  walk.repairs.push(...table.repairs)
  for (const draft of table.drafts) takeDraft(walk, draft, table, context)
  walk.place.list = walk.place.finding === null ? null : 'criteria'
}

function takeDraft(walk: Walk, draft: Draft, table: PlanTable, context: RowContext): void {
  for (const { cell, field } of draft.used) walk.ledger.mark([cell], 'used', field)
  walk.ledger.mark(draft.kept, 'kept', 'a column without a field, or a cell that did not fit')
  walk.ledger.mark(draft.ignored, 'ignored', 'a column that was left out')
  const finding = columnFinding(walk, draft, table) ?? context.finding
  const added = rowsOf(draft, table, { ...context, finding }).map((row) => addRow(walk, row, draft))
  const repeated = added.length > 0 && added.every((isNew) => !isNew)
  const cells = draft.used.map(({ cell }) => cell)
  if (repeated) walk.ledger.mark(cells, 'ignored', 'the same row printed twice')
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
  const [printed, words] = numberAndWords(text)
  const index = findingOf(walk, words) ?? walk.findings.length
  if (index === walk.findings.length) {
    const deadline = walk.place.deadline ? readDeadline(walk.place.deadline, walk.base) : null
    const sourceLines = parts.map((part) => part.line)
    const ref = printed ?? numberBeside(draft, table, sourceLines)
    walk.findings.push(newFinding({ ref, words, group: walk.place.heading, deadline, sourceLines }))
  }
  return { index, ref: walk.findings[index]?.ref ?? null, words }
}

/** The place of the finding with these words; the list is indexed as it grows. */
function findingOf({ findings, findingsByWords }: Walk, words: string): number | null {
  for (let at = findingsByWords.size; at < findings.length; at += 1) {
    const key = headKey(findings[at]?.words ?? '')
    findingsByWords.set(findingsByWords.has(key) || key === '' ? `#${at}` : key, at)
  }
  return findingsByWords.get(headKey(words)) ?? null
}

/** Where the actions carry numbers of their own, the number column's is the finding's that begins on the line. */
function numberBeside(draft: Draft, table: PlanTable, lines: readonly number[]): string | null {
  const part = draft.own.get('ref')?.find(({ line }) => lines.includes(line))
  const action = plain(draft.own.get(table.deepest)?.[0]?.text ?? '')
  return part && /^\d{1,2}\.\d/.test(action) ? plain(part.text).replace(/[.):]+$/, '') : null
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
      doubts: onLine([rowDoubt('finding', message)], line),
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
  const family = walk.byHeadings.get(block.header?.key ?? '')
  const order = family?.order ?? settleOrders(walk, block, matches)
  if (family) family.order = order
  return { documentDate: dayOfDocument(walk.document), relativeBase: walk.base, order }
}

function settleOrders(walk: Walk, block: TableBlock, matches: readonly ColumnMatch[]): DayOrder {
  const lines = sameHeadings(walk, block)
  const columns = matches
    .filter(({ field }) => field === 'start' || field === 'due')
    .map(({ heading, column }) => ({
      heading,
      cells: lines.map(({ line }) => plain(line.cells[column]?.text ?? '')),
    }))
  return settleOrder(columns, block.header?.line ?? 0, walk.doubts)
}

function dayOfDocument({ date }: ReadDocument): PlainDate | null {
  if (!date) return null
  if (isPlainDate(date.iso)) return date.iso
  return date.precision === 'month' ? endOfMonth(`${date.iso}-01`) : null
}

/** Rule 5: the same row printed twice is taken once, its blanks filled from the second, and said. */
function addRow(walk: Walk, row: ReadRow, draft: Draft): boolean {
  // Rows of our own copy are told apart by their marks, even where they say the same.
  const key = row.id === null ? rowKey(row) : `id ${row.id}`
  const twin = walk.known.get(key)
  const repair = `duplicate ${row.sourceLines[0] ?? 0}`
  if (!twin || twin.draft === draft || row.id !== null || walk.undone.has(repair)) {
    walk.rows.push(row)
    if (!twin) walk.known.set(key, { row, draft })
    return true
  }
  const message = `Printed twice: line ${row.sourceLines.join(', ')} is the same row as line ${twin.row.sourceLines[0] ?? ''}; taken once.`
  mergeInto(twin.row, row, message)
  walk.repairs.push({ key: repair, kind: 'duplicate', line: row.sourceLines[0] ?? 0, message })
  return false
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
  const open = row.doubts.filter((each) => each.message !== NO_LEAD && each.message !== NO_DATE)
  row.doubts = onLine([...open, rowDoubt('duplicate', message)], row.sourceLines[0])
}
