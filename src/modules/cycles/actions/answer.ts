import type { Actor } from '../../../platform/access/actor.ts'
import type { LinkTarget } from '../../../platform/access/signed-links.ts'
import type { Clock } from '../../../platform/calendar.ts'
import { dayOf } from '../../../platform/calendar.ts'
import type { Pool } from '../../../platform/db/connect.ts'
import { withArea } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { listAreas } from '../../identity/index.ts'
import type { Reachable } from '../domain/asks.ts'
import { type AskRow, findAsk, listAsked } from '../queries/asks.ts'
import { type CycleRow, getCycle } from '../queries/cycles.ts'
import { listReachable } from '../queries/who.ts'

/** A link that was followed: who acts by it, what they were asked, and whether it may still be answered. */
export interface FollowedLink {
  actor: Actor
  ask: AskRow
  cycle: CycleRow
  milestoneIds: string[]
  /** Why nothing can be answered by it any more, in a sentence; null while it can. */
  over: string | null
}

/**
 * Looks a link up, and changes nothing: whoever opens it, however often. Errors: NotFound when it is none of ours.
 */
export async function followLink(
  { pool, clock }: { pool: Pool; clock: Clock },
  target: LinkTarget,
): Promise<FollowedLink> {
  const now = clock.now()
  const { areaId } = target
  // Before the transaction: whoever holds one connection and waits for a second can wait for ever.
  const area = (await listAreas(pool)).find((one) => one.id === areaId)
  return withArea(pool, areaId, async (db) => {
    const reader = { db, areaId, today: dayOf(now) }
    const ask = await findAsk(reader, target.id)
    if (!ask || !area) throw new NotFound('link')
    const cycle = await getCycle(reader, ask.cycleId)
    const people = await listReachable(reader)
    const milestoneIds = (await listAsked(reader, ask.cycleId, ask.id)).map((one) => one.milestoneId)
    return {
      actor: actorOf(area, ask, milestoneIds, people),
      ask,
      cycle,
      milestoneIds,
      over: whyOver(ask, cycle, people, now),
    }
  })
}

/** By a link somebody is themselves, or sees to it for whoever is away; and leads nothing but what they were asked. */
function actorOf(
  area: { id: string; name: string },
  ask: AskRow,
  asked: string[],
  people: readonly Reachable[],
): Actor {
  const postsOf = (personId: string) => people.find((one) => one.id === personId)?.postIds ?? []
  const absent = { personId: ask.personId, name: ask.person, postIds: postsOf(ask.personId) }
  return {
    kind: 'link',
    areaId: area.id,
    areaName: area.name,
    personId: ask.standInId ?? ask.personId,
    name: ask.standIn ?? ask.person,
    partnerId: null,
    postIds: postsOf(ask.standInId ?? ask.personId),
    roles: [],
    standsInFor: ask.standInId === null ? [] : [absent],
    asked,
    scopes: [],
  }
}

function whyOver(ask: AskRow, cycle: CycleRow, people: readonly Reachable[], now: Date): string | null {
  if (people.find(({ id }) => id === (ask.standInId ?? ask.personId))?.gone)
    return 'Your access was ended. If you should still answer, speak with your programme manager.'
  if (ask.revokedAt !== null)
    return 'This link was ended. If you should still answer, use the newest one in your mail, or ask your programme manager for one.'
  if (cycle.frozenAt !== null) return 'This month is closed, and stands as it was. The next month asks again.'
  if (ask.expiresAt <= now)
    return 'This link has run out. Ask your programme manager for a reminder: it brings a fresh one.'
  return null
}
