import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { enqueue } from '../../../platform/jobs/jobs.ts'
import { refusalAtOnce } from '../../../platform/office/read/any.ts'
import { record } from '../../../platform/record/record.ts'
import type { ReadChoices } from '../domain/reading.ts'
import { readImportJob } from '../jobs.ts'
import { getImport, type ImportChange, insertImport, saveImport } from '../queries/imports.ts'
import type { PlanFile } from '../reader.ts'
import { closed } from './closed.ts'

interface GivenFile extends PlanFile {
  choices: ReadChoices
  targetPlanId?: string | null
}

/** Keeps a plan file and asks for its reading, which is done by the worker. Gives the import's id. Errors: as keepFile. */
export async function startImport(scope: Scope, files: FileStore, file: GivenFile): Promise<string> {
  const importId = await keepFile(scope, files, file)
  await enqueue(scope.db, readImportJob, { areaId: scope.areaId, importId, revision: 1 })
  return importId
}

/**
 * Keeps a plan file, to be read by whoever calls. Nothing of it reaches a plan. Gives the import's id.
 * Errors: Unacceptable where a look at the first bytes tells that it is no plan.
 */
export async function keepFile(scope: Scope, files: FileStore, file: GivenFile): Promise<string> {
  const refusal = refusalAtOnce(file.bytes)
  if (refusal) throw new Unacceptable(refusal, 'file')
  const sha256 = await files.keep(scope.areaId, file.bytes)
  const id = await insertImport(
    scope,
    { name: file.name, mediaType: 'application/octet-stream', bytes: file.bytes.length, sha256 },
    {
      title: file.name,
      choices: file.choices,
      settled: file.targetPlanId === undefined ? {} : { targetChosen: true },
    },
  )
  if (file.targetPlanId) await saveImport(scope, id, { target_plan_id: file.targetPlanId })
  await record(scope, { act: 'import.started', thing: { kind: 'import', id }, detail: { sha256 } })
  return id
}

/** Has the document read again, as it is wanted now; what was asked for before is thrown away when it comes. */
export async function readAgain(scope: Scope, importId: string, change: ImportChange = {}): Promise<void> {
  const row = await getImport(scope, importId)
  const { revision } = row
  if (!['reading', 'proposed', 'refused'].includes(row.state)) throw closed(row)
  await saveImport(scope, importId, {
    ...change,
    state: 'reading',
    progress: null,
    fault: null,
    revision: revision + 1,
  })
  await enqueue(scope.db, readImportJob, { areaId: scope.areaId, importId, revision: revision + 1 })
}
