import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import { listAreas } from '../identity/index.ts'
import { remindOfReviews } from './actions/tell.ts'

/** Each morning, tells owners of risks whose review is overdue: once for each day that was missed. */
export const remindJob = defineJob({
  name: 'risks.remind',
  payload: z.object({}),
  cron: '45 6 * * *',
  run: async ({ pool, clock, log }) => {
    for (const area of await listAreas(pool)) {
      // One area's fault must not keep the others from their reminders.
      await withScope(pool, clock, systemActor(area, 'Timetable'), remindOfReviews).catch(
        (error: unknown) => {
          log(
            `worker: the risks of an area could not be gone through (${error instanceof Error ? error.name : 'fault'})`,
          )
        },
      )
    }
  },
})
