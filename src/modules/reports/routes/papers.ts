import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { can } from '../../../platform/access/permissions.ts'
import { sendAttachment } from '../../../platform/http/attachment.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { askForPaper, cancelPaper, makeAgain } from '../actions/ask.ts'
import { readPaperFile, readPapers } from '../actions/papers.ts'
import { sendPaper } from '../actions/send.ts'
import { toPapersTable } from '../documents.ts'
import { ABOUT_FORMAT, FORMATS } from '../domain/formats.ts'
import { AskForm, IdParams, SendForm } from '../forms.ts'
import { papersPage, toPapersPage } from '../pages/papers.ts'
import { reportPaths } from '../paths.ts'
import { showPaper } from './paper-page.ts'
import { showChoices } from './reports.ts'

const Which = z.object({ sent: z.enum(['all', 'yes', 'no']).default('all') })

export function paperRoutes(app: FastifyInstance, deps: Deps): void {
  listRoutes(app, deps)
  askRoutes(app, deps)
  sendRoute(app, deps)
  for (const format of FORMATS) {
    route(app, deps, {
      method: 'GET',
      url: reportPaths.file(':id', format),
      can: 'papers.published',
      params: IdParams,
      handle: async ({ params, scope, actor, reply }) => {
        const { name, sha256 } = await scope((s) => readPaperFile(s, params.id, format))
        const bytes = await deps.files.read(actor.areaId, sha256)
        return sendAttachment(reply, { name, bytes, type: ABOUT_FORMAT[format].type })
      },
    })
  }
}

function listRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: reportPaths.papers,
    can: 'papers.published',
    query: Which,
    handle: async ({ query, scope, actor, page }) => {
      const papers = await scope((s) => readPapers(s, query.sent))
      return page(
        papersPage,
        toPapersPage({ papers, which: query.sent, mayMake: can(actor, 'reports.make') }),
      )
    },
  })
  tableRoutes(app, deps, {
    can: 'papers.published',
    url: reportPaths.papersList,
    query: Which,
    table: async ({ query, scope }) => toPapersTable(await scope((s) => readPapers(s, query.sent))),
  })
  route(app, deps, {
    method: 'GET',
    url: reportPaths.paper(':id'),
    can: 'papers.published',
    params: IdParams,
    handle: (work) => showPaper(work, null),
  })
}

function sendRoute(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: reportPaths.send(':id'),
    can: 'papers.send',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(SendForm, work.body)
      if (!form.ok) return showPaper(work, form)
      try {
        await work.scope((s) => sendPaper(s, work.params.id, form.data))
      } catch (error) {
        return showPaper(work, { values: form.values, errors: refusalOf(error, 'recipients') })
      }
      return work.redirect(reportPaths.paper(work.params.id), 'It is marked as sent')
    },
  })
}

function askRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: reportPaths.papers,
    can: 'reports.make',
    handle: async (work) => {
      const form = readForm(AskForm, work.body)
      if (!form.ok) throw new NotFound('report like this')
      const { layout, ...wish } = form.data
      try {
        const { id, isNew } = await work.scope((s) => askForPaper(s, layout, wish))
        return work.redirect(
          reportPaths.paper(id),
          isNew ? undefined : 'This report was asked for before: here it is',
        )
      } catch (error) {
        if (error instanceof Unacceptable) return showChoices(work, wish, refusalOf(error, 'asAt'))
        throw error
      }
    },
  })
  route(app, deps, {
    method: 'POST',
    url: reportPaths.cancel(':id'),
    can: 'reports.make',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      const words = await scope((s) => cancelPaper(s, params.id)).then(() => 'It is cancelled', refused)
      return redirect(reportPaths.paper(params.id), words)
    },
  })
  route(app, deps, {
    method: 'POST',
    url: reportPaths.again(':id'),
    can: 'reports.make',
    params: IdParams,
    handle: async ({ params, scope, redirect }) => {
      try {
        return redirect(reportPaths.paper(await scope((s) => makeAgain(s, params.id))))
      } catch (error) {
        return redirect(reportPaths.paper(params.id), refused(error))
      }
    },
  })
}

/** What cannot be done any more is said on the page that shows how it stands. */
function refused(error: unknown): string {
  if (error instanceof Unacceptable) return error.message
  throw error
}
