import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import type { WorkerDeps } from '../../platform/jobs/worker.ts'
import { listAreas } from '../identity/index.ts'
import { scanWaiting } from './actions/scan.ts'

/** Has files looked at that have just come. While the scanner is away, the queue asks again, later and later. */
export const scanJob = defineJob({
  name: 'evidence.scan',
  payload: z.object({ areaId: z.uuid() }),
  run: async (deps, { areaId }) => {
    const area = (await listAreas(deps.pool)).find(({ id }) => id === areaId)
    if (area) await scanArea(deps, area)
  },
})

/** Every hour, what is still left: files that came before there was a scanner, or while it was away for long. */
export const scanRestJob = defineJob({
  name: 'evidence.scan_rest',
  payload: z.object({}),
  cron: '20 * * * *',
  run: async (deps) => {
    if (!deps.files.scanner) return
    for (const area of await listAreas(deps.pool)) await scanArea(deps, area)
  },
})

const scanArea = ({ pool, clock, files }: WorkerDeps, area: { id: string; name: string }): Promise<void> =>
  scanWaiting(files, (run) => withScope(pool, clock, systemActor(area, 'Virus scan'), run))
