import type { FastifyInstance, FastifyReply } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { sendAttachment } from '../../../platform/http/attachment.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { listTerms } from '../../library/index.ts'
import { listPlans } from '../../plans/index.ts'
import { readDocument } from '../actions/document.ts'
import { addJudgements, withdrawJudgement } from '../actions/judgements.ts'
import { readReview } from '../actions/read.ts'
import { attachToPlan } from '../actions/reviews.ts'
import { toFindingsTable } from '../documents.ts'
import { AnyForm, AsAtQuery, AttachForm, IdParams, JudgementForm, OneJudgementForm } from '../forms.ts'
import { reviewPage, toReviewPage } from '../pages/review.ts'
import { paths } from '../paths.ts'

export function reviewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.review(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: AsAtQuery,
    handle: (work) => show(work, work.query.asAt ?? null),
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => paths.findingsTable(':id', format),
    params: IdParams,
    table: ({ params, scope }) =>
      scope(async (s) => {
        const { review, findings, same } = await readReview(s, params.id, s.today)
        return toFindingsTable(review, findings, same)
      }),
  })
  route(app, deps, {
    method: 'GET',
    url: paths.document(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: async ({ params, scope, reply }) =>
      sendAttachment(reply, await scope((s) => readDocument(s, deps.files, params.id))),
  })
  actRoutes(app, deps)
}

type Work = ActorWork<{ id: string }, unknown>

/** What is done on the page of a review itself. */
function actRoutes(app: FastifyInstance, deps: Deps): void {
  const actRoute = (url: string, act: (work: Work) => Promise<string | FieldError[]>) =>
    route(app, deps, {
      method: 'POST',
      url,
      can: 'reviews.keep',
      params: IdParams,
      handle: async (work) => {
        const done = await act(work).catch((error: unknown) => refusalOf(error, 'plan'))
        if (typeof done !== 'string')
          return show(work, null, { values: readForm(AnyForm, work.body).values, errors: done })
        return work.redirect(paths.review(work.params.id), done)
      },
    })
  actRoute(paths.judgements(':id'), async ({ params, body, scope }) => {
    const form = readForm(JudgementForm, body)
    if (!form.ok) return form.errors
    const { once, ...judgement } = form.data
    await scope((s) => addJudgements(s, params.id, once, [judgement]))
    return 'The judgement is added'
  })
  actRoute(paths.withdrawJudgement(':id'), async ({ params, body, scope }) => {
    const form = readForm(OneJudgementForm, body)
    if (!form.ok) return form.errors
    await scope((s) => withdrawJudgement(s, params.id, form.data.judgement))
    return 'The judgement is withdrawn'
  })
  actRoute(paths.attach(':id'), async ({ params, body, scope }) => {
    const form = readForm(AttachForm, body)
    if (!form.ok) return form.errors
    await scope((s) => attachToPlan(s, params.id, form.data.plan))
    return 'The plan answers this review now'
  })
}

async function show(
  { actor, params, scope, page }: Work,
  asAt: string | null,
  typed: { values: FormValues; errors: FieldError[] } | null = null,
): Promise<FastifyReply> {
  const { today, ...facts } = await scope(async (s) => {
    const day = asAt && asAt < s.today ? asAt : s.today
    const around = { plans: await listPlans(s), terms: await listTerms(s) }
    return { ...(await readReview(s, params.id, day)), ...around, day, today: s.today }
  })
  const may = { keep: can(actor, 'reviews.keep') }
  const { values, errors } = typed ?? { values: null, errors: [] }
  const vm = toReviewPage({ ...facts, may, values, errors }, today)
  return page(reviewPage, vm, errors.length > 0 ? 422 : 200)
}
