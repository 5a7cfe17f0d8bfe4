/** Heading lines: found by the dictionary, checked against the cells that stand below them. */

import { isDateLike, isPlainlyDate } from './dates.ts'
import { type Field, HEADING_PATTERNS, HEADING_WORDS } from './dictionary.ts'
import { type Cell, filled, type Line } from './grid.ts'
import { isDottedRef, isRef, isRefList, isSentence } from './kinds.ts'
import { isLeadLike, isLeadName } from './leads.ts'
import type { ColumnField, ColumnMatch, SideKind } from './reading.ts'
import { remembered } from './remembered.ts'
import { colourOf, isMark, isTick, statusHead } from './statuses.ts'
import { isBlank, plain, startsLower, wordKey, words } from './words.ts'

export interface Header {
  /** The first line of the heading. */
  line: number
  /** All its cells: two lines where the headings are broken over two. */
  cells: Cell[]
  /** By column; '' where a column has no heading. */
  headings: string[]
  /** Equal for the same headings repeated on another page. */
  key: string
}

const WHOLE = new Map<string, Field>(
  Object.entries(HEADING_WORDS).flatMap(([field, list]) =>
    list.map((heading) => [heading, field as Field] as const),
  ),
)

/** Whether a cell is a heading as printed in plans, word for word. */
export function isWholeHeading(raw: string): boolean {
  return WHOLE.has(wordKey(raw))
}

/** Share of the filled cells that must be known headings (import rule 1). */
const KNOWN_SHARE = 0.6

/** The field that a heading suggests; null for a long text or an unknown word. */
export const headingField = remembered((raw): Field | null => {
  const key = wordKey(raw).replace(/ (s|es)$/, '')
  const whole = WHOLE.get(key) ?? (plain(raw) === '#' ? 'ref' : undefined)
  if (whole) return whole
  if (key === '' || startsLower(raw) || words(raw).length > 8 || /[.;]$/.test(plain(raw)) || statusHead(raw))
    return null
  return HEADING_PATTERNS.find(([pattern]) => pattern.test(key))?.[1] ?? null
})

/**
 * Reads a line as headings: at least three filled cells with 60 % of them known, or two with both known.
 * A heading broken over neighbouring cells ("Areas | for improvement") is one heading at the first of them.
 */
export function readHeader(line: Line): Header | null {
  if (line.cells.some((cell) => isData(cell.text))) return null
  const headings = mendBroken(line.cells.map((cell) => plain(cell.text)))
  const present = headings.filter((heading) => heading !== '')
  const statuses = present.filter(isStatusHeading).length
  const known =
    present.filter((heading) => headingField(heading) !== null).length + (statuses >= 2 ? statuses : 0)
  const telling = present.filter((heading) => !PERIOD.test(heading)).length
  const enough =
    present.length >= 3
      ? known / telling >= KNOWN_SHARE || hasCore(present)
      : present.length === 2 && known === 2 && statuses === 0
  return enough
    ? {
        line: line.number,
        cells: filled(line),
        headings,
        key: headings.map(wordKey).join('|').replace(/\|+$/, ''),
      }
    : null
}

/**
 * Headings that the dictionary does not know, told by what stands below: words, and never a date, over a column of
 * dates; short in every cell.
 */
export function readUnknownHeader(line: Line, below: readonly Line[]): Header | null {
  const cells = filled(line)
  if (cells.length < 4 || cells.length < line.cells.length - 1 || !cells.every(({ text }) => mayHead(text)))
    return null
  const dated = line.cells.some(({ text }, column) => {
    const under = below.map((each) => each.cells[column]?.text ?? '').filter((cell) => !isBlank(cell))
    return text !== '' && under.length >= 2 && share(under, isDateLike) >= 0.8
  })
  const headings = line.cells.map((cell) => plain(cell.text))
  if (new Set(headings).size < cells.length) return null
  const columns = headings.map((_, column) => below.map((each) => each.cells[column]?.text ?? ''))
  if (!dated || tableKind(matchColumns(headings, columns)) !== 'plan') return null
  return { line: line.number, cells, headings, key: headings.map(wordKey).join('|').replace(/\|+$/, '') }
}

