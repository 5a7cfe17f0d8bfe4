import { sql } from 'kysely'
import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { PlanReading } from './domain/reading.ts'

export async function insertStoredFile(
  { db, areaId, actor, now }: Scope,
  file: { name: string; mediaType: string; bytes: number; sha256: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('stored_file')
    .values({
      area_id: areaId,
      id,
      name: file.name,
      media_type: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      added_by: actor.personId,
      added_at: now,
    })
    .execute()
  return id
}

export const insertImport = (
  { db, areaId, actor, now }: Scope,
  row: {
    id: string
    fileId: string
    title: string
    publishedOn: PlainDate | null
    documentOn: PlainDate | null
    reading: PlanReading
  },
) =>
  db
    .insertInto('import')
    .values({
      area_id: areaId,
      id: row.id,
      file_id: row.fileId,
      title: row.title,
      published_on: row.publishedOn,
      document_on: row.documentOn,
      state: 'proposed',
      reading: JSON.stringify(row.reading),
      started_by: actor.personId,
      started_at: now,
    })
    .execute()

export interface ImportRow {
  id: string
  title: string
  state: string
  plan_id: string | null
  published_on: PlainDate | null
  document_on: PlainDate | null
  reading: PlanReading
  started_at: Date
  file_name: string
  sha256: string
}

const imports = ({ db, areaId }: Pick<Scope, 'db' | 'areaId'>) =>
  db
    .selectFrom('import')
    .innerJoin('stored_file', (join) =>
      join.onRef('stored_file.area_id', '=', 'import.area_id').onRef('stored_file.id', '=', 'import.file_id'),
    )
    .select([
      'import.id',
      'import.title',
      'import.state',
      'import.plan_id',
      'import.published_on',
      'import.document_on',
      'import.started_at',
      'stored_file.name as file_name',
      'stored_file.sha256',
    ])
    .where('import.area_id', '=', areaId)

export async function getImport(scope: Pick<Scope, 'db' | 'areaId'>, id: string): Promise<ImportRow> {
  const row = await imports(scope)
    .select(sql<PlanReading>`import.reading`.as('reading'))
    .where('import.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound('import')
  return row
}

/** One at a time in an area, until the transaction ends: two who press confirm together bring one plan in, once. */
export const lockImports = ({ db, areaId }: Pick<Scope, 'db' | 'areaId'>) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`imports of ${areaId}`}, 0))`.execute(db)

export const listImports = (scope: Pick<Scope, 'db' | 'areaId'>) =>
  imports(scope).orderBy('import.started_at', 'desc').limit(200).execute()

export const saveOutcome = (
  { db, areaId, now }: Scope,
  id: string,
  outcome: { state: 'confirmed' | 'discarded'; planId: string | null; title: string },
) =>
  db
    .updateTable('import')
    .set({ state: outcome.state, plan_id: outcome.planId, title: outcome.title, confirmed_at: now })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

export async function insertOrigins(
  { db, areaId }: Scope,
  importId: string,
  origins: { kind: 'finding' | 'milestone'; thingId: string; lines: number[]; doubts: string[] }[],
): Promise<void> {
  if (origins.length === 0) return
  await db
    .insertInto('import_origin')
    .values(
      origins.map(({ kind, thingId, lines, doubts }) => ({
        area_id: areaId,
        import_id: importId,
        thing_kind: kind,
        thing_id: thingId,
        lines,
        doubts,
      })),
    )
    .execute()
}
