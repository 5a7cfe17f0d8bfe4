import { endOfMonth, formatDay, type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import {
  type ActionDraft,
  type FindingDraft,
  isStatus,
  type LeadDraft,
  type LeadFacts,
  type MilestoneDraft,
  type PlanDraft,
  type ReviewDraft,
  type StatedDate,
  type Status,
  type UpdateDraft,
} from '../../plans/index.ts'
import type { Citation, PlanReading, ReadDate, ReadFinding, ReadLead, ReadNote, ReadRow } from './reading.ts'

export interface DraftSettings {
  title: string
  /** The day that the document tells of. */
  documentOn: PlainDate
  /** Who or what in the area bears a name, by the name in small letters: nobody is made by an import. */
  holders: ReadonlyMap<string, NonNullable<LeadFacts['holder']>>
}

/** A reading as a plan that can be brought in. Rows become milestones; what they stand under becomes actions. */
export function toDraft(reading: PlanReading, settings: DraftSettings): PlanDraft {
  const reviews = toReviews(reading)
  const finder = findingFinder(reading, reviews)
  const groups = actionGroups(reading.rows)
  const themes = unique(reading.rows.map(({ theme }) => theme))
  const phases = unique(reading.rows.map(({ phase }) => phase?.name ?? null))
  return {
    title: settings.title,
    commitment: null,
    headings: {},
    inForceFrom: inForceFrom(reading, settings.documentOn),
    edition: reading.document.version === null ? null : toEdition(reading.document.version),
    reviews,
    themes: themes.map((name) => ({ key: `theme ${name}`, name, outcome: null })),
    phases: phases.map((name) => toPhase(name, reading)),
    actions: [...groups.values()].map((group, index) => toAction(group, index, settings, finder)),
  }
}

interface NumberedRow {
  row: ReadRow
  /** Its place in the reading, from which its key is made. */
  index: number
}

export const milestoneKey = (index: number): string => `milestone ${index}`
export const findingKey = (index: number): string => `finding ${index}`

const unique = (names: (string | null)[]): string[] => [...new Set(names.filter((name) => name !== null))]

/** Rows by their action, in the order in which actions are printed; one that is printed over no row of its own has none. */
function actionGroups(rows: readonly ReadRow[]): ReadonlyMap<string, ActionGroup> {
  const groups = new Map<string, ActionGroup>()
  const groupOf = (row: ReadRow) => {
    const key = actionKey(row)
    const group = groups.get(key) ?? { under: row, rows: [] }
    groups.set(key, group)
    return group
  }
  rows.forEach((row, index) => {
    groupOf(row).rows.push({ row, index })
    if (row.printedUnder) groupOf(headingOnly(row, row.printedUnder))
  })
  return groups
}

interface ActionGroup {
  /** A row that tells what the action is, whether or not it is one of its own. */
  under: ReadRow
  rows: NumberedRow[]
}

const headingOnly = (row: ReadRow, { ref, words }: { ref: string; words: string }): ReadRow => ({
  ...row,
  actionRef: ref,
  action: words || null,
  outcome: null,
  cites: [],
  successCriteria: [],
})

/** Rows of one action stand under the same number, or the same words, in the same theme. */
function actionKey(row: ReadRow): string {
  const under =
    row.actionRef ?? row.action ?? row.objective ?? (row.finding ? `finding ${row.finding.index}` : '')
  return `${row.theme ?? ''}\n${under}`
}

/** The document's day, or the end of the earliest month that one of its notes tells of: it stood then already. */
function inForceFrom(reading: PlanReading, documentOn: PlainDate): PlainDate {
  const told = reading.rows.flatMap(({ notes }) =>
    notes.flatMap(({ date }) => (date ? [dayOfNote(date)] : [])),
  )
  return [...told, documentOn].reduce((first, day) => (day < first ? day : first))
}

const dayOfNote = (date: string): PlainDate => (date.length === 7 ? endOfMonth(`${date}-01`) : date)

function toEdition(version: string): NonNullable<PlanDraft['edition']> {
  const number = Number(/\d+/.exec(version)?.[0] ?? 1)
  return { number, label: version, state: 'draft', approvedBy: null, approvedOn: null }
}

function toPhase(name: string, reading: PlanReading): PlanDraft['phases'][number] {
  const phase = reading.rows.find((row) => row.phase?.name === name)?.phase
  return {
    key: `phase ${name}`,
    name,
    endsOn: toStated(phase?.by ?? null, 'last')?.on ?? null,
    outcome: phase?.outcome ?? null,
  }
}

// ── Findings ─────────────────────────────────────────────────────────────────────────────────────────────

function toReviews({ document, findings, rows }: PlanReading): ReviewDraft[] {
  if (findings.length === 0) return []
  const publishedOn = document.published ?? document.reviewDate?.iso ?? null
  const body = mostCited(rows.flatMap(({ cites }) => cites))
  return [
    {
      key: 'review',
      kind: 'inspection',
      title: [body ?? 'Review', ...(publishedOn ? [formatDay(publishedOn)] : [])].join(', '),
      body: body ?? 'Not stated',
      publishedOn,
      judgement: null,
      findings: findings.map(toFinding),
    },
  ]
}

/** A list of findings does not say whose it is; whoever is cited by number most is its author. */
function mostCited(cites: readonly Citation[]): string | null {
  const bodies = cites.flatMap(({ body, number }) => (body && number ? [body] : []))
  const counts = [...Map.groupBy(bodies, (body) => body)].sort((a, b) => b[1].length - a[1].length)
  return counts[0]?.[0] ?? null
}

function toFinding(finding: ReadFinding, index: number): FindingDraft {
  return {
    key: findingKey(index),
    ref: finding.ref ?? `(${index + 1})`,
    group: finding.group,
    words: finding.words ?? 'The words of this finding are not in the document.',
    remark: finding.remark,
    deadline: toStated(finding.deadline, 'last'),
  }
}

/** The key of the finding that a citation names; null when it names another body's, or gives no number. */
type FindingFinder = (cite: Citation) => string | null

function findingFinder({ findings }: PlanReading, reviews: readonly ReviewDraft[]): FindingFinder {
  const body = reviews[0]?.body ?? null
  const keys = new Map(findings.map(({ ref }, index) => [ref, findingKey(index)]))
  return (cite) => {
    if (cite.number === null || (cite.body !== null && cite.body !== body)) return null
    return keys.get(cite.number) ?? null
  }
}

// ── Actions and milestones ───────────────────────────────────────────────────────────────────────────────

function toAction(
  { under: first, rows }: ActionGroup,
  index: number,
  settings: DraftSettings,
  finder: FindingFinder,
): ActionDraft {
  const all = rows.length > 0 ? rows.map(({ row }) => row) : [first]
  const ref = first.actionRef
  return {
    key: `action ${index}`,
    ref,
    words: wordsOfAction(all, ref),
    theme: first.theme ? `theme ${first.theme}` : null,
    phase: first.phase ? `phase ${first.phase.name}` : null,
    outcome: firstOf(all, (row) => row.outcome),
    leads: [],
    cites: [...citesOf(all, finder), ...standsUnder(first)],
    boards: [],
    extra: {},
    criteria:
      firstOf(all, (row) => (row.successCriteria.length > 0 ? row.successCriteria : null))?.map((words) => ({
        words,
        measures: [],
      })) ?? [],
    judgements: [],
    milestones: rows.map(({ row, index: place }) => toMilestone(row, place, settings, finder)),
  }
}

function firstOf<T>(rows: readonly ReadRow[], pick: (row: ReadRow) => T | null): T | null {
  for (const row of rows) {
    const found = pick(row)
    if (found !== null) return found
  }
  return null
}

function wordsOfAction(rows: readonly ReadRow[], ref: string | null): string {
  const words = firstOf(rows, (row) => row.action ?? row.objective ?? row.finding?.words ?? null)
  if (words !== null) return words
  return ref === null
    ? 'Milestones that stand under no action'
    : 'The words of this action are not in the document.'
}

/** What the action's own words cite; each once, though it is read beside every row. */
function citesOf(rows: readonly ReadRow[], finder: FindingFinder): ActionDraft['cites'] {
  const cites = rows.flatMap((row) => row.cites.filter((cite) => cite.where === 'action'))
  const byWords = new Map(cites.map((cite) => [cite.words, cite]))
  return [...byWords.values()].map((cite) => ({ words: cite.words, finding: finder(cite) }))
}

function standsUnder(row: ReadRow): ActionDraft['cites'] {
  if (!row.finding) return []
  return [
    { words: `Under recommendation ${row.finding.ref ?? ''}`.trim(), finding: findingKey(row.finding.index) },
  ]
}

function toMilestone(
  row: ReadRow,
  index: number,
  settings: DraftSettings,
  finder: FindingFinder,
): MilestoneDraft {
  return {
    key: milestoneKey(index),
    ref: row.ref,
    words: row.text,
    start: toStated(row.start, 'first'),
    due: toStated(row.due, 'last'),
    leads: toLeads(row.leads, settings),
    cites: row.cites
      .filter((cite) => cite.where === 'milestone')
      .map((cite) => ({ words: cite.words, finding: finder(cite) })),
    boards: [...new Set(row.monitoring)],
    extra: row.other,
    updates: toUpdates(row, settings.documentOn),
    redated: [],
  }
}

/** The day that a date works out to: the first of what was written for a start, the last for a deadline. */
function toStated(date: ReadDate | null, end: 'first' | 'last'): StatedDate | null {
  if (date === null) return null
  if (date.iso === null) return { on: null, precision: null, words: date.original }
  const [on, precision] = dayWithin(date.iso, end)
  return { on, precision, words: date.original }
}

function dayWithin(iso: string, end: 'first' | 'last'): [PlainDate, StatedDate['precision']] {
  if (iso.length === 4) return [end === 'first' ? `${iso}-01-01` : `${iso}-12-31`, 'year']
  if (iso.length === 7) return [end === 'first' ? startOfMonth(iso) : endOfMonth(iso), 'month']
  return [iso, 'day']
}

/** One lead answers for it; among several, nobody is chosen for them. */
function toLeads(leads: readonly ReadLead[], { holders }: DraftSettings): LeadDraft[] {
  const main = leads.filter((lead) => !lead.supporting)
  return leads.map((lead) => ({
    words: lead.role ? `${lead.name}, ${lead.role}` : lead.name,
    part: lead.supporting ? 'support' : main.length === 1 ? 'accountable' : 'lead',
    holder: holders.get(lead.name.toLowerCase()) ?? null,
  }))
}

// ── What was said ────────────────────────────────────────────────────────────────────────────────────────

/** The status belongs to the newest of the dated notes; an undated entry goes on with the note before it. */
function toUpdates(row: ReadRow, documentOn: PlainDate): UpdateDraft[] {
  const notes = joinUndated(row.notes)
  if (notes.length === 0) {
    return row.status.original === null ? [] : [toUpdate({ date: null, text: '', body: '' }, row, documentOn)]
  }
  const newest = notes.reduce((last, note) => ((note.date ?? '') >= (last.date ?? '') ? note : last))
  return notes.map((note) => toUpdate(note, note === newest ? row : null, documentOn))
}

function joinUndated(notes: readonly ReadNote[]): ReadNote[] {
  const joined: ReadNote[] = []
  for (const note of notes) {
    const before = note.date === null ? joined.pop() : undefined
    joined.push(before ? { ...before, body: `${before.body}\n${note.text}`.trim() } : note)
  }
  return joined
}

function toUpdate(note: ReadNote, row: ReadRow | null, documentOn: PlainDate): UpdateDraft {
  const day = note.date === null ? null : dayOfNote(note.date)
  const status = statusOf(row)
  return {
    period: day === null ? null : startOfMonth(day),
    saidOn: day !== null && day < documentOn ? day : documentOn,
    status,
    statusWords: row?.status.original ?? null,
    done: note.body,
    next: null,
    support: null,
    evidence: null,
    author: { id: null, words: note.author ?? 'As printed' },
  }
}

/** The five states; words that are none of them ("In progress") stay words. */
function statusOf(row: ReadRow | null): Status | null {
  const canonical = row?.status.canonical ?? null
  if (canonical === 'achieved_and_verified') return 'achieved'
  return canonical !== null && isStatus(canonical) ? canonical : null
}
