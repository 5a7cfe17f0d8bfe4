import type { ImportRow } from '../queries/imports.ts'
import type { PreviewInputRow } from './preview.ts'

/** What every page of the journey is drawn from. */
export interface ExampleImport {
  row: ImportRow
}

export const EXAMPLE_COUNTS = { milestones: 19, findings: 14, doubtful: 3 }

/** An import in the middle of its way, with something of everything: for the examples of the pages. */
export function exampleImport(): ExampleImport & { exampleRows: PreviewInputRow[] } {
  return { row: exampleRow(), exampleRows: exampleRows() }
}

function exampleRow(): ImportRow {
  return {
    id: '0190a000-0000-7000-8000-000000000001',
    title: 'Improvement plan, October 2026',
    state: 'proposed',
    planId: null,
    targetPlanId: '0190a000-0000-7000-8000-000000000002',
    publishedOn: null,
    documentOn: '2026-10-31',
    reading: exampleReading(),
    choices: { undone: ['join 17'] },
    settled: { done: ['found'] },
    progress: null,
    fault: null,
    revision: 1,
    reason: null,
    copyId: null,
    hashBefore: null,
    hashAfter: null,
    outcome: null,
    startedAt: new Date('2026-11-02T09:05:00Z'),
    confirmedAt: null,
    undoneAt: null,
    fileName: 'plan.xlsx',
    sha256: 'a'.repeat(64),
    startedBy: 'Programme Manager',
  }
}

function exampleReading(): NonNullable<ImportRow['reading']> {
  return {
    document: {
      title: 'Improvement plan, October 2026',
      date: { iso: '2026-10', precision: 'month', from: 'the title', line: 1 },
      version: null,
      reviewDate: { iso: '2026-06-15', from: 'Inspection, 15 June 2026', line: 2 },
      published: null,
      legend: [{ mark: 'Green', meaning: 'On track', canonical: 'on_track', line: 3 }],
      tables: [
        {
          line: 5,
          key: 'no action lead',
          kind: 'plan',
          columns: [
            { column: 0, heading: 'No', field: 'ref', because: 'heading', samples: ['1.1', '1.2'] },
            {
              column: 1,
              heading: 'Action',
              field: 'action',
              because: 'cells',
              samples: ['Agree thresholds'],
            },
            { column: 2, heading: '', field: 'other', because: 'choice', samples: [] },
          ],
        },
      ],
    },
    side: [
      {
        kind: 'glossary',
        title: 'Glossary',
        headings: ['Term', 'Meaning'],
        rows: [{ line: 90, cells: ['CIN', 'Child in need'] }],
      },
    ],
    ledger: { cells: 12, used: 9, kept: 2, ignored: 1 },
    doubts: [
      { line: 3, cell: null, kind: 'document', message: 'Two rows are hidden', suggestion: 'Look at them' },
    ],
    repairs: [{ key: 'join 21', kind: 'join', line: 21, message: 'Joined to the row above' }],
    sheets: [
      { name: 'Plan', hidden: false, firstLine: 1, lastLine: 40 },
      { name: 'Old', hidden: true, firstLine: 41, lastLine: 60 },
    ],
    refused: null,
  }
}

function exampleRows(): PreviewInputRow[] {
  const due = { on: '2027-03-31', precision: 'month', words: 'By March 2027' }
  const draft = {
    ...{ key: 'milestone 0', id: null, ref: '1.1', words: 'Chronologies are up to date', start: null, due },
    ...{ leads: [{ words: 'Head of First Response', part: 'accountable', holder: null }], cites: [] },
    ...{ boards: ['Quality Board'], extra: {}, redated: [], origin: null },
    updates: [
      {
        ...{ period: '2026-10-01', saidOn: '2026-10-31', status: 'on_track', statusWords: 'On track' },
        ...{
          done: 'Half are done.',
          next: null,
          support: null,
          evidence: null,
          author: { id: null, words: 'As printed' },
        },
      },
    ],
  }
  const body = {
    ...{
      text: 'Chronologies are up to date',
      theme: 'Practice',
      action: 'Improve recording',
      objective: null,
    },
    ...{
      sourceLines: [16],
      doubts: [
        {
          line: 16,
          cell: '•',
          kind: 'status',
          message: 'The mark “•” is not in the key',
          suggestion: 'Say what it means',
        },
      ],
    },
  }
  const differences = [
    {
      field: 'due',
      kind: 'conflict',
      plan: '28 February 2027',
      document: 'By March 2027',
      value: due,
      was: null,
      take: 'plan',
    },
  ]
  const common = { kind: 'milestone', body, draft, causes: ['status'], thingId: null, key: 'a' }
  return [
    {
      ...common,
      ...{
        position: 0,
        fate: 'changed',
        thingId: 'x',
        diffs: { offered: null, differences, updates: draft.updates },
      },
    },
    {
      ...common,
      ...{ position: 1, fate: 'offered', key: 'b' },
      diffs: {
        offered: { id: 'y', ref: '1.2', words: 'Chronologies are kept' },
        differences: [],
        updates: [],
      },
    },
    {
      ...{
        kind: 'gone',
        position: 0,
        draft: null,
        fate: 'gone',
        causes: [],
        diffs: {},
        thingId: 'z',
        key: 'gone z',
      },
      body: { ref: '1.3', words: 'Supervision policy agreed', decision: {} },
    },
  ]
}
