import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/http/errors.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../platform/http/routes.ts'
import { endStandIn, nameStandIn, readStandIns } from './actions.ts'
import { StandInForm } from './forms.ts'
import { standInsPage, toStandInsPage } from './pages/stand-ins.ts'
import { absencePaths } from './paths.ts'

export function absenceRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: absencePaths.standIns,
    can: 'stand-ins.name',
    handle: (work) => show(work, {}, []),
  })
  route(app, deps, {
    method: 'POST',
    url: absencePaths.standIns,
    can: 'stand-ins.name',
    handle: async (work) => {
      const form = readForm(StandInForm, work.body)
      if (!form.ok) return show(work, form.values, form.errors)
      const { person = work.actor.personId, standIn, ...days } = form.data
      if (!person) throw new NotFound('person')
      try {
        await work.scope((s) => nameStandIn(s, { personId: person, standInId: standIn, ...days }))
      } catch (error) {
        return show(work, form.values, refusalOf(error, 'standIn'))
      }
      return work.redirect(absencePaths.standIns, 'Saved, and told to whomever it concerns')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: absencePaths.endStandIn(':id'),
    can: 'stand-ins.name',
    params: z.object({ id: z.uuid() }),
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => endStandIn(s, params.id))
      return redirect(absencePaths.standIns, 'Ended, and told to whomever it concerns')
    },
  })
}

async function show(
  { actor, scope, page }: ActorWork<unknown, unknown>,
  values: FormValues,
  errors: FieldError[],
): Promise<FastifyReply> {
  const facts = await scope(readStandIns)
  const vm = toStandInsPage({ ...facts, readerId: actor.personId, values, errors })
  return page(standInsPage, vm, errors.length > 0 ? 422 : 200)
}
