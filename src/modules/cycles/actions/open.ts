import { formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { recordAll } from '../../../platform/record/record.ts'
import { listPlans } from '../../plans/index.ts'
import { asksFor, type Unasked } from '../domain/asks.ts'
import { type Coverable, coveredBy } from '../domain/coverage.ts'
import { listCoverable } from '../queries/asks.ts'
import { type CycleRow, coverMilestones, getCycle, insertCycle } from '../queries/cycles.ts'
import { listReachable } from '../queries/who.ts'
import { askEach, standInsToday } from './ask.ts'
import { daysOf } from './rules.ts'

export interface Opened {
  cycleId: string
  covered: number
  asked: number
  unasked: Unasked[]
}

/** Errors: NotFound. */
export async function getPlanTitle(scope: Scope, planId: string): Promise<{ id: string; title: string }> {
  const plan = (await listPlans(scope)).find((one) => one.id === planId)
  if (!plan) throw new NotFound('plan')
  return plan
}

/** Whether leads are written to: not for a month that was over before the plan came here. */
interface Opening {
  ask: boolean
}

/**
 * Opens a plan's month: keeps which milestones it asks about, writes one mail to each of their leads, and says of which
 * nobody can be asked. `period` is the first day of the month. Statements do not grow with milestones or leads.
 * Errors: NotFound; Conflict when it was opened before; Unacceptable when the plan's rules give no days.
 */
export async function openMonth(
  scope: Scope,
  planId: string,
  period: PlainDate,
  { ask }: Opening = { ask: true },
): Promise<Opened> {
  await getPlanTitle(scope, planId)
  const id = newId()
  const days = await daysOf(scope, planId, period)
  if (!(await insertCycle(scope, { id, planId, period, days })))
    throw new Conflict(`${formatMonth(period)} was opened before`, 'period')
  const cycle = await getCycle(scope, id)
  const covered = coveredBy(await listCoverable(scope, planId, scope.today), period)
  await coverMilestones(
    scope,
    id,
    covered.map((milestone) => milestone.id),
  )
  const { asks, unasked } = ask ? await askLeads(scope, cycle, covered) : { asks: 0, unasked: [] }
  const detail = { period, milestones: covered.length, asked: asks, unasked: unasked.length }
  await recordAll(scope, [{ act: 'month.opened', thing: { kind: 'month', id }, detail }])
  return { cycleId: id, covered: covered.length, asked: asks, unasked }
}

async function askLeads(
  scope: Scope,
  cycle: CycleRow,
  covered: readonly Coverable[],
): Promise<{ asks: number; unasked: Unasked[] }> {
  const found = asksFor(covered, await listReachable(scope), await standInsToday(scope))
  const asks = await askEach(scope, cycle, found.asks, covered)
  return { asks: asks.length, unasked: found.unasked }
}
