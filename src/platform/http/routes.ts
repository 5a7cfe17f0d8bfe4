import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor, Program, Visit } from '../access/actor.ts'
import { can, type Permission } from '../access/permissions.ts'
import { type Clock, dayOf, type PlainDate } from '../calendar.ts'
import type { Pool } from '../db/connect.ts'
import { type Scope, withScope } from '../db/scope.ts'
import type { FileStore } from '../files/files.ts'
import { NotAllowed, NotFound, SignInNeeded } from './errors.ts'
import type { Page } from './pages.ts'

/** The cookie that carries one sentence to the next page. */
export const NOTICE = 'notice'

/** What every module is given by app.ts. */
export interface Deps {
  pool: Pool
  clock: Clock
  files: FileStore
  settings: {
    /** Where people reach this installation: the start of every link in a message. */
    publicUrl: string
    /** The installation's own: what signs the links in a message. */
    secret: string
    demonstration: boolean
  }
  /** Sends a page inside the shell of this reader; under `keepAs` it is kept for the next one who asks the same. */
  show: <VM extends object>(
    to: {
      request: FastifyRequest
      reply: FastifyReply
      actor: Actor | null
      status: number
      keepAs?: string | null
    },
    page: Page<VM>,
    vm: VM,
  ) => FastifyReply
  /** Sends a page that was kept; null when there is none. */
  showKept: (to: { request: FastifyRequest; reply: FastifyReply }, keptAs: string) => FastifyReply | null
  /** Who is asking; null when nobody is signed in. */
  visitOf: (request: FastifyRequest) => Promise<Visit | null>
  /** Which program is asking, by its token; null when it has none that is any good. */
  programOf: (request: FastifyRequest) => Promise<Program | null>
}

interface Work<P, Q> {
  params: P
  query: Q
  body: unknown
  request: FastifyRequest
  reply: FastifyReply
  page: <VM extends object>(page: Page<VM>, vm: VM, status?: number) => FastifyReply
  /** After an act: see other, with one sentence to say on the next page. */
  redirect: (to: string, notice?: string) => FastifyReply
}

export interface ActorWork<P, Q> extends Work<P, Q> {
  actor: Actor
  scope: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>
}

interface Shape<P extends z.ZodType, Q extends z.ZodType> {
  method: 'GET' | 'POST'
  url: string
  params?: P
  query?: Q
  /** Attempts a minute, by address and what `by` names; for doors that can be knocked on without a key. */
  limit?: { perMinute: number; by: (request: FastifyRequest) => string }
}

type NoParams = z.ZodObject<Record<never, never>>

interface Route<P extends z.ZodType, Q extends z.ZodType> extends Shape<P, Q> {
  can: Permission
  /**
   * The page tells facts of the area and nothing else, so that it may be kept until the area's record moves: it
   * depends on the address, the reader and the day. A form on it that is to be sent once takes `shell.mark`.
   */
  keeps?: true
  handle: (work: ActorWork<z.output<P>, z.output<Q>>) => Promise<FastifyReply>
}

interface PublicRoute<P extends z.ZodType, Q extends z.ZodType> extends Shape<P, Q> {
  can: 'anyone'
  handle: (work: Work<z.output<P>, z.output<Q>> & { actor: Actor | null }) => Promise<FastifyReply>
}

/** Every route that was registered, with its permission: the printed table and the tests read it. */
export interface RegisteredRoute {
  method: string
  url: string
  can: Permission | 'anyone'
  /** Whether people come by their session, or programs by their token. */
  by: 'session' | 'token'
}

declare module 'fastify' {
  interface FastifyInstance {
    registeredRoutes: RegisteredRoute[]
  }
}

/** One door. Who may come is part of its type, so that it cannot be forgotten. */
export function route<P extends z.ZodType = NoParams, Q extends z.ZodType = NoParams>(
  app: FastifyInstance,
  deps: Deps,
  r: Route<P, Q>,
): void {
  register(app, deps, r, async (work, request, reply) => {
    const visit = await deps.visitOf(request)
    if (!visit) throw new SignInNeeded()
    const { actor } = visit
    if (!can(actor, r.can)) throw new NotAllowed(r.can)
    const keepAs = r.keeps ? keyOf(visit, dayOf(deps.clock.now()), request.url) : null
    const kept = keepAs && deps.showKept({ request, reply }, keepAs)
    if (kept) return kept
    const scope: ActorWork<P, Q>['scope'] = (run) => withScope(deps.pool, deps.clock, actor, run)
    return r.handle({ ...work(actor, keepAs), actor, scope })
  })
}

/** Everything that a page of facts depends on. */
const keyOf = ({ actor, recordSeq }: Visit, today: PlainDate, url: string): string =>
  [actor.areaId, recordSeq, today, actor.personId, actor.roles, url].join(' ')

/** A door without a lock: signing in, health, an invitation. Each is listed by name in the permission test. */
export function publicRoute<P extends z.ZodType = NoParams, Q extends z.ZodType = NoParams>(
  app: FastifyInstance,
  deps: Deps,
  r: PublicRoute<P, Q>,
): void {
  register(app, deps, r, async (work, request) => {
    const actor = (await deps.visitOf(request))?.actor ?? null
    return r.handle({ ...work(actor, null), actor })
  })
}

function register<P extends z.ZodType, Q extends z.ZodType>(
  app: FastifyInstance,
  deps: Deps,
  r: Shape<P, Q> & { can: Permission | 'anyone' },
  answer: (
    work: (actor: Actor | null, keepAs: string | null) => Work<z.output<P>, z.output<Q>>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<FastifyReply>,
): void {
  app.registeredRoutes.push({ method: r.method, url: r.url, can: r.can, by: 'session' })
  app.route({
    method: r.method,
    url: r.url,
    ...(r.limit && { config: { rateLimit: rateLimit(r.limit) } }),
    ...(r.method === 'POST' && { preHandler: app.csrfProtection }),
    handler: (request, reply) =>
      answer((actor, keepAs) => workOf(deps, r, { request, reply, actor, keepAs }), request, reply),
  })
}

function workOf<P extends z.ZodType, Q extends z.ZodType>(
  deps: Deps,
  r: Shape<P, Q>,
  to: { request: FastifyRequest; reply: FastifyReply; actor: Actor | null; keepAs: string | null },
): Work<z.output<P>, z.output<Q>> {
  const { request, reply } = to
  return {
    params: read(r.params, request.params, r.url),
    query: read(r.query, request.query, r.url),
    body: request.body,
    request,
    reply,
    page: (page, vm, status = 200) => deps.show({ ...to, status }, page, vm),
    redirect: (to, notice) => {
      if (notice) reply.setCookie(NOTICE, notice, { path: '/', maxAge: 60, httpOnly: true, sameSite: 'lax' })
      return reply.redirect(to, 303)
    },
  }
}

/** An address that is not of its form is an address where nothing is. */
function read<S extends z.ZodType>(schema: S | undefined, value: unknown, url: string): z.output<S> {
  const parsed = (schema ?? z.object({})).safeParse(value)
  if (!parsed.success) throw new NotFound(`page at ${url}`)
  return parsed.data as z.output<S>
}

function rateLimit({ perMinute, by }: { perMinute: number; by: (request: FastifyRequest) => string }) {
  return {
    max: perMinute,
    timeWindow: 60_000,
    hook: 'preHandler' as const,
    keyGenerator: (request: FastifyRequest) => `${request.ip} ${by(request)}`,
  }
}
