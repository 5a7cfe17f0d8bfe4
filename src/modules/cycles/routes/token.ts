import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readLink } from '../../../platform/access/signed-links.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { type FollowedLink, followLink } from '../actions/answer.ts'
import { ASK } from '../actions/mails.ts'

export const Token = z.object({ token: z.string().max(200) })

/** For one link from one place: a whole office may answer from behind one address. */
export const LIMIT = { perMinute: 120, by: (request: FastifyRequest) => request.url.split('/')[2] ?? '' }

/** The link behind a token of an address. Errors: NotFound when it is none of ours. */
export function followToken(deps: Deps, token: string): Promise<FollowedLink> {
  const target = readLink(deps.settings.secret, ASK, token)
  if (!target) throw new NotFound('link')
  return followLink(deps, target)
}
