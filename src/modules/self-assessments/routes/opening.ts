import type { FastifyInstance } from 'fastify'
import { Conflict } from '../../../platform/http/errors.ts'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { listPartners } from '../../identity/index.ts'
import type { TypedForm } from '../../plans/index.ts'
import { closeRound, openRound, readRound } from '../actions/rounds.ts'
import { listSets } from '../actions/sets.ts'
import { IdParams, OpenForm, OpenQuery } from '../forms.ts'
import { closePage, toClosePage } from '../pages/close.ts'
import { openPage, toOpenPage } from '../pages/open.ts'
import { paths } from '../paths.ts'
import { typedInto } from './typed.ts'

/** Opening a round, and closing it. */
export function openingRoutes(app: FastifyInstance, deps: Deps): void {
  const url = paths.open()
  route(app, deps, {
    ...{ method: 'GET', url, can: 'self-assessments.run', query: OpenQuery },
    handle: (work) => {
      const { review, framework } = work.query
      const asked = review ? `review:${review}` : framework ? `framework:${framework}` : ''
      return showOpen(work, asked, { once: newId(), values: null, errors: [] })
    },
  })
  route(app, deps, {
    ...{ method: 'POST', url, can: 'self-assessments.run' },
    handle: async (work) => {
      const form = readForm(OpenForm, work.body)
      if (!form.ok) return showOpen(work, '', typedInto(form))
      try {
        const id = await work.scope((s) => openRound(s, form.data))
        return work.redirect(paths.round(id), 'The self-assessment is open')
      } catch (error) {
        return showOpen(work, '', typedInto({ values: form.values, errors: refusalOf(error, 'set') }))
      }
    },
  })
  closingRoutes(app, deps)
}

async function showOpen({ scope, page }: ActorWork<unknown, unknown>, asked: string, typed: TypedForm) {
  const { today, ...read } = await scope(async (s) => ({
    ...{ sets: await listSets(s), partners: await listPartners(s), today: s.today },
  }))
  return page(openPage, toOpenPage({ ...read, asked, typed }, today), typed.errors.length > 0 ? 422 : 200)
}

function closingRoutes(app: FastifyInstance, deps: Deps): void {
  const url = paths.close(':id')
  route(app, deps, {
    ...{ method: 'GET', url, can: 'self-assessments.run', params: IdParams },
    handle: async ({ params, scope, page }) => {
      const { round } = await scope((s) => readRound(s, params.id))
      return page(closePage, toClosePage(round))
    },
  })
  route(app, deps, {
    ...{ method: 'POST', url, can: 'self-assessments.run', params: IdParams },
    handle: async ({ params, scope, redirect }) => {
      try {
        await scope((s) => closeRound(s, params.id))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return redirect(paths.round(params.id), error.message)
      }
      return redirect(paths.round(params.id), 'The self-assessment is closed')
    },
  })
}
