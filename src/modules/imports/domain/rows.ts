/**
 * Rebuilding a table's rows from its lines, by the numbered import rules. A draft is one row (or one action with
 * its list of milestones) with all the lines that belong to it; what was joined, filled or moved is said.
 */
import { isDateLike, isPlainlyDate } from './dates.ts'
import type { Field } from './dictionary.ts'
import type { Cell } from './grid.ts'
import { isStatusHeading } from './headings.ts'
import { isDottedRef, isList, isRef } from './kinds.ts'
import { goesOnAsName } from './leads.ts'
import type { ColumnMatch, Repair } from './reading.ts'
import type { TableBlock, TableLine } from './segments.ts'
import { type FittedLine, fitLine } from './shift.ts'
import { isTick } from './statuses.ts'
import { isBlank, isUnfinished, plain, quote, startsLower } from './words.ts'

/** A cell's text with the line that it came from. */
export interface Part {
  line: number
  text: string
  /** How it was added to the row above: not at all, after a page break, or as wrapped text. */
  joined: 'no' | 'page' | 'wrap'
  /** The heading of its column, where a field has several. */
  heading: string
}

/** The text of a merged cell, shared by the rows that it spans. */
export interface Shared {
  parts: Part[]
}

export interface Draft {
  lines: FittedLine[]
  own: Map<Field, Part[]>
  groups: Map<Field, Shared>
  /** Heading → text of the columns that no field takes. */
  other: Map<string, string[]>
  used: { cell: Cell; field: Field }[]
  kept: Cell[]
  /** Cells of columns that a person left out. */
  ignored: Cell[]
  doubts: string[]
}

export interface PlanTable {
  columns: readonly ColumnMatch[]
  /** The column of the deepest item: milestone, else action, else what stands for it. */
  deepest: Field
  /** Whether at least half of the lines start with a number (rules 2 and 3). */
  numbered: boolean
  /** Whether milestones carry numbers of their own: one without a number then has none, not its action's. */
  ownNumbers: boolean
  /** Whether the items are numbered in order without a stop: "1 Review …", "2 Introduce …". */
  bareNumbers: boolean
  drafts: Draft[]
  repairs: Repair[]
  /** Keys of repairs that a person does not want. */
  undone: ReadonlySet<string>
}

const DEEPEST: readonly Field[] = ['milestone', 'action', 'recommendation', 'finding', 'objective']
const GROUPS: readonly Field[] = ['theme', 'objective', 'outcome', 'recommendation', 'finding', 'action']

/** The drafts of one plan table; repairs that a person undid are not made. */
export function rebuildRows(
  table: TableBlock,
  columns: readonly ColumnMatch[],
  undone: ReadonlySet<string> = new Set(),
): PlanTable {
  const listed = columns.some(({ field, column }) => field === 'milestone' && hasLists(table, column))
  const lines = table.lines.map((line) =>
    fitLine(line, columns, { listed, stays: undone.has(`shift ${line.line.number}`) }),
  )
  const deepest = DEEPEST.find((field) => columns.some((column) => column.field === field)) ?? 'action'
  // A line right after a break may be the rest of a row, so it does not tell whether rows are numbered.
  const unbroken = lines.filter((line) => line.after === 'none' && !isCut(line, columns, deepest))
  const numbered = unbroken.filter((line) => opensWithRef(line, columns)).length * 2 >= unbroken.length
  const ownNumbers = lines.some((line) => TEXT_REF.test(plain(textOf(line, columns, deepest))))
  const merged = mergedCells(table, columns)
  const bareNumbers = areNumberedInOrder(lines.map((line) => plain(textOf(line, columns, deepest))))
  const built: PlanTable = {
    columns,
    deepest,
    numbered,
    ownNumbers,
    bareNumbers,
    drafts: [],
    repairs: [],
    undone,
  }
  built.repairs.push(...table.lines.flatMap(sayBroken))
  for (const line of lines) {
    if (line.moved)
      built.repairs.push({
        key: `shift ${line.number}`,
        kind: 'shift',
        line: line.number,
        message: 'Cells were moved to the columns that they suit.',
      })
    const last = built.drafts.at(-1)
    const why = last ? continues(line, built, last) : null
    if (last && why) extend(built, last, line, why)
    else open(built, line, merged.get(line.number) ?? [])
  }
  return built
}

function sayBroken({ line, broken }: TableLine): Repair[] {
  if (!broken) return []
  const message = `A cell was broken over lines ${line.number} to ${broken.from.at(-1) ?? line.number}: they were read as one row.`
  return [{ key: `broken ${line.number}`, kind: 'join', line: line.number, message }]
}

