import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface WorkingCopy {
  id: string
  planId: string
  madeBy: string
  madeOn: string
  /** By milestone, as our own reader reads the copy when it leaves the house. */
  rows: Record<string, unknown>
}

export async function insertCopy(
  { db, areaId, actor, now, today }: Scope,
  copy: { id: string; planId: string; format: 'docx' | 'xlsx'; rows: Record<string, unknown> },
): Promise<void> {
  await db
    .insertInto('working_copy')
    .values({
      ...{ area_id: areaId, id: copy.id, plan_id: copy.planId, format: copy.format },
      ...{ made_by: actor.name, made_at: now, made_on: today, rows: JSON.stringify(copy.rows) },
    })
    .execute()
}

export async function findCopy({ db, areaId }: Reader, id: string): Promise<WorkingCopy | undefined> {
  const { rows } = await sql<WorkingCopy>`
    select id, plan_id as "planId", made_by as "madeBy", made_on as "madeOn", rows
      from working_copy where area_id = ${areaId} and id = ${id}`.execute(db)
  return rows[0]
}

/** Errors: NotFound. */
export async function getCopy(reader: Reader, id: string): Promise<WorkingCopy> {
  const copy = await findCopy(reader, id)
  if (!copy) throw new NotFound('working copy')
  return copy
}
