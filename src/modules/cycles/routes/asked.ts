import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readLink } from '../../../platform/access/signed-links.ts'
import { withScope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { readForm } from '../../../platform/http/forms.ts'
import { type Deps, publicRoute } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import {
  NOTHING_TYPED,
  readPlan,
  recordUpdate,
  type TypedUpdate,
  typedInto,
  UpdateForm,
  type UpdateInput,
} from '../../plans/index.ts'
import { type FollowedLink, followLink } from '../actions/answer.ts'
import { ASK } from '../actions/mails.ts'
import { askedPage, toAskedPage } from '../pages/asked.ts'
import { cyclePaths } from '../paths.ts'

const Token = z.object({ token: z.string().max(200) })

/** For one link from one place: a whole office may answer from behind one address. */
const LIMIT = { perMinute: 120, by: (request: FastifyRequest) => request.url.split('/')[2] ?? '' }

/**
 * The page behind a mailed link. Looking at it does nothing, however often a mail scanner does; only a sent form says
 * something, and it needs a status that somebody chose.
 */
export function askedRoutes(app: FastifyInstance, deps: Deps): void {
  const follow = (token: string): Promise<FollowedLink> => {
    const target = readLink(deps.settings.secret, ASK, token)
    if (!target) throw new NotFound('link')
    return followLink(deps, target)
  }
  publicRoute(app, deps, {
    method: 'GET',
    url: cyclePaths.asked(':token'),
    can: 'anyone',
    params: Token,
    limit: LIMIT,
    handle: async ({ params, page }) => {
      const link = await follow(params.token)
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
      const link = await follow(params.token)
      if (!link.milestoneIds.includes(params.milestone)) throw new NotFound('milestone')
      const form = readForm(UpdateForm, body)
      const again = async (typed: TypedUpdate) =>
        page(askedPage, await toPage(deps, params.token, link, { id: params.milestone, typed }), 422)
      if (!form.ok) return again(typedInto(form.values, form.errors))
      if (link.over !== null) return again(typedInto(form.values, [{ field: 'done', text: link.over }]))
      const { actor } = link
      await withScope(deps.pool, deps.clock, actor, (s) => recordUpdate(s, params.milestone, form.data))
      return redirect(cyclePaths.asked(params.token), 'Your update is saved')
    },
  })
}

async function toPage(
  deps: Deps,
  token: string,
  { actor, ask, cycle, milestoneIds, over }: FollowedLink,
  sent: { id: string; typed: TypedUpdate } | null,
) {
  const { plan, today } = await withScope(deps.pool, deps.clock, actor, async (s) => ({
    plan: await readPlan(s, cycle.planId, s.today),
    today: s.today,
  }))
  const wanted = new Set(milestoneIds)
  const actions = new Map(plan.actions.map((action) => [action.id, action]))
  const forms = plan.milestones.flatMap((milestone): UpdateInput[] => {
    const action = actions.get(milestone.actionId)
    if (!action || !wanted.has(milestone.id) || milestone.dropped || action.dropped) return []
    const typed = milestone.id === sent?.id ? sent.typed : NOTHING_TYPED
    const { values, errors } = typed
    return [{ plan, action, milestone, period: cycle.period, once: typed.once ?? newId(), values, errors }]
  })
  const who = ask.standIn ? `${ask.standIn}, for ${ask.person}` : ask.person
  return toAskedPage({
    token,
    area: actor.areaName,
    plan: plan.title,
    who,
    period: cycle.period,
    dueOn: cycle.dueOn,
    forms,
    over,
    today,
  })
}
