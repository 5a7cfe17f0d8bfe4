import { sql } from 'kysely'
import { type PlainDate, startOfMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'

/**
 * The month that an update of today speaks of, by plan: the newest that is open and asked about; where none is, the
 * present one. A month may stay open into the next, and what is said until its freeze day still answers it; one that
 * somebody forgot to freeze takes no words of later months.
 */
export async function listReportingPeriods(
  { db, areaId, today }: Pick<Scope, 'db' | 'areaId' | 'today'>,
  planIds: readonly string[],
): Promise<(planId: string) => PlainDate> {
  const { rows } = await sql<{ planId: string; period: PlainDate }>`
    select plan_id as "planId", max(period) as period from cycle
     where area_id = ${areaId} and plan_id = any(${[...planIds]}::uuid[]) and frozen_at is null
       and period <= ${startOfMonth(today)}::date and freeze_on >= ${today}::date
     group by plan_id`.execute(db)
  const periods = new Map(rows.map((row) => [row.planId, row.period]))
  return (planId) => periods.get(planId) ?? startOfMonth(today)
}
