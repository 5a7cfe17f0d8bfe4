import { z } from 'zod'
import { systemActor } from '../access/actor.ts'
import { withScope } from '../db/scope.ts'
import { defineJob } from '../jobs/jobs.ts'
import type { WorkerDeps } from '../jobs/worker.ts'
import { type Anchor, keepAnchor } from './anchors.ts'

/**
 * Keeps the head of every area's record outside the database, in a file and, where an address is set, in
 * somebody's mailbox: a chain alone cannot show that its tail was cut. Twice is harmless: one more line.
 */
export const anchorRecords = defineJob({
  name: 'record.anchor',
  payload: z.object({}),
  cron: '15 2 * * *',
  run: async (deps) => {
    const areas = await deps.pool.selectFrom('area').select(['id', 'name']).execute()
    const kept = await Promise.all(areas.map((area) => anchor(deps, area)))
    const lines = kept.filter((line) => line !== null)
    if (deps.anchorMailTo && lines.length > 0) {
      await deps.mailer.send({
        to: deps.anchorMailTo,
        subject: 'Goldenthread: the record of today',
        text: `Keep this message. The record must still hold these seals when it is checked.\n\n${lines.join('\n')}\n`,
      })
    }
  },
})

async function anchor(deps: WorkerDeps, area: { id: string; name: string }): Promise<string | null> {
  const found = await withScope(deps.pool, deps.clock, systemActor(area, 'Timetable'), async (scope) => {
    const head = await scope.db
      .selectFrom('record_head')
      .select(['seq', 'hash'])
      .where('area_id', '=', scope.areaId)
      .executeTakeFirst()
    return head && { at: scope.now.toISOString(), seq: Number(head.seq), hash: head.hash }
  })
  if (!found) return null
  await keepAnchor(deps.dataFolder, area.id, found satisfies Anchor)
  return `${area.name}: entry ${found.seq}, ${found.hash}`
}

export const recordJobs = [anchorRecords]
