import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { startOfMonth } from '../../platform/calendar.ts'
import { type Scope, withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import { listAreas } from '../identity/index.ts'
import { askAgain } from './actions/ask-again.ts'
import { chaseByRule } from './actions/chase.ts'
import { freezeMonth } from './actions/freeze.ts'
import { openMonth } from './actions/open.ts'
import { daysOf } from './actions/rules.ts'
import { listAutomaticRules, listCycles, listOpenCycles } from './queries/cycles.ts'

/**
 * Early each morning, for plans whose rules say so: opens the month whose day has come, asks new leads, reminds and
 * escalates, and freezes what was to be frozen by yesterday. Each step is a transaction of its own and safe to run
 * twice: a month is opened once, a reminder goes once a day.
 */
export const runMonths = defineJob({
  name: 'cycles.run',
  payload: z.object({}),
  cron: '30 6 * * *',
  run: async ({ pool, clock, log }) => {
    for (const area of await listAreas(pool)) {
      const actor = systemActor(area, 'Timetable')
      const inScope = <T>(work: (scope: Scope) => Promise<T>) => withScope(pool, clock, actor, work)
      const rules = await inScope(listAutomaticRules)
      for (const { planId } of rules) {
        // One plan whose rules no longer fit must not keep the others from their month.
        await runPlan(inScope, planId).catch((error: unknown) => {
          log(
            `worker: the month of a plan could not be run (${error instanceof Error ? error.name : 'fault'})`,
          )
        })
      }
    }
  },
})

async function runPlan(inScope: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>, planId: string) {
  await inScope((scope) => openDue(scope, planId))
  const open = (await inScope(listOpenCycles)).filter((cycle) => cycle.planId === planId)
  for (const cycle of open) {
    await inScope(async (scope) => {
      if (cycle.freezeOn < scope.today) return void (await freezeMonth(scope, cycle.id, cycle.freezeOn))
      await askAgain(scope, cycle)
      await chaseByRule(scope, cycle)
    })
  }
}

async function openDue(scope: Scope, planId: string): Promise<void> {
  const period = startOfMonth(scope.today)
  const held = (await listCycles(scope)).some((cycle) => cycle.planId === planId && cycle.period === period)
  if (held) return
  const { opens } = await daysOf(scope, planId, period)
  if (opens <= scope.today) await openMonth(scope, planId, period)
}
