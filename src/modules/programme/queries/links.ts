import { insertNewRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { LinkEnd, LinkFacts } from '../../plans/index.ts'

export interface LinkWish extends Omit<LinkFacts, 'id'> {
  /** Made with the form: the same form sent twice is one link. */
  once: string
}

/** Saves links from today on, and gives the ids of those that are new: what is linked so already stays as it is. */
export const insertLinks = (scope: Scope, planId: string, wishes: readonly LinkWish[]): Promise<string[]> =>
  insertNewRows(
    scope,
    'dependency',
    wishes.map(({ kind, from, to, words, once }) => ({
      ...{ id: newId(), plan_id: planId, kind, words, once },
      ...{ action_id: idIf(from, 'action'), milestone_id: idIf(from, 'milestone') },
      ...{ to_action_id: idIf(to, 'action'), to_milestone_id: idIf(to, 'milestone') },
      ...{ from_on: scope.today, made_by: scope.actor.name },
    })),
  )

const idIf = (end: LinkEnd | null, kind: LinkEnd['kind']): string | null =>
  end?.kind === kind ? end.id : null

/** Whether a form was saved already. */
export const isLinkSaved = async ({ db, areaId }: Scope, once: string): Promise<boolean> =>
  (await db
    .selectFrom('dependency')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()) !== undefined

/** Ends a link of a plan that still holds; says whether there was one. */
export async function endLinkRow(
  { db, areaId, actor, today }: Scope,
  planId: string,
  id: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('dependency')
    .set({ to_on: today, ended_by: actor.name })
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('id', '=', id)
    .where('to_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export interface LinkHistoryRow {
  id: string
  fromOn: string
  toOn: string | null
  madeBy: string
  endedBy: string | null
}

/** Who kept each link of a plan, and who ended it: by the link's id. */
export async function listLinkHistory(
  { db, areaId }: Pick<Scope, 'db' | 'areaId'>,
  planId: string,
): Promise<Map<string, LinkHistoryRow>> {
  const rows = await db
    .selectFrom('dependency')
    .select(['id', 'from_on as fromOn', 'to_on as toOn', 'made_by as madeBy', 'ended_by as endedBy'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
