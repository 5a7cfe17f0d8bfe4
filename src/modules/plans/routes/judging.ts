import type { FastifyInstance } from 'fastify'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { assess, readClaim, readReview } from '../actions/assess.ts'
import { agreeDate } from '../actions/change.ts'
import { AgreeDateForm, ReviewForm, VerdictForm } from '../forms.ts'
import { reviewPage, toReviewPage } from '../pages/review.ts'
import { toVerifyPage, verifyPage } from '../pages/verify.ts'
import { paths } from '../paths.ts'
import { isOwn } from '../policy.ts'
import { getPlanOf } from '../queries/plan.ts'
import { IdParams } from './query.ts'

type Work = ActorWork<{ id: string }, unknown>

/** What others make of an update: reviewing it, verifying it, agreeing to the date that it asks for. */
export function judgingRoutes(app: FastifyInstance, deps: Deps): void {
  reviewRoutes(app, deps)
  verifyRoutes(app, deps)
  route(app, deps, {
    method: 'POST',
    url: paths.agreeDate(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(AgreeDateForm, work.body)
      const page = paths.milestone(work.params.id)
      if (!form.ok) return work.redirect(page, 'Nothing was changed: press the button once more')
      try {
        await work.scope((s) => agreeDate(s, work.params.id, form.data.update))
      } catch (error) {
        if (!(error instanceof Unacceptable)) throw error
        return work.redirect(page, error.message)
      }
      return work.redirect(page, 'The new date is agreed')
    },
  })
}

function reviewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.review(':id'),
    can: 'plans.judge',
    params: IdParams,
    handle: (work) => showReview(work, work.params.id),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.reviewMilestone(':id'),
    can: 'plans.judge',
    params: IdParams,
    handle: async (work) => {
      const { actionId } = await work.scope((s) => getPlanOf(s, 'milestone', work.params.id))
      const form = readForm(ReviewForm, work.body)
      if (!form.ok) return showReview(work, actionId, form)
      try {
        await work.scope((s) => assess(s, work.params.id, form.data))
      } catch (error) {
        return showReview(work, actionId, { values: form.values, errors: refusalOf(error, 'words') })
      }
      const said = form.data.verdict === 'queried' ? 'Your question is sent' : 'The update is accepted'
      return work.redirect(`${paths.review(actionId)}#update-${form.data.progressId}`, said)
    },
  })
}

interface Typed {
  values: FormValues
  errors: FieldError[]
}

async function showReview({ actor, scope, page }: Work, actionId: string, typed: Typed | null = null) {
  const { read, today } = await scope(async (s) => ({ read: await readReview(s, actionId), today: s.today }))
  const vm = toReviewPage({ ...read, isOwn: (words) => isOwn(actor, words), newMark: newId, typed }, today)
  return page(reviewPage, vm, typed ? 422 : 200)
}

function verifyRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.verifyMilestone(':id'),
    can: 'plans.verify',
    params: IdParams,
    handle: (work) => showClaim(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.verifyMilestone(':id'),
    can: 'plans.verify',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(VerdictForm, work.body)
      if (!form.ok) return showClaim(work, form)
      try {
        await work.scope((s) => assess(s, work.params.id, form.data))
      } catch (error) {
        return showClaim(work, { values: form.values, errors: refusalOf(error, 'verdict') })
      }
      const said =
        form.data.verdict === 'verified' ? 'It is verified' : 'It is returned, and its lead is told'
      return work.redirect(paths.milestone(work.params.id), said)
    },
  })
}

async function showClaim({ params, scope, page }: Work, typed: Typed | null = null) {
  const { claim, today } = await scope(async (s) => ({
    claim: await readClaim(s, params.id),
    today: s.today,
  }))
  const vm = toVerifyPage({ ...claim, once: newId(), typed }, today)
  return page(verifyPage, vm, typed ? 422 : 200)
}
