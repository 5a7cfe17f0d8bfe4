import type { FastifyInstance } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { newId } from '../../../platform/ids.ts'
import { readPlan } from '../../plans/index.ts'
import { addLink, endLink, keepFound, markOfFound, readLinks } from '../actions/links.ts'
import { toLinksTable } from '../documents/links-table.ts'
import { AsAtQuery, IdParams, KeepForm, LinkForm, OneForm } from '../forms.ts'
import { linkNewPage, toLinkNewPage } from '../pages/link-new.ts'
import { linksPage, toLinksPage } from '../pages/links.ts'
import { paths } from '../paths.ts'

export function linkRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.links(':id'),
    can: 'plans.view',
    params: IdParams,
    query: AsAtQuery,
    handle: (work) => show(work, work.query.asAt ?? null, []),
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: (format) => paths.linksTable(':id', format),
    params: IdParams,
    query: AsAtQuery,
    table: async ({ params, query, scope }) => {
      const { plan, kept } = await scope((s) => readLinks(s, params.id, query.asAt ?? s.today))
      return toLinksTable(plan, kept)
    },
  })
  keepingRoutes(app, deps)
  addingRoutes(app, deps)
}

function keepingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'POST',
    url: paths.keepLinks(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(KeepForm, work.body)
      if (!form.ok) return show(work, null, form.errors)
      try {
        await work.scope((s) => keepFound(s, id, form.data.found))
      } catch (error) {
        return show(work, null, refusalOf(error, 'found'), form.data.found)
      }
      return work.redirect(paths.links(id), 'The links are kept')
    },
  })
  route(app, deps, {
    method: 'POST',
    url: paths.endLink(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(OneForm, work.body)
      if (!form.ok) return show(work, null, form.errors)
      await work.scope((s) => endLink(s, work.params.id, form.data.one))
      return work.redirect(paths.links(work.params.id), 'The link is ended')
    },
  })
}

function addingRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.newLink(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: (work) => showNew(work, {}, []),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.newLink(':id'),
    can: 'programme.keep',
    params: IdParams,
    handle: async (work) => {
      const form = readForm(LinkForm, work.body)
      if (!form.ok) return showNew(work, form.values, form.errors)
      const { words, ...wish } = form.data
      const otherwise = wish.kind === 'depends_on' ? 'depends on' : 'also see'
      try {
        await work.scope((s) => addLink(s, work.params.id, { ...wish, words: words ?? otherwise }))
      } catch (error) {
        return showNew(work, form.values, refusalOf(error, 'to'))
      }
      return work.redirect(paths.links(work.params.id), 'The link is added')
    },
  })
}

async function show(
  { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
  asAt: string | null,
  errors: readonly FieldError[],
  chosen: readonly string[] = [],
) {
  const { today, ...found } = await scope(async (s) => ({
    ...(await readLinks(s, params.id, asAt ?? s.today)),
    today: s.today,
  }))
  const may = can(actor, 'programme.keep') && found.plan.asAt === today
  const vm = toLinksPage({ ...found, may, markOf: markOfFound, chosen, errors }, today)
  return page(linksPage, vm, errors.length > 0 ? 422 : 200)
}

async function showNew(
  { params, scope, page }: ActorWork<{ id: string }, unknown>,
  values: FormValues,
  errors: FieldError[],
) {
  const plan = await scope((s) => readPlan(s, params.id, s.today))
  const vm = toLinkNewPage(plan, { values, once: newId(), errors })
  return page(linkNewPage, vm, errors.length > 0 ? 422 : 200)
}
