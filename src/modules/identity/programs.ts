import type { Actor, Program } from '../../platform/access/actor.ts'
import { isApiScope } from '../../platform/access/permissions.ts'
import { readProgramToken } from '../../platform/access/program-token.ts'
import { hashToken } from '../../platform/access/session.ts'
import { type Clock, dayOf } from '../../platform/calendar.ts'
import type { Pool } from '../../platform/db/connect.ts'
import { withArea } from '../../platform/db/scope.ts'
import { findIntegration, touchIntegration } from './queries/integrations.ts'

/**
 * Looks up which program shows a token; null when it has ended, expired, or never was one. It is asked for at each
 * request, so that ending it bites at the next one. That it was used is written down once a day, and is no act.
 */
export function createPrograms({ pool, clock }: { pool: Pool; clock: Clock }) {
  return async (authorization: string | undefined): Promise<Program | null> => {
    const shown = readProgramToken(authorization)
    if (!shown) return null
    const { areaId, token } = shown
    const today = dayOf(clock.now())
    return withArea(pool, areaId, async (db) => {
      const found = await findIntegration(db, areaId, hashToken(token), today)
      if (!found) return null
      if (found.last_used_on !== today) await touchIntegration(db, areaId, found.id, today)
      return { id: found.id, actor: toActor(areaId, found) }
    })
  }
}

const toActor = (
  areaId: string,
  { name, area_name, scopes }: { name: string; area_name: string; scopes: readonly string[] },
): Actor => ({
  kind: 'integration',
  areaId,
  areaName: area_name,
  personId: null,
  name,
  partnerId: null,
  postIds: [],
  roles: [],
  standsInFor: [],
  asked: [],
  scopes: scopes.filter(isApiScope),
})
