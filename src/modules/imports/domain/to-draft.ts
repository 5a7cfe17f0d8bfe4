import { endOfMonth, formatDay, type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import {
  type ActionDraft,
  type CriterionDraft,
  type FindingDraft,
  isStatus,
  type LeadDraft,
  type MeasureDraft,
  type MeasureKind,
  type MilestoneDraft,
  type OriginDraft,
  type PlanDraft,
  type ReviewDraft,
  type StatedDate,
  type Status,
  type TableDraft,
  type UpdateDraft,
} from '../../plans/index.ts'
import { asReadDate, readDate } from './dates.ts'
import { toMatrix } from './matrix.ts'
import type { Citation, PlanReading, ReadDate, ReadFinding, ReadLead, ReadNote, ReadRow } from './reading.ts'
import {
  dayOfWords,
  type Holder,
  holderOf,
  leadName,
  nameOf,
  type Settled,
  statusOfWords,
} from './settled.ts'

export interface DraftSettings {
  title: string
  /** The date the document describes. */
  documentOn: PlainDate
  /** Who or what in the area bears a name, by the name in small letters: nobody is made by an import. */
  holders: ReadonlyMap<string, Holder>
  settled: Settled
  /** The import that the document is kept by. */
  document: { id: string; name: string } | null
  /** How a person finds a line of the document: "table 2, row 5". */
  placeOf: (line: number) => string
}

/** A reading as a plan that can be brought in. Rows become milestones; what they stand under becomes actions. */
export function toDraft(reading: PlanReading, settings: DraftSettings): PlanDraft {
  const reviews = toReviews(reading, settings)
  const finder = findingFinder(reading, reviews)
  const groups = [...actionGroups(reading.rows).values()]
  const themes = unique(reading.rows.map(({ theme }) => themeOf(theme, settings)))
  const phases = unique(reading.rows.map(({ phase }) => phase?.name ?? null))
  const beside = citesBeside(reading.findings)
  const actions = groups.map((group, index) => toAction(group, index, { settings, finder, beside }))
  return {
    title: settings.title,
    commitment: null,
    headings: headingsOf(reading),
    inForceFrom: inForceFrom(reading, settings.documentOn),
    edition: reading.document.version === null ? null : toEdition(reading.document.version),
    reviews,
    cites: [...planCites(reading.findings), ...missingCites(beside, actions)],
    tables: tablesOf(reading, settings),
    document: settings.document,
    themes: themes.map((name) => ({ key: `theme ${name}`, name, outcome: null })),
    phases: phases.map((name) => toPhase(name, reading)),
    actions,
  }
}

const themeOf = (theme: string | null, { settled }: DraftSettings): string | null =>
  theme === null ? null : nameOf(settled.themes, theme)

/** What the document calls its columns, as far as the plan has them. */
function headingsOf({ document }: PlanReading): Record<string, string> {
  const columns = document.tables.find(({ kind }) => kind === 'plan')?.columns ?? []
  return Object.fromEntries(
    columns.flatMap(({ field, heading }) =>
      field === 'other' || field === 'ignored' || heading === '' ? [] : [[field, heading]],
    ),
  )
}

function tablesOf({ side }: PlanReading, { settled }: DraftSettings): TableDraft[] {
  return side.flatMap(({ kind, title, headings, rows }, index) =>
    settled.leftOutTables.includes(index)
      ? []
      : [
          {
            ...{ kind, title, headings, rows: rows.map(({ cells }) => cells) },
            descriptors: toMatrix([{ kind, title, headings, rows }]),
          },
        ],
  )
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
  const spread = spreadActions(rows)
  const groupOf = (row: ReadRow) => {
    const key = actionKey(row, spread)
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
  text: '',
  actionRef: ref,
  action: words || null,
  outcome: null,
  cites: [],
  successCriteria: [],
  measures: [],
})

/** Whether the row is a task of its own, with no milestones below it. */
const isTask = (row: ReadRow): boolean => row.text !== '' && row.action === row.text

/** What a task is one of: the objective or the finding that it stands under; null where it stands alone. */
function aimOf({
  objective,
  finding,
}: ReadRow): { key: string; words: string | null; ref: string | null } | null {
  if (objective !== null)
    return { key: `objective ${objective}`, words: objective, ref: finding?.ref ?? null }
  if (finding) return { key: `finding ${finding.index}`, words: finding.words, ref: finding.ref }
  return null
}

/** Rows of one action stand under the same number, or the same words, in the same theme; tasks under the same aim. */
function actionKey(row: ReadRow, spread: ReadonlySet<string>): string {
  const aim = isTask(row) ? aimOf(row) : null
  const number = spread.has(wordsKey(row)) && isOwnNumber(row) ? null : row.actionRef
  const under = aim?.key ?? number ?? row.action ?? aimOf(row)?.key ?? ''
  return `${row.theme ?? ''}\n${under}`
}

const wordsKey = ({ theme, action }: ReadRow): string => `${theme ?? ''}\n${action ?? ''}`

/** One number stood before the row: it may be the action's or the milestone's. */
const isOwnNumber = ({ ref, action, actionRef }: ReadRow): boolean => action !== null && ref === actionRef

/** Words of actions over rows of several numbers: there the numbers are the milestones'. */
function spreadActions(rows: readonly ReadRow[]): ReadonlySet<string> {
  const named = Map.groupBy(rows.filter(isOwnNumber), wordsKey)
  return new Set(
    [...named].filter(([, all]) => new Set(all.map(({ ref }) => ref)).size > 1).map(([key]) => key),
  )
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

function toReviews({ document, findings, rows }: PlanReading, settings: DraftSettings): ReviewDraft[] {
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
      findings: numberedOnce(findings.map((finding, index) => toFinding(finding, index, settings))),
    },
  ]
}

