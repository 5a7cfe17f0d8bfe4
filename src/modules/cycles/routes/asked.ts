import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { withScope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type Deps, publicRoute } from '../../../platform/http/routes.ts'
import { readUpload } from '../../../platform/http/upload.ts'
import {
  interruptionPage,
  NOTHING_TYPED,
  readPlan,
  type Typed,
  toInputs,
  toInterruptionPage,
} from '../../plans/index.ts'
import type { FollowedLink } from '../actions/answer.ts'
import { givenBy } from '../actions/attach.ts'
import { askedPage, toAskedPage } from '../pages/asked.ts'
import { cyclePaths } from '../paths.ts'
import { listNotMine } from '../queries/not-mine.ts'
import { answer } from './answer.ts'
import { followToken, LIMIT, Token } from './token.ts'

/**
 * The page behind a mailed link. Looking at it does nothing, however often a mail scanner does; only a sent form says
 * something, and it needs a status that somebody chose.
 */
export function askedRoutes(app: FastifyInstance, deps: Deps): void {
  publicRoute(app, deps, {
    method: 'GET',
    url: cyclePaths.asked(':token'),
    can: 'anyone',
    params: Token,
    limit: LIMIT,
    handle: async ({ params, page }) => {
      const link = await followToken(deps, params.token)
      return page(askedPage, await toPage(deps, params.token, link, null))
    },
  })
  publicRoute(app, deps, {
    method: 'POST',
    url: cyclePaths.answer(':token', ':milestone'),
    can: 'anyone',
    params: Token.extend({ milestone: z.uuid() }),
    limit: LIMIT,
    handle: async ({ params, body, page, redirect }): Promise<FastifyReply> => {
      const { token, milestone } = params
      const link = await followToken(deps, token)
      if (!link.milestoneIds.includes(milestone)) throw new NotFound('milestone')
      const upload = await readUpload(body, 'evidence')
      const { typed, errors, fileError, concerns } = await answer(deps, link, milestone, upload)
      if (concerns?.length === 0) return redirect(cyclePaths.asked(token), 'Your update is saved')
      if (concerns) {
        const { inputs, today } = await readInputs(deps, link, { id: milestone, typed })
        const input = inputs.find((one) => one.milestone.id === milestone)
        if (!input) throw new NotFound('milestone')
        const send = cyclePaths.answer(token, milestone)
        return page(interruptionPage, toInterruptionPage(input, concerns, send, today))
      }
      const vm = await toPage(deps, token, link, { id: milestone, typed, fileError })
      return page(askedPage, vm, errors.length > 0 || fileError !== null ? 422 : 200)
    },
  })
}

interface Sent {
  id: string
  typed: Typed
  fileError?: string | null
}

async function readInputs(deps: Deps, { actor, cycle, milestoneIds }: FollowedLink, sent: Sent | null) {
  const wanted = new Set(milestoneIds)
  return withScope(deps.pool, deps.clock, actor, async (s) => {
    const plan = await readPlan(s, cycle.planId, s.today)
    const actions = new Map(plan.actions.map((action) => [action.id, action]))
    const led = plan.milestones.flatMap((milestone) => {
      const action = actions.get(milestone.actionId)
      const live = action && wanted.has(milestone.id) && !milestone.dropped && !action.dropped
      return live ? [{ plan, action, milestone }] : []
    })
    const inputs = await toInputs(s, led, (id) => (id === sent?.id ? sent.typed : NOTHING_TYPED))
    return { inputs: inputs.map((input) => ({ ...input, period: cycle.period })), today: s.today }
  })
}

async function toPage(deps: Deps, token: string, link: FollowedLink, sent: Sent | null) {
  const { inputs, today } = await readInputs(deps, link, sent)
  const { actor, ask, cycle, over } = link
  const notMine = await withScope(deps.pool, deps.clock, actor, (s) => listNotMine(s, cycle.id))
  const saidOn = new Map(
    notMine.filter(({ askId }) => askId === ask.id).map((one) => [one.milestoneId, one.saidOn]),
  )
  return toAskedPage({
    token,
    area: actor.areaName,
    plan: cycle.plan,
    who: ask.standIn ? `${ask.standIn}, for ${ask.person}` : ask.person,
    period: cycle.period,
    dueOn: cycle.dueOn,
    forms: inputs.map((update) => ({
      update,
      notMineOn: saidOn.get(update.milestone.id) ?? null,
      file: {
        given: givenBy(link, update.milestone.evidence),
        error: update.milestone.id === sent?.id ? (sent.fileError ?? null) : null,
      },
    })),
    over,
    today,
  })
}
