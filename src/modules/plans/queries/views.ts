import { newId } from '../../../platform/ids.ts'
import type { Reader } from './facts.ts'

export interface SavedView {
  id: string
  planId: string
  personId: string
  /** Who saved it. */
  by: string
  name: string
  /** What stands after the question mark of the plan's address. */
  query: string
  shared: boolean
}

const views = ({ db, areaId }: Reader) =>
  db
    .selectFrom('saved_view')
    .innerJoin('person', (join) =>
      join.onRef('person.area_id', '=', 'saved_view.area_id').onRef('person.id', '=', 'saved_view.person_id'),
    )
    .select([
      'saved_view.id',
      'saved_view.plan_id as planId',
      'saved_view.person_id as personId',
      'person.name as by',
      'saved_view.name',
      'saved_view.query',
      'saved_view.shared',
    ])
    .where('saved_view.area_id', '=', areaId)

/** A person's own views of a plan, and those that others saved for everybody; by name. */
export const listViews = (reader: Reader, planId: string, personId: string | null): Promise<SavedView[]> =>
  views(reader)
    .where('saved_view.plan_id', '=', planId)
    .where((where) =>
      where.or([where('saved_view.shared', '=', true), where('saved_view.person_id', '=', personId)]),
    )
    .orderBy('saved_view.name')
    .orderBy('saved_view.id')
    .execute()

export const findView = (reader: Reader, id: string): Promise<SavedView | undefined> =>
  views(reader).where('saved_view.id', '=', id).executeTakeFirst()

/** The new view's identity; null when the person has one of that name. */
export async function insertView(
  { db, areaId }: Reader,
  view: Omit<SavedView, 'id' | 'by'> & { madeAt: Date },
): Promise<string | null> {
  const id = newId()
  const done = await db
    .insertInto('saved_view')
    .values({
      ...{ area_id: areaId, id, plan_id: view.planId, person_id: view.personId },
      ...{ name: view.name, query: view.query, shared: view.shared, made_at: view.madeAt },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'plan_id', 'person_id', 'name']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n ? id : null
}

export const updateView = ({ db, areaId }: Reader, id: string, to: { name: string; shared: boolean }) =>
  db.updateTable('saved_view').set(to).where('area_id', '=', areaId).where('id', '=', id).execute()

export const deleteView = ({ db, areaId }: Reader, id: string) =>
  db.deleteFrom('saved_view').where('area_id', '=', areaId).where('id', '=', id).execute()