function mayHead(raw: string): boolean {
  if (headingField(raw) !== null) return true
  const data = isDateLike(raw) || isRef(raw) || isMark(raw) || statusHead(raw) !== null
  return !data && words(raw).length <= 8 && !/[.;]$/.test(plain(raw))
}

/** A quarter or a month over a column of marks: it says nothing for or against a plan. */
const PERIOD = /^(?:q(?:uarter|tr)? ?[1-4]|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)$/i

/** What is to be done, and two of who, by when and how it stands: a plan, however many columns it has beside them. */
function hasCore(present: readonly string[]): boolean {
  const fields = new Set(present.map(headingField))
  const has = (...wanted: Field[]) => wanted.some((field) => fields.has(field))
  const beside = [has('lead'), has('due', 'start'), has('status')].filter(Boolean).length
  return has('action', 'milestone') && beside >= 2
}

/** A cell that no heading is: a day or month, a number with a dot, a paragraph. */
function isData(raw: string): boolean {
  return words(raw).length > 12 || (!WHOLE.has(wordKey(raw)) && (isPlainlyDate(raw) || isDottedRef(raw)))
}

function mendBroken(headings: readonly string[]): string[] {
  return headings.map((heading, column) => {
    const next = headings[column + 1] ?? ''
    const before = headings[column - 1] ?? ''
    if (isBrokenPair(heading, next)) return `${heading} ${next}`
    return isBrokenPair(before, heading) ? '' : heading
  })
}

function isBrokenPair(first: string, second: string): boolean {
  if (first === '' || second === '' || headingField(first) || headingField(second)) return false
  return WHOLE.has(wordKey(`${first} ${second}`))
}

/** A word that a heading's second or third line may hold by itself. */
const HEADING_REST =
  /^(?:date|no|number|by|officer|note|agency|rating|status|agreed|original|person|\(.{1,20}\))s?$/i

/**
 * Headings broken over two or three lines ("Milestone" above "Lead"), where the lower lines hold heading words
 * only. `depth` is how many lines they take.
 */
export function readBrokenHeader(
  line: Line,
  below: readonly Line[],
): { header: Header; depth: number } | null {
  let depth = 0
  while (depth < below.length && isHeadingRest(line, below[depth])) depth += 1
  for (; depth > 0; depth -= 1) {
    const header = joinedHeader(line, below.slice(0, depth))
    if (header) return { header, depth: depth + 1 }
  }
  return null
}

function isHeadingRest(line: Line, next: Line | undefined): boolean {
  if (!next?.table) return false
  const below = filled(next)
  return (
    below.length >= 2 &&
    below.length <= filled(line).length + 2 &&
    below.every((cell) => headingField(cell.text) !== null || HEADING_REST.test(plain(cell.text)))
  )
}

function joinedHeader(line: Line, below: readonly Line[]): Header | null {
  const all = [line, ...below]
  const width = Math.max(...all.map(({ cells }) => cells.length))
  const cells = Array.from({ length: width }, (_, column) => ({
    line: line.number,
    column,
    text: joinedHeading(all, column),
  }))
  const joined = readHeader({ number: line.number, cells, table: true })
  return joined ? { ...joined, cells: all.flatMap(filled) } : null
}

/** A heading over several columns ("Timescale" over "Start" and "End") gives way to those below it. */
function joinedHeading(lines: readonly Line[], column: number): string {
  const texts = lines.map((each) => each.cells[column]?.text ?? '').filter((text) => text !== '')
  const last = texts.at(-1) ?? ''
  const spans = texts.length > 1 && isBlank(lines[0]?.cells[column + 1]?.text ?? '')
  return spans && isWholeHeading(last) ? last : texts.join(' ')
}

/** The share of a column's filled cells that pass a test; 0 for an empty column. */
export function share(cells: readonly string[], test: (cell: string) => boolean): number {
  let [present, passed] = [0, 0]
  for (const cell of cells) {
    if (isBlank(cell)) continue
    present += 1
    if (test(cell)) passed += 1
  }
  return present === 0 ? 0 : passed / present
}

/**
 * Which field each column is: suggested by its heading, checked against its cells. "Actions" over numbers is a
 * cross-reference; a heading that spans a number column and a text column belongs to the text.
 */
