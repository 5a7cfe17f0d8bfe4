import { sql } from 'kysely'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

/** One thing that a confirmed import did. */
export interface Deed {
  position: number
  done: 'created' | 'updated'
  thingKind: string
  thingId: string
  field: string | null
  was: unknown
  now: unknown
}

export const insertJournal = (
  scope: Scope,
  importId: string,
  deeds: readonly Omit<Deed, 'position'>[],
): Promise<void> =>
  insertRows(
    scope,
    'import_change',
    deeds.map(({ done, thingKind, thingId, field, was, now }, position) => ({
      ...{ import_id: importId, position, done, thing_kind: thingKind, thing_id: thingId, field },
      was: was === undefined ? null : JSON.stringify(was),
      now: now === undefined ? null : JSON.stringify(now),
    })),
  )

export async function listJournal({ db, areaId }: Reader, importId: string): Promise<Deed[]> {
  const { rows } = await sql<Deed>`
    select position, done, thing_kind as "thingKind", thing_id as "thingId", field, was, now
      from import_change where area_id = ${areaId} and import_id = ${importId} order by position`.execute(db)
  return rows
}

/** Marks what goes, and lets it go: through the one door that takes rows out of a plan (migration 0007). */
export async function takeBack(
  { db, areaId }: Reader,
  importId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    update import_change set goes = true
     where area_id = ${areaId} and import_id = ${importId} and done = 'created'
       and thing_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`.execute(
    db,
  )
  await sql`select take_back(${importId})`.execute(db)
}

/** What leans on a plan beside the import: documents that are in it, that are meant for it, and working copies. */
export interface PlanUses {
  confirmed: string[]
  open: string[]
  copies: number
}

export async function listPlanUses(
  { db, areaId }: Reader,
  planId: string,
  importId: string,
): Promise<PlanUses> {
  const { rows } = await sql<PlanUses>`
    with others as (
      select title, state from import
       where area_id = ${areaId} and id <> ${importId} and (plan_id = ${planId} or target_plan_id = ${planId}))
    select array(select title from others where state = 'confirmed') as confirmed,
           array(select title from others where state in ('reading', 'proposed')) as open,
           (select count(*)::int from working_copy where area_id = ${areaId} and plan_id = ${planId}) as copies`.execute(
    db,
  )
  const uses = rows[0]
  if (!uses) throw new Error('A count gave no row')
  return uses
}

/** Documents that have come to their end let go of a plan that goes. */
export const releasePlan = ({ db, areaId }: Reader, planId: string) =>
  sql`update import
         set plan_id = nullif(plan_id, ${planId}::uuid), target_plan_id = nullif(target_plan_id, ${planId}::uuid)
       where area_id = ${areaId} and (plan_id = ${planId} or target_plan_id = ${planId})
             and state not in ('reading', 'proposed', 'confirmed')`.execute(db)
