import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { can } from '../../platform/access/permissions.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../platform/http/routes.ts'
import { tableRoutes } from '../../platform/http/tables.ts'
import { newId } from '../../platform/ids.ts'
import { addTerm, changeTerm, endTerm, readTerm } from './actions.ts'
import { toGlossaryTable } from './documents.ts'
import { EndForm, TermForm } from './forms.ts'
import { glossaryPage, toGlossaryPage } from './pages/glossary.ts'
import { termPage, toTermPage } from './pages/term.ts'
import { libraryPaths } from './paths.ts'
import { listTerms } from './queries.ts'

const IdParams = z.object({ id: z.uuid() })
const Search = z.object({ q: z.string().max(200).default('').catch('') })

export function libraryRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: libraryPaths.glossary(),
    can: 'glossary.view',
    keeps: true,
    query: Search,
    handle: async ({ actor, query, scope, page }) => {
      const may = { keep: can(actor, 'glossary.keep'), readPlans: can(actor, 'plans.view') }
      return page(glossaryPage, toGlossaryPage(await scope(listTerms), query.q.trim(), may))
    },
  })
  tableRoutes(app, deps, {
    can: 'glossary.view',
    url: libraryPaths.glossaryTable,
    table: async ({ scope }) => toGlossaryTable(await scope(listTerms)),
  })
  addingRoutes(app, deps)
  changingRoutes(app, deps)
}

function addingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: libraryPaths.newTerm,
    can: 'glossary.keep',
    handle: async (work) => showNew(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: libraryPaths.newTerm,
    can: 'glossary.keep',
    handle: async (work) => {
      const form = readForm(TermForm, work.body)
      if (!form.ok) return showNew(work, form.values, form.errors)
      const { once = newId(), ...wish } = form.data
      try {
        const id = await work.scope((s) => addTerm(s, { ...wish, once }))
        return work.redirect(libraryPaths.term(id), 'The term is added')
      } catch (error) {
        return showNew(work, form.values, refusalOf(error, 'term'))
      }
    },
  })
}

function changingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: libraryPaths.changeTerm(':id'),
    can: 'glossary.keep',
    params: IdParams,
    handle: (work) => showChange(work, null, []),
  })
  route(app, deps, {
    method: 'POST',
    url: libraryPaths.changeTerm(':id'),
    can: 'glossary.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(TermForm, work.body)
      if (!form.ok) return showChange(work, form.values, form.errors)
      const { once: _, ...wish } = form.data
      try {
        await work.scope((s) => changeTerm(s, work.params.id, wish))
        return work.redirect(libraryPaths.glossary(), 'The term is changed')
      } catch (error) {
        return showChange(work, form.values, refusalOf(error, 'term'))
      }
    },
  })
  route(app, deps, {
    method: 'POST',
    url: libraryPaths.endTerm(':id'),
    can: 'glossary.keep',
    params: IdParams,
    handle: async ({ params, body, scope, redirect }) => {
      if (!readForm(EndForm, body).ok) throw new NotFound('term to take out')
      await scope((s) => endTerm(s, params.id))
      return redirect(libraryPaths.glossary(), 'The term is taken out')
    },
  })
}

const showNew = async (
  { page }: ActorWork<unknown, unknown>,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> =>
  page(termPage, toTermPage({ term: null, once: newId(), values, errors }), errors.length > 0 ? 422 : 200)

/** A form that somebody was quicker than leads to the term as it now stands. */
async function showChange(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const { now } = await scope((s) => readTerm(s, params.id))
  return page(
    termPage,
    toTermPage({ term: now, once: newId(), values, errors }),
    errors.length > 0 ? 422 : 200,
  )
}
