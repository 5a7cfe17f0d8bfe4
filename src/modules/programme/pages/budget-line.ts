import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { examplePlan, nameOfEnd, type PlanAsAt } from '../../plans/index.ts'
import { type BudgetLine, financialYear, yearWords } from '../domain/money.ts'
import { paths } from '../paths.ts'
import { type Typed, textIn } from './typed.ts'

/** A budget line that is added, or that takes the place of another. */
export interface BudgetLinePage {
  title: string
  plan: { title: string; href: string }
  send: string
  once: string
  /** Null where the action stands already: the line is corrected. */
  actions: { value: string; text: string; selected: boolean }[] | null
  action: string | null
  years: { value: string; text: string; selected: boolean }[]
  values: Record<'source' | 'needed' | 'allocated' | 'words', string>
  errors: FieldError[]
}

/** So many years are offered before this one, and after it. */
const [BEFORE, AFTER] = [3, 5]

function toYears(plan: PlanAsAt, chosen: string): BudgetLinePage['years'] {
  const now = financialYear(plan.asAt)
  const years = Array.from({ length: BEFORE + AFTER + 1 }, (_, at) => now - BEFORE + at)
  const known = years.map((year) => ({ value: String(year), text: yearWords(year) }))
  const odd = chosen !== '' && !years.includes(Number(chosen)) ? [{ value: chosen, text: chosen }] : []
  return [{ value: '', text: 'No one year' }, ...known, ...odd].map((choice) => ({
    ...choice,
    selected: choice.value === chosen,
  }))
}

const toValues = (values: FormValues | null, line: BudgetLine | null): BudgetLinePage['values'] => ({
  source: textIn(values, 'source', line?.source),
  needed: textIn(values, 'needed', line?.needed?.toString()),
  allocated: textIn(values, 'allocated', line?.allocated?.toString()),
  words: textIn(values, 'words', line?.words ?? ''),
})

export function toNewLinePage(
  plan: PlanAsAt,
  chosen: string,
  { once, values, errors }: Typed,
): BudgetLinePage {
  const action = textIn(values, 'action', chosen)
  return {
    title: 'Add a budget line',
    plan: { title: plan.title, href: paths.money(plan.id) },
    send: paths.newLine(plan.id),
    once: textIn(values, 'once') || once,
    actions: plan.actions
      .filter(({ dropped }) => !dropped)
      .map(({ id }) => ({
        value: id,
        text: nameOfEnd(plan, { kind: 'action', id }),
        selected: id === action,
      })),
    action: null,
    years: toYears(plan, textIn(values, 'year', String(financialYear(plan.asAt)))),
    values: toValues(values, null),
    errors,
  }
}

export function toCorrectLinePage(
  plan: PlanAsAt,
  line: BudgetLine,
  { once, values, errors }: Typed,
): BudgetLinePage {
  return {
    title: 'Correct a budget line',
    plan: { title: plan.title, href: paths.money(plan.id) },
    send: paths.correctLine(line.id),
    once: textIn(values, 'once') || once,
    actions: null,
    action: nameOfEnd(plan, { kind: 'action', id: line.actionId }),
    years: toYears(plan, textIn(values, 'year', line.year?.toString())),
    values: toValues(values, line),
    errors,
  }
}

export const budgetLinePage = definePage<BudgetLinePage>('programme/pages/budget-line.njk', () =>
  toNewLinePage(examplePlan(), '', {
    ...{ once: 'one-time', values: { needed: '12.50', source: 'Council base budget' } },
    errors: [
      { field: 'action', text: 'Choose the action' },
      { field: 'needed', text: 'Enter what is needed in whole pounds, like 40000' },
    ],
  }),
)
