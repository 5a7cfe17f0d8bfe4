import type { FastifyInstance, FastifyReply } from 'fastify'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { listBoards } from '../../plans/index.ts'
import { approveRefresh, markOf } from '../actions/approve.ts'
import { addDraft } from '../actions/new-actions.ts'
import { readCrosswalk, readRefresh } from '../actions/read.ts'
import { abandonRefresh } from '../actions/start.ts'
import { AbandonForm, AddForm, ApproveForm, IdParams } from '../forms.ts'
import { approvePage, toApprovePage } from '../pages/approve.ts'
import { NOTHING_TYPED, type TypedForm } from '../pages/fields.ts'
import { refreshPage, toRefreshPage } from '../pages/refresh.ts'
import { paths } from '../paths.ts'

type Work = ActorWork<{ id: string }, unknown>

/** One refresh: what is decided and what is not, what is added, and its end. */
export function refreshRoutes(app: FastifyInstance, deps: Deps): void {
  const shape = { can: 'editions.refresh', params: IdParams } as const
  route(app, deps, {
    ...{ ...shape, method: 'GET', url: paths.refresh(':id') },
    handle: (work) => show(work, NOTHING_TYPED),
  })
  route(app, deps, {
    ...{ ...shape, method: 'POST', url: paths.addAction(':id') },
    handle: async (work) => {
      const form = readForm(AddForm, work.body)
      if (!form.ok) return show(work, form)
      try {
        const id = await work.scope((s) => addDraft(s, work.params.id, form.data.words))
        return work.redirect(paths.newAction(id), 'The action is added to the next edition')
      } catch (error) {
        return show(work, { values: form.values, errors: refusalOf(error, 'words') })
      }
    },
  })
  route(app, deps, {
    ...{ ...shape, method: 'POST', url: paths.abandon(':id') },
    handle: async (work) => {
      const form = readForm(AbandonForm, work.body)
      if (!form.ok) return show(work, form)
      try {
        const { planId } = await work.scope((s) => abandonRefresh(s, work.params.id, form.data.because))
        return work.redirect(paths.editions(planId), 'The refresh is given up. What was decided is kept')
      } catch (error) {
        return show(work, { values: form.values, errors: refusalOf(error, 'because') })
      }
    },
  })
  approveRoutes(app, deps)
}

async function show({ params, scope, page }: Work, typed: TypedForm): Promise<FastifyReply> {
  const found = await scope((s) => readRefresh(s, params.id))
  return page(refreshPage, toRefreshPage(found, typed), typed.errors.length > 0 ? 422 : 200)
}

function approveRoutes(app: FastifyInstance, deps: Deps): void {
  const shape = { can: 'editions.refresh', params: IdParams, url: paths.approve(':id') } as const
  route(app, deps, { ...shape, method: 'GET', handle: (work) => showApproval(work, NOTHING_TYPED) })
  route(app, deps, {
    ...{ ...shape, method: 'POST' },
    handle: async (work) => {
      const form = readForm(ApproveForm, work.body)
      if (!form.ok) return showApproval(work, form)
      try {
        const { refresh } = await work.scope((s) => approveRefresh(s, work.params.id, form.data))
        return work.redirect(paths.crosswalk(refresh.id), `${refresh.label} is in force`)
      } catch (error) {
        return showApproval(work, { values: form.values, errors: refusalOf(error, 'board') })
      }
    },
  })
}

async function showApproval(
  { params, scope, page, redirect }: Work,
  typed: TypedForm,
): Promise<FastifyReply> {
  const { refreshing, crosswalk, boards, today } = await scope(async (s) => ({
    ...(await readCrosswalk(s, params.id)),
    boards: await listBoards(s),
    today: s.today,
  }))
  if (refreshing.refresh.state !== 'open') return redirect(paths.refresh(params.id), 'This refresh has ended')
  const vm = toApprovePage({ refreshing, crosswalk, boards, seen: markOf(refreshing), today, typed })
  return page(approvePage, vm, typed.errors.length > 0 ? 422 : 200)
}
