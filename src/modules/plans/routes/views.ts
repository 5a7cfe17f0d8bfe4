import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { readPlan } from '../actions/read.ts'
import { changeView, getOwnView, removeView, saveView } from '../actions/views.ts'
import { SaveViewForm, ViewForm } from '../forms.ts'
import { type PlanQuery, readPlanQuery } from '../pages/plan-query.ts'
import { queryText, readQueryText } from '../pages/plan-reading.ts'
import { toViewsPage, viewsPage } from '../pages/views.ts'
import { paths } from '../paths.ts'
import { listViews } from '../queries/views.ts'
import { IdParams } from './query.ts'

/** Ways of looking at a plan, kept under a name. */
export function viewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.views(':id'),
    can: 'plans.view',
    params: IdParams,
    query: z.looseObject({}),
    handle: (work) =>
      show(work, work.params.id, {
        query: readPlanQuery(work.query),
        renamed: null,
        typed: null,
        errors: [],
      }),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.views(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(SaveViewForm, work.body)
      const query = readQueryText(form.values.view)
      const again = (errors: FieldError[]) =>
        show(work, id, { query, renamed: null, typed: form.values, errors })
      if (!form.ok) return again(form.errors)
      try {
        await work.scope((s) => saveView(s, id, { ...form.data, query: queryText(query) }))
      } catch (error) {
        return again(refusalOf(error, 'name'))
      }
      return work.redirect(paths.planView(id, queryText(query)), `The view “${form.data.name}” is saved`)
    },
  })
  ownViewRoutes(app, deps)
}

function ownViewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: paths.changeView(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const { planId } = await work.scope((s) => getOwnView(s, id))
      const form = readForm(ViewForm, work.body)
      const again = (errors: FieldError[]) =>
        show(work, planId, { query: null, renamed: id, typed: form.values, errors })
      if (!form.ok) return again(form.errors)
      try {
        await work.scope((s) => changeView(s, id, form.data))
      } catch (error) {
        return again(refusalOf(error, 'name'))
      }
      return work.redirect(paths.views(planId), 'The view is changed')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: paths.removeView(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      const { planId, name } = await scope((s) => removeView(s, params.id))
      return redirect(paths.views(planId), `The view “${name}” is deleted`)
    },
  })
}

interface Shown {
  /** The view that may be saved. */
  query: PlanQuery | null
  /** The view whose change was at fault. */
  renamed: string | null
  typed: FormValues | null
  errors: FieldError[]
}

async function show({ actor, scope, page }: ActorWork<unknown, unknown>, planId: string, shown: Shown) {
  const found = await scope(async (s) => ({
    plan: await readPlan(s, planId, s.today),
    views: await listViews(s, planId, actor.personId),
  }))
  const vm = toViewsPage({ ...found, ...shown, readerId: actor.personId })
  return page(viewsPage, vm, shown.errors.length > 0 ? 422 : 200)
}
