import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Reader } from './editions.ts'

export interface RefreshRow {
  id: string
  planId: string
  planTitle: string
  /** Null where the plan had no edition until then. */
  fromEditionId: string | null
  toEditionId: string
  /** Of the edition that it leads to. */
  number: number
  label: string
  openedOn: PlainDate
  openedBy: string
  state: 'open' | 'approved' | 'abandoned'
  endedOn: PlainDate | null
  endedBy: string | null
  endedBecause: string | null
}

const refreshes = ({ db, areaId }: Reader) =>
  db
    .selectFrom('refresh as r')
    .innerJoin('edition as e', (join) =>
      join.onRef('e.area_id', '=', 'r.area_id').onRef('e.id', '=', 'r.to_edition_id'),
    )
    .innerJoin('plan as p', (join) =>
      join.onRef('p.area_id', '=', 'r.area_id').onRef('p.id', '=', 'r.plan_id'),
    )
    .select(['r.id', 'r.plan_id as planId', 'p.title as planTitle', 'e.number', 'e.label', 'r.state'])
    .select(['r.from_edition_id as fromEditionId', 'r.to_edition_id as toEditionId'])
    .select(['r.opened_on as openedOn', 'r.opened_by as openedBy'])
    .select(['r.ended_on as endedOn', 'r.ended_by as endedBy', 'r.ended_because as endedBecause'])
    .where('r.area_id', '=', areaId)
    .orderBy('r.id')

const typed = <T extends { state: string }>(row: T) => ({ ...row, state: row.state as RefreshRow['state'] })

/** Every refresh of a plan, the first first. */
export const listRefreshes = (reader: Reader, planId: string): Promise<RefreshRow[]> =>
  refreshes(reader)
    .where('r.plan_id', '=', planId)
    .execute()
    .then((rows) => rows.map(typed))

/** Errors: NotFound. */
export async function getRefresh(reader: Reader, id: string): Promise<RefreshRow> {
  const row = await refreshes(reader).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('refresh')
  return typed(row)
}

/** Holds a refresh until the transaction ends. */
export const lockRefresh = ({ db, areaId }: Scope, id: string) =>
  db
    .selectFrom('refresh')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .forUpdate()
    .execute()

export async function insertRefresh(
  { db, areaId, today, actor }: Scope,
  refresh: { planId: string; fromEditionId: string | null; toEditionId: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('refresh')
    .values({
      ...{ area_id: areaId, id, plan_id: refresh.planId, opened_on: today, opened_by: actor.name },
      ...{ from_edition_id: refresh.fromEditionId, to_edition_id: refresh.toEditionId },
    })
    .execute()
  return id
}

export const endRefresh = (
  { db, areaId, today, actor }: Scope,
  id: string,
  end: { state: 'approved' | 'abandoned'; because: string | null; fromEditionId: string | null },
) =>
  db
    .updateTable('refresh')
    .set({
      ...{ state: end.state, ended_on: today, ended_by: actor.name, ended_because: end.because },
      from_edition_id: end.fromEditionId,
    })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()
