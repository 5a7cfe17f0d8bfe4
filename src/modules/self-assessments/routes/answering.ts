import type { FastifyInstance } from 'fastify'
import { NotAllowed } from '../../../platform/http/errors.ts'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import type { TypedForm } from '../../plans/index.ts'
import { answerQuestion, listLiveEvidence, readRound } from '../actions/rounds.ts'
import type { Round } from '../domain/facts.ts'
import { groupsOf, unansweredOf } from '../domain/rounds.ts'
import { AnswerForm, GroupQuery, IdParams } from '../forms.ts'
import { answersPage, toAnswersPage } from '../pages/answers.ts'
import { paths } from '../paths.ts'
import { mayAnswerRound } from '../policy.ts'
import { typedInto } from './typed.ts'

type Work = ActorWork<{ id: string }, unknown>

/** The questions of a group, answered one after the other. */
export function answeringRoutes(app: FastifyInstance, deps: Deps): void {
  const url = paths.answers(':id')
  route(app, deps, {
    ...{ method: 'GET', url, can: 'self-assessments.answer', params: IdParams, query: GroupQuery },
    handle: (work) => {
      const { group, question } = work.query
      const place = group === null ? null : Number(group)
      return show(work, { place, question }, { once: newId(), values: null, errors: [] })
    },
  })
  route(app, deps, {
    ...{ method: 'POST', url, can: 'self-assessments.answer', params: IdParams },
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(AnswerForm, work.body)
      const { question } = form.ok ? form.data : form.values
      const at = { place: null, question: typeof question === 'string' ? question : null }
      if (!form.ok) return show(work, at, typedInto(form))
      try {
        await work.scope((s) => answerQuestion(s, id, form.data))
      } catch (error) {
        return show(work, at, typedInto({ values: form.values, errors: refusalOf(error, 'words') }))
      }
      const { round } = await work.scope((s) => readRound(s, id))
      return work.redirect(nextOf(round, form.data.question), 'Your answer is saved')
    },
  })
}

/** The next unanswered question of the same group; the group itself when all of them are answered. */
function nextOf(round: Round, key: string): string {
  const place = placeOf(round, key)
  const inGroup = groupsOf(round.questions)[place]?.questions ?? []
  const open = unansweredOf({ ...round, questions: inGroup })
  const after = inGroup.findIndex((one) => one.key === key)
  const next = open.find((one) => inGroup.indexOf(one) > after) ?? open[0]
  const anchor = next ? `#question-${inGroup.indexOf(next) + 1}` : ''
  return `${paths.answers(round.id, { group: String(place), question: next?.key ?? null })}${anchor}`
}

const placeOf = ({ questions }: Round, key: string | null): number =>
  Math.max(
    groupsOf(questions).findIndex((group) => group.questions.some((one) => one.key === key)),
    0,
  )

async function show(
  { actor, params, scope, page, redirect }: Work,
  { place, question }: { place: number | null; question: string | null },
  typed: TypedForm,
) {
  const read = await scope(async (s) => ({
    ...(await readRound(s, params.id)),
    evidence: await listLiveEvidence(s),
  }))
  const { round } = read
  if (!mayAnswerRound(actor, round.partner)) throw new NotAllowed('answer this self-assessment')
  if (round.closed) return redirect(paths.round(round.id), CLOSED)
  const group = place ?? placeOf(round, question)
  const vm = toAnswersPage({ ...read, group, question, typed })
  return page(answersPage, vm, typed.errors.length > 0 ? 422 : 200)
}

const CLOSED = 'This self-assessment is closed: its answers stand as they are'
