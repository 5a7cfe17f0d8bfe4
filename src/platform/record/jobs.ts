import { z } from 'zod'
import { systemActor } from '../access/actor.ts'
import { type Scope, withScope } from '../db/scope.ts'
import { defineJob } from '../jobs/jobs.ts'
import type { WorkerDeps } from '../jobs/worker.ts'
import { queueMail } from '../mail/outbox.ts'
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
    await Promise.all(areas.map((area) => anchor(deps, area)))
  },
})

async function anchor(deps: WorkerDeps, area: { id: string; name: string }): Promise<void> {
  const head = await withScope(deps.pool, deps.clock, systemActor(area, 'Timetable'), async (scope) => {
    const found = await findHead(scope)
    if (found && deps.anchorMailTo) await queueAnchorMail(scope, deps.anchorMailTo, found)
    return found
  })
  if (head) await keepAnchor(deps.dataFolder, area.id, head)
}

async function findHead({ db, areaId, now }: Scope): Promise<Anchor | null> {
  const head = await db
    .selectFrom('record_head')
    .select(['seq', 'hash'])
    .where('area_id', '=', areaId)
    .executeTakeFirst()
  return head ? { at: now.toISOString(), seq: Number(head.seq), hash: head.hash } : null
}

/** Once a day for each area, however often the job runs. */
async function queueAnchorMail(scope: Scope, address: string, { seq, hash }: Anchor): Promise<void> {
  const { areaName } = scope.actor
  const text = [
    'Keep this message. The record must still hold this seal when it is checked.',
    `${areaName}: entry ${seq}, ${hash}`,
  ].join('\n\n')
  const subject = `Goldenthread: the record of today for ${areaName}`
  const once = `anchor:${scope.today}`
  await queueMail(scope, [{ kind: 'anchor', personId: null, address, subject, text, links: [], once }])
}

export const recordJobs = [anchorRecords]
