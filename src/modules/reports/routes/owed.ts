import type { FastifyInstance, FastifyReply } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { listPeople } from '../../identity/index.ts'
import { listBoards, listPlans } from '../../plans/index.ts'
import { listLayouts } from '../actions/layouts.ts'
import { addSchedule, readOwed, stopSchedule } from '../actions/owed.ts'
import { toOwedTable } from '../documents.ts'
import { IdParams, ScheduleForm } from '../forms.ts'
import { owedPage, toOwedPage } from '../pages/owed.ts'
import { schedulePage, toSchedulePage } from '../pages/schedule.ts'
import { reportPaths } from '../paths.ts'

export function owedRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: reportPaths.owed,
    can: 'reports.make',
    handle: async ({ scope, actor, page }) =>
      page(owedPage, toOwedPage({ ...(await scope(readNamed)), mayKeep: can(actor, 'papers.send') })),
  })
  tableRoutes(app, deps, {
    can: 'reports.make',
    url: reportPaths.owedList,
    table: async ({ scope }) => toOwedTable((await scope(readNamed)).owed),
  })
  scheduleRoutes(app, deps)
}

/** What is owed, with each report by its name. */
async function readNamed(scope: Scope) {
  const { schedules, owed } = await readOwed(scope)
  const names = new Map((await listLayouts(scope)).map(({ code, name }) => [code, name]))
  const named = <T extends { layout: string }>(one: T) => ({
    ...one,
    report: names.get(one.layout) ?? one.layout,
  })
  return {
    schedules: schedules.map(named),
    owed: owed.map((one) => ({ ...one, schedule: named(one.schedule) })),
  }
}

function scheduleRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: reportPaths.newSchedule,
    can: 'papers.send',
    handle: (work) => showForm(work, null),
  })
  route(app, deps, {
    method: 'POST',
    url: reportPaths.owed,
    can: 'papers.send',
    handle: async (work) => {
      const form = readForm(ScheduleForm, work.body)
      if (!form.ok) return showForm(work, form)
      try {
        await work.scope((s) => addSchedule(s, form.data))
      } catch (error) {
        return showForm(work, { values: form.values, errors: refusalOf(error, 'dayWords') })
      }
      return work.redirect(reportPaths.owed, 'The schedule is added')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: reportPaths.endSchedule(':id'),
    can: 'papers.send',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      const words = await scope((s) => stopSchedule(s, params.id)).then(
        () => 'The schedule is ended',
        (error: unknown) => {
          if (error instanceof Unacceptable) return error.message
          throw error
        },
      )
      return redirect(reportPaths.owed, words)
    },
  })
}

async function showForm(
  { scope, page }: Pick<ActorWork<unknown, unknown>, 'scope' | 'page'>,
  typed: { values: FormValues; errors: FieldError[] } | null,
): Promise<FastifyReply> {
  const vm = await scope(async (s) =>
    toSchedulePage({
      ...{ plans: await listPlans(s), layouts: await listLayouts(s), boards: await listBoards(s) },
      people: (await listPeople(s)).filter(({ roles }) => roles.length > 0),
      ...{ today: s.today, typed: typed?.values ?? null, errors: typed?.errors ?? [] },
    }),
  )
  return page(schedulePage, vm, typed ? 422 : 200)
}
