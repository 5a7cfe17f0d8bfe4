import { freezeMonth, openMonth } from '../../modules/cycles/index.ts'
import { listPlans } from '../../modules/plans/index.ts'
import { addMonths, endOfMonth, type PlainDate, startOfMonth } from '../../platform/calendar.ts'
import { MANAGER } from './known.ts'
import type { Timeline } from './timeline.ts'

/** Each month as it would have been run: frozen on its last evening, and the present one asked about today. */
export async function runMonths(timeline: Timeline, today: PlainDate): Promise<void> {
  for (const back of [3, 2, 1]) {
    const period = addMonths(startOfMonth(today), -back)
    await timeline(endOfMonth(period), MANAGER, async (scope) => {
      for (const plan of await listPlans(scope)) {
        const { cycleId } = await openMonth(scope, plan.id, period, { ask: false })
        await freezeMonth(scope, cycleId)
      }
    })
  }
  await timeline(today, MANAGER, async (scope) => {
    for (const plan of await listPlans(scope)) await openMonth(scope, plan.id, startOfMonth(today))
  })
}
