import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { SideKind } from '../domain/reading.ts'
import { importPaths } from '../paths.ts'
import { EXAMPLE_COUNTS, type ExampleImport, exampleImport } from './example.ts'
import { isoWords, type StepView, stepsOf } from './steps.ts'

export interface FoundPage {
  title: string
  fileName: string
  sha256: string
  original: string
  lines: string
  steps: StepView[]
  summary: { key: string; value: string }[]
  doubts: { where: string; message: string; suggestion: string | null }[]
  legend: { mark: string; meaning: string }[]
  sheets: { id: string; value: string; text: string; hint: string; checked: boolean }[]
  tables: { id: string; value: string; text: string; hint: string; checked: boolean }[]
  targets: { id: string; value: string; text: string; hint: string; checked: boolean }[]
  values: { documentOn: string; published: string }
  action: string
  discard: string
  errors: FieldError[]
}

export interface FoundInput extends ExampleImport {
  counts: { milestones: number; findings: number; doubtful: number }
  plans: readonly { id: string; title: string }[]
  typed?: { documentOn?: string; published?: string }
  errors?: FieldError[]
}

/** What each kind of table beside a plan is for. */
const BELONGS: Record<SideKind, { name: string; hint: string }> = {
  indicators: { name: 'Indicators with targets', hint: 'Kept with the plan.' },
  glossary: { name: 'Glossary', hint: 'Kept with the plan.' },
  matrix: {
    name: 'Judgement matrix',
    hint: 'Kept with the plan; the X-ray holds the plan against it.',
  },
  other: { name: 'Another table', hint: 'Kept with the plan as it stands.' },
}

export function toFoundPage({ row, counts, plans, typed = {}, errors = [] }: FoundInput): FoundPage {
  const { reading } = row
  return {
    title: row.title,
    fileName: row.fileName,
    sha256: row.sha256,
    original: importPaths.original(row.id),
    lines: importPaths.lines(row.id),
    steps: stepsOf(row.id, row.settled, 'found'),
    summary: summaryOf(row, counts),
    doubts: (reading?.doubts ?? []).map(({ line, message, suggestion }) => ({
      where: line === null ? 'Document' : `Line ${line}`,
      message,
      suggestion,
    })),
    legend: (reading?.document.legend ?? []).map(({ mark, meaning }) => ({ mark, meaning })),
    sheets: sheetsOf(row),
    tables: tablesOf(row),
    targets: targetsOf(row, plans),
    values: {
      documentOn: typed.documentOn ?? row.documentOn ?? '',
      published: typed.published ?? row.choices.published ?? '',
    },
    action: importPaths.found(row.id),
    discard: importPaths.discard(row.id),
    errors,
  }
}

function summaryOf(
  { reading }: ExampleImport['row'],
  { milestones, findings, doubtful }: FoundInput['counts'],
): FoundPage['summary'] {
  if (!reading) return []
  const { document, ledger, side, repairs } = reading
  const plans = document.tables.filter(({ kind }) => kind === 'plan').length
  const parts = [
    ['Milestones', doubtful === 0 ? `${milestones}` : `${milestones}; ${doubtful} with something to settle`],
    ['Findings', String(findings)],
    ['Tables', `${plans} of the plan; ${side.length} beside it`],
    [
      'Joined, moved or filled in',
      repairs.length === 0 ? 'Nothing' : `${repairs.length}, each can be undone`,
    ],
    [
      'Document dated',
      document.date ? `${isoWords(document.date.iso)}, from ${document.date.from}` : 'Not stated',
    ],
    ['Review published', publishedWords(document)],
    ['Cells', `${ledger.cells} = ${ledger.used} used + ${ledger.kept} kept + ${ledger.ignored} left out`],
  ]
  return parts.map(([key = '', value = '']) => ({ key, value }))
}

function publishedWords({
  published,
  reviewDate,
}: {
  published: PlainDate | null
  reviewDate: { iso: PlainDate; from: string } | null
}): string {
  if (published) return formatDay(published)
  return reviewDate ? `${formatDay(reviewDate.iso)}, from “${reviewDate.from}”` : 'Not stated'
}

function sheetsOf({ reading, choices }: ExampleImport['row']): FoundPage['sheets'] {
  const sheets = reading?.sheets ?? []
  const out = new Set(choices.leftOutSheets ?? sheets.flatMap(({ hidden }, index) => (hidden ? [index] : [])))
  return sheets.map(({ name, hidden, firstLine, lastLine }, index) => ({
    id: `sheet-${index}`,
    value: String(index),
    text: name,
    hint: `${counted(lastLine - firstLine + 1, 'line')}${hidden ? '; hidden in the workbook' : ''}`,
    checked: !out.has(index),
  }))
}

function tablesOf({ reading, settled }: ExampleImport['row']): FoundPage['tables'] {
  const out = new Set(settled.leftOutTables ?? [])
  return (reading?.side ?? []).map(({ kind, title, rows, headings }, index) => ({
    id: `table-${index}`,
    value: String(index),
    text: `${BELONGS[kind].name}${title ? `: ${title}` : ''}`,
    hint: `${counted(rows.length, 'row')}${headings.length > 0 ? ` under ${headings.filter(Boolean).join(', ')}` : ''}. ${BELONGS[kind].hint}`,
    checked: !out.has(index),
  }))
}

function targetsOf(row: ExampleImport['row'], plans: FoundInput['plans']): FoundPage['targets'] {
  const suggested = row.settled.targetChosen ? null : row.targetPlanId
  return [
    {
      ...{ id: 'target', value: 'new', text: 'A plan of its own', checked: row.targetPlanId === null },
      hint: 'A new plan is made from it.',
    },
    ...plans.map(({ id, title }, index) => ({
      ...{ id: `target-${index}`, value: id, text: title, checked: id === row.targetPlanId },
      hint:
        id === suggested
          ? 'It seems to be another edition of this plan: what is new, changed and gone is shown before anything is done.'
          : 'This plan is changed where the document differs.',
    })),
  ]
}

export const foundPage = definePage<FoundPage>('imports/pages/found.njk', () =>
  toFoundPage({
    ...exampleImport(),
    counts: EXAMPLE_COUNTS,
    plans: [{ id: '0190a000-0000-7000-8000-000000000002', title: 'Milestone report' }],
    errors: [{ field: 'documentOn', text: 'Enter a real date' }],
  }),
)
