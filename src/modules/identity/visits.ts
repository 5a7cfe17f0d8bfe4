import { LRUCache } from 'lru-cache'
import type { Actor, Visit } from '../../platform/access/actor.ts'
import { ABSOLUTE_HOURS, type AreaToken, hashToken, IDLE_MINUTES } from '../../platform/access/session.ts'
import { type Clock, dayOf, type PlainDate } from '../../platform/calendar.ts'
import type { Pool } from '../../platform/db/connect.ts'
import { withArea } from '../../platform/db/scope.ts'
import { findActor, findSession, touchSession } from './queries/sessions.ts'

interface Stores {
  pool: Pool
  clock: Clock
}

const MINUTE = 60_000

/** Actors kept in memory at most; one weighs a few hundred bytes. */
const KEPT = 5_000

/**
 * Looks up who holds a session now; null when it is over, ended, or was never one. The session is asked for at each
 * request. What makes its holder an actor is kept for as long as the area's record stands still, since whatever
 * changes it (a role given or ended, a post, a stand-in, a name) is an act, and every act moves the record.
 */
export function createVisits({ pool, clock }: Stores): (cookie: AreaToken) => Promise<Visit | null> {
  const actors = new LRUCache<string, Actor>({ max: KEPT })

  return async (cookie) => {
    const now = clock.now()
    const tokenHash = hashToken(cookie.token)
    const session = await findSession(pool, cookie.areaId, tokenHash)
    if (!session || isOver(session, now)) return null
    if (now.getTime() - session.seen_ms > MINUTE) {
      await withArea(pool, cookie.areaId, (db) => touchSession(db, cookie.areaId, tokenHash, now))
    }
    const recordSeq = Number(session.record_seq)
    const actor = await actorAt(cookie.areaId, session.person, recordSeq, dayOf(now))
    return actor && { actor, recordSeq }
  }

  async function actorAt(
    areaId: string,
    personId: string,
    recordSeq: number,
    day: PlainDate,
  ): Promise<Actor | null> {
    const key = `${areaId} ${personId} ${recordSeq} ${day}`
    const kept = actors.get(key)
    if (kept) return kept
    const actor = await withArea(pool, areaId, (db) => readActor(db, areaId, personId, day))
    if (actor) actors.set(key, actor)
    return actor
  }
}

/** All that somebody is on a day; null for nobody, and while their login is disabled. */
export async function readActor(
  db: Parameters<typeof findActor>[0],
  areaId: string,
  personId: string,
  day: PlainDate,
): Promise<Actor | null> {
  const found = await findActor(db, areaId, personId, day)
  if (!found) return null
  return {
    kind: 'person',
    areaId,
    areaName: found.area_name,
    personId,
    name: found.name,
    partnerId: found.partner_id,
    postIds: found.post_ids,
    roles: found.roles,
    standsInFor: found.stands_in_for,
    asked: [],
    scopes: [],
  }
}

function isOver(session: { started_ms: number; seen_ms: number }, now: Date): boolean {
  const idle = now.getTime() - session.seen_ms
  const age = now.getTime() - session.started_ms
  return idle > IDLE_MINUTES * MINUTE || age > ABSOLUTE_HOURS * 60 * MINUTE
}
