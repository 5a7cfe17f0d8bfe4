import { sql } from 'kysely'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { actionDecisionKey, type Fate, findingDecisionKey, goneKey } from '../domain/compare/compare.ts'
import type { LedgerEntry } from '../domain/reading.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export type RowKind = 'milestone' | 'finding' | 'action' | 'gone'

/** One row of a document, and what it is to the plan. */
export interface KeptRow {
  kind: RowKind
  position: number
  body: unknown
  draft: unknown
  fate: Fate | null
  causes: string[]
  diffs: unknown
  thingId: string | null
}

/** The key that a decision on the row is kept by. */
export function decisionKey({ kind, thingId, diffs }: Pick<KeptRow, 'kind' | 'thingId' | 'diffs'>): string {
  if (kind === 'gone') return goneKey(thingId ?? '')
  if (kind === 'action') return actionDecisionKey(thingId ?? '')
  if (kind === 'finding') return findingDecisionKey(thingId ?? '')
  return (diffs as { key?: string }).key ?? ''
}

/** Puts these rows in the place of all that the import had. */
export async function replaceRows(scope: Scope, importId: string, rows: readonly KeptRow[]): Promise<void> {
  const { db, areaId } = scope
  await db.deleteFrom('import_row').where('area_id', '=', areaId).where('import_id', '=', importId).execute()
  await insertRows(
    scope,
    'import_row',
    rows.map(({ kind, position, body, draft, fate, causes, diffs, thingId }) => ({
      ...{ import_id: importId, kind, position, fate, causes, thing_id: thingId },
      body: JSON.stringify(body),
      draft: draft === null ? null : JSON.stringify(draft),
      diffs: JSON.stringify(diffs),
    })),
  )
}

export interface RowFilter {
  fates?: readonly Fate[]
  /** Rows with something to settle. */
  doubtful?: boolean
  cause?: string | null
}

const rowsOf = ({ db, areaId }: Reader, importId: string) =>
  db
    .selectFrom('import_row')
    .select(['position', 'causes', 'thing_id as thingId'])
    .select([
      sql<RowKind>`kind`.as('kind'),
      sql<Fate | null>`fate`.as('fate'),
      sql<unknown>`body`.as('body'),
      sql<unknown>`draft`.as('draft'),
      sql<unknown>`diffs`.as('diffs'),
    ])
    .where('area_id', '=', areaId)
    .where('import_id', '=', importId)

/** Every row of the import of one kind, in the document's order. */
export const listRows = (reader: Reader, importId: string, kind: RowKind): Promise<KeptRow[]> =>
  rowsOf(reader, importId).where('kind', '=', kind).orderBy('position').execute()

/** Milestones and what is gone; actions and findings only where they would be changed. */
const TO_SHOW = sql.raw(`(kind in ('milestone', 'gone') or fate = 'changed')`)

/**
 * Some rows of the document and, with them, those that are gone from it: decisions first, then what is changed, then
 * what is to be settled, then the document's order.
 */
export function listSomeRows(
  reader: Reader,
  importId: string,
  { fates, doubtful, cause }: RowFilter,
  part: { from: number; count: number },
): Promise<KeptRow[]> {
  let query = rowsOf(reader, importId).where(sql<boolean>`${TO_SHOW}`)
  if (fates) query = query.where('fate', 'in', [...fates])
  if (doubtful) query = query.where('kind', '=', 'milestone').where(sql<boolean>`cardinality(causes) > 0`)
  if (cause) query = query.where(sql<boolean>`${cause} = any(causes)`)
  return query
    .orderBy(
      sql`case when fate = 'offered' then 0 when fate = 'gone' then 1 when 'conflict' = any(causes) then 2
               when fate = 'changed' then 3 when cardinality(causes) > 0 then 4 else 5 end`,
    )
    .orderBy(sql`case when fate = 'changed' then null else causes[1] end`)
    .orderBy('position')
    .orderBy('kind')
    .limit(part.count)
    .offset(part.from)
    .execute()
}

export interface RowCounts {
  milestones: number
  findings: number
  /** Actions and findings that would be changed. */
  others: number
  doubtful: number
  fates: Record<string, number>
  causes: Record<string, number>
}

