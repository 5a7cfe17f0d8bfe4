import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { listPlans } from '../../plans/index.ts'
import { getImport, type Outcome, saveImport } from '../queries/imports.ts'
import { countRows } from '../queries/rows.ts'
import type { PlanFile } from '../reader.ts'
import { confirmImport } from './confirm.ts'
import { readImport } from './read.ts'
import { keepFile } from './start.ts'

export interface Brought {
  title: string
  isNew: boolean
  outcome: Outcome
  boardsMade: string[]
  /** Of a plan that was changed: how many rows were new, changed, unchanged, gone. */
  fates: Readonly<Record<string, number>>
}

/**
 * Brings a file in from start to end, without anybody to ask: the command is the yes. A document that is another
 * edition of a plan that the area holds changes that plan, unless it is given another title; every other one makes a
 * plan of its own.
 * Errors: Unacceptable with a sentence, and then nothing was brought in.
 */
export async function bringInFile(
  files: FileStore,
  inScope: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>,
  file: PlanFile & { title: string | null; publishedOn: PlainDate | null; documentOn: PlainDate | null },
): Promise<Brought> {
  const choices = {
    ...(file.publishedOn && { published: file.publishedOn }),
    ...(file.documentOn && { documentOn: file.documentOn }),
  }
  const importId = await inScope((scope) => keepFile(scope, files, { ...file, choices }))
  await readImport(files, inScope, { importId, revision: 1 })
  return inScope(async (scope) => {
    const row = await getImport(scope, importId)
    if (row.state === 'refused') throw new Unacceptable(row.fault ?? 'The document was refused')
    const target = (await listPlans(scope)).find(
      ({ id, title }) => id === row.targetPlanId && isTitled(title, file.title),
    )
    if (!target) await saveImport(scope, importId, { target_plan_id: null })
    const { fates } = await countRows(scope, importId)
    const { title, isNew, outcome } = await confirmImport(scope, importId, {
      ...{ title: target ? null : file.title, documentOn: file.documentOn },
      reason: 'Brought in from the command line',
    })
    return { title: target?.title ?? title, isNew, outcome, boardsMade: outcome.boardsMade, fates }
  })
}

const isTitled = (title: string, asked: string | null): boolean =>
  asked === null || title.toLowerCase() === asked.toLowerCase()
