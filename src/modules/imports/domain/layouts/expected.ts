/** What a person reads in a sample, one row a line, as it stands beside the sample in `*.rows.tsv`. */
import type { PlanReading, ReadRow } from '../reading.ts'

const HEADINGS = [
  'ref',
  'text',
  'due',
  'start',
  'leads',
  'status',
  'monitoring',
  'theme',
  'objective',
  'doubts',
]

/** The reading in that form: what was found, or why it was refused, then its rows. */
export function asExpected({ refused, findings, side, rows }: PlanReading): string {
  const told = [
    ['refused', refused ? refused.reason.split(/[:;.]/)[0] : ''],
    ['findings', findings.map(({ ref }) => ref ?? '-').join(' ')],
    ['side tables', side.map(({ kind }) => kind).join(' ')],
  ]
  return `${[...told, HEADINGS, ...rows.map(rowOf)].map((cells) => cells.join('\t').trimEnd()).join('\n')}\n`
}

function rowOf(row: ReadRow): string[] {
  return [
    row.ref ?? '',
    row.text,
    row.due?.iso ?? '',
    row.start?.iso ?? '',
    row.leads.map(({ name, role }) => (role ? `${name} (${role})` : name)).join('; '),
    row.status.canonical ?? '',
    row.monitoring.join('; '),
    row.theme ?? '',
    row.objective ?? '',
    [...new Set(row.doubts.map(({ kind }) => kind))].join(' '),
  ]
}
