import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export type CopyFormat = 'docx' | 'xlsx'

export interface WorkingCopy {
  id: string
  planId: string
  planTitle: string
  format: CopyFormat
  lead: string | null
  madeBy: string
  madeOn: string
  /** null while it is being made. */
  sha256: string | null
}

const copies = ({ db, areaId }: Reader) =>
  db
    .selectFrom('working_copy')
    .innerJoin('plan', (join) =>
      join.onRef('plan.area_id', '=', 'working_copy.area_id').onRef('plan.id', '=', 'working_copy.plan_id'),
    )
    .select([
      'working_copy.id',
      'working_copy.plan_id as planId',
      'plan.title as planTitle',
      'working_copy.lead_words as lead',
      'working_copy.made_by as madeBy',
      'working_copy.made_on as madeOn',
      'working_copy.sha256',
    ])
    .select(sql<CopyFormat>`working_copy.format`.as('format'))
    .where('working_copy.area_id', '=', areaId)

export const listCopies = (reader: Reader): Promise<WorkingCopy[]> =>
  copies(reader).orderBy('working_copy.id', 'desc').limit(100).execute()

/** Errors: NotFound. */
export async function getCopy(reader: Reader, id: string): Promise<WorkingCopy> {
  const copy = await copies(reader).where('working_copy.id', '=', id).executeTakeFirst()
  if (!copy) throw new NotFound('working copy')
  return copy
}

export async function insertCopy(
  { db, areaId, actor, now, today }: Scope,
  copy: { id: string; planId: string; format: CopyFormat; lead: string | null },
): Promise<void> {
  await db
    .insertInto('working_copy')
    .values({
      ...{ area_id: areaId, id: copy.id, plan_id: copy.planId, format: copy.format, lead_words: copy.lead },
      ...{ made_by: actor.name, made_at: now, made_on: today },
    })
    .execute()
}

/** The copy as it left the house: its file, and what our own reader reads of each thing in it. */
export async function saveCopy(
  { db, areaId }: Reader,
  id: string,
  made: { sha256: string; rows: Record<string, unknown> },
): Promise<void> {
  await db
    .updateTable('working_copy')
    .set({ sha256: made.sha256, rows: JSON.stringify(made.rows) })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()
}

/** The plan of a copy, and by thing what the copy said of it when it left; undefined where this area made none such. */
export async function findCopyBase(
  { db, areaId }: Reader,
  id: string,
): Promise<{ planId: string; rows: Record<string, unknown> } | undefined> {
  const { rows } = await sql<{ planId: string; rows: Record<string, unknown> }>`
    select plan_id as "planId", rows from working_copy
     where area_id = ${areaId} and id = ${id} and sha256 is not null`.execute(db)
  return rows[0]
}