export function matchColumns(
  headings: readonly string[],
  columns: readonly (readonly string[])[],
  chosen: Readonly<Record<string, ColumnField>> = {},
): ColumnMatch[] {
  const matches = Array.from({ length: Math.max(headings.length, 1) }, (_, column) => {
    const heading = headings[column] ?? ''
    return { column, heading, field: headingField(heading) ?? 'other', because: 'heading' } as ColumnMatch
  })
  spread(matches, columns)
  settleTicks(matches, columns)
  settleYesOrNo(matches, columns)
  for (const match of matches) settle(match, matches, columns[match.column] ?? [])
  settleByCells(matches, columns)
  settleAction(matches, columns)
  settleOutcome(matches)
  settleLeads(matches)
  settleRefs(matches)
  return onlyOnce(choose(matches, chosen))
}

/** What a person says of a column holds, whatever its heading and its cells. */
function choose(matches: ColumnMatch[], chosen: Readonly<Record<string, ColumnField>>): ColumnMatch[] {
  const taken = new Set(Object.values(chosen))
  return matches.map((match) => {
    const field = chosen[match.column]
    if (field) return { ...match, field, because: 'choice' }
    return taken.has(match.field) && match.field !== 'other' ? { ...match, field: 'other' } : match
  })
}

/** "Completed", "In progress?", "Red": a heading that is itself a status, over a column to tick. */
export function isStatusHeading(heading: string): boolean {
  return (
    statusHead(heading.replace(/\?\s*$/, ''))?.rest === '' ||
    (colourOf(heading) !== null && /^[a-z ]+$/i.test(plain(heading)))
  )
}

/** Two or more columns headed by a status each, with nothing in them but ticks, are the status together. */
function settleTicks(matches: ColumnMatch[], columns: readonly (readonly string[])[]): void {
  const ticked = matches.filter(
    ({ heading, column }) => isStatusHeading(heading) && share(columns[column] ?? [], isTick) > 0.8,
  )
  const ownStatus = matches.some(({ field, heading }) => field === 'status' && !isStatusHeading(heading))
  if (ownStatus || ticked.length === 0) return
  for (const match of matches)
    if (isStatusHeading(match.heading) && share(columns[match.column] ?? [], (cell) => !isTick(cell)) < 0.2)
      Object.assign(match, { field: 'status', because: 'cells' })
}

const YES_OR_NO = /^(?:yes|no|y|n|partly|partially|in part|not yet)$/i

/** "Completed?" over "Yes" and "No" is the status of a table that has no other. */
function settleYesOrNo(matches: ColumnMatch[], columns: readonly (readonly string[])[]): void {
  if (matches.some(({ field }) => field === 'status')) return
  const asked = matches.find(
    ({ heading, column }) =>
      isStatusHeading(heading) && share(columns[column] ?? [], (cell) => YES_OR_NO.test(plain(cell))) >= 0.8,
  )
  if (asked) Object.assign(asked, { field: 'status', because: 'cells' })
}

const TEXT_FIELDS: readonly string[] = [
  'action',
  'milestone',
  'recommendation',
  'finding',
  'objective',
  'outcome',
]

/** A heading over two columns, numbers then text: the numbers are the reference, the text is the heading's. */
function spread(matches: ColumnMatch[], columns: readonly (readonly string[])[]): void {
  matches.forEach((match, column) => {
    const next = matches[column + 1]
    const numbers = share(columns[column] ?? [], isRef) >= 0.6
    if (!TEXT_FIELDS.includes(match.field) || !next || next.heading !== '' || !numbers) return
    if (share(columns[column + 1] ?? [], isSentence) < 0.6) return
    Object.assign(next, { field: match.field, heading: match.heading, because: 'cells' })
    Object.assign(match, { field: 'ref', because: 'cells' })
  })
}

