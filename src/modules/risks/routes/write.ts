import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed } from '../../../platform/http/errors.ts'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { listPlans, type TypedForm, typedFormOf } from '../../plans/index.ts'
import { listOwners, listTargets } from '../actions/choices.ts'
import { CONFLICT, changeRisk, raiseRisk } from '../actions/keep.ts'
import { readRisk } from '../actions/read.ts'
import { ChangeForm, RaiseForm } from '../forms.ts'
import { raisePage, toWritePage, type WriteInput, writePage } from '../pages/write.ts'
import { riskPaths } from '../paths.ts'
import { IdParams } from './params.ts'

const idOrNone = z.uuid().nullable().catch(null).default(null)
const RaiseQuery = z.object({ plan: idOrNone, threatens: idOrNone })

const NOTHING: () => TypedForm = () => ({ once: newId(), values: null, errors: [] })

export function writeRoutes(app: FastifyInstance, deps: Deps): void {
  raising(app, deps)
  changing(app, deps)
}

function raising(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: riskPaths.raise(),
    can: 'risks.raise',
    query: RaiseQuery,
    handle: (work) => showRaise(work, work.query, NOTHING()),
  })
  route(app, deps, {
    method: 'POST',
    url: riskPaths.raise(),
    can: 'risks.raise',
    handle: async (work) => {
      const form = readForm(RaiseForm, work.body)
      if (!form.ok) return showRaise(work, planOf(form.values.plan), typedFormOf(form))
      try {
        const id = await work.scope((s) => raiseRisk(s, form.data))
        return work.redirect(riskPaths.one(id), 'It is raised')
      } catch (error) {
        const errors = refusalOf(error, 'title')
        return showRaise(work, planOf(form.values.plan), typedFormOf({ values: form.values, errors }))
      }
    },
  })
}

const planOf = (plan: unknown): z.output<typeof RaiseQuery> => RaiseQuery.parse({ plan })

async function showRaise(
  { scope, page }: ActorWork<unknown, unknown>,
  from: z.output<typeof RaiseQuery>,
  typed: TypedForm,
): Promise<FastifyReply> {
  const choices = await scope((s) => readChoices(s, from.plan))
  const { threatens } = from
  const vm = toWritePage({ ...choices, risk: null, threatens, typed, conflict: false })
  return page(raisePage, vm, typed.errors.length > 0 ? 422 : 200)
}

/** The only plan of an area needs not be chosen; what can be threatened is known once there is a plan. */
async function readChoices(
  scope: Scope,
  wanted: string | null,
): Promise<Pick<WriteInput, 'plans' | 'planId' | 'owners' | 'targets'>> {
  const plans = await listPlans(scope)
  const chosen = plans.find(({ id }) => id === wanted) ?? (plans.length === 1 ? plans[0] : undefined)
  return {
    ...{ plans, planId: chosen?.id ?? null, owners: await listOwners(scope) },
    targets: chosen ? await listTargets(scope, chosen.id) : [],
  }
}

function changing(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: riskPaths.change(':id'),
    can: 'risks.keep',
    params: IdParams,
    handle: (work) => showChange(work, NOTHING()),
  })
  route(app, deps, {
    method: 'POST',
    url: riskPaths.change(':id'),
    can: 'risks.keep',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(ChangeForm, work.body)
      if (!form.ok) return showChange(work, typedFormOf(form))
      try {
        await work.scope((s) => changeRisk(s, id, form.data))
      } catch (error) {
        return showChange(work, typedFormOf({ values: form.values, errors: refusalOf(error, 'title') }))
      }
      return work.redirect(riskPaths.one(id), 'The change is saved')
    },
  })
}

async function showChange(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  typed: TypedForm,
): Promise<FastifyReply> {
  const found = await scope(async (s) => ({
    ...(await readRisk(s, params.id, null)),
    owners: await listOwners(s),
  }))
  if (!found.mayKeep) throw new NotAllowed('change this risk')
  const conflict = typed.errors.some(({ field }) => field === CONFLICT)
  const none = { plans: [], planId: null, targets: [], threatens: null }
  const vm = toWritePage({ ...none, risk: found.risk, owners: found.owners, typed, conflict })
  return page(writePage, vm, typed.errors.length > 0 ? 422 : 200)
}