/** "12 carers approved" opens with a number too: only numbers that go up in small steps count the rows. */
function areNumberedInOrder(texts: readonly string[]): boolean {
  const present = texts.filter((text) => text !== '')
  const numbers = present.flatMap((text) => {
    const found = /^(\d{1,3}) (?=[A-Z])/.exec(text)?.[1]
    return found ? [Number(found)] : []
  })
  const inOrder = numbers.every((number, index) => {
    const step = number - (numbers[index - 1] ?? number - 1)
    return step >= 1 && step <= 3
  })
  return numbers.length >= 2 && numbers.length >= present.length * 0.6 && inOrder
}

const NEVER_FILLED: readonly ColumnMatch['field'][] = ['lead', 'start', 'due', 'status']

/** By line, the columns whose cell of a row above is merged over it, where nothing is ever filled down. */
function mergedCells(
  { lines }: TableBlock,
  columns: readonly ColumnMatch[],
): ReadonlyMap<number, ColumnMatch[]> {
  const found = new Map<number, ColumnMatch[]>()
  const watched = columns.filter(({ field }) => NEVER_FILLED.includes(field))
  for (const { line } of lines)
    for (const match of watched) {
      const until = line.number + (line.cells[match.column]?.rowSpan ?? 1)
      for (let below = line.number + 1; below < until && below <= line.number + LONGEST_SPAN; below += 1)
        found.set(below, [...(found.get(below) ?? []), match])
    }
  return found
}

/** More lines than a cell is ever merged over; a file may claim any number. */
const LONGEST_SPAN = 500

function sayMerged({ heading, field }: ColumnMatch): string {
  return `The ${heading || field} cell is merged with the row above: nothing was filled down. Look at the original.`
}

function hasLists(table: TableBlock, column: number): boolean {
  const lists = table.lines.filter(({ line }) => line.cells.some((cell) => isList(cell.text)))
  return column >= 0 && lists.length * 2 >= table.lines.length
}

function textOf(line: FittedLine, columns: readonly ColumnMatch[], field: Field): string {
  const column = columns.find((match) => match.field === field)?.column
  return column === undefined ? '' : (line.cells[column] ?? '')
}

/** Whether the line's main text opens in lower case, or it has none: the rest of the line above. */
function isCut(line: FittedLine, columns: readonly ColumnMatch[], deepest: Field): boolean {
  const text = textOf(line, columns, deepest)
  return !isList(text) && (isBlank(text) || startsLower(text))
}

const TEXT_REF = /^\s*((?:[A-Z]{1,3})?\d{1,2}\.\d{1,2}[a-z]?)[.)]?\s+\S/

/** Rule 2: a number in the reference column, or a number with a dot in the first three cells, starts a row. */
export function opensWithRef(line: FittedLine, columns: readonly ColumnMatch[]): boolean {
  if (isRef(textOf(line, columns, 'ref'))) return true
  return line.cells.slice(0, 3).some((cell) => isDottedRef(cell) || TEXT_REF.test(plain(cell)))
}

