import { sql } from 'kysely'
import type { Scope } from '../db/scope.ts'
import { type Detail, type Entry, GENESIS, seal } from './seal.ts'

/** Something that was done, to be written down in the transaction that does it. */
export interface Act {
  /** What was done, in the sector's words: "milestone.reported". */
  act: string
  thing: { kind: string; id: string | null }
  /** Small facts for whoever reads the record: never what was typed, never anything about a child. */
  detail?: Detail
}

export const record = (scope: Scope, act: Act): Promise<void> => recordAll(scope, [act])

/**
 * Writes acts at the end of the area's chain. Two statements whatever their number: one takes the area's place
 * in the chain (and so makes writers of one area queue), one writes the entries and moves the head.
 */
export async function recordAll(scope: Scope, acts: readonly Act[]): Promise<void> {
  if (acts.length === 0) return
  const head = await takeHead(scope)
  let { hash } = head
  const rows = acts.map((act, index) => {
    const entry = entryOf(scope, act, head.seq + index + 1)
    hash = seal(hash, scope.areaId, entry)
    return { ...entry, hash }
  })
  await append(scope, rows, hash)
}

function entryOf({ actor, now }: Scope, { act, thing, detail }: Act, seq: number): Entry {
  return {
    seq,
    at: now.toISOString(),
    actorKind: actor.kind,
    actorId: actor.personId,
    actorName: actor.name,
    act,
    thingKind: thing.kind,
    thingId: thing.id,
    detail: detail ?? {},
  }
}

async function takeHead({ db, areaId }: Scope): Promise<{ seq: number; hash: string }> {
  const { rows } = await sql<{ seq: string; hash: string }>`
    insert into record_head (area_id, seq, hash) values (${areaId}, 0, ${GENESIS})
    on conflict (area_id) do update set seq = record_head.seq
    returning seq, hash`.execute(db)
  const head = rows[0]
  if (!head) throw new Error('The record has no head for this area')
  return { seq: Number(head.seq), hash: head.hash }
}

async function append(
  { db, areaId }: Scope,
  rows: (Entry & { hash: string })[],
  hash: string,
): Promise<void> {
  await sql`
    with written as (
      insert into record_entry
        (area_id, seq, at, actor_kind, actor_id, actor_name, act, thing_kind, thing_id, detail, hash)
      select ${areaId}::uuid, e.seq, e.at, e."actorKind", e."actorId", e."actorName", e.act,
             e."thingKind", e."thingId", e.detail, e.hash
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(
          seq bigint, at timestamptz, "actorKind" text, "actorId" uuid, "actorName" text, act text,
          "thingKind" text, "thingId" uuid, detail jsonb, hash text)
      returning 1
    )
    update record_head set seq = seq + ${rows.length}, hash = ${hash} where area_id = ${areaId}`.execute(db)
}
