import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { startOfMonth } from '../../../platform/calendar.ts'
import { NotAllowed } from '../../../platform/http/errors.ts'
import { type FieldError, readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { listLedMilestones, readMilestone } from '../actions/read.ts'
import { recordUpdate } from '../actions/report.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import { UpdateForm } from '../forms.ts'
import { toChangeFacts } from '../pages/changes.ts'
import { milestonePage, toMilestonePage } from '../pages/milestone.ts'
import { toUpdatePage, updatePage } from '../pages/update.ts'
import { readUpdateValues, type UpdateInput, type UpdateValues } from '../pages/update-form.ts'
import { toUpdatesPage, updatesPage } from '../pages/updates.ts'
import { paths } from '../paths.ts'
import { mayAttest, mayUpdate } from '../policy.ts'
import { listChangesOf, listOrigins, listUpdates } from '../queries/plan.ts'
import { AsAtQuery, IdParams } from './query.ts'

export function milestoneRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.milestone(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    query: AsAtQuery,
    handle: async ({ actor, params, query, scope, page }) => {
      const { today, ...input } = await scope(async (s) => {
        const day = query.asAt ?? s.today
        const { plan, action, milestone } = await readMilestone(s, params.id, day)
        const updates = await listUpdates(s, milestone.id, day)
        const changes = await listChangesOf(s, milestone.id, day)
        const origins = await listOrigins(s, milestone.id)
        return { plan, action, milestone, updates, changes, origins, today: s.today }
      })
      const { plan, action, milestone } = input
      const vm = toMilestonePage(
        {
          ...input,
          theme: plan.themes.find((theme) => theme.id === action.themeId) ?? null,
          findings: plan.findings,
          changes: toChangeFacts(input.changes),
          may: {
            update: mayUpdate(actor, [action])(milestone),
            change: can(actor, 'plans.change'),
            attest: mayAttest(actor, [action, milestone]),
            seeSource: can(actor, 'imports.run'),
          },
        },
        today,
        query.asAt ?? null,
      )
      return page(milestonePage, vm)
    },
  })
  updateRoutes(app, deps)
  updatesRoutes(app, deps)
}

function updateRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (
    { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
    typed: Typed = NOTHING,
  ) => {
    const { today, ...found } = await scope(async (s) => ({
      ...(await readMilestone(s, params.id, s.today)),
      today: s.today,
    }))
    if (!mayUpdate(actor, [found.action])(found.milestone)) throw new NotAllowed('report on this milestone')
    return page(
      updatePage,
      toUpdatePage(toInput(found, today, typed), today),
      typed.errors.length > 0 ? 422 : 200,
    )
  }
  route(app, deps, {
    method: 'GET',
    url: paths.updateMilestone(':id'),
    can: 'plans.update',
    params: IdParams,
    handle: (work) => show(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.updateMilestone(':id'),
    can: 'plans.update',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(UpdateForm, work.body)
      if (!form.ok) return show(work, typedInto(form.values, form.errors))
      await work.scope((s) => recordUpdate(s, work.params.id, form.data))
      return work.redirect(paths.milestone(work.params.id), 'Your update is saved')
    },
  })
}

/** All of a lead's milestones on one page, each saved for itself. */
function updatesRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (
    { scope, page }: ActorWork<unknown, unknown>,
    of: { id: string; typed: Typed } | null = null,
  ) => {
    const { led, today } = await scope(async (s) => ({ led: await listLedMilestones(s), today: s.today }))
    const inputs = led.map((one) => toInput(one, today, one.milestone.id === of?.id ? of.typed : NOTHING))
    return page(updatesPage, toUpdatesPage(inputs, startOfMonth(today), today), of ? 422 : 200)
  }
  route(app, deps, {
    method: 'GET',
    url: paths.updates(),
    can: 'plans.update',
    handle: (work) => show(work),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.updateFromList(':id'),
    can: 'plans.update',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(UpdateForm, work.body)
      if (!form.ok) return show(work, { id, typed: typedInto(form.values, form.errors) })
      await work.scope((s) => recordUpdate(s, id, form.data))
      return work.redirect(paths.updates(), 'Your update is saved')
    },
  })
}

interface Typed {
  values: UpdateValues | null
  errors: readonly FieldError[]
  once: string | null
}

const NOTHING: Typed = { values: null, errors: [], once: null }

/** The form keeps its own mark when it comes back with faults, so that mending and sending twice is still one update. */
const typedInto = (values: Record<string, unknown>, errors: readonly FieldError[]): Typed => ({
  values: readUpdateValues(values),
  errors,
  once: typeof values.once === 'string' ? values.once : null,
})

function toInput(
  { plan, action, milestone }: { plan: PlanAsAt; action: ActionAsAt; milestone: MilestoneAsAt },
  today: string,
  typed: Typed,
): UpdateInput {
  return {
    plan,
    action,
    milestone,
    period: startOfMonth(today),
    once: typed.once ?? newId(),
    values: typed.values,
    errors: typed.errors,
  }
}
