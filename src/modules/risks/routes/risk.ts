import type { FastifyInstance, FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Permission } from '../../../platform/access/permissions.ts'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { listTerms } from '../../library/index.ts'
import { typedFormOf } from '../../plans/index.ts'
import { answerChallenge, challengeRisk, listBoardsToAsk } from '../actions/challenge.ts'
import { listTargets } from '../actions/choices.ts'
import { closeRisk, reopenRisk, reviewRisk } from '../actions/keep.ts'
import { linkRisk, unlinkRisk } from '../actions/links.ts'
import { readRisk } from '../actions/read.ts'
import {
  AnswerForm,
  ChallengeForm,
  CloseForm,
  LinkForm,
  ReopenForm,
  ReviewForm,
  UnlinkForm,
} from '../forms.ts'
import { type RiskInput, riskPage, toRiskPage } from '../pages/risk.ts'
import { toTargetOptions } from '../pages/target-options.ts'
import { riskPaths } from '../paths.ts'
import { AsAtQuery, IdParams } from './params.ts'

export function riskRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: riskPaths.one(':id'),
    can: 'risks.view',
    params: IdParams,
    query: AsAtQuery,
    handle: (work) => show(work, work.query.asAt, null),
  })
  posting(app, deps, {
    ...{ url: riskPaths.review(':id'), form: 'review', schema: ReviewForm },
    ...{ act: reviewRisk, done: 'The review is saved' },
  })
  posting(app, deps, {
    ...{ url: riskPaths.close(':id'), form: 'close', schema: CloseForm },
    ...{ act: closeRisk, done: 'It is closed' },
  })
  posting(app, deps, {
    ...{ url: riskPaths.reopen(':id'), form: 'reopen', schema: ReopenForm },
    ...{ act: reopenRisk, done: 'It is open again' },
  })
  posting(app, deps, {
    ...{ url: riskPaths.challenge(':id'), form: 'challenge', schema: ChallengeForm, can: 'risks.challenge' },
    ...{ act: challengeRisk, done: 'It is asked, and whoever keeps the risk is told' },
  })
  posting(app, deps, {
    ...{ url: riskPaths.answer(':id'), form: 'answer', schema: AnswerForm },
    ...{ act: answerChallenge, done: 'The answer is saved, and whoever asked is told' },
  })
  posting(app, deps, {
    ...{ url: riskPaths.link(':id'), form: 'link', schema: LinkForm, done: 'It is linked' },
    act: (scope, id, { target }) => linkRisk(scope, id, target),
  })
  posting(app, deps, {
    ...{ url: riskPaths.unlink(':id'), form: 'link', schema: UnlinkForm, done: 'It is no longer linked' },
    act: (scope, id, { link }) => unlinkRisk(scope, id, link),
  })
}

interface Posting<S extends z.ZodType> {
  url: string
  /** Default `risks.keep`. */
  can?: Permission
  form: NonNullable<RiskInput['typed']>['form']
  schema: S
  act: (scope: Scope, id: string, form: z.output<S>) => Promise<void>
  done: string
}

/** One of the forms on the page of a risk: done, and told in a sentence, or shown again with its faults. */
function posting<S extends z.ZodType>(
  app: FastifyInstance,
  deps: Deps,
  { url, can = 'risks.keep', form: name, schema, act, done }: Posting<S>,
): void {
  route(app, deps, {
    method: 'POST',
    url,
    can,
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(schema, work.body)
      if (!form.ok) return show(work, null, { form: name, ...typedFormOf(form) })
      try {
        await work.scope((s) => act(s, id, form.data))
      } catch (error) {
        const errors = refusalOf(error, 'words')
        return show(work, null, { form: name, ...typedFormOf({ values: form.values, errors }) })
      }
      return work.redirect(riskPaths.one(id), done)
    },
  })
}

async function show(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  asAt: PlainDate | null,
  typed: RiskInput['typed'],
): Promise<FastifyReply> {
  const found = await scope(async (s) => {
    const read = await readRisk(s, params.id, asAt)
    const targets = read.mayKeep ? await listTargets(s, read.risk.plan.id) : []
    const boards = await listBoardsToAsk(s, read.risk)
    return { ...read, boards, targets: toTargetOptions(targets, null), terms: await listTerms(s) }
  })
  const once = { review: newId(), close: newId(), reopen: newId(), challenge: newId(), answer: newId() }
  return page(riskPage, toRiskPage({ ...found, once, typed }), typed ? 422 : 200)
}
