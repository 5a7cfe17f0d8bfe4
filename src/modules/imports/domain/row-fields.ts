/** From a draft to the rows that a person reads: one per milestone, bullet or task. */
import { readCitations } from './citations.ts'
import type { Field } from './dictionary.ts'
import { MONITOR_NOUNS } from './dictionary.ts'
import { onLine, rowDoubt } from './doubts.ts'
import { goesOnAsName, readLeads } from './leads.ts'
import { actionsOf, datesForItems, type Item, itemsOf } from './milestones.ts'
import { headingDate, type NoteEntry, readNotes } from './notes.ts'
import type { Doubt, LegendEntry, ReadNote, ReadPhase, ReadRow } from './reading.ts'
import { type DateBasis, readRowDates } from './row-dates.ts'
import type { Draft, Part, PlanTable, Shared } from './rows.ts'
import { readStatus, statusHead } from './statuses.ts'
import { headKey, isBlank, lined, plain, quote, startsLower, wordKey } from './words.ts'

/** What stands above the table: it holds for every row that does not say otherwise. */
export interface RowContext {
  theme: string | null
  objective: string | null
  outcome: string | null
  phase: ReadPhase | null
  finding: ReadRow['finding']
  legend: readonly LegendEntry[]
  dates: DateBasis
}

/** Said of a row; a second printing of it that has one takes them back. */
export const NO_LEAD = 'No lead is given.'
export const NO_DATE = 'No date is given.'

const OWN_REF = /^\s*((?:[A-Z]{1,3})?(?:\d{1,2}\.)+\d{1,2}[a-z]?)[.)]?\s+(?=\S)/
const BARE_NUMBER = /^\s*(\d{1,3})[.)]?\s+(?=[A-Z])/
const OWN_NUMBER = /^\s*(\d{1,3}[a-z]?)[.)]\s+(?=\S)/

/** The rows of one draft, in order. */
export function rowsOf(draft: Draft, table: PlanTable, context: RowContext): ReadRow[] {
  const parts = draft.own.get(table.deepest) ?? []
  const items = itemsIn(draft, table, parts)
  const bare = items.length > 0 ? items : fromAction(draft)
  if (saysNothing(draft, bare)) return []
  const { pairs, doubt } = datesForItems(draft, bare)
  const shared = sharedFields(draft, table, context)
  return bare.map((item, index) => {
    const numbered = numberOf(item, draft, table)
    const dates = readRowDates(pairs[index] ?? { start: '', due: '' }, context.dates)
    const said = [pairs[index]?.start, pairs[index]?.due].filter(Boolean).join(' / ') || null
    const doubts = [
      ...itemDoubts(item, numbered.text, bare.length).map((message) => rowDoubt('row', message)),
      ...(doubt ? [rowDoubt('date', doubt)] : dates.doubts.map((message) => rowDoubt('date', message, said))),
    ]
    return finish(
      { ...shared, ...numbered, start: dates.start, due: dates.due, alone: bare.length === 1 },
      item,
      table,
      [...shared.doubts, ...doubts],
    )
  })
}

function itemsIn(draft: Draft, table: PlanTable, parts: readonly Part[]): Item[] {
  if (idOf(draft) !== null && parts.length > 0) return [wholeOf(draft, parts)]
  return table.deepest === 'milestone' ? itemsOf(parts) : actionsOf(draft, parts)
}

const idOf = (draft: Draft): string | null => draft.lines.find(({ id }) => id !== null)?.id ?? null

/** A row of our own export is one milestone, whatever lists its words hold. */
const wholeOf = (draft: Draft, parts: readonly Part[]): Item => ({
  text: joined(parts),
  lines: draft.lines.map(({ number }) => number),
  segment: draft.lines[0]?.number ?? 0,
  marked: false,
})

