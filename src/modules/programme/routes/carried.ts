import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { type LinkEnd, planPaths } from '../../plans/index.ts'
import { addCarriage, endCarriage, readCarrying } from '../actions/carriages.ts'
import { CarriageForm, IdParams, OneForm } from '../forms.ts'
import { carriedByPage, toCarriedByPage } from '../pages/carried-by.ts'
import { paths } from '../paths.ts'

export function carriedRoutes(app: FastifyInstance, deps: Deps): void {
  routesOf('action', app, deps)
  routesOf('milestone', app, deps)
}

function routesOf(kind: LinkEnd['kind'], app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: planPaths.carriedBy(kind, ':id'),
    can: 'plans.view',
    params: IdParams,
    handle: (work) => show(work, { kind, id: work.params.id }, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: planPaths.carriedBy(kind, ':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const thing = { kind, id: work.params.id }
      const form = readForm(CarriageForm, work.body)
      if (!form.ok) return show(work, thing, form.values, form.errors)
      try {
        await work.scope((s) => addCarriage(s, thing, form.data))
      } catch (error) {
        return show(work, thing, form.values, refusalOf(error, 'host'))
      }
      return work.redirect(planPaths.carriedBy(kind, thing.id), 'The plan is named')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: paths.endCarriage(kind, ':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const thing = { kind, id: work.params.id }
      const form = readForm(OneForm, work.body)
      if (!form.ok) return show(work, thing, null, [])
      await work.scope((s) => endCarriage(s, thing, form.data.one))
      return work.redirect(planPaths.carriedBy(kind, thing.id), 'It is ended')
    },
  })
}

async function show(
  { actor, scope, page }: ActorWork<{ id: string }, unknown>,
  thing: LinkEnd,
  values: FormValues | null,
  errors: FieldError[],
) {
  const { today, ...facts } = await scope(async (s) => ({
    ...(await readCarrying(s, thing, s.today)),
    today: s.today,
  }))
  const input = { ...facts, thing, may: { keep: can(actor, 'programme.keep') } }
  const vm = toCarriedByPage(input, today, { once: newId(), values, errors })
  return page(carriedByPage, vm, errors.length > 0 ? 422 : 200)
}
