import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { CarrierFacts } from '../domain/carriers.ts'
import type { Reader } from './facts.ts'

/** Which plans of others carried these actions and milestones at the end of a day, from partners' plans to personal ones. */
export async function listCarriers(
  { db, areaId }: Reader,
  thingIds: readonly string[],
  day: PlainDate,
): Promise<CarrierFacts[]> {
  const { rows } = await sql<CarrierFacts>`
    select c.id, c.reference,
           jsonb_build_object('kind', case when c.action_id is null then 'milestone' else 'action' end,
                              'id', coalesce(c.action_id, c.milestone_id)) as thing,
           jsonb_build_object('id', h.id, 'title', h.title, 'level', h.level, 'partner', q.name) as host
      from carriage c
      join host_plan h on h.area_id = c.area_id and h.id = c.host_plan_id
      left join partner q on q.area_id = h.area_id and q.id = h.partner_id
     where c.area_id = ${areaId} and coalesce(c.action_id, c.milestone_id) = any(${thingIds}::uuid[])
       and c.from_on <= ${day}::date and (c.to_on is null or c.to_on > ${day}::date)
     order by array_position(array['partner', 'directorate', 'team', 'personal'], h.level), h.title, c.id`.execute(
    db,
  )
  return rows
}