/** A line with the text of a merged cell only is no row: the rows below it have that text. */
function saysNothing(draft: Draft, items: readonly Item[]): boolean {
  return (
    items.every(({ text }) => text === '') &&
    [...draft.own.values()].every((parts) => parts.every(({ text }) => isBlank(text)))
  )
}

/** An action without milestones is a row of its own. */
function fromAction(draft: Draft): Item[] {
  const parts = draft.groups.get('action')?.parts ?? []
  const line = draft.lines[0]?.number ?? 0
  return [
    { text: joined(parts), lines: draft.lines.map(({ number }) => number), segment: line, marked: false },
  ]
}

type SharedFields = Omit<
  ReadRow,
  'text' | 'ref' | 'start' | 'due' | 'cites' | 'printedUnder' | 'sourceLines'
> & {
  allLines: number[]
}

function sharedFields(draft: Draft, table: PlanTable, context: RowContext): SharedFields {
  const notices = [...draft.doubts]
  const group = (field: Field) => undoubled(joined(draft.groups.get(field)?.parts ?? []), field, notices)
  const action = actionOf(draft.groups.get('action'), notices)
  const lead = readLeads(leadText(draft.own.get('lead') ?? []))
  const notes = notesOf(draft)
  const status = readStatus(statusText(draft, table), notes, context.legend)
  const leadOriginal = textOrNull(draft, 'lead')
  const groups = { theme: group('theme'), objective: group('objective'), outcome: group('outcome') }
  const doubts = [
    ...notices.map((message) => rowDoubt('row', message)),
    ...lead.doubts.map((message) => rowDoubt('lead', message, leadOriginal)),
    ...status.doubts.map((message) => rowDoubt('status', message, status.status.original)),
  ]
  return {
    theme: groups.theme ?? ownText(draft, table, 'theme') ?? context.theme,
    objective: groups.objective ?? context.objective,
    outcome: groups.outcome ?? ownText(draft, table, 'outcome') ?? context.outcome,
    action: action.text,
    actionRef: action.ref,
    phase: context.phase,
    finding: context.finding,
    leads: lead.leads,
    leadOriginal,
    status: status.status,
    monitoring: monitoringOf(lined(joined(draft.own.get('monitoringBody') ?? []))),
    notes: withSentence(
      notes.map(({ date, text, body, author }) => ({ date, text, body, ...(author ? { author } : {}) })),
      status.note,
    ),
    successCriteria: textList(draft, 'successCriteria'),
    measures: textList(draft, 'measure'),
    other: otherOf(draft),
    id: idOf(draft),
    doubts,
    allLines: draft.lines.map(({ number }) => number),
  }
}

function withSentence(notes: ReadNote[], sentence: string | null): ReadNote[] {
  return sentence ? [...notes, { date: null, text: sentence, body: sentence }] : notes
}

function joined(parts: readonly Part[], between = ' '): string {
  if (parts.length === 0) return ''
  return parts
    .map((part) => (between === '\n' ? lined(part.text) : plain(part.text)))
    .reduce((text, part, index) => {
      const gap = between === '\n' && index > 0 && parts[index]?.joined !== 'no' ? ' ' : between
      return text === '' ? part : `${text}${gap}${part}`
    }, '')
}

/** A name on the next page is another lead; wrapped text, and a post cut in two, go on. */
function leadText(parts: readonly Part[]): string {
  return parts
    .filter((part) => !isBlank(part.text))
    .reduce((text, part) => {
      if (text === '') return part.text
      const another = part.joined === 'page' && !goesOnAsName(text, part.text)
      return `${text}${another ? '\n' : ' '}${part.text}`
    }, '')
}

/** The notes of all its progress columns; one without a date of its own has the month of its heading. */
function notesOf(draft: Draft): NoteEntry[] {
  const parts = draft.own.get('progressNote') ?? []
  const headings = [...new Set(parts.map(({ heading }) => heading))]
  return headings.flatMap((heading) => {
    const entries = readNotes(
      joined(
        parts.filter((part) => part.heading === heading),
        '\n',
      ),
    )
    const date = headingDate(heading)
    return entries.map((entry) => ({ ...entry, date: entry.date ?? date }))
  })
}