/** Why a line goes on with the row above it: a sentence for the record, or null when it starts a row. */
function continues(
  line: FittedLine,
  { columns, numbered, deepest, undone }: PlanTable,
  before: Draft,
): { joined: Part['joined']; rule: string } | null {
  // A line of our own copy carries its mark: it is a row, whatever it says.
  if (line.id !== null || opensWithRef(line, columns) || undone.has(`join ${line.number}`)) return null
  const says = (field: Field) => !isBlank(textOf(line, columns, field))
  const first = line.cells[0] ?? ''
  const broken = line.after !== 'none'
  const dated = says('start') || says('due')
  if (broken && !says('due') && !says('lead') && !says('status'))
    return { joined: 'page', rule: 'after a page break, without due date, lead and status' }
  if (numbered && line.after === 'header')
    return { joined: 'page', rule: 'without a number right after repeated headings' }
  if (broken && !dated && (isBlank(first) || startsLower(first)))
    return { joined: 'page', rule: 'after a page break, with a blank or lower-case start and no date' }
  const text = textOf(line, columns, deepest)
  const cut = startsLower(text) && !isList(text) && !says('status')
  if (broken && cut && !isPlainlyDate(textOf(line, columns, 'due')))
    return { joined: 'page', rule: 'after a page break, with a lower-case start and no whole date' }
  const opening = line.cells.find((cell) => !isBlank(cell)) ?? ''
  if (numbered && startsLower(opening) && !isList(opening) && !says('lead'))
    return { joined: 'page', rule: 'without number and lead, starting in lower case' }
  const beginsWithAction = columns[0]?.field === deepest || columns[0]?.field === 'action'
  if (beginsWithAction && startsLower(first) && !says('status'))
    return { joined: 'wrap', rule: 'wrapped text: lower-case start and blank status' }
  if (cut && numbered && !isWholeDate(textOf(line, columns, 'due')))
    return { joined: 'wrap', rule: 'without a number, starting in lower case and without a whole date' }
  if (cut && !says('due') && !says('lead'))
    return { joined: 'wrap', rule: 'lower-case start, without due date, lead and status' }
  const goesOnInBoth = () => goesOnAsName(joinedText(before.own.get('lead')), textOf(line, columns, 'lead'))
  if (cut && !dated && !says('status') && says('lead') && goesOnInBoth())
    return { joined: 'wrap', rule: 'lower-case start without a date, and the lead goes on as well' }
  if (!says('due') && !says('lead') && !says('status') && says(deepest)) {
    const alone = line.cells.filter((cell) => !isBlank(cell)).length === 1
    const above = plain(before.own.get(deepest)?.at(-1)?.text ?? '')
    if (isUnfinished(above))
      return {
        joined: 'wrap',
        rule: 'the text above breaks off, and no due date, lead and status stand here',
      }
    if (numbered && alone && !isList(text) && above !== '' && !/[.;:]$/.test(above))
      return { joined: 'wrap', rule: 'text alone, without the number that the other rows have' }
  }
  const main = says(deepest) || says('action') || says('milestone')
  return main ? null : { joined: 'wrap', rule: 'without a text of its own' }
}

const joinedText = (parts: readonly Part[] = []) => parts.map(({ text }) => plain(text)).join(' ')

/** A date that can stand by itself, as the rest of one ("2012" below "31 March") cannot. */
function isWholeDate(raw: string): boolean {
  return isDateLike(raw) && !/^(?:19|20)\d{2}$/.test(plain(raw))
}

function open(built: PlanTable, line: FittedLine, merged: readonly ColumnMatch[]): void {
  const draft: Draft = {
    lines: [],
    own: new Map(),
    groups: new Map(),
    other: new Map(),
    used: [],
    kept: [],
    ignored: [],
    doubts: [],
  }
  const before = built.drafts.at(-1)
  draft.doubts.push(...merged.filter(({ column }) => isBlank(line.cells[column] ?? '')).map(sayMerged))
  addCells(built, draft, line, 'no', before)
  if (before) fillDown(built, draft, before, line)
  built.drafts.push(draft)
}

function extend(
  built: PlanTable,
  draft: Draft,
  line: FittedLine,
  why: { joined: Part['joined']; rule: string },
): void {
  addCells(built, draft, line, why.joined, draft)
  built.repairs.push({
    key: `join ${line.number}`,
    kind: 'join',
    line: line.number,
    message: `Joined to the row above: ${why.rule}.`,
  })
  draft.doubts.push(`Line ${line.number} was joined to this row (${why.rule}).`)
}

function addCells(
  built: PlanTable,
  draft: Draft,
  line: FittedLine,
  joined: Part['joined'],
  before: Draft | undefined,
): void {
  draft.lines.push(line)
  draft.kept.push(...line.spare)
  if (line.moved)
    draft.doubts.push(`The cells of line ${line.number} were moved to the columns that they suit.`)
  for (const match of built.columns) {
    const cell = line.source[match.column]
    if (!cell) continue
    if (cell.note) addOther(draft, `Comment on ${match.heading || match.field}`, cell.note)
    addCell(built, draft, { cell, match, joined, line, before })
  }
}

function addOther(draft: Draft, heading: string, text: string): void {
  draft.other.set(heading, [...(draft.other.get(heading) ?? []), plain(text)])
}

interface Placing {
  cell: Cell
  match: ColumnMatch
  joined: Part['joined']
  line: FittedLine
  before: Draft | undefined
}

