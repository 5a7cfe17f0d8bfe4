import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { withScope } from '../../../platform/db/scope.ts'
import { TOO_LARGE } from '../../../platform/files/kinds.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type Deps, publicRoute } from '../../../platform/http/routes.ts'
import { readUpload, type Upload } from '../../../platform/http/upload.ts'
import {
  answerIn,
  interruptionPage,
  NOTHING_TYPED,
  readPlan,
  recordUpdate,
  type Typed,
  toInputs,
  toInterruptionPage,
  typedInto,
  UpdateForm,
} from '../../plans/index.ts'
import type { FollowedLink } from '../actions/answer.ts'
import { attachFile, givenBy } from '../actions/attach.ts'
import { askedPage, toAskedPage } from '../pages/asked.ts'
import { cyclePaths } from '../paths.ts'
import { listNotMine } from '../queries/not-mine.ts'
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
      const fileError = await keepFile(deps, link, milestone, upload)
      const shown = upload.file !== null && fileError === null ? { evidence_attached: 'yes' } : {}
      const form = readForm(UpdateForm, { ...upload.fields, ...shown })
      const giveBack = async (errors: readonly FieldError[]) => {
        const typed = typedInto(form.values, errors)
        const vm = await toPage(deps, token, link, { id: milestone, typed, fileError })
        return page(askedPage, vm, errors.length > 0 || fileError !== null ? 422 : 200)
      }
      if (fileError !== null) return giveBack(form.ok ? [] : form.errors)
      if (!form.ok) return giveBack(form.errors)
      if (link.over !== null) return giveBack([{ field: 'done', text: link.over }])
      if (answerIn(upload.fields) === 'change') return giveBack([])
      try {
        const concerns = await withScope(deps.pool, deps.clock, link.actor, (s) =>
          recordUpdate(s, milestone, { ...form.data, period: link.cycle.period }),
        )
        if (concerns.length === 0) return redirect(cyclePaths.asked(token), 'Your update is saved')
        const { inputs, today } = await readInputs(deps, link, {
          id: milestone,
          typed: typedInto(form.values, []),
        })
        const input = inputs.find((one) => one.milestone.id === milestone)
        if (!input) throw new NotFound('milestone')
        return page(
          interruptionPage,
          toInterruptionPage(input, concerns, cyclePaths.answer(token, milestone), today),
        )
      } catch (error) {
        return giveBack(refusalOf(error, 'status'))
      }
    },
  })
}

/**
 * Keeps a file that came with an answer, before the answer is looked at: also when that has to be mended first, the
 * file need not be chosen again. Gives what was wrong with it.
 */
async function keepFile(
  deps: Deps,
  link: FollowedLink,
  milestoneId: string,
  { file, fields, tooLarge }: Upload,
): Promise<string | null> {
  if (tooLarge) return TOO_LARGE
  if (file === null || link.over !== null) return null
  try {
    await withScope(deps.pool, deps.clock, link.actor, (s) =>
      attachFile(s, deps.files, link, { milestoneId, once: fields.once ?? '', file }),
    )
    return null
  } catch (error) {
    return refusalOf(error, 'file')[0]?.text ?? null
  }
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
