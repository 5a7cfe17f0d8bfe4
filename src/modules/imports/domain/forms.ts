/**
 * Plans written as forms, one per action: lines of "Lead: …", or a table of two columns with the headings at the
 * side. Each form becomes one row of a table whose headings are the forms' labels; every cell keeps its place.
 */
import type { Field } from './dictionary.ts'
import { type Cell, filled, isEmpty, type Line } from './grid.ts'
import { type Header, headingField, isWholeHeading } from './headings.ts'
import { plain, wordKey, words } from './words.ts'

export interface Form {
  /** The place of its last line among the document's lines. */
  until: number
  row: Line
  /** Cells that hold labels, or the rest of a value. */
  labels: Cell[]
  header: Header
}

interface Entry {
  label: string
  field: Field
  cell: Cell
}

interface Record {
  from: number
  until: number
  entries: Entry[]
  labels: Cell[]
}

/** Fewer forms than this, and labels in a text are no plan. */
const FEWEST_FORMS = 2

const TELLING: readonly Field[] = ['lead', 'due', 'status', 'start', 'progressNote']

/** The forms of a document by the place of their first line; none unless there are at least two alike. */
export function formsOf(lines: readonly Line[]): ReadonlyMap<number, Form> {
  const records = recordsOf(lines).filter(isWhole)
  if (records.length < FEWEST_FORMS) return new Map()
  const labels = [...new Set(records.flatMap(({ entries }) => entries.map(({ label }) => label)))]
  const first = records[0]
  const line = first ? (lines[first.from]?.number ?? 0) : 0
  const header: Header = { line, cells: [], headings: labels, key: `form|${labels.map(wordKey).join('|')}` }
  return new Map(records.map((record) => [record.from, toForm(record, labels, header)]))
}

/** An action with something told of it; a recommendation or an objective only with its lead and its day. */
function isWhole({ entries }: Record): boolean {
  const has = (...fields: Field[]) => entries.some(({ field }) => fields.includes(field))
  if (has('action', 'milestone')) return has(...TELLING)
  return has('recommendation', 'objective', 'finding') && has('lead') && has('due')
}

function toForm({ until, entries, labels }: Record, headings: readonly string[], header: Header): Form {
  const [first] = entries
  const number = first?.cell.line ?? 0
  const cells = headings.map(
    (label, column) =>
      entries.find((entry) => entry.label === label)?.cell ?? { line: number, column, text: '' },
  )
  return { until, row: { number, cells, table: true }, labels, header }
}

function recordsOf(lines: readonly Line[]): Record[] {
  const records: Record[] = []
  let open: Record | null = null
  lines.forEach((line, at) => {
    const entries = entriesOf(line, nextFilled(lines, at))
    const [first] = entries
    if (first && (!open || startsAnew(open, entries))) {
      open = { from: at, until: at, entries: [], labels: [] }
      records.push(open)
    }
    if (open && first) add(open, entries, line, at)
    else if (open && !isEmpty(line)) open = goesOn(open, line, at) ? open : null
  })
  return records
}

function nextFilled(lines: readonly Line[], at: number): Line | undefined {
  return lines.slice(at + 1, at + 3).find((line) => !isEmpty(line))
}

/** A label that the open form has already begins the next one. */
function startsAnew({ entries }: Record, more: readonly Entry[]): boolean {
  return more.some(({ label }) => entries.some((entry) => entry.label === label))
}

function add(open: Record, entries: readonly Entry[], line: Line, at: number): void {
  open.entries.push(...entries)
  open.until = at
  const values = new Set(entries.map(({ cell }) => cell.column))
  open.labels.push(...line.cells.filter((cell) => cell.text !== '' && !values.has(cell.column)))
}

