import { formatDay, formatMonth } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { isStatus, planPaths, STATUS_KEY } from '../../plans/index.ts'
import type { PlanReading, ReadDate, ReadRow } from '../domain/reading.ts'
import { importPaths } from '../paths.ts'

export interface PreviewPage {
  title: string
  fileName: string
  sha256: string
  original: string
  state: 'proposed' | 'confirmed' | 'discarded'
  planHref: string | null
  refused: string | null
  summary: { key: string; value: string }[]
  doubts: { where: string; message: string; suggestion: string | null }[]
  repairs: { line: number; message: string }[]
  rows: {
    ref: string
    words: string
    under: string
    start: string
    due: string
    leads: string
    status: { text: string; code: string } | null
    lines: string
    doubts: string[]
  }[]
  findings: { ref: string; words: string; deadline: string; lines: string; doubts: string[] }[]
  boards: string[]
  leads: { name: string; known: boolean }[]
  counts: { rows: string; findings: string; doubtful: string }
  confirm: string
  discard: string
  values: { title: string; documentOn: string }
  errors: FieldError[]
}

interface Proposed {
  id: string
  title: string
  state: string
  plan_id: string | null
  document_on: string | null
  file_name: string
  sha256: string
  reading: PlanReading
}

/** Everything that was read, doubtful rows first; `known` are the names in small letters that the area has. */
export function toPreviewPage(
  proposed: Proposed,
  known: ReadonlySet<string>,
  typed: { title?: string; documentOn?: string } = {},
  errors: FieldError[] = [],
): PreviewPage {
  const { reading } = proposed
  const doubtful = reading.rows.filter((row) => row.doubts.length > 0)
  const clear = reading.rows.filter((row) => row.doubts.length === 0)
  return {
    title: proposed.title,
    fileName: proposed.file_name,
    sha256: proposed.sha256,
    original: importPaths.original(proposed.id),
    state: stateOf(proposed.state),
    planHref: proposed.plan_id ? planPaths.plan(proposed.plan_id) : null,
    refused: reading.refused?.reason ?? null,
    summary: summaryOf(reading),
    doubts: reading.doubts.map(({ line, message, suggestion }) => ({
      where: line === null ? 'Document' : `Line ${line}`,
      message,
      suggestion,
    })),
    repairs: reading.repairs.map(({ line, message }) => ({ line, message })),
    rows: [...doubtful, ...clear].map(toRow),
    findings: reading.findings.map((finding) => ({
      ref: finding.ref ?? '',
      words: finding.words ?? 'Words not found',
      deadline: finding.deadline ? dateWords(finding.deadline) : '',
      lines: finding.sourceLines.join(', '),
      doubts: finding.doubts.map(({ message }) => message),
    })),
    boards: [...new Set(reading.rows.flatMap((row) => row.monitoring))].sort(),
    leads: leadsOf(reading, known),
    counts: {
      rows: `${reading.rows.length} milestones, doubtful ones first`,
      findings: `${reading.findings.length} findings, in the document's order`,
      doubtful: `${doubtful.length} of ${reading.rows.length} milestones have something to settle. A blank or a doubt never blocks: it is brought in as it is, and listed.`,
    },
    confirm: importPaths.confirm(proposed.id),
    discard: importPaths.discard(proposed.id),
    values: {
      title: typed.title ?? proposed.title,
      documentOn: typed.documentOn ?? proposed.document_on ?? '',
    },
    errors,
  }
}

const stateOf = (state: string): PreviewPage['state'] =>
  state === 'confirmed' || state === 'discarded' ? state : 'proposed'

function summaryOf({ document, rows, findings, side, ledger }: PlanReading): PreviewPage['summary'] {
  const themes = new Set(rows.flatMap(({ theme }) => theme ?? []))
  const parts = [
    ['Milestones', String(rows.length)],
    ['Themes', [...themes].join('; ') || 'None printed'],
    ['Findings', String(findings.length)],
    ['Other tables, kept', String(side.length)],
    [
      'Document dated',
      document.date ? `${isoWords(document.date.iso)}, from ${document.date.from}` : 'Not stated',
    ],
    [
      'Review published',
      document.published
        ? formatDay(document.published)
        : document.reviewDate
          ? `${formatDay(document.reviewDate.iso)}, from “${document.reviewDate.from}”`
          : 'Not stated',
    ],
    ['Cells', `${ledger.cells} = ${ledger.used} used + ${ledger.kept} kept + ${ledger.ignored} ignored`],
  ]
  return parts.map(([key = '', value = '']) => ({ key, value }))
}

