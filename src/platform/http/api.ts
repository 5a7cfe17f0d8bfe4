import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor, Program } from '../access/actor.ts'
import { type ApiScope, can } from '../access/permissions.ts'
import { type Scope, withScope } from '../db/scope.ts'
import { readJson } from './api/body.ts'
import { Attached } from './api/file.ts'
import { type Limits, limitsOf } from './api/limits.ts'
import { sendProblem } from './api/problem.ts'
import { sendAttachment } from './attachment.ts'
import { NotAllowed, NotFound, TokenNeeded } from './errors.ts'
import type { Deps } from './routes.ts'

export interface ApiWork<P, Q, B> {
  params: P
  query: Q
  body: B
  actor: Actor
  scope: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>
}

type Nothing = z.ZodObject<Record<never, never>, z.core.$strict>

/** An operation as it is told of: in the OpenAPI document, on the page for people, and to the tests. */
export interface ApiOperation {
  /** Its name in the document: "readPlan". */
  name: string
  /** One sentence, without a full stop. */
  does: string
  method: 'GET' | 'POST'
  /** "/api/v1/plans/:id". */
  url: string
  can: ApiScope
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** What it answers with. Only what is named here goes out; what does not fit is a fault of ours. A file: `Attached`. */
  answers: z.ZodType
  /** 201 where something is added. */
  status?: 200 | 201
  /** Whether something else may have been there first. */
  conflicts?: true
  /** Most bytes of a request, where the 2 MB of the others are too few. */
  bodyLimit?: number
}

interface ApiRoute<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>
  extends ApiOperation {
  params?: P
  query?: Q
  body?: B
  answers: A
  handle: (work: ApiWork<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A>>
}

declare module 'fastify' {
  interface FastifyInstance {
    apiOperations: ApiOperation[]
  }
}

/**
 * One door for programs. It has no cookie and no form token: a program shows its own token at each request. What it
 * may do is part of the type, as of `route()`.
 */
export function apiRoute<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodType,
>(app: FastifyInstance, deps: Deps, r: ApiRoute<P, Q, B, A>): void {
  app.registeredRoutes.push({ method: r.method, url: r.url, can: r.can, by: 'token' })
  app.apiOperations.push(r)
  const doorkeeper = createDoorkeeper(deps, limitsOf(app), r)
  app.route({
    method: r.method,
    url: r.url,
    ...(r.bodyLimit && { bodyLimit: r.bodyLimit }),
    // Before the body is read: a stranger's is not read at all.
    onRequest: doorkeeper.check,
    errorHandler: (error, request, reply) => sendProblem(request, reply, error),
    handler: async (request, reply) => {
      const { actor } = doorkeeper.programOf(request)
      const answer = await r.handle({
        ...readRequest(r, request),
        actor,
        scope: (work) => withScope(deps.pool, deps.clock, actor, work),
      })
      return sendAnswer(reply, r, r.answers.parse(answer))
    },
  })
}

/** Who asks, whether they may, and whether it is not too much. */
function createDoorkeeper(deps: Deps, limits: Limits, r: ApiOperation) {
  const programs = new WeakMap<FastifyRequest, Program>()
  return {
    check: async (request: FastifyRequest): Promise<void> => {
      const program = await deps.programOf(request)
      if (!program) {
        await limits.countStranger(request)
        throw new TokenNeeded()
      }
      await limits.count(request, program)
      if (!can(program.actor, r.can)) throw new NotAllowed(r.can)
      if (r.method === 'POST') refuseOtherThanJson(request)
      programs.set(request, program)
    },
    programOf: (request: FastifyRequest): Program => {
      const program = programs.get(request)
      if (!program) throw new TokenNeeded()
      return program
    },
  }
}

/** The server reads forms and files too, for pages. */
function refuseOtherThanJson(request: FastifyRequest): void {
  if (/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return
  throw Object.assign(new Error('Not JSON'), { statusCode: 415 })
}

function readRequest<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  r: { params?: P; query?: Q; body?: B; url: string },
  request: FastifyRequest,
): { params: z.output<P>; query: z.output<Q>; body: z.output<B> } {
  const params = (r.params ?? z.strictObject({})).safeParse(request.params)
  if (!params.success) throw new NotFound(`thing at ${r.url}`)
  return {
    params: params.data as z.output<P>,
    query: readJson(r.query ?? z.strictObject({}), request.query) as z.output<Q>,
    body: (r.body && readJson(r.body, request.body)) as z.output<B>,
  }
}

function sendAnswer(reply: FastifyReply, { answers, status }: ApiOperation, answer: unknown): FastifyReply {
  if (answers === Attached) return sendAttachment(reply, Attached.parse(answer))
  return reply
    .code(status ?? 200)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(answer))
}