/** A list of findings does not say whose it is; whoever is cited by number most is its author. */
function mostCited(cites: readonly Citation[]): string | null {
  const bodies = cites.flatMap(({ body, number }) => (body && number ? [body] : []))
  const counts = [...Map.groupBy(bodies, (body) => body)].sort((a, b) => b[1].length - a[1].length)
  return counts[0]?.[0] ?? null
}

function toFinding(finding: ReadFinding, index: number, settings: DraftSettings): FindingDraft {
  const { ref, group, words, remark, deadline, successCriteria, measures, sourceLines } = finding
  return {
    key: findingKey(index),
    ref: ref ?? `(${index + 1})`,
    group,
    words: words ?? 'The words of this finding are not in the document.',
    remark,
    deadline: toStated(deadline, 'last', settings.settled),
    criteria: successCriteria.map((criterion) => ({ words: criterion, measures: [] })),
    measures: measures.map(toMeasure),
    origin: originOf(sourceLines, settings),
  }
}

/** Two lists of a document may both count from 1; a review's numbers are its own, so the second says its group. */
function numberedOnce(findings: FindingDraft[]): FindingDraft[] {
  const taken = new Set<string>()
  return findings.map((finding) => {
    const tries = [
      finding.ref,
      `${finding.group ?? 'other'} ${finding.ref}`,
      `${finding.ref} (${finding.key})`,
    ]
    const ref = tries.find((one) => !taken.has(one)) ?? finding.key
    taken.add(ref)
    return { ...finding, ref }
  })
}

/** What a measure is measured by, as its words tell. */
export function measureKind(words: string): MeasureKind {
  const kinds: readonly (readonly [RegExp, MeasureKind])[] = [
    [
      /\b(n\.?i\.?|k?pi|paf|li)\s?\d+|\b(indicators?|percentage|per cent|rates?|timeliness|number of)\b|%/i,
      'indicator',
    ],
    [/\b(audit|audits|audited|dip sampl\w+|case ?file|moderation)\b/i, 'audit'],
    [/\b(survey|questionnaires?|feedback|consultation|views of|interviews?)\b/i, 'survey'],
    [/\b(register|log|attendance|records? of|training records)\b/i, 'register'],
    [/\b(report|minutes|policy|procedure|protocol|document|plan|strategy|publication)\b/i, 'document'],
  ]
  return kinds.find(([pattern]) => pattern.test(words))?.[1] ?? 'other'
}

const toMeasure = (words: string): MeasureDraft => ({ kind: measureKind(words), words })

/** Findings beside which a number of this plan is printed, by that number. */
type Beside = ReadonlyMap<string, { words: string; finding: string }[]>