function addCell(built: PlanTable, draft: Draft, placing: Placing): void {
  const { cell, match, joined, line, before } = placing
  if (line.misfits.includes(match.column)) {
    misplaced(draft, cell, match)
    return
  }
  if (match.field === 'ignored') {
    draft.ignored.push(cell)
    return
  }
  if (match.field === 'other') {
    draft.kept.push(cell)
    const heading = match.heading || `Column ${match.column + 1}`
    addOther(draft, heading, cell.text)
    return
  }
  draft.used.push({ cell, field: match.field })
  if (isBlank(cell.text) && match.field !== 'status') return
  const text = match.field === 'status' ? tickedStatus(draft, cell, match) : cell.text
  const part: Part = { line: line.number, text, joined, heading: match.heading }
  if (!isGroup(match.field, built)) {
    draft.own.set(match.field, [...(draft.own.get(match.field) ?? []), part])
    return
  }
  const shared = before?.groups.get(match.field)
  if (shared && (joined !== 'no' || goesOn(built, before, placing)))
    joinShared(built, draft, shared, match.field, part, joined)
  else draft.groups.set(match.field, { parts: [part] })
}

/** A tick under "Completed" says what its heading says; a second one on the row is for a person to settle. */
function tickedStatus(draft: Draft, cell: Cell, match: ColumnMatch): string {
  if (!isStatusHeading(match.heading) || !isTick(cell.text)) return cell.text
  if (draft.own.has('status'))
    draft.doubts.push(`${quote(match.heading)} is ticked as well: the first was taken.`)
  return match.heading.replace(/\?\s*$/, '')
}

/** A merged cell that is not the deepest item: its text is shared by the rows below it. */
function isGroup(field: Field, { deepest }: PlanTable): boolean {
  return field !== deepest && GROUPS.includes(field)
}

function joinShared(
  built: PlanTable,
  draft: Draft,
  shared: Shared,
  field: Field,
  part: Part,
  joined: Part['joined'],
): void {
  draft.groups.set(field, shared)
  if (shared.parts.some((known) => plain(known.text) === plain(part.text))) return
  shared.parts.push({ ...part, joined: joined === 'no' ? 'page' : joined })
  if (joined === 'no')
    built.repairs.push({
      key: `go-on ${part.line} ${field}`,
      kind: 'join',
      line: part.line,
      message: `The ${field} goes on from the page before.`,
    })
}

/**
 * Whether a merged cell's text goes on over a page break into a line that starts a new row: it opens in lower
 * case, or (for the action) the milestone's own number still belongs to the action above.
 */
function goesOn(built: PlanTable, before: Draft | undefined, { cell, match, line }: Placing): boolean {
  if (line.after === 'none' || !before || built.undone.has(`go-on ${line.number} ${match.field}`))
    return false
  if (match.field !== 'action') return startsLower(cell.text)
  const [mine, above] = [leadingNumber(line, built), leadingNumber(before.lines[0], built)]
  return mine !== null && mine === above && !/^\d{1,2}\.\s/.test(plain(cell.text))
}

/** "14" of the milestone "14.4 …". */
function leadingNumber(line: FittedLine | undefined, { columns, deepest }: PlanTable): string | null {
  return line ? (/^\s*(\d{1,2})\.\d/.exec(plain(textOf(line, columns, deepest)))?.[1] ?? null) : null
}

/** A cell that its column cannot take: never forced into the field, shown beside the row instead. */
function misplaced(draft: Draft, cell: Cell, match: ColumnMatch): void {
  draft.kept.push(cell)
  draft.doubts.push(
    `The ${match.heading || match.field} cell holds ${quote(cell.text)}, which does not belong there: it was left out.`,
  )
  draft.other.set(match.heading || match.field, [plain(cell.text)])
}

/**
 * Rule 5, fill-down of merged cells: what stands left of the action always, what stands right of it only while
 * the action's own cell is blank too. Lead, date and status are never filled.
 */
function fillDown(built: PlanTable, draft: Draft, before: Draft, line: FittedLine): void {
  const columnOf = (field: Field) => built.columns.find((match) => match.field === field)?.column ?? -1
  const actionAt = columnOf('action')
  const action = draft.groups.get('action')
  const ownAction =
    built.deepest === 'action' || (action !== undefined && action !== before.groups.get('action'))
  for (const field of GROUPS) {
    const shared = before.groups.get(field)
    if (!shared || draft.groups.has(field) || !isGroup(field, built)) continue
    if (columnOf(field) > actionAt && ownAction && actionAt >= 0) continue
    const key = `fill-down ${line.number} ${field}`
    if (built.undone.has(key)) continue
    draft.groups.set(field, shared)
    built.repairs.push({
      key,
      kind: 'fill-down',
      line: line.number,
      message: `The ${field} was filled down from line ${shared.parts[0]?.line ?? '?'}.`,
    })
  }
}