function settle(match: ColumnMatch, all: readonly ColumnMatch[], cells: readonly string[]): void {
  const has = (field: Field) => all.some((other) => other !== match && other.field === field)
  const become = (field: Field | 'other') => Object.assign(match, { field, because: 'cells' })
  const long = () => share(cells, isSentence)
  const enough = () => cells.filter((cell) => !isBlank(cell)).length >= 3
  if (TEXT_FIELDS.includes(match.field) && share(cells, isRefList) >= 0.6)
    become(match.column === 0 && !has('ref') ? 'ref' : 'crossReference')
  else if (match.field === 'crossReference' && long() >= 0.6 && !has('action')) become('action')
  else if (match.field === 'due' && share(cells, isDateLike) < 0.3 && long() >= 0.6) become('successCriteria')
  else if (match.field === 'due' && share(cells, isMeasured) >= 0.6) become('measure')
  else if (match.field === 'ref' && share(cells, isSeveralRefs) >= 0.4) become('crossReference')
  else if (
    match.field === 'status' &&
    enough() &&
    long() >= 0.6 &&
    !has('progressNote') &&
    share(cells, isStatusWord) < 0.4
  )
    become('progressNote')
  else if (
    match.field === 'progressNote' &&
    wordKey(match.heading) === 'review' &&
    share(cells, isDateLike) >= 0.6
  )
    become('reviewDate')
  else if (
    match.field === 'progressNote' &&
    enough() &&
    !has('status') &&
    share(cells, isStatusWord) >= 0.6 &&
    long() < 0.4
  )
    become('status')
  else if (
    match.field === 'progressNote' &&
    /\baction|\bactivit/i.test(match.heading) &&
    !has('action') &&
    !has('milestone')
  )
    become('action')
  else if (match.field === 'priority' && long() >= 0.6) become(has('objective') ? 'other' : 'objective')
  else if (match.field === 'other' && match.heading === '') settleUnnamed(match, has, cells, become)
}

function settleUnnamed(
  match: ColumnMatch,
  has: (field: Field) => boolean,
  cells: readonly string[],
  become: (field: Field) => unknown,
): void {
  if (cells.filter((cell) => !isBlank(cell)).length < 2) return
  if (match.column <= 1 && !has('ref') && share(cells, isNumber) >= 0.8) become('ref')
  else if (!has('due') && share(cells, isDateLike) >= 0.8) become('due')
}

/** A reference, or a small roman number in a column of its own. */
function isNumber(cell: string): boolean {
  return isRef(cell) || /^[([]?[ivx]{1,5}[.)\]]?$/.test(plain(cell))
}

/** A number or a percentage, and no day: "12.5 %", "2,104". */
function isMeasured(cell: string): boolean {
  return /^[\d.,]+ ?%?$/.test(plain(cell)) && !isPlainlyDate(cell)
}

function isSeveralRefs(cell: string): boolean {
  return isRefList(cell) && !isRef(cell)
}

export function isStatusWord(cell: string): boolean {
  return isMark(cell) || (statusHead(cell) !== null && words(cell).length <= 8)
}

/** Headings of tables that have owners and dates too, but no actions. */
const NO_ACTION = /\b(indicator|kpi|measure|metric|risk|term|audit title|meeting|version)s?\b/i

/**
 * Where someone answers for each line by a date, its sentences are what is to be done, whatever their column is
 * called ("We will"). Beside a finding or an objective, only a column to the right of it.
 */
function settleAction(matches: ColumnMatch[], columns: readonly (readonly string[])[]): void {
  const at = (...fields: Field[]) => matches.findIndex(({ field }) => fields.includes(field as Field))
  const due = at('due', 'start')
  if (at('action', 'milestone') >= 0 || at('lead') < 0 || due < 0) return
  if (share(columns[due] ?? [], isDateLike) < 0.3) return
  const from = at('recommendation', 'finding', 'objective')
  const open = matches.filter(
    ({ field, heading, column }) =>
      field === 'other' &&
      column > from &&
      !NO_ACTION.test(heading) &&
      share(columns[column] ?? [], isSentence) >= 0.6,
  )
  const action = fullest(open, columns)
  if (action) Object.assign(action, { field: 'action', because: 'cells' })
}

/** A merged cell is filled once for many rows, so what has a text on most lines is what the rows are. */
function fullest(
  open: readonly ColumnMatch[],
  columns: readonly (readonly string[])[],
): ColumnMatch | undefined {
  const count = ({ column }: ColumnMatch) => (columns[column] ?? []).filter((cell) => !isBlank(cell)).length
  const most = Math.max(0, ...open.map(count))
  return open.find((match) => count(match) >= most * 0.9)
}

