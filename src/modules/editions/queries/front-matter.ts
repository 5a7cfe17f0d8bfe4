import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { FrontMatter } from '../domain/front-matter.ts'
import type { Reader } from './editions.ts'

/** Errors: NotFound. */
export async function getFrontMatter({ db, areaId }: Reader, planId: string): Promise<FrontMatter> {
  const row = await db
    .selectFrom('plan')
    .select(['commitment', 'messages'])
    .where('area_id', '=', areaId)
    .where('id', '=', planId)
    .executeTakeFirst()
  if (!row) throw new NotFound('plan')
  return row
}

export interface FrontMatterChange {
  field: string
  was: unknown
  changedOn: PlainDate
  changedBy: string
}

/** What was changed of it, oldest first. */
export const listFrontMatterChanges = (
  { db, areaId }: Reader,
  planId: string,
): Promise<FrontMatterChange[]> =>
  db
    .selectFrom('plan_change')
    .select(['field', 'was', 'changed_on as changedOn', 'changed_by as changedBy'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('thing_kind', '=', 'plan')
    .orderBy('changed_on')
    .orderBy('id')
    .execute()

/** Saves it, and keeps what each changed part was. */
export async function saveFrontMatter(
  scope: Scope,
  planId: string,
  now: FrontMatter,
  changes: readonly { field: keyof FrontMatter; was: unknown; now: unknown }[],
): Promise<void> {
  const { db, areaId, today, actor } = scope
  await db
    .updateTable('plan')
    .set({ commitment: now.commitment, messages: sql<string[]>`${now.messages}::text[]` })
    .where('area_id', '=', areaId)
    .where('id', '=', planId)
    .execute()
  await insertRows(
    scope,
    'plan_change',
    changes.map(({ field, was, now: is }) => ({
      ...{ id: newId(), plan_id: planId, thing_kind: 'plan', thing_id: planId, field },
      ...{ was: JSON.stringify(was), now: JSON.stringify(is), reason: null },
      ...{ changed_on: today, changed_by: actor.name, changed_at: scope.now },
    })),
  )
}
