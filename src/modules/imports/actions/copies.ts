import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { enqueue } from '../../../platform/jobs/jobs.ts'
import { record } from '../../../platform/record/record.ts'
import { readPlan } from '../../plans/index.ts'
import { copyRows } from '../domain/working-copy.ts'
import { makeCopyJob } from '../jobs.ts'
import { type CopyFormat, insertCopy } from '../queries/copies.ts'

/** Asks for a working copy of a plan, or of one lead's milestones in it; the worker makes it. Errors: NotFound, Unacceptable. */
export async function askForCopy(
  scope: Scope,
  asked: { planId: string; format: CopyFormat; lead: string | null },
): Promise<string> {
  const rows = copyRows(await readPlan(scope, asked.planId, scope.today), asked.lead)
  if (rows.length === 0)
    throw new Unacceptable(
      asked.lead
        ? `Nobody called “${asked.lead}” leads a milestone of this plan`
        : 'This plan has no milestones to send out',
      'lead',
    )
  const id = newId()
  await insertCopy(scope, { id, ...asked })
  await record(scope, {
    act: 'plan.copied_out',
    thing: { kind: 'plan', id: asked.planId },
    detail: { copy: id, format: asked.format, rows: rows.length },
  })
  await enqueue(scope.db, makeCopyJob, { areaId: scope.areaId, copyId: id })
  return id
}
