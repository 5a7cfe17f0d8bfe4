import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { type Scope, withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import type { WorkerDeps } from '../../platform/jobs/worker.ts'
import { listAreas } from '../identity/index.ts'
import { makeCopy } from './actions/make-copy.ts'
import { readImport } from './actions/read.ts'

/** Reads a document that was brought in. Run twice, it reads twice and keeps the same. */
export const readImportJob = defineJob({
  name: 'imports.read',
  payload: z.object({ areaId: z.uuid(), importId: z.uuid(), revision: z.int() }),
  run: (deps, { areaId, importId, revision }) =>
    inArea(deps, areaId, 'Reader', (inScope) => readImport(deps.files, inScope, { importId, revision })),
})

/** Makes a working copy of a plan. One that is made is left as it is. */
export const makeCopyJob = defineJob({
  name: 'imports.make_copy',
  payload: z.object({ areaId: z.uuid(), copyId: z.uuid() }),
  run: (deps, { areaId, copyId }) =>
    inArea(deps, areaId, 'Writer', (inScope) => makeCopy(deps.files, inScope, copyId)),
})

/** An area that is gone has no work left. */
async function inArea(
  { pool, clock }: WorkerDeps,
  areaId: string,
  name: string,
  work: (inScope: <T>(run: (scope: Scope) => Promise<T>) => Promise<T>) => Promise<void>,
): Promise<void> {
  const area = (await listAreas(pool)).find(({ id }) => id === areaId)
  if (!area) return
  await work((run) => withScope(pool, clock, systemActor(area, name), run))
}
