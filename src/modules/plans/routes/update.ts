import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { startOfMonth } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed } from '../../../platform/http/errors.ts'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { answerQuery } from '../actions/assess.ts'
import { listLedMilestones, readMilestone } from '../actions/read.ts'
import { recordUpdate } from '../actions/report.ts'
import type { Concern } from '../domain/concerns.ts'
import { AnswerForm, UpdateForm } from '../forms.ts'
import { answerIn, interruptionPage, toInterruptionPage } from '../pages/interruption.ts'
import { toUpdatePage, updatePage } from '../pages/update.ts'
import { readUpdateValues, type UpdateInput, type UpdateValues } from '../pages/update-form.ts'
import { toUpdatesPage, updatesPage } from '../pages/updates.ts'
import { paths } from '../paths.ts'
import { actingFor, type LedMilestone, mayUpdate } from '../policy.ts'
import { listEvidenced, listHelpers, listOpenQueries } from '../queries/assess.ts'
import { listReportingPeriods } from '../queries/period.ts'
import { IdParams } from './query.ts'

type Work = ActorWork<{ id: string }, unknown>

export function updateRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.updateMilestone(':id'),
    can: 'plans.update',
    keeps: true,
    params: IdParams,
    handle: (work) => showOne(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.updateMilestone(':id'),
    can: 'plans.update',
    params: IdParams,
    handle: (work) =>
      save(work, paths.updateMilestone(work.params.id), paths.milestone(work.params.id), (typed) =>
        showOne(work, typed),
      ),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.answerQuery(':id'),
    can: 'plans.update',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(AnswerForm, work.body)
      if (!form.ok) return showOne(work, NOTHING_TYPED, form.errors)
      await work.scope((s) => answerQuery(s, work.params.id, form.data))
      return work.redirect(paths.milestone(work.params.id), 'Your answer is saved')
    },
  })
  updatesRoutes(app, deps)
}

/** All of a lead's milestones on one page, each saved for itself. */
function updatesRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.updates(),
    can: 'plans.update',
    handle: (work) => showAll(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.updateFromList(':id'),
    can: 'plans.update',
    params: IdParams,
    query: z.object({ from: z.literal('home').optional() }),
    handle: (work) => {
      const { id } = work.params
      const home = work.query.from === 'home'
      const send = `${paths.updateFromList(id)}${home ? '?from=home' : ''}`
      return save(work, send, home ? paths.home() : paths.updates(), (typed) => showAll(work, { id, typed }))
    },
  })
}

/** Saves what was sent, or asks about it, or gives it back to be mended. */
async function save(
  work: Work,
  send: string,
  then: string,
  giveBack: (typed: Typed) => ReturnType<typeof showOne>,
): ReturnType<typeof showOne> {
  const form = readForm(UpdateForm, work.body)
  if (!form.ok) return giveBack(typedInto(form.values, form.errors))
  if (answerIn(work.body) === 'change') return giveBack(typedInto(form.values, []))
  try {
    const concerns = await work.scope((s) => recordUpdate(s, work.params.id, form.data))
    if (concerns.length > 0) return ask(work, typedInto(form.values, []), concerns, send)
  } catch (error) {
    return giveBack(typedInto(form.values, refusalOf(error, 'status')))
  }
  return work.redirect(then, 'Your update is saved')
}

async function ask(work: Work, typed: Typed, concerns: Concern[], send: string) {
  const { input, today } = await readOne(work, typed)
  return work.page(interruptionPage, toInterruptionPage(input, concerns, send, today))
}

async function showOne(work: Work, typed: Typed = NOTHING_TYPED, answering: readonly FieldError[] = []) {
  const { input, today } = await readOne(work, typed)
  const faulty = typed.errors.length + answering.length > 0
  return work.page(updatePage, toUpdatePage(input, today, answering), faulty ? 422 : 200)
}

async function readOne({ actor, params, scope }: Work, typed: Typed) {
  return scope(async (s) => {
    const found = await readMilestone(s, params.id, s.today)
    if (!mayUpdate(actor, [found.action])(found.milestone)) throw new NotAllowed('report on this milestone')
    // One form on the page: the page's own mark is the form's.
    const [input] = await toInputs(s, [found], () => typed, null)
    if (!input) throw new Error('A milestone that was read has a form')
    return { input, today: s.today }
  })
}

async function showAll(
  { scope, page }: ActorWork<unknown, unknown>,
  of: { id: string; typed: Typed } | null = null,
) {
  const { inputs, today } = await scope(async (s) => ({
    inputs: await toInputs(s, await listLedMilestones(s), (id) => (id === of?.id ? of.typed : NOTHING_TYPED)),
    today: s.today,
  }))
  const vm = toUpdatesPage(inputs, inputs[0]?.period ?? startOfMonth(today), today)
  return page(updatesPage, vm, of && of.typed.errors.length > 0 ? 422 : 200)
}

/** What somebody sent of one form, to be shown again. */
export interface Typed {
  values: UpdateValues | null
  errors: readonly FieldError[]
  once: string | null
}

export const NOTHING_TYPED: Typed = { values: null, errors: [], once: null }

/** The form keeps its own mark when it comes back, so that mending and sending twice is still one update. */
export const typedInto = (values: Record<string, unknown>, errors: readonly FieldError[]): Typed => ({
  values: readUpdateValues(values),
  errors,
  once: typeof values.once === 'string' ? values.once : null,
})

/**
 * What the forms of these milestones need, in four queries whatever their number. Each form has a mark of its own;
 * `null` leaves it to the page's, which can then be kept: for a page with one form.
 */
export async function toInputs(
  scope: Scope,
  led: readonly LedMilestone[],
  typedOf: (milestoneId: string) => Typed,
  mark: 'each' | null = 'each',
): Promise<UpdateInput[]> {
  const evidenced = await listEvidenced(
    scope,
    led.map(({ milestone }) => milestone.id),
  )
  const helpers = await listHelpers(scope)
  const planIds = [...new Set(led.map(({ plan }) => plan.id))]
  const queries = await listOpenQueries(scope, planIds)
  const periodOf = await listReportingPeriods(scope, planIds)
  return led.map(({ plan, action, milestone }) => {
    const { values, errors, once } = typedOf(milestone.id)
    return {
      ...{ plan, action, milestone, values, errors, helpers },
      period: periodOf(plan.id),
      once: once ?? (mark === 'each' ? newId() : null),
      attached: evidenced.has(milestone.id),
      queries: queries.filter((query) => query.milestoneId === milestone.id),
      forWhom: actingFor(scope.actor, milestone, action)?.name ?? null,
    }
  })
}
