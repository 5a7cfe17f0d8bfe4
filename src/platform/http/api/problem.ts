import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { TooMany, Unacceptable } from '../errors.ts'
import { faultOf } from '../faults.ts'
import type { FieldError } from '../forms.ts'

/** Why something was not done (RFC 9457), in the sentences that people are told on pages. */
export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ field: z.string(), text: z.string() }))
      .optional()
      .meta({ description: 'What is wrong with which field; a field within a field is named a-b.' }),
  })
  .meta({ id: 'Problem' })

/** Several fields at once that a program can put right. */
export class Misread extends Unacceptable {
  readonly errors: readonly FieldError[]
  constructor(errors: readonly FieldError[]) {
    super(errors.map(({ text }) => text).join('. '))
    this.errors = errors
  }
}

/** Where a page would speak to somebody with a browser, a program's author is told this instead. */
const FOR_PROGRAMS: Record<number, { title: string; detail: string }> = {
  400: { title: 'This could not be read', detail: 'Send the body as JSON.' },
  401: {
    title: 'A token is needed',
    detail:
      'Send “Authorization: Bearer” and the token of an integration that has neither ended nor expired. A programme manager can make one.',
  },
  403: {
    title: 'This was not given to the integration',
    detail: 'Ask your programme manager for an integration that may do it.',
  },
  404: {
    title: 'Nothing is here',
    detail: 'Check the address. What it points at may belong to another area, or no longer be held.',
  },
  503: {
    title: 'The service is not available',
    detail: 'The database does not answer. It usually comes back within a minute: send the same again then.',
  },
  415: { title: 'This kind of content cannot be read', detail: 'Send JSON, as application/json.' },
}

/** What the server takes in one request, where an operation does not say otherwise. */
export const SMALL_BODY = 2 * 1024 * 1024

export const toMegabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`

const tooLarge = (limit: number) => ({
  title: 'This is too large',
  detail: `Send ${toMegabytes(limit)} at most.`,
})

function problemOf(error: unknown, bodyLimit: number): z.infer<typeof Problem> {
  const { status, title, paragraphs } = asksForToken(error) ? TOKEN_NEEDED : faultOf(error)
  const known = status === 413 ? tooLarge(bodyLimit) : FOR_PROGRAMS[status]
  const words = known ?? { title, detail: paragraphs.join(' ') }
  const errors = errorsOf(error)
  return { type: 'about:blank', status, ...words, ...(errors.length > 0 && { errors: [...errors] }) }
}

const TOKEN_NEEDED = { status: 401, title: '', paragraphs: [] }

const asksForToken = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 401

function errorsOf(error: unknown): readonly FieldError[] {
  if (error instanceof Misread) return error.errors
  return error instanceof Unacceptable && error.field ? [{ field: error.field, text: error.message }] : []
}

/** The answer of the API to whatever went wrong. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error, request.routeOptions.bodyLimit)
  if (problem.status >= 500) request.log.error({ err: error }, 'failed')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  if (error instanceof TooMany) reply.header('retry-after', String(error.after))
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}
