import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { newId } from '../../../platform/ids.ts'
import {
  addCriterion,
  addMeasure,
  answerMeasure,
  changeCriterion,
  changeMeasure,
  endCriterion,
  endMeasure,
  readCriterion,
  readMeasure,
} from '../actions/criteria.ts'
import { readPlan } from '../actions/read.ts'
import { toMeasuresTable } from '../documents/measures-table.ts'
import { MEASURE_KINDS, VERDICTS } from '../domain/criteria.ts'
import {
  AddMeasureForm,
  AnswerForm,
  ChangeCriterionForm,
  ChangeMeasureForm,
  EndForm,
  NewCriterionForm,
} from '../forms-of-criteria.ts'
import {
  type CriterionFormName,
  changeMeasurePage,
  criterionPage,
  newCriterionPage,
  toChangeMeasurePage,
  toCriterionPage,
  toNewCriterionPage,
} from '../pages/criterion.ts'
import { measurePage, toMeasurePage } from '../pages/measure.ts'
import { measuresPage, toMeasuresPage } from '../pages/measures.ts'
import type { TypedForm } from '../pages/typed.ts'
import { paths } from '../paths.ts'
import { mayAnswer } from '../policy.ts'
import { AsAtQuery, IdParams } from './query.ts'
import { typedInto } from './remarks.ts'

/** A choice in an address that is none of ours is left out: an old shared address must still open. */
const MeasuresQuery = AsAtQuery.extend({
  show: z
    .enum([...VERDICTS, 'old'])
    .nullable()
    .catch(null)
    .default(null),
  kind: z.enum(MEASURE_KINDS).nullable().catch(null).default(null),
  theme: z.uuid().nullable().catch(null).default(null),
})

type Work = ActorWork<{ id: string }, unknown>

export function criteriaRoutes(app: FastifyInstance, deps: Deps): void {
  listRoutes(app, deps)
  measureRoutes(app, deps)
  newRoutes(app, deps)
  criterionRoutes(app, deps)
  changeMeasureRoutes(app, deps)
}

function listRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.measures(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: MeasuresQuery,
    handle: async ({ actor, params, query, scope, page }) => {
      const { asAt, ...filter } = query
      const { plan, today } = await scope(async (s) => ({
        plan: await readPlan(s, params.id, asAt ?? s.today),
        today: s.today,
      }))
      const actions = new Map(plan.actions.map((action) => [action.id, action]))
      const may = {
        change: can(actor, 'plans.change'),
        answer: (of: { id: string }) => mayAnswer(actor, actions.get(of.id) ?? null),
      }
      return page(measuresPage, toMeasuresPage({ plan, filter, may }, today))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => paths.measuresTable(':id', format),
    params: IdParams,
    query: MeasuresQuery,
    table: async ({ params, query, scope }) => {
      const { asAt, ...filter } = query
      return toMeasuresTable(await scope((s) => readPlan(s, params.id, asAt ?? s.today)), filter)
    },
  })
}

function measureRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.measure(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: (work) => showMeasure(work, untyped()),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.answerMeasure(':id'),
    can: 'criteria.answer',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(AnswerForm, work.body)
      if (!form.ok) return showMeasure(work, typedInto(form))
      try {
        await work.scope((s) => answerMeasure(s, id, form.data))
      } catch (error) {
        return showMeasure(work, typedInto({ values: form.values, errors: refusalOf(error, 'words') }))
      }
      return work.redirect(paths.measure(id), 'Your answer is saved')
    },
  })
}

const untyped = (): TypedForm => ({ once: newId(), values: null, errors: [] })

async function showMeasure({ actor, params, scope, page }: Work, typed: TypedForm) {
  const { may, ...read } = await scope((s) => readMeasure(s, params.id))
  const vm = toMeasurePage({ ...read, may: { answer: may, change: can(actor, 'plans.change') }, typed })
  return page(measurePage, vm, typed.errors.length > 0 ? 422 : 200)
}

const OfQuery = z.object({ of: z.string().max(60).nullable().catch(null).default(null) })

function newRoutes(app: FastifyInstance, deps: Deps): void {
  const url = paths.newCriterion(':id')
  route(app, deps, {
    ...{ method: 'GET', url, can: 'plans.change', params: IdParams, query: OfQuery },
    handle: (work) => showNew(work, work.query.of, untyped()),
  })
  route(app, deps, {
    ...{ method: 'POST', url, can: 'plans.change', params: IdParams },
    handle: async (work) => {
      const form = readForm(NewCriterionForm, work.body)
      if (!form.ok) return showNew(work, null, typedInto(form))
      await work.scope((s) => addCriterion(s, work.params.id, form.data))
      return work.redirect(paths.measures(work.params.id), 'The success criterion is added')
    },
  })
}

