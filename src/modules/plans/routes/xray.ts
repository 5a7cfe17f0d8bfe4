import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { acceptFaults, readXray, withdrawFaults } from '../actions/xray.ts'
import { AcceptFaultsForm, WithdrawFaultsForm } from '../forms.ts'
import { count } from '../pages/words.ts'
import { readXrayValues, toXrayPage, xrayPage } from '../pages/xray.ts'
import { paths } from '../paths.ts'
import { IdParams } from './query.ts'

export function xrayRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.xray(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: (work) => show(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.acceptFaults(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(AcceptFaultsForm, work.body)
      if (!form.ok) return show(work, form.values, form.errors)
      try {
        const accepted = await work.scope((s) => acceptFaults(s, work.params.id, form.data))
        return work.redirect(paths.xray(work.params.id), `${count(accepted, 'fault')} accepted`)
      } catch (error) {
        return show(work, form.values, refusalOf(error, 'faults'))
      }
    },
  })
  route(app, deps, {
    method: 'POST',
    url: paths.withdrawFaults(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(WithdrawFaultsForm, work.body)
      if (!form.ok) return show(work, form.values, form.errors)
      const ended = await work.scope((s) => withdrawFaults(s, work.params.id, form.data.acceptances))
      return work.redirect(paths.xray(work.params.id), `${count(ended, 'acceptance')} taken back`)
    },
  })
}

async function show(
  { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
  typed: FormValues | null,
  errors: FieldError[],
) {
  const found = await scope((s) => readXray(s, params.id))
  const vm = toXrayPage({
    ...found,
    may: { accept: can(actor, 'plans.change') },
    values: typed && readXrayValues(typed),
    errors,
  })
  return page(xrayPage, vm, errors.length > 0 ? 422 : 200)
}
