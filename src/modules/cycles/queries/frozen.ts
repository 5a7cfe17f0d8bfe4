import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface FrozenRow {
  cycleId: string
  planId: string
  period: PlainDate
  factsOn: PlainDate
  sha256: string
  milestones: number
  frozenBy: string
  frozenAt: Date
}

export async function insertFrozen(
  { db, areaId, actor, now }: Scope,
  frozen: { cycleId: string; facts: string; sha256: string; milestones: number; factsOn: PlainDate },
): Promise<void> {
  await db
    .insertInto('frozen_month')
    .values({
      area_id: areaId,
      cycle_id: frozen.cycleId,
      facts: frozen.facts,
      sha256: frozen.sha256,
      milestones: frozen.milestones,
      facts_on: frozen.factsOn,
      frozen_by: actor.name,
      frozen_at: now,
    })
    .execute()
}

const frozen = ({ db, areaId }: Reader) =>
  db
    .selectFrom('frozen_month')
    .innerJoin('cycle', (join) =>
      join
        .onRef('cycle.area_id', '=', 'frozen_month.area_id')
        .onRef('cycle.id', '=', 'frozen_month.cycle_id'),
    )
    .select([
      'frozen_month.cycle_id as cycleId',
      'cycle.plan_id as planId',
      'cycle.period',
      'frozen_month.facts_on as factsOn',
      'frozen_month.sha256',
      'frozen_month.milestones',
      'frozen_month.frozen_by as frozenBy',
      'frozen_month.frozen_at as frozenAt',
    ])
    .where('frozen_month.area_id', '=', areaId)

/** Frozen months of a plan, newest first. */
export const listFrozen = (reader: Reader, planId: string): Promise<FrozenRow[]> =>
  frozen(reader).where('cycle.plan_id', '=', planId).orderBy('cycle.period', 'desc').execute()

export const findFrozen = (reader: Reader, cycleId: string) =>
  frozen(reader).select('frozen_month.facts').where('frozen_month.cycle_id', '=', cycleId).executeTakeFirst()

/** Why due dates were changed between two instants, newest last: milestone → reason. */
export async function listReasons(
  { db, areaId }: Reader,
  planId: string,
  from: Date,
  to: Date,
): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; reason: string | null }>`
    select c.thing_id as id, c.reason from plan_change c
     where c.area_id = ${areaId} and c.plan_id = ${planId} and c.field = 'due'
       and c.changed_at > ${from} and c.changed_at <= ${to}
     order by c.changed_at, c.id`.execute(db)
  return new Map(rows.map((row) => [row.id, row.reason]))
}
