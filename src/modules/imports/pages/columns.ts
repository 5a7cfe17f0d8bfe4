import { definePage } from '../../../platform/http/pages.ts'
import { FIELDS, type Field } from '../domain/dictionary.ts'
import type { ColumnField, ReadTable } from '../domain/reading.ts'
import { importPaths } from '../paths.ts'
import { type ExampleImport, exampleImport } from './example.ts'
import { type StepView, stepsOf } from './steps.ts'

export interface ColumnsPage {
  title: string
  steps: StepView[]
  tables: { name: string; columns: ColumnView[] }[]
  action: string
}

export interface ColumnView {
  id: string
  name: string
  heading: string
  /** How it was told what the column is. */
  because: string
  samples: string[]
  options: { value: string; text: string; selected: boolean }[]
}

/** The fields as a person calls them. */
export const FIELD_WORDS: Record<Field | 'other' | 'ignored', string> = {
  ref: 'Number or reference',
  source: 'Source (which review)',
  theme: 'Theme',
  finding: 'Finding',
  recommendation: 'Recommendation or area for improvement',
  objective: 'Objective',
  outcome: 'Outcome for children',
  action: 'Action',
  milestone: 'Milestone',
  start: 'Start date',
  due: 'Due date',
  revisedDue: 'Revised due date',
  completedOn: 'Date completed',
  dateAgreed: 'Date agreed',
  reviewDate: 'Next review',
  lead: 'Lead',
  scope: 'Scope',
  status: 'Status',
  progressNote: 'Progress note',
  evidence: 'Evidence',
  successCriteria: 'Success criteria',
  measure: 'Measure',
  monitoringBody: 'Monitoring board',
  impact: 'Impact',
  priority: 'Priority',
  resources: 'Resources',
  risk: 'Risk',
  crossReference: 'Cross reference',
  score: 'Score',
  other: 'Keep it beside the row, as it stands',
  ignored: 'Leave this column out',
}

const BECAUSE = {
  heading: 'Told by its heading',
  cells: 'Told by the cells below it',
  choice: 'Chosen here, or for an earlier document',
} as const

/** Tables with the same headings are one: what is chosen for one holds for all. The first of each stands for them. */
export function tablesToMatch(tables: readonly ReadTable[]): ReadTable[] {
  const first = new Map<string, ReadTable>()
  for (const table of tables) if (table.key !== '' && !first.has(table.key)) first.set(table.key, table)
  return [...first.values()]
}

export function toColumnsPage({ row }: ExampleImport): ColumnsPage {
  const all = row.reading?.document.tables ?? []
  return {
    title: row.title,
    steps: stepsOf(row.id, row.settled, 'columns'),
    tables: tablesToMatch(all).map((table, index) => ({
      name: nameOf(table, all.filter(({ key }) => key === table.key).length),
      columns: table.columns.map((match) => ({
        id: `column-${index}-${match.column}`,
        name: `column:${index}:${match.column}`,
        heading: match.heading || `Column ${match.column + 1}, without a heading`,
        because: BECAUSE[match.because],
        samples: match.samples ?? [],
        options: optionsFor(match.field),
      })),
    })),
    action: importPaths.columns(row.id),
  }
}

function nameOf({ kind, line }: ReadTable, count: number): string {
  const kinds = { plan: 'A table of the plan', findings: 'A list of findings' } as const
  const name = kind === 'plan' || kind === 'findings' ? kinds[kind] : 'A table beside the plan'
  return `${name}, from line ${line}${count > 1 ? ` (and ${count - 1} more with the same headings)` : ''}`
}

const optionsFor = (field: ColumnField): ColumnView['options'] =>
  [...FIELDS, 'other' as const, 'ignored' as const].map((value) => ({
    ...{ value, text: FIELD_WORDS[value], selected: value === field },
  }))

export const columnsPage = definePage<ColumnsPage>('imports/pages/columns.njk', () =>
  toColumnsPage(exampleImport()),
)
