import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { listMail } from '../../../platform/mail/rows.ts'
import { counted } from '../../../platform/words.ts'
import { readMail, sendAgain, sendAllAgain } from '../actions/mail.ts'
import { toMailTable } from '../documents.ts'
import { FILTERS, type Filter, MAIL_PAGE, mailPage, toMailPage } from '../pages/mail.ts'
import { noticePaths } from '../paths.ts'
import { page } from './paging.ts'

/** The newest so many: a file is no archive. */
const MAIL_LIST = 10_000

const show = z.enum(Object.keys(FILTERS) as [Filter, ...Filter[]]).catch('all')

export function mailRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: noticePaths.mail,
    can: 'mail.manage',
    query: z.object({ show, page }),
    handle: async ({ query, scope, page: send }) => {
      const { states } = FILTERS[query.show]
      const some = { states, limit: MAIL_PAGE, offset: (query.page - 1) * MAIL_PAGE }
      const read = await scope((s) => readMail(s, some))
      return send(mailPage, toMailPage({ ...read, filter: query.show, page: query.page }))
    },
  })
  tableRoutes(app, deps, {
    can: 'mail.manage',
    url: (format) => noticePaths.mailTable(format),
    query: z.object({ show }),
    table: async ({ query, scope }) => {
      const { states } = FILTERS[query.show]
      return toMailTable(await scope((s) => listMail(s, { states, limit: MAIL_LIST, offset: 0 })))
    },
  })
  route(app, deps, {
    method: 'POST',
    url: noticePaths.again(':id'),
    can: 'mail.manage',
    params: z.object({ id: z.uuid() }),
    handle: async ({ params, scope, redirect }) => {
      await scope((s) => sendAgain(s, params.id))
      return redirect(noticePaths.mail, 'The mail is on its way again')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: noticePaths.againAll,
    can: 'mail.manage',
    handle: async ({ scope, redirect }) => {
      const mails = await scope(sendAllAgain)
      return redirect(noticePaths.mail, `${counted(mails, 'mail is', 'mails are')} on the way again`)
    },
  })
}
