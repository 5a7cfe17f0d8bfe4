import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { PlanReading, ReadChoices } from '../domain/reading.ts'
import type { ImportSettings } from '../domain/settings.ts'
import type { Progress } from '../reader.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export type ImportState = 'reading' | 'proposed' | 'refused' | 'confirmed' | 'undone' | 'discarded'

/** What is kept of a reading beside its rows and lines. */
export type KeptReading = Omit<PlanReading, 'rows' | 'findings' | 'ledger'> & {
  ledger: Omit<PlanReading['ledger'], 'entries'>
}

export interface Outcome {
  created: Record<string, number>
  changed: number
  updates: number
  dropped: number
  boardsMade: string[]
  doubts: number
  /** After an undo: what stayed, and why. */
  stayed?: { kind: string; ref: string | null; words: string; why: string }[]
}

export interface ImportRow {
  id: string
  title: string
  state: ImportState
  planId: string | null
  targetPlanId: string | null
  publishedOn: PlainDate | null
  documentOn: PlainDate | null
  reading: KeptReading | null
  choices: ReadChoices
  settled: ImportSettings
  progress: Progress | null
  fault: string | null
  revision: number
  reason: string | null
  copyId: string | null
  hashBefore: string | null
  hashAfter: string | null
  outcome: Outcome | null
  startedAt: Date
  confirmedAt: Date | null
  undoneAt: Date | null
  fileName: string
  sha256: string
  startedBy: string | null
}

const imports = ({ db, areaId }: Reader) =>
  db
    .selectFrom('import')
    .innerJoin('stored_file', (join) =>
      join.onRef('stored_file.area_id', '=', 'import.area_id').onRef('stored_file.id', '=', 'import.file_id'),
    )
    .leftJoin('person', (join) =>
      join.onRef('person.area_id', '=', 'import.area_id').onRef('person.id', '=', 'import.started_by'),
    )
    .select([
      'import.id',
      'import.title',
      'import.plan_id as planId',
      'import.target_plan_id as targetPlanId',
      'import.published_on as publishedOn',
      'import.document_on as documentOn',
      'import.fault',
      'import.revision',
      'import.reason',
      'import.copy_id as copyId',
      'import.hash_before as hashBefore',
      'import.hash_after as hashAfter',
      'import.started_at as startedAt',
      'import.confirmed_at as confirmedAt',
      'import.undone_at as undoneAt',
      'stored_file.name as fileName',
      'stored_file.sha256',
      'person.name as startedBy',
    ])
    .select(sql<ImportState>`import.state`.as('state'))
    .where('import.area_id', '=', areaId)

/** Errors: NotFound. */
export async function getImport(reader: Reader, id: string): Promise<ImportRow> {
  const row = await imports(reader)
    .select([
      sql<KeptReading | null>`import.reading`.as('reading'),
      sql<ReadChoices>`import.choices`.as('choices'),
      sql<ImportSettings>`import.settled`.as('settled'),
      sql<Progress | null>`import.progress`.as('progress'),
      sql<Outcome | null>`import.outcome`.as('outcome'),
    ])
    .where('import.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound('import')
  return row
}

/** One at a time in an area, until the transaction ends: two who press confirm together bring one plan in, once. */
export const lockImports = ({ db, areaId }: Reader) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`imports of ${areaId}`}, 0))`.execute(db)

export const listImports = (reader: Reader) =>
  imports(reader).orderBy('import.started_at', 'desc').limit(200).execute()

/** Keeps what is known of a file, and opens an import of it. */
export async function insertImport(
  { db, areaId, actor, now }: Scope,
  file: { name: string; mediaType: string; bytes: number; sha256: string },
  start: { title: string; choices: ReadChoices; settled: Partial<ImportSettings> },
): Promise<string> {
  const [fileId, id] = [newId(), newId()]
  await db
    .insertInto('stored_file')
    .values({
      ...{ area_id: areaId, id: fileId, name: file.name, media_type: file.mediaType, bytes: file.bytes },
      ...{ sha256: file.sha256, added_by: actor.personId, added_at: now },
    })
    .execute()
  await db
    .insertInto('import')
    .values({
      ...{ area_id: areaId, id, file_id: fileId, title: start.title, state: 'reading' },
      ...{ published_on: start.choices.published ?? null, choices: JSON.stringify(start.choices) },
      ...{ settled: JSON.stringify(start.settled), started_by: actor.personId, started_at: now },
    })
    .execute()
  return id
}

export interface ImportChange {
  title?: string
  state?: ImportState
  plan_id?: string | null
  target_plan_id?: string | null
  published_on?: PlainDate | null
  document_on?: PlainDate | null
  copy_id?: string | null
  fault?: string | null
  reason?: string | null
  hash_before?: string
  hash_after?: string | null
  confirmed_at?: Date
  undone_at?: Date
  revision?: number
  reading?: KeptReading
  choices?: ReadChoices
  settled?: Partial<ImportSettings>
  progress?: Progress | null
  outcome?: Outcome
}

const JSON_COLUMNS = new Set(['reading', 'choices', 'settled', 'progress', 'outcome'])

export async function saveImport({ db, areaId }: Reader, id: string, change: ImportChange): Promise<void> {
  const columns = Object.fromEntries(
    Object.entries(change).map(([column, value]) => [
      column,
      JSON_COLUMNS.has(column) && value !== null ? JSON.stringify(value) : value,
    ]),
  )
  await db.updateTable('import').set(columns).where('area_id', '=', areaId).where('id', '=', id).execute()
}
