import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import { listAreas } from '../identity/index.ts'
import { readImport } from './actions/read.ts'

/** Reads a document that was brought in. Run twice, it reads twice and keeps the same. */
export const readImportJob = defineJob({
  name: 'imports.read',
  payload: z.object({ areaId: z.uuid(), importId: z.uuid(), revision: z.int() }),
  run: async ({ pool, clock, files }, { areaId, importId, revision }) => {
    const area = (await listAreas(pool)).find(({ id }) => id === areaId)
    if (!area) return
    const actor = systemActor(area, 'Reader')
    await readImport(files, (work) => withScope(pool, clock, actor, work), { importId, revision })
  },
})