/** A line without a label right below a value is the rest of it. */
function goesOn(open: Record, line: Line, at: number): boolean {
  const last = open.entries.at(-1)
  const [cell, ...more] = filled(line)
  if (!last || !cell || more.length > 0 || open.until !== at - 1 || line.table !== isTabled(last))
    return false
  if (/^#|^\d{1,2}[.)]/.test(cell.text) || (line.table && cell.column === 0)) return false
  last.cell = { ...last.cell, text: `${last.cell.text}\n${cell.text}` }
  open.labels.push(cell)
  open.until = at
  return true
}

const isTabled = ({ cell }: Entry) => cell.column > 0

function entriesOf(line: Line, next: Line | undefined): Entry[] {
  return line.table ? sideEntries(line) : textEntries(line, next)
}

/** Two cells, the first of them a heading. */
function sideEntries(line: Line): Entry[] {
  const cells = filled(line)
  const [label, value, ...more] = cells
  const field = label && label.column === 0 ? labelField(label.text) : null
  if (!label || !value || more.length > 0 || !field || isWholeHeading(value.text)) return []
  return [{ label: plain(label.text).replace(/\s*:$/, ''), field, cell: value }]
}

function labelField(raw: string): Field | null {
  return words(raw).length <= 6 ? headingField(plain(raw).replace(/\s*:$/, '')) : null
}

const LABELS =
  'Action|Actions|Task|Recommendation|Objective|Milestone|Milestones|Lead|Lead officer|Lead agency|Leads|Owner|Action owner|Responsible|Responsible officer|Responsible person|By whom|Who|Timescale|Timescales|Deadline|Due|Due date|By when|When|Target date|Completion date|Start|Start date|Status|RAG|RAG rating|BRAG|Progress|Update|Progress update|Success criteria|Success measure|Measure|Measures|Outcome|Outcomes|Intended outcome|Impact|Evidence|Monitoring|Monitored by|Governance|Priority|Resources|Risk|Risks|Finding'

/** A number, a label with a number after it, or a label; then a colon. */
const LABEL = new RegExp(
  `(?:^|(?<=[.;,]\\s|\\s{2}))(?:(\\d{1,2}(?:\\.\\d{1,2})*[a-z]?)[.)]?\\s+)?(${LABELS})(?:\\s+(\\d{1,2}(?:\\.\\d{1,2})*[a-z]?))?\\s*:\\s*`,
  'gi',
)

const LONGEST_LINE = 4000

/** "1.1 Action: … Lead: …": the labels of one line of text; or a numbered line right above labelled ones. */
function textEntries(line: Line, next: Line | undefined): Entry[] {
  const [cell] = filled(line)
  if (!cell || cell.text.length > LONGEST_LINE) return []
  const text = plain(cell.text).replace(/^[-•*]\s+/, '')
  const found = [...text.matchAll(LABEL)]
  if (found.length === 0 || found[0]?.index !== 0) return numberedEntries(text, cell, next)
  return found.flatMap((match, index) => {
    const [whole, before, label = '', after] = match
    const value = text.slice(match.index + whole.length, found[index + 1]?.index).replace(/[;,]?\s*$/, '')
    return numberedEntry(label, value, before ?? after, cell)
  })
}

function numberedEntry(label: string, value: string, number: string | undefined, cell: Cell): Entry[] {
  const field = headingField(label)
  if (!field) return []
  const entry = {
    label: label.replace(/^./, (first) => first.toUpperCase()),
    field,
    cell: { ...cell, text: value },
  }
  return number ? [{ label: 'Ref', field: 'ref', cell: { ...cell, text: number } }, entry] : [entry]
}

/** "Action 3" above a form is its number; "1.1 Introduce …" above "Lead: …" is the action itself. */
function numberedEntries(text: string, cell: Cell, next: Line | undefined): Entry[] {
  const bare = /^(?:action|task|recommendation) (?:no\.? ?)?(\d{1,2}(?:\.\d{1,2})*[a-z]?)[.:]?$/i.exec(
    text,
  )?.[1]
  if (bare && next && entriesOf(next, undefined).length > 0)
    return [{ label: 'Ref', field: 'ref', cell: { ...cell, text: bare } }]
  const [, number, value = ''] = /^(\d{1,2}(?:\.\d{1,2})*[a-z]?)[.)]?\s+([A-Z].{8,})$/.exec(text) ?? []
  if (!number || !next || next.table) return []
  const [below] = textEntries(next, undefined)
  if (!below || !TELLING.includes(below.field)) return []
  return numberedEntry('Action', value, number, cell)
}
