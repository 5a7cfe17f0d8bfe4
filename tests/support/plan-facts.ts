/** What a reading says, field by field, for comparing two readings of one plan. */
import type { PlanReading, ReadDate, ReadFinding, ReadRow } from '../../src/modules/imports/domain/reading.ts'
import { wordKey } from '../../src/modules/imports/domain/words.ts'

/** By place and field ("row 3, due"), in words that do not hang on blanks, bullets or capitals. */
export type Facts = ReadonlyMap<string, string>

export function factsOf({ rows, findings, side, refused }: PlanReading): Facts {
  const facts = new Map<string, string>([
    ['refused', refused?.reason ?? ''],
    ['rows', String(rows.length)],
    ['findings', String(findings.length)],
    ['side tables', sideKinds(side)],
  ])
  const add = (name: string, fields: Record<string, string>) => {
    for (const [field, value] of Object.entries(fields)) facts.set(`${name}, ${field}`, value)
  }
  rows.forEach((row, at) => {
    add(`row ${at + 1}`, factsOfRow(row))
  })
  findings.forEach((finding, at) => {
    add(`finding ${at + 1}`, factsOfFinding(finding))
  })
  return facts
}

/** The places at which two readings differ: "row 3, due: 2026-05-31, but 2026-06-01". */
export function differences(wanted: Facts, found: Facts): string[] {
  return [...wanted]
    .filter(([place, value]) => (found.get(place) ?? '') !== value)
    .map(([place, value]) => `${place}: ${value || 'blank'}, but ${found.get(place) || 'blank'}`)
}

const key = (text: string | null | undefined): string => wordKey(text ?? '')
const dateOf = (date: ReadDate | null): string =>
  date ? `${date.iso ?? 'no day'}${date.list ? ` of ${date.list.join(' ')}` : ''}` : ''

function factsOfRow(row: ReadRow): Record<string, string> {
  return {
    text: key(row.text),
    ref: row.ref ?? '',
    start: dateOf(row.start),
    due: dateOf(row.due),
    leads: row.leads
      .map(({ name, role, supporting }) => `${key(name)} ${key(role)} ${supporting ?? ''}`.trim())
      .join(' + '),
    status: row.status.canonical ?? '',
    monitoring: row.monitoring.map(key).join(' + '),
    theme: key(row.theme),
    objective: key(row.objective),
    outcome: key(row.outcome),
    action: `${row.actionRef ?? ''} ${key(row.action)}`.trim(),
    phase: row.phase ? `${key(row.phase.name)} ${dateOf(row.phase.by)}` : '',
    finding: row.finding ? `${row.finding.ref ?? ''} ${key(row.finding.words)}`.trim() : '',
    notes: row.notes.map(({ date, text }) => `${date ?? ''} ${key(text)}`.trim()).join(' + '),
    criteria: row.successCriteria.map(key).join(' + '),
    measures: row.measures.map(key).join(' + '),
    other: Object.entries(row.other)
      .map(([heading, text]) => `${key(heading)}: ${key(text)}`)
      .join(' + '),
  }
}

const factsOfFinding = (finding: ReadFinding): Record<string, string> => ({
  ref: finding.ref ?? '',
  words: key(finding.words),
  group: key(finding.group),
  deadline: dateOf(finding.deadline),
  actions: finding.actions.map(key).join(' + '),
})

/**
 * Values that are other than the plan's: "row 3, due: 2026-05-31, but 2026-06-01". Rows are found by their text, and
 * what is blank or missing is not wrong; a row is known by the first row with that text that it fits best.
 */
export function wrongValues(wanted: PlanReading, found: PlanReading): string[] {
  return found.rows.flatMap((row) => {
    const facts = factsOfRow(row)
    const same = wanted.rows.map(factsOfRow).filter(({ text }) => text === facts.text)
    const wrongs = same.map((one) => wrongFields(one, facts)).toSorted((a, b) => a.length - b.length)
    return wrongs[0] ?? []
  })
}

const TELLING = ['ref', 'start', 'due', 'leads', 'status']

function wrongFields(wanted: Record<string, string>, found: Record<string, string>): string[] {
  return TELLING.filter((field) => found[field] && found[field] !== wanted[field]).map(
    (field) => `“${found.text}”, ${field}: ${wanted[field] || 'blank'}, but ${found[field]}`,
  )
}

/** Each kind once: a page break may cut one table into two. */
const sideKinds = (side: PlanReading['side']): string =>
  [...new Set(side.map(({ kind }) => kind))].toSorted().join(', ')