/** The first line's status is the row's; marks on joined lines only fill a blank. */
function statusText(draft: Draft, { columns }: PlanTable): string {
  const hasColumn = columns.some(({ field }) => field === 'status')
  if (hasColumn) return draft.own.get('status')?.[0]?.text ?? ''
  // "Completed 20/08/2015" under "Date of completion" is all that a plan without a status column says of it.
  const completed = draft.own.get('completedOn')?.[0]?.text ?? ''
  return statusHead(completed) ? completed : ''
}

function textOrNull(draft: Draft, field: Field): string | null {
  const text = joined(draft.own.get(field) ?? [])
  return isBlank(text) ? null : text
}

function ownText(draft: Draft, table: PlanTable, field: Field): string | null {
  return field === table.deepest ? null : textOrNull(draft, field)
}

function textList(draft: Draft, field: Field): string[] {
  const text = textOrNull(draft, field)
  return text ? [text] : []
}

/** Columns that are read but have no field of their own in a row are shown with the other columns. */
const SHOWN_ASIDE: readonly Field[] = [
  'source',
  'recommendation',
  'finding',
  'revisedDue',
  'completedOn',
  'dateAgreed',
  'reviewDate',
  'scope',
  'evidence',
  'impact',
  'priority',
  'resources',
  'risk',
  'crossReference',
  'score',
]

function otherOf(draft: Draft): Record<string, string> {
  const aside = SHOWN_ASIDE.map(
    (field) => [field, textOrNull(draft, field) ?? joined(draft.groups.get(field)?.parts ?? [])] as const,
  )
  const columns = [...draft.other].map(([heading, texts]) => [heading, texts.join(' ')] as const)
  return Object.fromEntries([...aside.filter(([, text]) => text !== ''), ...columns])
}

/** "Health improved Health improved": the same text twice in one cell is said once. */
function undoubled(text: string, field: Field, doubts: string[]): string | null {
  const half = halfOf(text)
  if (half) doubts.push(`The ${field} was printed twice in its cell and taken once.`)
  return isBlank(text) ? null : (half ?? text)
}

function halfOf(text: string): string | null {
  const middle = (text.length - 1) / 2
  const half = text.slice(0, middle)
  return half.length >= 8 && text[middle] === ' ' && text.slice(middle + 1) === half ? half : null
}

/** An action heading's number and words; a cell that is mostly signs is not readable and gives no words. */
function actionOf(shared: Shared | undefined, doubts: string[]): { text: string | null; ref: string | null } {
  const whole = joined(shared?.parts ?? [])
  if (isBlank(whole)) return { text: null, ref: null }
  const letters = whole.replace(/[^A-Za-z]/g, '').length
  if (letters * 2 < whole.replace(/\s/g, '').length) {
    doubts.push(`The action cell ${quote(whole)} is not readable.`)
    return { text: null, ref: null }
  }
  const number = (OWN_REF.exec(whole) ?? OWN_NUMBER.exec(whole))?.[1] ?? null
  const text = number ? whole.replace(OWN_REF, '').replace(OWN_NUMBER, '') : whole
  if (number === null && (startsLower(whole) || /^\d/.test(whole)))
    doubts.push(`The opening words of the action ${quote(whole)} may be lost.`)
  return { text: undoubled(text, 'action', doubts), ref: number }
}

/** The number printed for an item, and its words without it. */
function numberOf(item: Item, draft: Draft, table: PlanTable): { text: string; ref: string | null } {
  const column = plain(draft.own.get('ref')?.[0]?.text ?? '').replace(/^[([]|[.):\]]+$/g, '')
  const number = table.bareNumbers ? BARE_NUMBER : OWN_NUMBER
  const own = OWN_REF.exec(item.text) ?? (column === '' ? number.exec(item.text) : null)
  const text = own ? item.text.slice(own[0].length) : item.text
  const ref = own?.[1] ?? (column === '' ? null : column)
  return {
    text,
    ref: ref ?? (table.deepest === 'milestone' && !table.ownNumbers ? headingNumber(draft) : null),
  }
}

