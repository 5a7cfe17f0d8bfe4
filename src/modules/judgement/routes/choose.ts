import type { FastifyInstance } from 'fastify'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { listFrameworks } from '../../frameworks/index.ts'
import { chooseFramework, endFramework, readChoices, setTargets } from '../actions/choose.ts'
import { ChooseForm, EndChoiceForm, IdParams, TargetsForm } from '../forms.ts'
import { choosePage, toChoosePage } from '../pages/choose.ts'
import { paths } from '../paths.ts'

const at = { can: 'judgement.keep', params: IdParams } as const

export function chooseRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...at,
    method: 'GET',
    url: paths.choose(':id'),
    handle: (work) => show(work, []),
  })
  route(app, deps, {
    ...at,
    method: 'POST',
    url: paths.choose(':id'),
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(ChooseForm, work.body)
      if (!form.ok) return show(work, form.errors)
      try {
        await work.scope((s) => chooseFramework(s, id, form.data.framework))
      } catch (error) {
        return show(work, refusalOf(error, 'framework'))
      }
      return work.redirect(paths.choose(id), 'The plan is held against it')
    },
  })
  endRoute(app, deps)
  targetsRoute(app, deps)
}

function endRoute(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...at,
    method: 'POST',
    url: paths.endChoice(':id'),
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(EndChoiceForm, work.body)
      if (!form.ok) return show(work, form.errors)
      await work.scope((s) => endFramework(s, id, form.data.framework))
      return work.redirect(paths.choose(id), 'The plan is no longer held against it')
    },
  })
}

function targetsRoute(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...at,
    method: 'POST',
    url: paths.targets(':id'),
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(TargetsForm, work.body)
      if (!form.ok) return show(work, form.errors, typedTargets(form.values))
      try {
        await work.scope((s) => setTargets(s, id, form.data))
      } catch (error) {
        return show(work, refusalOf(error, 'targets'))
      }
      return work.redirect(paths.choose(id), 'The targets are saved')
    },
  })
}

const typedTargets = (values: Record<string, string | string[]>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(values).flatMap(([key, value]): [string, string][] =>
      key.startsWith('target-') && typeof value === 'string' ? [[key.slice('target-'.length), value]] : [],
    ),
  )

async function show(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  errors: FieldError[],
  targets: ReadonlyMap<string, string> = new Map(),
) {
  const plan = await scope((s) => readChoices(s, params.id))
  const vm = toChoosePage({ plan, frameworks: listFrameworks(), targets, errors })
  return page(choosePage, vm, errors.length > 0 ? 422 : 200)
}