function citesBeside(findings: readonly ReadFinding[]): Beside {
  const named = findings.flatMap((finding, index) =>
    finding.actions.filter(isNumber).map((ref) => ({
      ref,
      cite: {
        words: `Named beside ${finding.ref ? `finding ${finding.ref}` : 'a finding'}`,
        finding: findingKey(index),
      },
    })),
  )
  return new Map(
    [...Map.groupBy(named, ({ ref }) => ref)].map(([ref, list]) => [ref, list.map(({ cite }) => cite)]),
  )
}

/** Numbers that a document names as the answer of a finding, and that nothing in the plan bears. */
function missingCites(beside: Beside, actions: readonly ActionDraft[]): PlanDraft['cites'] {
  const held = new Set(actions.flatMap(({ ref, milestones }) => [ref, ...milestones.map((one) => one.ref)]))
  return [...beside].flatMap(([ref, cites]) =>
    held.has(ref) ? [] : cites.map((cite) => ({ ...cite, missingRef: ref })),
  )
}

const isNumber = (words: string): boolean => /^\d/.test(words)

/** "Throughout": the whole plan answers. */
function planCites(findings: readonly ReadFinding[]): PlanDraft['cites'] {
  return findings.flatMap((finding, index) =>
    finding.actions
      .filter((words) => /\b(throughout|whole plan|all actions|entire plan)\b/i.test(words))
      .map((words) => ({ words, finding: findingKey(index) })),
  )
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

interface Around {
  settings: DraftSettings
  finder: FindingFinder
  beside: Beside
}

function toAction({ under: first, rows }: ActionGroup, index: number, around: Around): ActionDraft {
  const { settings, finder, beside } = around
  const all = rows.length > 0 ? rows.map(({ row }) => row) : [first]
  const aim = isTask(first) ? aimOf(first) : null
  const numbers = unique(all.map((row) => row.actionRef))
  const ref = aim ? aim.ref : numbers.length > 1 ? null : first.actionRef
  const theme = themeOf(first.theme, settings)
  return {
    key: `action ${index}`,
    ref,
    words: aim
      ? (aim.words ?? 'The words of this finding are not in the document.')
      : wordsOfAction(all, ref),
    theme: theme === null ? null : `theme ${theme}`,
    phase: first.phase ? `phase ${first.phase.name}` : null,
    outcome: firstOf(all, (row) => row.outcome),
    leads: [],
    cites: [
      ...citesOf(all, finder),
      ...standsUnder(first),
      ...[...new Set([ref, ...all.map((row) => row.ref)])].flatMap(
        (number) => beside.get(number ?? '') ?? [],
      ),
    ],
    boards: [],
    extra: first.theme !== null && theme === null ? { Theme: first.theme } : {},
    ...successOf(all, first.finding !== null),
    origin: null,
    judgements: [],
    milestones: rows.map(({ row, index: place }) => toMilestone(row, place, around)),
  }
}

/**
 * What success looks like, of the action's own rows; what stands under a finding hangs on the finding. A measure goes
 * with the criterion where there is one of each, and else stands for itself: nobody guesses which belongs to which.
 */
function successOf(
  rows: readonly ReadRow[],
  ofFinding: boolean,
): { criteria: CriterionDraft[]; measures: MeasureDraft[] } {
  if (ofFinding) return { criteria: [], measures: [] }
  const criteria = [...new Set(rows.flatMap((row) => row.successCriteria))]
  const measures = [...new Set(rows.flatMap((row) => row.measures))].map(toMeasure)
  const [only, ...more] = criteria
  if (only !== undefined && more.length === 0) return { criteria: [{ words: only, measures }], measures: [] }
  return { criteria: criteria.map((words) => ({ words, measures: [] })), measures }
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

function toMilestone(row: ReadRow, index: number, { settings, finder }: Around): MilestoneDraft {
  const { settled } = settings
  const boards = unique(row.monitoring.map((name) => nameOf(settled.boards, name)))
  const left = row.monitoring.filter((name) => nameOf(settled.boards, name) === null)
  return {
    key: milestoneKey(index),
    id: row.id,
    ref: row.ref,
    words: row.text,
    start: toStated(row.start, 'first', settled),
    ...dueOf(row, settings),
    leads: toLeads(row.leads, settings),
    cites: row.cites
      .filter((cite) => cite.where === 'milestone')
      .map((cite) => ({ words: cite.words, finding: finder(cite) })),
    boards,
    extra: left.length > 0 ? { ...row.other, Monitoring: left.join('; ') } : row.other,
    origin: originOf(row.sourceLines, settings),
    updates: toUpdates(row, settings),
  }
}

function originOf(lines: readonly number[], { placeOf }: DraftSettings): OriginDraft | null {
  const [line] = lines
  return line === undefined ? null : { line, place: placeOf(line) }
}

/** The deadline; one printed beside it as revised takes its place, and the first is kept as what it was. */
function dueOf(
  row: ReadRow,
  { settled, documentOn }: DraftSettings,
): Pick<MilestoneDraft, 'due' | 'redated'> {
  const due = toStated(row.due, 'last', settled)
  const printed = row.other.revisedDue
  const revised =
    printed === undefined
      ? null
      : toStated(asReadDate(readDate(printed, { documentDate: documentOn }), 'due'), 'last')
  if (!revised?.on || !due?.on || revised.on === due.on) return { due, redated: [] }
  const reason = 'Printed as the revised date in the document'
  return { due: revised, redated: [{ was: due, now: revised, on: documentOn, reason, by: 'As printed' }] }
}

/** The day that a date works out to: the first of what was written for a start, the last for a deadline. */
function toStated(date: ReadDate | null, end: 'first' | 'last', settled?: Settled): StatedDate | null {
  if (date === null) return null
  if (date.iso === null) {
    const day = settled ? dayOfWords(settled, date.original) : null
    return { on: day, precision: day === null ? null : 'day', words: date.original }
  }
  const [on, precision] = dayWithin(date.iso, end)
  return { on, precision, words: date.original }
}

function dayWithin(iso: string, end: 'first' | 'last'): [PlainDate, StatedDate['precision']] {
  if (iso.length === 4) return [end === 'first' ? `${iso}-01-01` : `${iso}-12-31`, 'year']
  if (iso.length === 7) return [end === 'first' ? startOfMonth(iso) : endOfMonth(iso), 'month']
  return [iso, 'day']
}

/** One lead answers for it; among several, nobody is chosen for them. */
function toLeads(leads: readonly ReadLead[], { holders, settled }: DraftSettings): LeadDraft[] {
  const main = leads.filter((lead) => !lead.supporting)
  return leads.map((lead) => {
    const name = leadName(settled, lead.name)
    return {
      words: lead.role ? `${name}, ${lead.role}` : name,
      part: lead.supporting ? 'support' : main.length === 1 ? 'accountable' : 'lead',
      holder: holderOf(settled, lead.name, holders),
    }
  })
}

// ── What was said ────────────────────────────────────────────────────────────────────────────────────────

/** The status belongs to the newest of the dated notes; an undated entry goes on with the note before it. */
function toUpdates(row: ReadRow, settings: DraftSettings): UpdateDraft[] {
  const notes = joinUndated(row.notes)
  if (notes.length === 0) {
    return row.status.original === null ? [] : [toUpdate({ date: null, text: '', body: '' }, row, settings)]
  }
  const newest = notes.reduce((last, note) => ((note.date ?? '') >= (last.date ?? '') ? note : last))
  return notes.map((note) => toUpdate(note, note === newest ? row : null, settings))
}

function joinUndated(notes: readonly ReadNote[]): ReadNote[] {
  const joined: ReadNote[] = []
  for (const note of notes) {
    const before = note.date === null ? joined.pop() : undefined
    joined.push(before ? { ...before, body: `${before.body}\n${note.text}`.trim() } : note)
  }
  return joined
}

function toUpdate(note: ReadNote, row: ReadRow | null, { documentOn, settled }: DraftSettings): UpdateDraft {
  const day = note.date === null ? null : dayOfNote(note.date)
  const words = row?.status.original ?? null
  return {
    period: day === null ? null : startOfMonth(day),
    saidOn: day !== null && day < documentOn ? day : documentOn,
    status: statusOfWords(settled, words, statusOf(row)),
    statusWords: words,
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
