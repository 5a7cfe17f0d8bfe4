import { number, type Table, tableOf, text } from '../../../platform/office/table.ts'
import type { ActionAsAt, PlanAsAt } from '../../plans/index.ts'
import { type BudgetLine, holdsOn, yearWords } from '../domain/money.ts'

/** The budget lines that held on the day of the plan, and the actions without any: to take away. Sums are numbers. */
export function toMoneyTable(plan: PlanAsAt, lines: readonly BudgetLine[]): Table {
  const themes = new Map(plan.themes.map(({ id, name }) => [id, name]))
  const byAction = Map.groupBy(
    lines.filter((line) => holdsOn(line, plan.asAt)),
    ({ actionId }) => actionId,
  )
  const rows = plan.actions.flatMap((action): { action: ActionAsAt; line: BudgetLine | null }[] => {
    const own = byAction.get(action.id)
    if (own) return own.map((line) => ({ action, line }))
    return action.dropped ? [] : [{ action, line: null }]
  })
  return tableOf(`${plan.title}, money`, rows, [
    text('Theme', ({ action }) => themes.get(action.themeId ?? '') ?? null),
    text('Action number', ({ action }) => action.ref),
    text('Action', ({ action }) => action.words),
    text('Year', ({ line }) => line && yearWords(line.year)),
    text('Source', ({ line }) => line?.source ?? null),
    number('Needed, in pounds', ({ line }) => line?.needed ?? null),
    number('Allocated, in pounds', ({ line }) => line?.allocated ?? null),
    number('Gap, in pounds', ({ line }) => gapOf(line)),
    text('What for', ({ line }) => line?.words ?? null),
  ])
}

const gapOf = (line: BudgetLine | null): number | null =>
  line === null || line.needed === null || line.allocated === null ? null : line.needed - line.allocated
