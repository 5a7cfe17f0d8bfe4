import type { FastifyInstance, FastifyReply } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { getPlanHeader } from '../../plans/index.ts'
import { changeFrontMatter, frontMatterMark } from '../actions/front-matter.ts'
import { readEdition, readEditions, readFrontMatter } from '../actions/read.ts'
import { startRefresh } from '../actions/start.ts'
import { EditionParams, FrontMatterForm, IdParams, StartForm } from '../forms.ts'
import { editionPage, toEditionPage } from '../pages/edition.ts'
import { editionsPage, toEditionsPage } from '../pages/editions.ts'
import { NOTHING_TYPED, type TypedForm } from '../pages/fields.ts'
import { frontMatterPage, toFrontMatterPage } from '../pages/front-matter.ts'
import { paths } from '../paths.ts'

type Work = ActorWork<{ id: string }, unknown>

/** The editions of a plan, one of them, and what the plan says of itself. */
export function editionRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    ...{ method: 'GET', url: paths.editions(':id'), can: 'plans.view', params: IdParams },
    handle: (work) => showEditions(work, NOTHING_TYPED),
  })
  route(app, deps, {
    ...{ method: 'POST', url: paths.editions(':id'), can: 'editions.refresh', params: IdParams },
    handle: async (work) => {
      const form = readForm(StartForm, work.body)
      if (!form.ok) return showEditions(work, form)
      const { id, wasOpen } = await work.scope((s) => startRefresh(s, work.params.id, form.data.label))
      return work.redirect(
        paths.refresh(id),
        wasOpen ? 'A refresh was open already: this is it' : 'The refresh is open',
      )
    },
  })
  route(app, deps, {
    ...{
      method: 'GET',
      url: paths.edition(':id', ':number'),
      can: 'plans.view',
      params: EditionParams,
      keeps: true,
    },
    handle: async ({ params, scope, page }) =>
      page(editionPage, toEditionPage(await scope((s) => readEdition(s, params.id, params.number)))),
  })
  frontMatterRoutes(app, deps)
}

async function showEditions({ params, actor, scope, page }: Work, typed: TypedForm): Promise<FastifyReply> {
  const { found, since, today } = await scope(async (s) => ({
    found: await readEditions(s, params.id),
    since: (await getPlanHeader(s, params.id, s.today)).inForceFrom,
    today: s.today,
  }))
  const may = { refresh: can(actor, 'editions.refresh'), change: can(actor, 'plans.change') }
  const vm = toEditionsPage({ ...found, since, today, may, typed })
  return page(editionsPage, vm, typed.errors.length > 0 ? 422 : 200)
}

function frontMatterRoutes(app: FastifyInstance, deps: Deps): void {
  const shape = { url: paths.frontMatter(':id'), can: 'plans.change', params: IdParams } as const
  route(app, deps, { ...shape, method: 'GET', handle: (work) => showFrontMatter(work, NOTHING_TYPED) })
  route(app, deps, {
    ...{ ...shape, method: 'POST' },
    handle: async (work) => {
      const form = readForm(FrontMatterForm, work.body)
      if (!form.ok) return showFrontMatter(work, form)
      const { front, seen } = form.data
      try {
        await work.scope((s) => changeFrontMatter(s, work.params.id, front, seen))
      } catch (error) {
        return showFrontMatter(work, { values: form.values, errors: refusalOf(error, 'commitment') })
      }
      return work.redirect(paths.editions(work.params.id), 'What the plan says of itself is saved')
    },
  })
}

/** After a conflict the form knows the other version, so that saving again puts this one in its place. */
async function showFrontMatter({ params, scope, page }: Work, typed: TypedForm): Promise<FastifyReply> {
  const { plan, front } = await scope(async (s) => ({
    plan: await getPlanHeader(s, params.id, s.today),
    front: await readFrontMatter(s, params.id),
  }))
  const vm = toFrontMatterPage({ plan, front, seen: frontMatterMark(front), typed })
  return page(frontMatterPage, vm, typed.errors.length > 0 ? 422 : 200)
}
