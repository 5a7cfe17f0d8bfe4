import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { EvidenceFacts, EvidencePiece } from '../domain/facts.ts'

export type Reader = Pick<Scope, 'db' | 'areaId'>

/** What stood behind the things of a plan, by the thing's id; statements by `descriptorKey`. */
export type EvidenceOf = ReadonlyMap<string, EvidenceFacts[]>

/** Of a table's statement, or of a framework's: `id` and `descriptor` are those of its `EvidenceTarget`. */
export const descriptorKey = (id: string, descriptor: string): string => `${id} ${descriptor}`

/** What a use stands under, as `EvidenceTarget.id` has it. */
const targetId = sql`coalesce(u.milestone_id::text, u.criterion_id::text, u.table_id::text,
  u.framework || ' ' || u.framework_version)`

/**
 * Evidence of a plan as at the end of a day, in one query: what was detached or withdrawn by then is left out.
 * `only`: the ids of the milestones to ask of; null for everything of the plan.
 */
export async function listEvidenceOf(
  { db, areaId }: Reader,
  planId: string,
  day: PlainDate,
  only: readonly string[] | null = null,
): Promise<EvidenceOf> {
  const { rows } = await sql<EvidenceFacts & { thing: string; descriptor: string | null }>`
    select ${targetId} as thing, u.descriptor,
           e.id, e.kind, e.title, e.owner, e.dated_on as "datedOn", e.expires_on as "expiresOn",
           (select f.sha256 from evidence_version v
              join stored_file f on f.area_id = v.area_id and f.id = v.file_id
             where v.area_id = e.area_id and v.evidence_id = e.id and v.added_on <= ${day}::date
             order by v.number desc limit 1) as sha256,
           e.added_by as "addedBy", e.added_on as "addedOn"
      from evidence_use u
      join evidence e on e.area_id = u.area_id and e.id = u.evidence_id
     where u.area_id = ${areaId} and u.plan_id = ${planId} ${amongMilestones(only)}
       and u.attached_on <= ${day}::date
       and (u.detached_on is null or u.detached_on > ${day}::date)
       and (e.withdrawn_on is null or e.withdrawn_on > ${day}::date)
     order by u.attached_at, u.id`.execute(db)
  const groups = Map.groupBy(rows, ({ thing, descriptor }) =>
    descriptor === null ? thing : descriptorKey(thing, descriptor),
  )
  return new Map(
    [...groups].map(([key, group]) => [key, group.map(({ thing: _, descriptor: __, ...facts }) => facts)]),
  )
}

const amongMilestones = (ids: readonly string[] | null) =>
  ids === null
    ? sql``
    : sql`and u.milestone_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`

const pieces = (areaId: string, which: RawBuilder<unknown>) => sql<EvidencePiece>`
  select e.id, e.kind, e.title, e.owner, e.dated_on as "datedOn", e.expires_on as "expiresOn", e.words, e.url,
         e.added_by_id as "addedById", e.added_by as "addedBy", e.added_on as "addedOn",
         case when e.withdrawn_on is null then null
           else jsonb_build_object('on', e.withdrawn_on, 'by', e.withdrawn_by, 'because', e.withdrawn_because)
         end as withdrawn,
         versions -> 0 ->> 'sha256' as sha256, coalesce(versions, '[]') as versions, coalesce(uses, '[]') as uses
    from evidence e
    left join lateral (
      select jsonb_agg(jsonb_build_object('number', v.number, 'name', f.name, 'mediaType', f.media_type,
               'bytes', f.bytes, 'sha256', f.sha256, 'scan', v.scan, 'scanAnswer', v.scan_answer,
               'addedBy', v.added_by, 'addedOn', v.added_on) order by v.number desc) as versions
        from evidence_version v
        join stored_file f on f.area_id = v.area_id and f.id = v.file_id
       where v.area_id = ${areaId} and v.evidence_id = e.id) held on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', u.id, 'attachedBy', u.attached_by, 'attachedOn', u.attached_on,
               'target', jsonb_build_object(
                 'kind', case when u.milestone_id is not null then 'milestone'
                              when u.criterion_id is not null then 'criterion'
                              when u.table_id is not null then 'descriptor' else 'statement' end,
                 'planId', u.plan_id, 'id', ${targetId},
                 'descriptor', u.descriptor),
               'detached', case when u.detached_on is null then null
                 else jsonb_build_object('on', u.detached_on, 'by', u.detached_by, 'because', u.detached_because) end)
               order by u.attached_at, u.id) as uses
        from evidence_use u
       where u.area_id = ${areaId} and u.evidence_id = e.id) used on true
   where e.area_id = ${areaId} and ${which}
   order by e.added_at desc, e.id desc`

/** Every piece of evidence of the area, newest first, also what was withdrawn: one query. */
export async function listEvidence({ db, areaId }: Reader): Promise<EvidencePiece[]> {
  const { rows } = await pieces(areaId, sql`true`).execute(db)
  return rows
}

/** One piece with its versions and all that it ever stood under. Errors: NotFound. */
export async function getEvidence({ db, areaId }: Reader, id: string): Promise<EvidencePiece> {
  const { rows } = await pieces(areaId, sql`e.id = ${id}`).execute(db)
  const [piece] = rows
  if (!piece) throw new NotFound('evidence')
  return piece
}

/** The piece that was saved under a form's mark. */
export async function findByMark({ db, areaId }: Reader, once: string): Promise<EvidencePiece | undefined> {
  const { rows } = await pieces(areaId, sql`e.once = ${once}`).execute(db)
  return rows[0]
}

/** Holds a piece until the transaction ends: of two new versions at once, the second is numbered after the first. */
export const lockEvidence = ({ db, areaId }: Reader, id: string) =>
  db
    .selectFrom('evidence')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .forUpdate()
    .execute()

/** What a scanner has still to look at, oldest first. */
export const listToScan = ({ db, areaId }: Reader) =>
  db
    .selectFrom('evidence_version')
    .innerJoin('stored_file', (join) =>
      join
        .onRef('stored_file.area_id', '=', 'evidence_version.area_id')
        .onRef('stored_file.id', '=', 'evidence_version.file_id'),
    )
    .select([
      'evidence_version.evidence_id as evidenceId',
      'number',
      'sha256',
      'added_by_id as addedById',
      'name',
    ])
    .where('evidence_version.area_id', '=', areaId)
    .where('scan', 'in', ['waiting', 'unscanned'])
    .orderBy('evidence_version.added_at')
    .execute()
