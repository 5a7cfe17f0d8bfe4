import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import { type PlanAsAt, readPlan } from '../../plans/index.ts'
import type { BudgetLine } from '../domain/money.ts'
import { endLineRow, findLine, insertLine, isLineSaved, type LineWish, listLines } from '../queries/money.ts'

/** A plan as at a day with every budget line that it ever had. Errors: NotFound. */
export async function readMoney(
  scope: Scope,
  planId: string,
  day: PlainDate,
): Promise<{ plan: PlanAsAt; lines: BudgetLine[] }> {
  return { plan: await readPlan(scope, planId, day), lines: await listLines(scope, planId) }
}

/** A budget line that still holds, with its plan. Errors: NotFound. */
export async function readLine(scope: Scope, id: string): Promise<{ line: BudgetLine; plan: PlanAsAt }> {
  const line = await findLine(scope, id)
  if (!line || line.toOn !== null) throw new NotFound('budget line')
  return { line, plan: await readPlan(scope, line.planId, scope.today) }
}

/**
 * Adds a line to an action, from today on; sums are whole pounds, null where nobody knows yet. The same form sent twice
 * is one line. Errors: NotFound; Unacceptable for an action that is no live part of the plan.
 */
export async function addBudgetLine(scope: Scope, planId: string, wish: LineWish): Promise<void> {
  const { actions } = await readPlan(scope, planId, scope.today)
  if (!actions.some(({ id, dropped }) => id === wish.actionId && !dropped))
    throw new Unacceptable('Choose an action of this plan', 'action')
  const id = await insertLine(scope, planId, wish)
  if (id === null) return
  await record(scope, {
    act: 'budget.added',
    thing: { kind: 'action', id: wish.actionId },
    detail: { line: id, needed: wish.needed, allocated: wish.allocated },
  })
}

/**
 * Puts a line in the place of one that was wrong, or no longer right: the old one ends today, and stays. Errors:
 * NotFound; Conflict when somebody ended it meanwhile.
 */
export async function correctBudgetLine(
  scope: Scope,
  id: string,
  wish: Omit<LineWish, 'actionId'>,
): Promise<string> {
  const line = await findLine(scope, id)
  if (!line) throw new NotFound('budget line')
  if (await isLineSaved(scope, wish.once)) return line.planId
  if (!(await endLineRow(scope, id))) throw new Conflict(ENDED_MEANWHILE, 'source')
  const added = await insertLine(scope, line.planId, { ...wish, actionId: line.actionId })
  await record(scope, {
    act: 'budget.corrected',
    thing: { kind: 'action', id: line.actionId },
    detail: { was: id, line: added, needed: wish.needed, allocated: wish.allocated },
  })
  return line.planId
}

const ENDED_MEANWHILE = 'Somebody corrected or ended this line meanwhile: go back and look at it again'

/** Ends a line of a plan: it holds until yesterday. Errors: NotFound, also when it has ended. */
export async function endBudgetLine(scope: Scope, planId: string, id: string): Promise<void> {
  const line = await findLine(scope, id)
  if (line?.planId !== planId || !(await endLineRow(scope, id))) throw new NotFound('budget line')
  await record(scope, {
    act: 'budget.ended',
    thing: { kind: 'action', id: line.actionId },
    detail: { line: id },
  })
}
