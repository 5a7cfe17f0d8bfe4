import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { Sheet, Statement } from '../domain/statement.ts'
import { paths } from '../paths.ts'
import { exampleMatrixInput } from './matrix.ts'
import { nameOf } from './words.ts'

export interface TakeOverInput {
  plan: { id: string; title: string }
  frameworks: readonly Sheet[]
  into: Sheet | null
  tables: readonly {
    tableId: string
    title: string
    matches: readonly { printed: Statement; proposed: string | null; taken: readonly string[] }[]
  }[]
  errors: readonly FieldError[]
}

/** Printed statements, each with the statement of the framework that it is likely to be: a person confirms each. */
export interface TakeOverPage {
  back: string
  plan: { title: string }
  into: { title: string; key: string } | null
  others: { text: string; href: string }[]
  choose: string
  send: string
  errors: FieldError[]
  tables: {
    id: string
    title: string
    words: string
    rows: {
      place: string
      words: string
      actions: string
      taken: string
      /** Empty where none of its numbers is in the plan. */
      options: { value: string; text: string; selected: boolean }[]
    }[]
  }[]
}

export function toTakeOverPage({ plan, frameworks, into, tables, errors }: TakeOverInput): TakeOverPage {
  return {
    back: paths.matrix(plan.id),
    plan: { title: plan.title },
    into: into && { title: into.grade ? `${into.title}: ${into.grade}` : into.title, key: into.key },
    others: frameworks
      .filter(({ key }) => key !== into?.key)
      .map(({ key, title, grade }) => ({
        text: `${title}: ${grade ?? ''}`,
        href: paths.takeOver(plan.id, { framework: key }),
      })),
    choose: paths.choose(plan.id),
    send: paths.takeOver(plan.id),
    errors: [...errors],
    tables: tables.map(({ tableId, title, matches }) => ({
      ...{ id: tableId, title },
      words: counted(matches.length, 'printed statement'),
      rows: matches.map((match) => toRow(match, into)),
    })),
  }
}

function toRow(
  { printed, proposed, taken }: TakeOverInput['tables'][number]['matches'][number],
  into: Sheet | null,
): TakeOverPage['tables'][number]['rows'][number] {
  const missing = printed.missing.map(({ ref }) => `${ref} (not in the plan)`)
  const statements = printed.shownBy.length > 0 ? (into?.statements ?? []) : []
  return {
    ...{ place: printed.code, words: printed.words },
    actions: [...printed.shownBy.map(nameOf), ...missing].join(', ') || 'No action',
    taken: taken.length === 0 ? '' : `Taken over: its actions show ${taken.join(', ')}`,
    options: statements.map(({ code, words }) => ({
      ...{ value: code, text: `${code} ${words}`, selected: code === proposed },
    })),
  }
}

export const takeOverPage = definePage<TakeOverPage>('judgement/pages/take-over.njk', () => {
  const { plan, sheet } = exampleMatrixInput()
  const [first, second, third] = sheet?.statements ?? []
  if (!sheet || !first || !second || !third) throw new Error('The made-up plan is not complete')
  return toTakeOverPage({
    plan,
    frameworks: [sheet, { ...sheet, key: 'example 2027 good' }],
    into: sheet,
    tables: [
      {
        ...{ tableId: 'table-1', title: 'Cross-check' },
        matches: [
          { printed: { ...first, code: '1' }, proposed: 'G1', taken: ['G1'] },
          { printed: { ...second, code: '2' }, proposed: 'G2', taken: [] },
          {
            printed: { ...third, code: '3', missing: [{ ref: '1.15', completion: 'Dec 26' }] },
            ...{ proposed: 'G3', taken: [] },
          },
        ],
      },
    ],
    errors: [{ field: 'statement', text: 'Choose the statement' }],
  })
})
