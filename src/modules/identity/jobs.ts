import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { ABSOLUTE_HOURS } from '../../platform/access/session.ts'
import { withArea, withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import { queueInvitation } from './invitations.ts'
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

/**
 * Until 0.2.0 an invitation was put into the queue, not into the outbox: what still waits there when a newer version
 * takes over is not lost.
 */
export const oldInvitation = defineJob({
  name: 'identity.send_invitation',
  payload: z.object({ areaId: z.uuid(), personId: z.uuid() }),
  run: async ({ pool, clock }, { areaId, personId }) => {
    const area = (await listAreas(pool)).find(({ id }) => id === areaId)
    if (!area) return
    await withScope(pool, clock, systemActor(area, 'Invitation'), (scope) => queueInvitation(scope, personId))
  },
})
