import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Layout } from '../domain/layout.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

/** A layout that the area made, as it stands. */
export interface OwnLayout {
  id: string
  layout: Layout
  madeOn: PlainDate
  madeBy: string
}

/** The area's own layouts that were not ended, by code: one statement. What is held is checked each time it is read. */
export async function listOwnLayouts({ db, areaId }: Reader): Promise<OwnLayout[]> {
  const rows = await db
    .selectFrom('report_layout')
    .select(['id', 'layout', 'made_on as madeOn', 'made_by as madeBy'])
    .where('area_id', '=', areaId)
    .where('ended_on', 'is', null)
    .orderBy('code')
    .execute()
  return rows.map(({ layout, ...row }) => ({ ...row, layout: Layout.parse(layout) }))
}

/** Every code that the area ever used: texts and papers are kept under it. */
export async function listUsedCodes({ db, areaId }: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('report_layout')
    .select('code')
    .distinct()
    .where('area_id', '=', areaId)
    .execute()
  return rows.map(({ code }) => code)
}

/** The code of a layout by the id of one of its states, also of one that was ended; null for none. */
export async function findLayoutCode({ db, areaId }: Reader, id: string): Promise<string | null> {
  const rows = db.selectFrom('report_layout').select('code').where('area_id', '=', areaId)
  return (await rows.where('id', '=', id).executeTakeFirst())?.code ?? null
}

export async function insertLayout(
  { db, areaId, actor, today }: Scope,
  id: string,
  layout: Layout,
): Promise<void> {
  await db
    .insertInto('report_layout')
    .values({
      ...{ area_id: areaId, id, code: layout.code, layout: JSON.stringify(layout) },
      ...{ made_on: today, made_by: actor.name },
    })
    .execute()
}

/** Ends one state of a layout; says whether it still stood. */
export async function endLayoutRow({ db, areaId, actor, today }: Scope, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('report_layout')
    .set({ ended_on: today, ended_by: actor.name })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
