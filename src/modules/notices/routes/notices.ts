import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type FieldError, readForm } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { changeWish, markAllRead, markRead, readNotices } from '../actions/read.ts'
import { ReadAllForm, WishForm } from '../forms.ts'
import { NOTICES_PAGE, noticesPage, toNoticesPage } from '../pages/notices.ts'
import { noticePaths } from '../paths.ts'
import { page } from './paging.ts'

export function noticeRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: noticePaths.notices,
    can: 'notices.view',
    query: z.object({ page }),
    handle: (work) => show(work, work.query.page),
  })
  route(app, deps, {
    method: 'POST',
    url: noticePaths.read(':id'),
    can: 'notices.view',
    params: z.object({ id: z.uuid() }),
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => markRead(s, params.id))
      return redirect(noticePaths.notices)
    },
  })
  route(app, deps, {
    method: 'POST',
    url: noticePaths.readAll,
    can: 'notices.view',
    handle: async ({ body, scope, redirect }) => {
      const form = readForm(ReadAllForm, body)
      if (form.ok) await scope((s) => markAllRead(s, form.data.upTo))
      return redirect(noticePaths.notices)
    },
  })
  route(app, deps, {
    method: 'POST',
    url: noticePaths.wish,
    can: 'notices.view',
    handle: async (work) => {
      const form = readForm(WishForm, work.body)
      if (!form.ok) return show(work, 1, form.errors)
      await work.scope((s) => changeWish(s, form.data.mail))
      return work.redirect(noticePaths.notices, 'Your choice is saved')
    },
  })
}

async function show(
  { scope, page: send }: ActorWork<unknown, unknown>,
  at: number,
  errors: FieldError[] = [],
): Promise<FastifyReply> {
  const some = { limit: NOTICES_PAGE, offset: (at - 1) * NOTICES_PAGE }
  const read = await scope((s) => readNotices(s, some))
  return send(noticesPage, toNoticesPage({ ...read, page: at, errors }), errors.length > 0 ? 422 : 200)
}
