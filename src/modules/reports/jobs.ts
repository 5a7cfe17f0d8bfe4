import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { type Scope, withScope } from '../../platform/db/scope.ts'
import { defineJob, enqueue } from '../../platform/jobs/jobs.ts'
import type { WorkerDeps } from '../../platform/jobs/worker.ts'
import { listAreas } from '../identity/index.ts'
import { makePaper } from './actions/make.ts'
import { remindOfOwed } from './actions/owed.ts'
import { sweepPapers } from './actions/sweep.ts'
import { listStill, setWaiting } from './queries/papers.ts'

const Payload = z.object({ areaId: z.uuid(), paperId: z.uuid() })

/** Makes the files of a paper. One that is made or cancelled is left as it is; what is half made is made whole. */
export const makePaperJob = defineJob({
  name: 'reports.make',
  payload: Payload,
  run: async (deps, { areaId, paperId }, stopping) => {
    const area = (await listAreas(deps.pool)).find(({ id }) => id === areaId)
    if (!area) return
    const inScope = scopesOf(deps, area)
    const turn = await makePaper({ files: deps.files, inScope, stopping }, paperId)
    if (turn === 'left') await inScope((s) => giveBack(s, paperId))
    if (turn === 'failed') deps.log('worker: a paper could not be made')
  },
})

const STILL_MS = 5 * 60_000

/** Gives papers that have stood still to a worker again: theirs was killed, and the queue holds its jobs for hours. */
export const resumePapersJob = defineJob({
  name: 'reports.resume',
  payload: z.object({}),
  cron: '*/5 * * * *',
  catchesUp: false,
  run: async (deps) => {
    for (const area of await listAreas(deps.pool)) {
      await scopesOf(
        deps,
        area,
      )(async (scope) => {
        const still = await listStill(scope, new Date(scope.now.getTime() - STILL_MS))
        for (const { id } of still) await giveBack(scope, id)
      })
    }
  },
})

/** Each morning, tells owners what is owed soon and what was missed: once each. */
export const remindOwedJob = defineJob({
  name: 'reports.remind',
  payload: z.object({}),
  cron: '50 6 * * *',
  run: (deps) => inEachArea(deps, 'what is owed in an area could not be gone through', remindOfOwed),
})

/** Each night, takes away papers that were sent to nobody for as long as such are kept. */
export const sweepPapersJob = defineJob({
  name: 'reports.sweep',
  payload: z.object({}),
  cron: '35 3 * * *',
  run: (deps) => inEachArea(deps, 'old papers of an area could not be taken away', sweepPapers),
})

/** One area's fault must not keep the others from theirs. */
async function inEachArea(
  deps: WorkerDeps,
  fault: string,
  work: (scope: Scope) => Promise<unknown>,
): Promise<void> {
  for (const area of await listAreas(deps.pool)) {
    await scopesOf(
      deps,
      area,
    )(work).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'fault'
      deps.log(`worker: ${fault} (${name})`)
    })
  }
}

async function giveBack(scope: Scope, paperId: string): Promise<void> {
  if (await setWaiting(scope, paperId))
    await enqueue(scope.db, { name: 'reports.make', payload: Payload }, { areaId: scope.areaId, paperId })
}

const scopesOf =
  ({ pool, clock }: WorkerDeps, area: { id: string; name: string }) =>
  <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
    withScope(pool, clock, systemActor(area, 'Reports'), work)
