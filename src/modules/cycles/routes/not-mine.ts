import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { withScope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, publicRoute, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { planPaths, readMilestone, type TypedForm } from '../../plans/index.ts'
import { findAskedAbout, type SaidNotMine, sayNotMine } from '../actions/not-mine.ts'
import { IdParams, NotMineForm } from '../forms.ts'
import { notMinePage, toNotMinePage } from '../pages/not-mine.ts'
import { cyclePaths } from '../paths.ts'
import { wasAsked } from '../queries/not-mine.ts'
import { followToken, LIMIT, Token } from './token.ts'

const NOTHING: TypedForm = { once: '', values: null, errors: [] }

const SAID = 'Your programme manager is told that it is not yours'

const NOT_ASKED = 'Nobody asks you about this milestone in an open month: there is nothing to say.'

/** Where a lead says that what they are asked about is not theirs: by the link of a mail, or signed in. */
export function notMineRoutes(app: FastifyInstance, deps: Deps): void {
  linkRoutes(app, deps)
  ownRoutes(app, deps)
}

/** What a sent form says, or the same form with its faults; `over` is a fault of the whole. */
function readSaid(
  body: unknown,
  over: string | null,
): { said: SaidNotMine; typed: null } | { said: null; typed: TypedForm } {
  const form = readForm(NotMineForm, body)
  if (form.ok && over === null) return { said: form.data, typed: null }
  const once = typeof form.values.once === 'string' ? form.values.once : newId()
  const errors = form.ok ? [{ field: 'words', text: over ?? '' }] : form.errors
  return { said: null, typed: { once, values: form.values, errors } }
}

function linkRoutes(app: FastifyInstance, deps: Deps): void {
  const Params = Token.extend({ milestone: z.uuid() })
  const follow = async ({ token, milestone }: z.output<typeof Params>) => {
    const link = await followToken(deps, token)
    if (link.milestoneIds.includes(milestone)) return link
    // Handed on since the page was opened: the lead is told so.
    const was = await withScope(deps.pool, deps.clock, link.actor, (s) => wasAsked(s, link.ask.id, milestone))
    if (!was) throw new NotFound('milestone')
    return { ...link, over: link.over ?? NOT_ASKED }
  }
  const toPage = async (params: z.output<typeof Params>, typed: TypedForm) => {
    const { actor, over } = await follow(params)
    const { token, milestone: id } = params
    const { plan, milestone } = await withScope(deps.pool, deps.clock, actor, (s) =>
      readMilestone(s, id, s.today),
    )
    const [back, send] = [cyclePaths.asked(token), cyclePaths.askedNotMine(token, id)]
    return toNotMinePage({ plan: plan.title, milestone, back, send, over }, typed)
  }
  const door = {
    url: cyclePaths.askedNotMine(':token', ':milestone'),
    can: 'anyone',
    params: Params,
    limit: LIMIT,
  } as const
  publicRoute(app, deps, {
    ...{ ...door, method: 'GET' },
    handle: async ({ params, page }) =>
      page(notMinePage, await toPage(params, { ...NOTHING, once: newId() })),
  })
  publicRoute(app, deps, {
    ...{ ...door, method: 'POST' },
    handle: async ({ params, body, page, redirect }) => {
      const { actor, ask, cycle, over } = await follow(params)
      const { said, typed } = readSaid(body, over)
      if (!said) return page(notMinePage, await toPage(params, typed), 422)
      const asked = { askId: ask.id, milestoneId: params.milestone, cycle }
      await withScope(deps.pool, deps.clock, actor, (s) => sayNotMine(s, asked, said))
      return redirect(cyclePaths.asked(params.token), SAID)
    },
  })
}

function ownRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (
    { params, scope, page }: ActorWork<{ id: string }, unknown>,
    typed: TypedForm | null,
  ) => {
    const vm = await scope(async (s) => {
      const { plan, milestone } = await readMilestone(s, params.id, s.today)
      const over = (await findAskedAbout(s, params.id)) ? null : NOT_ASKED
      const send = cyclePaths.notMine(params.id)
      return toNotMinePage(
        { plan: plan.title, milestone, back: planPaths.home(), send, over },
        typed ?? { ...NOTHING, once: newId() },
      )
    })
    return page(notMinePage, vm, typed ? 422 : 200)
  }
  const door = { url: cyclePaths.notMine(':id'), can: 'plans.update', params: IdParams } as const
  route(app, deps, { ...door, method: 'GET', handle: (work) => show(work, null) })
  route(app, deps, {
    ...{ ...door, method: 'POST' },
    handle: async (work) => {
      const typed = await work.scope(async (s) => {
        await readMilestone(s, work.params.id, s.today)
        const asked = await findAskedAbout(s, work.params.id)
        const sent = readSaid(work.body, asked ? null : NOT_ASKED)
        if (asked && sent.said) await sayNotMine(s, asked, sent.said)
        return sent.typed
      })
      return typed ? show(work, typed) : work.redirect(planPaths.home(), SAID)
    },
  })
}
