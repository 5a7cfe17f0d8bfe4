import { sql } from 'kysely'
import { NotFound } from '../../../platform/http/errors.ts'
import type { EvidenceTarget } from '../../evidence/index.ts'
import type { LeadFacts } from '../domain/facts.ts'
import type { Reader } from './facts.ts'

/** What a target of evidence is called, and where its page is. */
export interface Place {
  kind: EvidenceTarget['kind']
  /** As `EvidenceTarget.id` has it. */
  id: string
  plan: { id: string; title: string }
  /** Its number, or that of the action or finding that it belongs to; of a table its title. */
  ref: string | null
  /** Null for a table and a framework: the statement itself is in the target. */
  words: string | null
  /** The action that it is, or belongs to; null for a table and for what belongs to a finding. */
  actionId: string | null
}

/** Whether the place is the one that a target names: a framework stands under several plans. */
export const isPlaceOf = (place: Pick<Place, 'id' | 'plan'>, target: EvidenceTarget): boolean =>
  place.id === target.id && place.plan.id === target.planId

/** What the targets are called, in one query. */
export async function listPlaces(
  { db, areaId }: Reader,
  targets: readonly EvidenceTarget[],
): Promise<Place[]> {
  if (targets.length === 0) return []
  const isStatement = ({ kind }: EvidenceTarget) => kind === 'statement'
  const ids = JSON.stringify([...new Set(targets.filter((one) => !isStatement(one)).map(({ id }) => id))])
  const statements = JSON.stringify(targets.filter(isStatement).map(({ planId, id }) => ({ planId, id })))
  const { rows } = await sql<Place>`
    with wanted as materialized (select value::uuid as id from jsonb_array_elements_text(${ids}::jsonb))
    select distinct x.kind, x.id, x.ref, x.words, x.action_id as "actionId", jsonb_build_object('id', p.id, 'title', p.title) as plan
      from (
        select 'milestone' as kind, m.id::text as id, m.plan_id, m.ref, m.words, m.action_id
          from milestone m join wanted on wanted.id = m.id where m.area_id = ${areaId}
        union all
        select 'criterion', s.id::text, s.plan_id, coalesce(a.ref, f.ref), s.words, s.action_id
          from success_criterion s join wanted on wanted.id = s.id
          left join action a on a.area_id = s.area_id and a.id = s.action_id
          left join finding f on f.area_id = s.area_id and f.id = s.finding_id
         where s.area_id = ${areaId}
        union all
        select 'descriptor', t.id::text, t.plan_id, t.title, null, null
          from plan_table t join wanted on wanted.id = t.id where t.area_id = ${areaId}
        union all
        select 'statement', s.id, s."planId", null, null, null
          from jsonb_to_recordset(${statements}::jsonb) as s("planId" uuid, id text)) x
      join plan p on p.area_id = ${areaId} and p.id = x.plan_id`.execute(db)
  return rows
}

/** Who leads these actions and milestones, by the id of each, in one query. */
export async function listLeadsOf(
  { db, areaId }: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<LeadFacts, 'holder' | 'part'>[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Pick<LeadFacts, 'holder' | 'part'> & { id: string }>`
    select coalesce(x.milestone_id, x.action_id) as id, x.part,
           case when x.person_id is not null then jsonb_build_object('kind', 'person', 'id', x.person_id)
                when x.post_id is not null then jsonb_build_object('kind', 'post', 'id', x.post_id) end as holder
      from lead x
     where x.area_id = ${areaId}
       and coalesce(x.milestone_id, x.action_id) in (
         select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`.execute(db)
  return Map.groupBy(rows, ({ id }) => id)
}

/** A criterion's own row. Errors: NotFound. */
export async function getCriterion({ db, areaId }: Reader, id: string) {
  const row = await db
    .selectFrom('success_criterion')
    .select(['id', 'plan_id as planId', 'action_id as actionId', 'words'])
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound('criterion')
  return row
}
