import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { newId } from '../../../platform/ids.ts'
import {
  addHostPlan,
  changeHostPlan,
  endHostPlan,
  readHostChoices,
  readHostPlan,
  reviewHostPlan,
} from '../actions/hosts.ts'
import { toHostsTable } from '../documents/hosts-table.ts'
import { HostPlanForm, IdParams, ReviewForm } from '../forms.ts'
import { hostFormPage, toHostFormPage } from '../pages/host-form.ts'
import { hostPlanPage, toHostPlanPage } from '../pages/host-plan.ts'
import { hostPlansPage, toHostPlansPage } from '../pages/host-plans.ts'
import { paths } from '../paths.ts'
import { listHostPlans } from '../queries/hosts.ts'

export function hostRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.hostPlans(),
    can: 'plans.view',
    keeps: true,
    handle: async ({ actor, scope, page }) => {
      const { hosts, today } = await scope(async (s) => ({
        hosts: await listHostPlans(s, s.today),
        today: s.today,
      }))
      return page(hostPlansPage, toHostPlansPage(hosts, { keep: can(actor, 'programme.keep') }, today))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: paths.hostPlansTable,
    table: async ({ scope }) => toHostsTable(await scope((s) => listHostPlans(s, s.today))),
  })
  addingRoutes(app, deps)
  route(app, deps, {
    method: 'GET',
    url: paths.hostPlan(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: (work) => showOne(work, null, []),
  })
  changingRoutes(app, deps)
  reviewRoutes(app, deps)
}

function addingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.newHostPlan(),
    can: 'programme.keep',
    handle: (work) => showNew(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.newHostPlan(),
    can: 'programme.keep',
    handle: async (work) => {
      const form = readForm(HostPlanForm, work.body)
      if (!form.ok) return showNew(work, form.values, form.errors)
      const { once = newId(), ...fields } = form.data
      try {
        const id = await work.scope((s) => addHostPlan(s, { ...fields, once }))
        return work.redirect(paths.hostPlan(id), 'The plan is added')
      } catch (error) {
        return showNew(work, form.values, refusalOf(error, 'title'))
      }
    },
  })
}

function changingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.changeHostPlan(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: (work) => showChange(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.changeHostPlan(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(HostPlanForm, work.body)
      if (!form.ok) return showChange(work, form.values, form.errors)
      const { once: _, ...fields } = form.data
      try {
        await work.scope((s) => changeHostPlan(s, work.params.id, fields))
      } catch (error) {
        return showChange(work, form.values, refusalOf(error, 'title'))
      }
      return work.redirect(paths.hostPlan(work.params.id), 'The plan is changed')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: paths.endHostPlan(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => endHostPlan(s, params.id))
      return redirect(paths.hostPlans(), 'The plan is ended')
    },
  })
}

function reviewRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: paths.reviewHostPlan(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(ReviewForm, work.body)
      if (!form.ok) return showOne(work, form.values, form.errors)
      try {
        await work.scope((s) => reviewHostPlan(s, work.params.id, form.data))
      } catch (error) {
        return showOne(work, form.values, refusalOf(error, 'words'))
      }
      return work.redirect(`${paths.hostPlan(work.params.id)}#reviews`, 'The review is added')
    },
  })
}

type Here = ActorWork<{ id: string }, unknown>

async function showOne(
  { actor, params, scope, page }: Here,
  values: FormValues | null,
  errors: FieldError[],
) {
  const { today, ...facts } = await scope(async (s) => ({
    ...(await readHostPlan(s, params.id)),
    today: s.today,
  }))
  const input = { ...facts, may: { keep: can(actor, 'programme.keep') } }
  const vm = toHostPlanPage(input, today, { once: newId(), values, errors })
  return page(hostPlanPage, vm, errors.length > 0 ? 422 : 200)
}

async function showNew(
  { scope, page }: ActorWork<unknown, unknown>,
  values: FormValues | null,
  errors: FieldError[],
) {
  const vm = toHostFormPage(null, await scope(readHostChoices), { once: newId(), values, errors })
  return page(hostFormPage, vm, errors.length > 0 ? 422 : 200)
}

async function showChange({ params, scope, page }: Here, values: FormValues | null, errors: FieldError[]) {
  const { host, choices } = await scope(async (s) => ({
    host: (await readHostPlan(s, params.id)).host,
    choices: await readHostChoices(s),
  }))
  const vm = toHostFormPage(host, choices, { once: newId(), values, errors })
  return page(hostFormPage, vm, errors.length > 0 ? 422 : 200)
}
