import type { FastifyInstance, FastifyReply } from 'fastify'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { changeDraft, dropDraft, readDraft } from '../actions/new-actions.ts'
import { IdParams, NewActionForm } from '../forms.ts'
import { NOTHING_TYPED, type TypedForm } from '../pages/fields.ts'
import { newActionPage, toNewActionPage } from '../pages/new-action.ts'
import { refreshPage, toRefreshPage } from '../pages/refresh.ts'
import { paths } from '../paths.ts'

type Work = ActorWork<{ id: string }, unknown>

/** An action that the next edition is to have. */
export function newActionRoutes(app: FastifyInstance, deps: Deps): void {
  const shape = { can: 'editions.refresh', params: IdParams } as const
  route(app, deps, {
    ...{ ...shape, method: 'GET', url: paths.newAction(':id') },
    handle: (work) => show(work, NOTHING_TYPED),
  })
  route(app, deps, {
    ...{ ...shape, method: 'POST', url: paths.newAction(':id') },
    handle: async (work) => {
      const form = readForm(NewActionForm, work.body)
      if (!form.ok) return show(work, form)
      try {
        const { refresh } = await work.scope((s) => changeDraft(s, work.params.id, form.data))
        return work.redirect(paths.refresh(refresh.id), 'The action is saved')
      } catch (error) {
        return show(work, { values: form.values, errors: refusalOf(error, 'words') })
      }
    },
  })
  route(app, deps, {
    ...{ ...shape, method: 'POST', url: paths.removeAction(':id') },
    handle: async (work) => {
      try {
        const refreshId = await work.scope((s) => dropDraft(s, work.params.id))
        return work.redirect(paths.refresh(refreshId), 'The action is removed from the next edition')
      } catch (error) {
        return showRefused(work, { values: null, errors: refusalOf(error, 'new-actions') })
      }
    },
  })
}

async function show({ params, scope, page }: Work, typed: TypedForm): Promise<FastifyReply> {
  const found = await scope((s) => readDraft(s, params.id))
  return page(newActionPage, toNewActionPage({ ...found, typed }), typed.errors.length > 0 ? 422 : 200)
}

async function showRefused({ params, scope, page }: Work, typed: TypedForm): Promise<FastifyReply> {
  const { refreshing } = await scope((s) => readDraft(s, params.id))
  return page(refreshPage, toRefreshPage(refreshing, typed), 422)
}
