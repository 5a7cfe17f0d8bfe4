import type { FastifyInstance } from 'fastify'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { CONFLICT, changeMilestone, markOf } from '../actions/change.ts'
import { listHolders } from '../actions/holders.ts'
import { readMilestone } from '../actions/read.ts'
import { deadlineWarning, missedDeadlines } from '../domain/deadlines.ts'
import { ChangeForm } from '../forms.ts'
import { changePage, readChangeValues, toChangePage } from '../pages/change.ts'
import { paths } from '../paths.ts'
import { listChangesOf } from '../queries/plan.ts'
import { IdParams } from './query.ts'

export function changeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.changeMilestone(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: (work) => show(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.changeMilestone(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(ChangeForm, work.body)
      if (!form.ok) return show(work, form.values, form.errors)
      try {
        const warning = await work.scope(async (s) => {
          await changeMilestone(s, work.params.id, form.data)
          const { plan, action, milestone } = await readMilestone(s, work.params.id, s.today)
          return deadlineWarning(missedDeadlines(milestone, action, plan.findings))
        })
        const words = ['The milestone is changed', warning].filter((part) => part !== '').join('. ')
        return work.redirect(paths.milestone(work.params.id), words)
      } catch (error) {
        return show(work, form.values, refusalOf(error, 'words'))
      }
    },
  })
}

async function show(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  typed: FormValues | null,
  errors: FieldError[],
) {
  const { plan, milestone, holders, latest } = await scope(async (s) => ({
    ...(await readMilestone(s, params.id, s.today)),
    holders: await listHolders(s),
    latest: isConflict(errors) ? (await listChangesOf(s, params.id, s.today)).at(-1) : null,
  }))
  const vm = toChangePage({
    plan,
    milestone,
    holders: holders.map(({ id, name, partner, kind }) => ({
      key: id,
      name: partner && kind !== 'partner' ? `${name}, ${partner}` : name,
    })),
    seen: stillSeen(typed, errors) ?? markOf(milestone),
    values: typed && readChangeValues(typed),
    errors,
    changedBy: latest ? { by: latest.changedBy, at: latest.changedAt } : null,
  })
  return page(changePage, vm, errors.length > 0 ? 422 : 200)
}

const isConflict = (errors: readonly FieldError[]): boolean =>
  errors.some((error) => error.field === CONFLICT)

/** A form that comes back keeps what it was first shown; one that met another version has now been shown that. */
function stillSeen(typed: FormValues | null, errors: readonly FieldError[]): string | null {
  return !isConflict(errors) && typeof typed?.seen === 'string' ? typed.seen : null
}
