import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { importPaths } from '../paths.ts'
import { type ExampleImport, exampleImport } from './example.ts'
import { type StepView, stepsOf } from './steps.ts'

export interface ConfirmPage {
  title: string
  steps: StepView[]
  /** The plan that is changed; null where one is made. */
  target: string | null
  sums: string[]
  /** What is made by it, each by its name: this is the yes to it. */
  makes: { name: string; items: string[] }[]
  open: string[]
  send: string
  values: { title: string; documentOn: string; reason: string }
  errors: FieldError[]
}

export interface ConfirmInput extends ExampleImport {
  target: string | null
  counts: {
    milestones: number
    findings: number
    doubtful: number
    fates: Readonly<Record<string, number>>
    causes: Readonly<Record<string, number>>
  }
  /** Names that the area, or the plan, does not have yet. */
  newBoards: readonly string[]
  newThemes: readonly string[]
  tables: number
  typed?: Partial<ConfirmPage['values']>
  errors?: FieldError[]
}

export function toConfirmPage(input: ConfirmInput): ConfirmPage {
  const { row, target, newBoards, newThemes, typed = {}, errors = [] } = input
  return {
    title: row.title,
    steps: stepsOf(row.id, row.settled, 'confirm'),
    target,
    sums: sumsOf(input),
    makes: [
      { name: 'Themes that are made', items: [...newThemes] },
      { name: 'Monitoring boards that are made', items: [...newBoards] },
    ].filter(({ items }) => items.length > 0),
    open: openOf(input),
    send: importPaths.confirm(row.id),
    values: {
      title: typed.title ?? row.title,
      documentOn: typed.documentOn ?? row.documentOn ?? '',
      reason: typed.reason ?? '',
    },
    errors,
  }
}

function sumsOf({ target, counts, tables }: ConfirmInput): string[] {
  const { milestones, findings, fates } = counts
  const beside =
    tables > 0 ? [`${counted(tables, 'table')} beside the plan ${isAre(tables)} kept with it`] : []
  if (target === null)
    return [
      `${counted(milestones, 'milestone')} to bring in`,
      `${counted(findings, 'finding')} to bring in`,
      ...beside,
    ]
  return [
    `${counted((fates.new ?? 0) + (fates.offered ?? 0), 'milestone')} to add`,
    `${fates.changed ?? 0} to change; what each said before is kept`,
    `${fates.unchanged ?? 0} unchanged`,
    `${fates.gone ?? 0} not in the document; none is deleted`,
    ...beside,
  ]
}

const isAre = (count: number): string => (count === 1 ? 'is' : 'are')

/** What would come in undecided: nothing of it blocks. */
function openOf({ counts }: ConfirmInput): string[] {
  const { fates, causes, doubtful } = counts
  return [
    ...(fates.offered
      ? [
          `${counted(fates.offered, 'milestone')} may be in the plan already: unless you say so, ${fates.offered === 1 ? 'it comes' : 'they come'} in as new`,
        ]
      : []),
    ...(causes.conflict
      ? [
          `${counted(causes.conflict, 'milestone')} changed in both: unless you say otherwise, the plan’s value stays`,
        ]
      : []),
    ...(doubtful
      ? [
          `${counted(doubtful, 'milestone')} with something to settle: brought in as written, and listed afterwards`,
        ]
      : []),
  ]
}

export const confirmPage = definePage<ConfirmPage>('imports/pages/confirm.njk', () =>
  toConfirmPage({
    ...exampleImport(),
    target: 'Milestone report',
    counts: {
      milestones: 19,
      findings: 14,
      doubtful: 3,
      fates: { new: 1, changed: 2, gone: 1, offered: 1 },
      causes: { conflict: 1 },
    },
    newBoards: ['Operations Group'],
    newThemes: ['Practice'],
    tables: 1,
    errors: [{ field: 'reason', text: 'Say why this is brought in' }],
  }),
)