/** Counts of a document's rows, in one statement whatever their number. */
export async function countRows({ db, areaId }: Reader, importId: string): Promise<RowCounts> {
  const { rows } = await sql<RowCounts>`
    with mine as (
      select kind, fate, causes from import_row where area_id = ${areaId} and import_id = ${importId}
    )
    select (select count(*)::int from mine where kind = 'milestone') as milestones,
           (select count(*)::int from mine where kind = 'finding') as findings,
           (select count(*)::int from mine where kind in ('action', 'finding') and fate = 'changed') as others,
           (select count(*)::int from mine where kind = 'milestone' and cardinality(causes) > 0) as doubtful,
           coalesce((select jsonb_object_agg(fate, n) from (
             select fate, count(*)::int as n from mine
              where ${TO_SHOW} and fate is not null group by 1) f), '{}') as fates,
           coalesce((select jsonb_object_agg(cause, n) from (
             select unnest(causes) as cause, count(*)::int as n from mine where ${TO_SHOW} group by 1) c), '{}')
             as causes`.execute(db)
  const counts = rows[0]
  if (!counts) throw new Error('A count gave no row')
  return counts
}

/** What the things were made of, so that the next edition can be compared: by thing, as the last document said it. */
export async function listBases(
  { db, areaId }: Reader,
  planId: string,
): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await sql<{ thingId: string; draft: unknown }>`
    select distinct on (r.thing_id) r.thing_id as "thingId", r.draft
      from import_row r
      join import i on i.area_id = r.area_id and i.id = r.import_id
     where r.area_id = ${areaId} and i.plan_id = ${planId} and i.state = 'confirmed'
           and r.thing_id is not null and r.draft is not null
     order by r.thing_id, i.confirmed_at desc, i.id desc`.execute(db)
  return new Map(rows.map(({ thingId, draft }) => [thingId, draft]))
}

/** Milestones of the plan that a document has named. */
export async function listSpokenOf({ db, areaId }: Reader, planId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('origin')
    .select('thing_id')
    .distinct()
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('thing_kind', '=', 'milestone')
    .execute()
  return new Set(rows.map((row) => row.thing_id))
}

/** Notes what each row became, so that the next edition finds it. */
export async function saveThings(
  { db, areaId }: Reader,
  importId: string,
  rows: readonly { kind: RowKind; position: number; thingId: string; draft: unknown }[],
): Promise<void> {
  await sql`
    update import_row x set thing_id = r."thingId", draft = r.draft
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, position int, "thingId" uuid, draft jsonb)
     where x.area_id = ${areaId} and x.import_id = ${importId} and x.kind = r.kind and x.position = r.position`.execute(
    db,
  )
}

export interface KeptLine {
  line: number
  place: string
  cells: KeptCell[]
}

export interface KeptCell extends Omit<LedgerEntry, 'line'> {
  text: string
  colour?: string
  note?: string
}

export async function replaceLines(
  scope: Scope,
  importId: string,
  lines: readonly KeptLine[],
): Promise<void> {
  const { db, areaId } = scope
  await db.deleteFrom('import_line').where('area_id', '=', areaId).where('import_id', '=', importId).execute()
  await insertRows(
    scope,
    'import_line',
    lines.map(({ line, place, cells }) => ({
      import_id: importId,
      line,
      place,
      cells: JSON.stringify(cells),
    })),
  )
}

/** Lines of the document from one on, and how many it has. */
export async function listLines(
  { db, areaId }: Reader,
  importId: string,
  part: { from: number; count: number },
): Promise<KeptLine[]> {
  const { rows } = await sql<KeptLine>`
    select line, place, cells from import_line
     where area_id = ${areaId} and import_id = ${importId} and line >= ${part.from}
     order by line limit ${part.count}`.execute(db)
  return rows
}

/** The lines of these numbers, for rows to stand beside. */
export async function linesOf(
  { db, areaId }: Reader,
  importId: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, KeptLine>> {
  const { rows } = await sql<KeptLine>`
    select line, place, cells from import_line
     where area_id = ${areaId} and import_id = ${importId}
       and line in (select value::int from jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb))`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.line, row]))
}

export const lastLine = async ({ db, areaId }: Reader, importId: string): Promise<number> => {
  const { rows } = await sql<{ last: number | null }>`
    select max(line) as last from import_line where area_id = ${areaId} and import_id = ${importId}`.execute(
    db,
  )
  return rows[0]?.last ?? 0
}

/** How a person finds each line that holds anything. */
export async function listPlaces(
  { db, areaId }: Reader,
  importId: string,
): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('import_line')
    .select(['line', 'place'])
    .where('area_id', '=', areaId)
    .where('import_id', '=', importId)
    .execute()
  return new Map(rows.map(({ line, place }) => [line, place]))
}