async function showNew({ params, scope, page }: Work, of: string | null, typed: TypedForm) {
  const plan = await scope((s) => readPlan(s, params.id, s.today))
  const live = plan.actions.filter(({ dropped }) => !dropped)
  const things = [
    ...live.map((action) => ({ ...action, kind: 'action' as const })),
    ...plan.findings.map((finding) => ({ ...finding, kind: 'finding' as const, themeId: null })),
  ]
  const vm = toNewCriterionPage({ plan, things, of, typed })
  return page(newCriterionPage, vm, typed.errors.length > 0 ? 422 : 200)
}

/** One of the forms of a page, as it came back with faults. */
type Sent = (TypedForm & { form: CriterionFormName }) | null

const sent = (
  form: CriterionFormName,
  { values, errors }: { values: FormValues; errors: FieldError[] },
): Sent => ({ form, ...typedInto({ values, errors }) })

function criterionRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.changeCriterion(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: (work) => showCriterion(work, null),
  })
  changing(app, deps, paths.changeCriterion(':id'), 'change', ChangeCriterionForm, {
    show: showCriterion,
    act: async (scope, id, form) => {
      await changeCriterion(scope, id, form)
      return [paths.changeCriterion(id), 'The words are saved']
    },
  })
  changing(app, deps, paths.addMeasure(':id'), 'add', AddMeasureForm, {
    show: showCriterion,
    act: async (scope, id, form) => {
      await addMeasure(scope, id, form)
      return [paths.changeCriterion(id), 'The measure is added']
    },
  })
  changing(app, deps, paths.endCriterion(':id'), 'end', EndForm, {
    show: showCriterion,
    act: async (scope, id, form) => {
      const { criterion } = await readCriterion(scope, id)
      await endCriterion(scope, id, form)
      return [paths.measures(criterion.plan.id), 'The criterion is ended']
    },
  })
}

function changeMeasureRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.changeMeasure(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: (work) => showChangeMeasure(work, null),
  })
  changing(app, deps, paths.changeMeasure(':id'), 'change', ChangeMeasureForm, {
    show: showChangeMeasure,
    act: async (scope, id, form) => [
      paths.measure(await changeMeasure(scope, id, form)),
      'The measure is changed',
    ],
  })
  changing(app, deps, paths.endMeasure(':id'), 'end', EndForm, {
    show: showChangeMeasure,
    act: async (scope, id, form) => {
      await endMeasure(scope, id, form)
      return [paths.measure(id), 'The measure is ended']
    },
  })
}

interface Changing<F> {
  show: (work: Work, typed: Sent) => ReturnType<Work['page']> | Promise<ReturnType<Work['page']>>
  /** Does it, and says where to go and what was done. */
  act: (scope: Parameters<Parameters<Work['scope']>[0]>[0], id: string, form: F) => Promise<[string, string]>
}

/** One form of a page that has several: done, and told in a sentence, or shown again with its faults. */
function changing<S extends z.ZodType>(
  app: FastifyInstance,
  deps: Deps,
  url: string,
  name: CriterionFormName,
  schema: S,
  { show, act }: Changing<z.output<S>>,
): void {
  route(app, deps, {
    ...{ method: 'POST', url, can: 'plans.change', params: IdParams },
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(schema, work.body)
      if (!form.ok) return show(work, sent(name, form))
      try {
        const [to, done] = await work.scope((s) => act(s, id, form.data))
        return work.redirect(to, done)
      } catch (error) {
        const errors = refusalOf(error, name === 'end' ? 'reason' : 'words')
        return show(work, sent(name, { values: form.values, errors }))
      }
    },
  })
}

async function showCriterion({ params, scope, page }: Work, typed: Sent) {
  const read = await scope((s) => readCriterion(s, params.id))
  return page(criterionPage, toCriterionPage({ ...read, once: newId(), typed }), typed ? 422 : 200)
}

async function showChangeMeasure({ params, scope, page }: Work, typed: Sent) {
  const { measure, now } = await scope((s) => readMeasure(s, params.id))
  return page(changeMeasurePage, toChangeMeasurePage({ measure, now, typed }), typed ? 422 : 200)
}