/** What a column without a known heading is, where its cells can be nothing else and no other column is it. */
function settleByCells(matches: ColumnMatch[], columns: readonly (readonly string[])[]): void {
  const tests: readonly (readonly [Field, (cell: string) => boolean])[] = [
    ['due', isDateLike],
    ['status', isStatusWord],
    ['lead', isLeadLike],
  ]
  for (const [field, test] of tests) {
    if (matches.some((match) => match.field === field)) continue
    const open = matches.filter(({ field: is, heading, column }) => {
      const cells = (columns[column] ?? []).filter((cell) => !isBlank(cell))
      return (
        is === 'other' &&
        heading !== '' &&
        cells.length >= 3 &&
        share(cells, test) >= 0.8 &&
        (field !== 'lead' || share(cells, isLeadName) >= 0.4)
      )
    })
    const [only] = open
    if (only && open.length === 1) Object.assign(only, { field, because: 'cells' })
  }
}

/** Of several columns of numbers the action's own is taken, and a recommendation's only where it is alone. */
function settleRefs(matches: ColumnMatch[]): void {
  const refs = matches.filter((match) => match.field === 'ref')
  const best = Math.max(0, ...refs.map(refWeight))
  for (const ref of refs) if (refWeight(ref) < best) Object.assign(ref, { field: 'other' })
}

function refWeight({ heading }: ColumnMatch): number {
  if (/\b(action|task|milestone)/i.test(heading)) return 3
  return /\b(rec|recommendation|finding|ofsted|objective|priority)/i.test(heading) ? 1 : 2
}

/** "Outcome" left of the action is what the actions are to reach: the objective. Right of it, the result. */
function settleOutcome(matches: ColumnMatch[]): void {
  const action = matches.find((match) => match.field === 'action')
  const outcome = matches.find((match) => match.field === 'outcome')
  const taken = matches.some((match) => match.field === 'objective')
  if (action && outcome && !taken && outcome.column < action.column)
    Object.assign(outcome, { field: 'objective', because: 'cells' })
}

/** Of several columns of people the one that says who leads is taken; an agency only where there is no person's. */
function settleLeads(matches: ColumnMatch[]): void {
  const leads = matches.filter((match) => match.field === 'lead')
  const best = Math.max(0, ...leads.map(leadWeight))
  for (const lead of leads) if (leadWeight(lead) < best) Object.assign(lead, { field: 'other' })
}

function leadWeight({ heading }: ColumnMatch): number {
  if (/\b(agency|agencies|organisation|partner)\b/i.test(heading)) return 1
  return /\b(lead|leads|owner|responsible|whom|who)\b/i.test(heading) ? 3 : 2
}

/** Fields that a plan may have several columns for: an update each month, a column to tick for each status. */
const MANY: readonly ColumnField[] = ['other', 'ignored', 'progressNote']

/** The first column takes a field; a second due date that speaks of completion is the day it was done. */
function onlyOnce(matches: ColumnMatch[]): ColumnMatch[] {
  const seen = new Set<string>()
  return matches.map((match) => {
    if (MANY.includes(match.field) || isStatusHeading(match.heading) || !seen.has(match.field)) {
      seen.add(match.field)
      return match
    }
    const done = match.field === 'due' && /complet|actual/i.test(match.heading) && !seen.has('completedOn')
    return { ...match, field: done ? 'completedOn' : 'other' }
  })
}

const planHeaders = new WeakMap<Header, boolean>()

/** Whether the headings alone say that the table is one of a plan's rows. */
export function isPlanHeader(header: Header): boolean {
  const known = planHeaders.get(header) ?? tableKind(matchColumns(header.headings, [])) === 'plan'
  planHeaders.set(header, known)
  return known
}

/** What a table with these columns is; `null` when its headings say no more than that it is a table. */
export function tableKind(matches: readonly ColumnMatch[]): 'plan' | 'findings' | SideKind {
  const has = (...fields: Field[]) => matches.some((match) => fields.includes(match.field as Field))
  if (has('action', 'milestone') && has('due', 'start', 'lead', 'status', 'progressNote')) return 'plan'
  if (has('recommendation', 'finding', 'objective') && has('lead', 'status', 'progressNote')) return 'plan'
  if (has('recommendation', 'finding')) return 'findings'
  if (has('crossReference')) return 'matrix'
  return 'other'
}
