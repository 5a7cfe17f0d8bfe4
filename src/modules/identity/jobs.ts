import { z } from 'zod'
import { ABSOLUTE_HOURS } from '../../platform/access/session.ts'
import { withArea } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import { listAreas } from './queries/accounts.ts'
import { deleteSessionsSeenBefore } from './queries/sessions.ts'

/** Takes away sessions that were over long ago; one that is merely old is refused when it is used. */
export const sweepSessions = defineJob({
  name: 'identity.sweep_sessions',
  payload: z.object({}),
  cron: '45 2 * * *',
  run: async ({ pool, clock }) => {
    const before = new Date(clock.now().getTime() - ABSOLUTE_HOURS * 60 * 60_000)
    for (const area of await listAreas(pool)) {
      await withArea(pool, area.id, (db) => deleteSessionsSeenBefore(db, area.id, before))
    }
  },
})
