import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import { listAreas } from '../identity/index.ts'
import { writeDigests } from './actions/digest.ts'

/** One mail a day for whoever wishes it so, with all that they were told since the last one and have not read. */
export const digestJob = defineJob({
  name: 'notices.digest',
  payload: z.object({}),
  cron: '30 7 * * 1-5',
  run: async ({ pool, clock }) => {
    for (const area of await listAreas(pool)) {
      await withScope(pool, clock, systemActor(area, 'Timetable'), writeDigests)
    }
  },
})
