import type { FastifyInstance } from 'fastify'
import { type FieldError, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { readThemeLeads, setThemeLeads } from '../actions/themes.ts'
import { ThemesForm } from '../forms.ts'
import { themesPage, toThemesPage } from '../pages/themes.ts'
import { paths } from '../paths.ts'
import { IdParams } from './query.ts'

export function themesRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.themes(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: (work) => show(work, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.themes(':id'),
    can: 'plans.change',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(ThemesForm, work.body)
      if (!form.ok) return show(work, form.errors)
      try {
        await work.scope((s) => setThemeLeads(s, id, form.data))
      } catch (error) {
        return show(work, refusalOf(error, 'themes'))
      }
      return work.redirect(paths.plan(id), 'The theme leads are saved')
    },
  })
}

async function show({ params, scope, page }: ActorWork<{ id: string }, unknown>, errors: FieldError[]) {
  const found = await scope((s) => readThemeLeads(s, params.id))
  return page(themesPage, toThemesPage({ ...found, errors }), errors.length > 0 ? 422 : 200)
}
