import type { Scope } from '../../../platform/db/scope.ts'
import type { FileStore } from '../../../platform/files/files.ts'
import { writeDocx } from '../../../platform/office/write.ts'
import { writeXlsx } from '../../../platform/office/xlsx.ts'
import { type PlanDraft, readPlan } from '../../plans/index.ts'
import { type CopyFacts, toWordCopy, toWorkbook } from '../documents/working-copy.ts'
import { asReturned } from '../domain/returned.ts'
import { NOTHING_SETTLED } from '../domain/settled.ts'
import { toDraft } from '../domain/to-draft.ts'
import { COPY_COLUMNS, copyRows } from '../domain/working-copy.ts'
import { getCopy, saveCopy } from '../queries/copies.ts'
import { readFileAlone } from '../reader.ts'
import { listNames } from './names.ts'

type InScope = <T>(work: (scope: Scope) => Promise<T>) => Promise<T>

/**
 * Makes the file, and reads it with our own reader before it leaves: what is read in it then is what it is compared
 * with when it comes back, so that a copy in which nothing was changed changes nothing, whatever a format loses.
 */
export async function makeCopy(files: FileStore, inScope: InScope, copyId: string): Promise<void> {
  const { copy, facts, holders, areaId } = await inScope(async (scope) => {
    const found = await getCopy(scope, copyId)
    const plan = await readPlan(scope, found.planId, scope.today)
    const facts: CopyFacts = {
      ...{ id: copyId, planTitle: plan.title, areaName: scope.actor.areaName, madeOn: found.madeOn },
      rows: copyRows(plan, found.lead),
    }
    const { holders } = await listNames(scope, [])
    return { copy: found, facts, holders, areaId: scope.areaId }
  })
  if (copy.sha256 !== null) return
  const bytes =
    copy.format === 'xlsx' ? await writeXlsx(toWorkbook(facts)) : await writeDocx(toWordCopy(facts))
  const { reading } = await readFileAlone({ name: `copy.${copy.format}`, bytes }, { columns: COPY_COLUMNS })
  const draft = asReturned(
    toDraft(reading, {
      ...{ title: facts.planTitle, documentOn: facts.madeOn, holders, settled: NOTHING_SETTLED },
      document: null,
      placeOf: (line) => `line ${line}`,
    }),
    { fileName: '', documentOn: facts.madeOn },
  )
  const sha256 = await files.keep(areaId, bytes)
  await inScope((scope) => saveCopy(scope, copyId, { sha256, rows: rowsOf(draft, facts) }))
}

/** By milestone, and by the action that it stands under, what was read of it. */
function rowsOf(draft: PlanDraft, { rows }: CopyFacts): Record<string, unknown> {
  const wanted = new Set(rows.map(({ milestoneId }) => milestoneId))
  const milestones = draft.actions.flatMap((action) => action.milestones)
  const read = new Map(milestones.flatMap((one) => (one.id !== null ? [[one.id, one] as const] : [])))
  const lost = [...wanted].filter((id) => !read.has(id))
  if (lost.length > 0)
    throw new Error(`${lost.length} of ${wanted.size} milestones cannot be read again in the working copy`)
  return Object.fromEntries(read)
}
