import type { FastifyRequest } from 'fastify'
import type { Program, Visit } from '../../platform/access/actor.ts'
import { readAreaToken, sessionCookie } from '../../platform/access/session.ts'
import type { Clock } from '../../platform/calendar.ts'
import type { Pool } from '../../platform/db/connect.ts'
import { oldInvitation, sweepSessions } from './jobs.ts'
import { createPrograms } from './programs.ts'
import { identityRoutes } from './routes/index.ts'
import { createVisits } from './visits.ts'

export { createArea, establish, invite, startSession } from './actions/access.ts'
export { makeIntegration } from './actions/integrations.ts'
export { handPostOver, makePost } from './actions/posts.ts'
export { invitationLinks } from './invitations.ts'
export { identityPaths } from './paths.ts'
export { findArea, listAreas } from './queries/accounts.ts'
export { listPartners, listPeople, listPosts } from './queries/people.ts'
export { readActor } from './visits.ts'

export const identityJobs = [sweepSessions, oldInvitation]

/** Areas, partners, people, posts, grants, and signing in. */
export const identity = {
  register: identityRoutes,

  /** Which program is asking, by its token. */
  programOf(stores: { pool: Pool; clock: Clock }) {
    const programs = createPrograms(stores)
    return ({ headers }: FastifyRequest): Promise<Program | null> => programs(headers.authorization)
  },

  /** Who is asking, by the session cookie; looked up once a request. */
  visitOf({ pool, clock, publicUrl }: { pool: Pool; clock: Clock; publicUrl: string }) {
    const known = new WeakMap<FastifyRequest, Promise<Visit | null>>()
    const visits = createVisits({ pool, clock })
    return (request: FastifyRequest): Promise<Visit | null> => {
      const found = known.get(request) ?? lookUp(request)
      known.set(request, found)
      return found
    }

    function lookUp(request: FastifyRequest): Promise<Visit | null> {
      const cookie = readAreaToken(request.cookies[sessionCookie(publicUrl)])
      return cookie ? visits(cookie) : Promise.resolve(null)
    }
  },
}
