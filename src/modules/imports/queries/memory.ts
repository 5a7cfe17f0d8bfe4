import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/scope.ts'

/** What an area settled once: columns by the key of their headings, words by theirs. */
export type MemoryKind = 'columns' | 'status' | 'lead' | 'board' | 'theme'

export type Memory = Readonly<Record<MemoryKind, Readonly<Record<string, unknown>>>>

export async function readMemory({ db, areaId }: Pick<Scope, 'db' | 'areaId'>): Promise<Memory> {
  const { rows } = await sql<{ kind: MemoryKind; entries: Record<string, unknown> }>`
    select kind, jsonb_object_agg(key, value) as entries from import_memory where area_id = ${areaId} group by 1`.execute(
    db,
  )
  const kept = Object.fromEntries(rows.map(({ kind, entries }) => [kind, entries]))
  return { columns: {}, status: {}, lead: {}, board: {}, theme: {}, ...kept }
}

/** Remembers what was settled; what was settled before under the same key is forgotten. */
export async function remember(
  { db, areaId, actor, now }: Scope,
  entries: readonly { kind: MemoryKind; key: string; value: unknown }[],
): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into import_memory (area_id, kind, key, value, kept_by, kept_at)
    select ${areaId}::uuid, e.kind, e.key, e.value, ${actor.name}, ${now}
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e(kind text, key text, value jsonb)
    on conflict (area_id, kind, key)
    do update set value = excluded.value, kept_by = excluded.kept_by, kept_at = excluded.kept_at`.execute(db)
}
