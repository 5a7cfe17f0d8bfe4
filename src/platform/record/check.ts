import type { Actor } from '../access/actor.ts'
import type { Db } from '../db/scope.ts'
import type { Anchor } from './anchors.ts'
import { type Detail, GENESIS, seal } from './seal.ts'

export interface ChainCheck {
  entries: number
  head: { seq: number; hash: string }
  /** Null when the chain is whole; else the first fault, in a sentence. */
  fault: string | null
}

const PAGE = 5_000

/**
 * Walks an area's record from its first entry. Says the first entry whose seal does not fit, a gap in the
 * numbering, a head that is not the last entry, and an anchor (kept outside the database) that no longer fits:
 * a chain alone cannot show that its tail was cut.
 */
export async function checkChain(db: Db, areaId: string, anchors: readonly Anchor[]): Promise<ChainCheck> {
  const anchored = new Map(anchors.map((anchor) => [anchor.seq, anchor.hash]))
  let [seq, hash] = [0, GENESIS]
  for (;;) {
    const rows = await listEntries(db, areaId, seq)
    for (const row of rows) {
      const fault = faultOf(row, { seq, hash, areaId, anchored })
      if (fault) return { entries: seq, head: { seq, hash }, fault }
      ;[seq, hash] = [Number(row.seq), row.hash]
    }
    if (rows.length < PAGE) break
  }
  return { entries: seq, head: { seq, hash }, fault: await headFault(db, areaId, { seq, hash }, anchors) }
}

type Row = Awaited<ReturnType<typeof listEntries>>[number]

function listEntries(db: Db, areaId: string, after: number) {
  return db
    .selectFrom('record_entry')
    .selectAll()
    .where('area_id', '=', areaId)
    .where('seq', '>', String(after))
    .orderBy('seq')
    .limit(PAGE)
    .execute()
}

function faultOf(
  row: Row,
  at: { seq: number; hash: string; areaId: string; anchored: ReadonlyMap<number, string> },
): string | null {
  const seq = Number(row.seq)
  if (seq !== at.seq + 1) return `entry ${at.seq + 1} is missing`
  const sealed = seal(at.hash, at.areaId, {
    seq,
    at: row.at.toISOString(),
    actorKind: row.actor_kind as Actor['kind'],
    actorId: row.actor_id,
    actorName: row.actor_name,
    act: row.act,
    thingKind: row.thing_kind,
    thingId: row.thing_id,
    detail: row.detail as Detail,
  })
  if (sealed !== row.hash) return `entry ${seq} (${row.act}, ${row.at.toISOString()}) was altered`
  const anchor = at.anchored.get(seq)
  if (anchor && anchor !== row.hash) return `entry ${seq} differs from its anchor: the record was rewritten`
  return null
}

async function headFault(
  db: Db,
  areaId: string,
  last: { seq: number; hash: string },
  anchors: readonly Anchor[],
): Promise<string | null> {
  const cut = anchors.find((anchor) => anchor.seq > last.seq)
  if (cut)
    return `the record ends at entry ${last.seq}, but entry ${cut.seq} was anchored on ${cut.at}: its tail was cut`
  const head = await db.selectFrom('record_head').selectAll().where('area_id', '=', areaId).executeTakeFirst()
  if (!head && last.seq === 0) return null
  if (!head || Number(head.seq) !== last.seq || head.hash !== last.hash) {
    return `the head says entry ${head?.seq ?? 'none'}, the last entry is ${last.seq}`
  }
  return null
}
