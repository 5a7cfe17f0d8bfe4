import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { counted } from '../../../platform/words.ts'
import { type Answerer, readAnswering, readAnswers, setAnswering, setAnswers } from '../actions/cite.ts'
import { AnsweringForm, AnswersForm, settledIn } from '../forms.ts'
import { citePage, toCitePage } from '../pages/cite.ts'
import { citeFindingPage, toCiteFindingPage } from '../pages/cite-finding.ts'
import { paths } from '../paths.ts'
import { IdParams } from './query.ts'

export function citeRoutes(app: FastifyInstance, deps: Deps): void {
  answersRoutesOf('plan', app, deps)
  answersRoutesOf('action', app, deps)
  answersRoutesOf('milestone', app, deps)
  answeringRoutes(app, deps)
}

type Kind = Answerer['kind']

function answersRoutesOf(kind: Kind, app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.answers(kind, ':id'),
    can: 'plans.change',
    params: IdParams,
    query: z.object({ review: z.uuid().optional().catch(undefined) }),
    handle: (work) => showAnswers(kind, work, work.query.review ?? null, null),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.answers(kind, ':id'),
    can: 'plans.change',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(AnswersForm, work.body)
      const again = (errors: readonly FieldError[]) =>
        showAnswers(kind, work, String(form.values.review ?? ''), { values: form.values, errors })
      if (!form.ok) return again(form.errors)
      try {
        const changed = await work.scope((s) => setAnswers(s, { kind, id }, form.data))
        return work.redirect(paths.answers(kind, id, form.data.reviewId), savedWords(changed))
      } catch (error) {
        return again(refusalOf(error, 'findings'))
      }
    },
  })
}

const FindingParams = z.object({ id: z.uuid(), finding: z.uuid() })

function answeringRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.answering(':id', ':finding'),
    can: 'plans.change',
    params: FindingParams,
    handle: (work) => showAnswering(work, null),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.answering(':id', ':finding'),
    can: 'plans.change',
    params: FindingParams,
    handle: async (work) => {
      const { id, finding } = work.params
      const form = readForm(AnsweringForm, work.body)
      const again = (errors: readonly FieldError[]) => showAnswering(work, { values: form.values, errors })
      if (!form.ok) return again(form.errors)
      try {
        const changed = await work.scope((s) => setAnswering(s, id, finding, form.data))
        return work.redirect(paths.finding(id, finding), savedWords(changed))
      } catch (error) {
        return again(refusalOf(error, 'actions'))
      }
    },
  })
}

const savedWords = (changed: number): string =>
  changed === 0 ? 'Nothing was different' : `${counted(changed, 'link is', 'links are')} changed`

interface Typed {
  values: FormValues
  errors: readonly FieldError[]
}

async function showAnswers(
  kind: Kind,
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  review: string | null,
  typed: Typed | null,
) {
  const found = await scope((s) => readAnswers(s, { kind, id: params.id }))
  const back = typed && {
    ...typed,
    findings: listOf(typed.values.findings),
    settled: settledIn(typed.values),
    reason: String(typed.values.reason ?? ''),
  }
  return page(citePage, toCitePage(found, review, back), typed ? 422 : 200)
}

async function showAnswering(
  { params, scope, page }: ActorWork<z.output<typeof FindingParams>, unknown>,
  typed: Typed | null,
) {
  const found = await scope((s) => readAnswering(s, params.id, params.finding))
  const back = typed && {
    ...typed,
    whole: typed.values.whole === 'yes',
    settled: typed.values.settled === 'yes',
    actions: listOf(typed.values.actions),
    milestones: listOf(typed.values.milestones),
    reason: String(typed.values.reason ?? ''),
  }
  return page(citeFindingPage, toCiteFindingPage(found, back), typed ? 422 : 200)
}

const listOf = (value: FormValues[string] | undefined): string[] =>
  typeof value === 'string' ? [value] : (value ?? [])