function headingNumber(draft: Draft): string | null {
  return OWN_NUMBER.exec(joined(draft.groups.get('action')?.parts ?? []))?.[1] ?? null
}

function itemDoubts(item: Item, text: string, count: number): string[] {
  const doubts: string[] = []
  if (startsLower(text) && count === 1)
    doubts.push('The text starts in lower case: its opening words, and its number, may be lost.')
  if (item.marked)
    doubts.push('This list is set differently from the others: it may belong to the action above or below.')
  return doubts
}

/** "Board A; Board B" and "Board A / Panel B" are two; anything else stays as written. */
function monitoringOf(text: string): string[] {
  const lines = text
    .split(/\n|;/)
    .map((line) => line.trim())
    .filter((line) => !isBlank(line))
  return lines.flatMap((line) => {
    const parts = line.split('/').map((part) => part.trim())
    return parts.length > 1 && parts.every((part) => MONITOR_NOUNS.test(part)) ? parts : [line]
  })
}

type Unfinished = SharedFields & Pick<ReadRow, 'text' | 'ref' | 'start' | 'due'> & { alone: boolean }

function finish(
  { allLines, alone, ...given }: Unfinished,
  item: Item,
  table: PlanTable,
  doubts: Doubt[],
): ReadRow {
  const row = { ...given, printedUnder: null as ReadRow['printedUnder'] }
  const owner = ownerOf(row, table, doubts)
  if (owner !== row.actionRef && row.actionRef !== null) {
    row.printedUnder = { ref: row.actionRef, words: row.action ?? '' }
    row.other = { ...row.other, Action: `${row.actionRef}. ${row.action ?? ''}` }
    row.action = null
  }
  const isAction = table.deepest !== 'milestone'
  const cites = [
    ...readCitations(row.text, isAction ? 'action' : 'milestone'),
    ...(isAction || !row.action ? [] : readCitations(row.action, 'action')),
  ]
  if (row.leads.length === 0) doubts.push(rowDoubt('lead', NO_LEAD))
  if (!row.due && !row.start) doubts.push(rowDoubt('date', NO_DATE))
  // A list's item names its own lines; a row of running text all the lines joined into it.
  const sourceLines = [...new Set(alone ? allLines : item.lines)]
  return {
    ...row,
    action: isAction ? row.text : row.action,
    actionRef: owner,
    cites,
    sourceLines,
    doubts: onLine(doubts, sourceLines[0]),
  }
}

/** The action's number: the milestone's own prefix wins over the number printed in the action cell. */
function ownerOf(row: Pick<ReadRow, 'ref' | 'actionRef'>, table: PlanTable, doubts: Doubt[]): string | null {
  if (table.deepest !== 'milestone') return row.ref
  const prefix = /^(\d+)\.\d/.exec(row.ref ?? '')?.[1] ?? null
  // A number in the action's own cell is the action's; one in a column before it may be the milestone's.
  if (!table.ownNumbers) return row.actionRef ?? row.ref
  if (prefix && row.actionRef && prefix !== row.actionRef) {
    doubts.push(
      rowDoubt(
        'row',
        `The action cell says ${row.actionRef} but the milestone is numbered ${row.ref}: the milestone's number was followed.`,
      ),
    )
  }
  return prefix ?? row.actionRef
}

/**
 * What makes two rows the same one printed twice: the same number and the same first 60 characters; without a
 * number, the same action, finding, theme and phase as well.
 */
export function rowKey(row: ReadRow): string {
  const place = row.ref === null ? [row.action, row.finding?.index, row.theme, row.phase?.name] : []
  return [wordKey(row.ref ?? ''), headKey(row.text), ...place].join('|')
}
