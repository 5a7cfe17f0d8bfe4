import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Program } from '../../access/actor.ts'
import { TooMany } from '../errors.ts'

/** Requests a minute of one integration, over all operations. */
export const PER_MINUTE = 600

/** Requests a minute with no good token, from one address. */
const STRANGERS = 60

export interface Limits {
  /** Counts a request of a program. Errors: TooMany. */
  count(request: FastifyRequest, program: Program): Promise<void>
  /** Counts a request that showed no good token. Errors: TooMany. */
  countStranger(request: FastifyRequest): Promise<void>
}

const limitsOfApp = new WeakMap<FastifyInstance, Limits>()

/** One count for all operations of an app. */
export function limitsOf(app: FastifyInstance): Limits {
  const known = limitsOfApp.get(app)
  if (known) return known
  const limits = createLimits(app)
  limitsOfApp.set(app, limits)
  return limits
}

function createLimits(app: FastifyInstance): Limits {
  const programs = new WeakMap<FastifyRequest, string>()
  const keyGenerator = (request: FastifyRequest) => programs.get(request) ?? request.ip
  const known = app.createRateLimit({ max: PER_MINUTE, timeWindow: 60_000, keyGenerator })
  const strangers = app.createRateLimit({ max: STRANGERS, timeWindow: 60_000, keyGenerator })
  const count = async (check: typeof known, request: FastifyRequest) => {
    const limit = await check(request)
    if (!limit.isAllowed && limit.isExceeded) throw new TooMany(limit.ttlInSeconds)
  }
  return {
    count: (request, { id }) => {
      programs.set(request, id)
      return count(known, request)
    },
    countStranger: (request) => count(strangers, request),
  }
}
