import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { newId } from '../../../platform/ids.ts'
import { readPlan } from '../../plans/index.ts'
import { addBudgetLine, correctBudgetLine, endBudgetLine, readLine, readMoney } from '../actions/money.ts'
import { toMoneyTable } from '../documents/money-table.ts'
import { ActionQuery, AsAtQuery, CorrectLineForm, IdParams, LineForm, OneForm } from '../forms.ts'
import { budgetLinePage, toCorrectLinePage, toNewLinePage } from '../pages/budget-line.ts'
import { moneyPage, toMoneyPage } from '../pages/money.ts'
import { paths } from '../paths.ts'

export function moneyRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.money(':id'),
    can: 'plans.view',
    params: IdParams,
    query: AsAtQuery,
    handle: (work) => show(work, work.query.asAt ?? null),
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => paths.moneyTable(':id', format),
    params: IdParams,
    query: AsAtQuery,
    table: async ({ params, query, scope }) => {
      const { plan, lines } = await scope((s) => readMoney(s, params.id, query.asAt ?? s.today))
      return toMoneyTable(plan, lines)
    },
  })
  addingRoutes(app, deps)
  correctingRoutes(app, deps)
}

function addingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.newLine(':id'),
    can: 'programme.keep',
    params: IdParams,
    query: ActionQuery,
    handle: (work) => showNew(work, work.query.action ?? '', null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.newLine(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(LineForm, work.body)
      if (!form.ok) return showNew(work, '', form.values, form.errors)
      try {
        await work.scope((s) => addBudgetLine(s, work.params.id, form.data))
      } catch (error) {
        return showNew(work, '', form.values, refusalOf(error, 'action'))
      }
      return work.redirect(paths.money(work.params.id), 'The line is added')
    },
  })
}

function correctingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.correctLine(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: (work) => showCorrect(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.correctLine(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(CorrectLineForm, work.body)
      if (!form.ok) return showCorrect(work, form.values, form.errors)
      const planId = await work.scope((s) => correctBudgetLine(s, work.params.id, form.data))
      return work.redirect(paths.money(planId), 'The line is corrected')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: paths.endLine(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(OneForm, work.body)
      if (!form.ok) return show(work, null, 422)
      await work.scope((s) => endBudgetLine(s, work.params.id, form.data.one))
      return work.redirect(paths.money(work.params.id), 'The line is ended')
    },
  })
}

type Here = ActorWork<{ id: string }, unknown>

async function show({ actor, params, scope, page }: Here, asAt: string | null, status = 200) {
  const { today, ...found } = await scope(async (s) => ({
    ...(await readMoney(s, params.id, asAt ?? s.today)),
    today: s.today,
  }))
  const may = can(actor, 'programme.keep') && found.plan.asAt === today
  return page(moneyPage, toMoneyPage({ ...found, may }, today), status)
}

async function showNew(
  { params, scope, page }: Here,
  action: string,
  values: FormValues | null,
  errors: FieldError[],
) {
  const plan = await scope((s) => readPlan(s, params.id, s.today))
  const vm = toNewLinePage(plan, action, { once: newId(), values, errors })
  return page(budgetLinePage, vm, errors.length > 0 ? 422 : 200)
}

async function showCorrect({ params, scope, page }: Here, values: FormValues | null, errors: FieldError[]) {
  const { plan, line } = await scope((s) => readLine(s, params.id))
  const vm = toCorrectLinePage(plan, line, { once: newId(), values, errors })
  return page(budgetLinePage, vm, errors.length > 0 ? 422 : 200)
}