function toRow(row: ReadRow): PreviewPage['rows'][number] {
  const objective = row.action ?? row.objective
  const action = row.actionRef ? `${row.actionRef}. ${objective ?? ''}` : (objective ?? '')
  return {
    ref: row.ref ?? '',
    words: row.text,
    under: [row.theme, action].filter(Boolean).join(' › '),
    start: row.start ? dateWords(row.start) : '',
    due: row.due ? dateWords(row.due) : '',
    leads: row.leads.map(({ name }) => name).join(', '),
    status: statusOf(row),
    lines: row.sourceLines.join(', '),
    doubts: row.doubts.map(({ message }) => message),
  }
}

function statusOf({ status }: ReadRow): PreviewPage['rows'][number]['status'] {
  if (status.canonical !== null && isStatus(status.canonical)) {
    return { text: STATUS_KEY[status.canonical].short, code: status.canonical }
  }
  return status.original === null ? null : { text: status.original, code: 'other_words' }
}

/** The date that was worked out, and the words beside it where they say it otherwise. */
function dateWords(date: ReadDate): string {
  if (date.iso === null) return `“${date.original}”: no date`
  return date.iso.length === 10 ? formatDay(date.iso) : `${isoWords(date.iso)} (“${date.original}”)`
}

/** "2011", "May 2011" or "31 May 2011": as much as was written. */
function isoWords(iso: string): string {
  if (iso.length === 10) return formatDay(iso)
  return iso.length === 7 ? formatMonth(iso) : iso
}

function leadsOf({ rows }: PlanReading, known: ReadonlySet<string>): PreviewPage['leads'] {
  const names = new Set(rows.flatMap(({ leads }) => leads.map(({ name }) => name)))
  return [...names].sort().map((name) => ({ name, known: known.has(name.toLowerCase()) }))
}

export const previewPage = definePage<PreviewPage>('imports/pages/preview.njk', () =>
  toPreviewPage(exampleProposal(), new Set(['head of first response'])),
)

function exampleProposal(): Proposed {
  const due: ReadDate = { iso: '2027-03', precision: 'month', kind: 'by', original: 'By March 2027' }
  const row: ReadRow = {
    text: 'Chronologies are up to date in every case file',
    ref: '1.1',
    theme: 'Best practice',
    objective: 'Improve recording',
    outcome: 'Children do not have to tell their story twice',
    action: null,
    actionRef: '1',
    phase: null,
    printedUnder: null,
    finding: null,
    start: null,
    due,
    leads: [{ name: 'Head of First Response', kind: 'role' }],
    leadOriginal: 'Head of First Response',
    status: { canonical: 'on_track', original: 'On track', source: 'note', glyph: '•' },
    monitoring: ['Quality and Performance Board'],
    notes: [{ date: '2026-10', text: 'October 2026 - On track.', body: '' }],
    cites: [],
    successCriteria: [],
    measures: [],
    other: {},
    id: null,
    sourceLines: [16],
    doubts: [
      {
        line: 16,
        cell: '•',
        kind: 'status',
        message: 'The mark “•” means “Not achieved” in the key, but the note says On track',
        suggestion: null,
      },
    ],
  }
  return {
    id: '0190a000-0000-7000-8000-000000000001',
    title: 'Improvement plan, October 2026',
    state: 'proposed',
    plan_id: null,
    document_on: '2026-10-31',
    file_name: 'plan.txt',
    sha256: 'a'.repeat(64),
    reading: {
      document: {
        title: 'Improvement plan, October 2026',
        date: { iso: '2026-10', precision: 'month', from: 'the title', line: 1 },
        version: null,
        reviewDate: null,
        published: null,
        legend: [],
        tables: [],
      },
      findings: [
        {
          ref: '1',
          group: null,
          words: 'Keep chronologies up to date',
          deadline: due,
          remark: null,
          actions: [],
          successCriteria: [],
          measures: [],
          sourceLines: [40],
          doubts: [],
        },
      ],
      rows: [row],
      side: [],
      ledger: { cells: 12, used: 9, kept: 2, ignored: 1, entries: [] },
      doubts: [
        { line: 3, cell: null, kind: 'document', message: 'The key has lost its marks', suggestion: null },
      ],
      repairs: [{ key: 'join 17', kind: 'join', line: 17, message: 'Joined to line 16 over a page break' }],
      refused: null,
    },
  }
}
