import type { FastifyInstance, FastifyReply } from 'fastify'
import { can } from '../../../platform/access/permissions.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { readGroup, renameGroup, takeOutOfGroup } from '../actions/groups.ts'
import { AnyForm, GroupWordsForm, IdParams, OneFindingForm } from '../forms.ts'
import { groupPage, toGroupPage } from '../pages/group.ts'
import { groupsPage, toGroupsPage } from '../pages/groups.ts'
import { paths } from '../paths.ts'
import { listGroups } from '../queries/groups.ts'
import { memberRoutes } from './pick.ts'

export function groupRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.groups(),
    can: 'plans.view',
    keeps: true,
    handle: async ({ actor, scope, page }) => {
      const groups = await scope((s) => listGroups(s, s.today))
      return page(groupsPage, toGroupsPage(groups, { keep: can(actor, 'reviews.keep') }))
    },
  })
  route(app, deps, {
    method: 'GET',
    url: paths.group(':id'),
    can: 'plans.view',
    keeps: true,
    params: IdParams,
    handle: (work) => show(work, null, []),
  })
  memberRoutes(app, deps)
  actRoutes(app, deps)
}

type Work = ActorWork<{ id: string }, unknown>

function actRoutes(app: FastifyInstance, deps: Deps): void {
  const actRoute = (url: string, act: (work: Work) => Promise<string | FieldError[]>) =>
    route(app, deps, {
      method: 'POST',
      url,
      can: 'reviews.keep',
      params: IdParams,
      handle: async (work) => {
        const done = await act(work).catch((error: unknown) => refusalOf(error, 'words'))
        if (typeof done === 'string') return work.redirect(paths.group(work.params.id), done)
        return show(work, readForm(AnyForm, work.body).values, done)
      },
    })
  actRoute(paths.takeOut(':id'), async ({ params, body, scope }) => {
    const form = readForm(OneFindingForm, body)
    if (!form.ok) return form.errors
    await scope((s) => takeOutOfGroup(s, params.id, form.data.finding))
    return 'The finding is in this group no more'
  })
  actRoute(paths.renameGroup(':id'), async ({ params, body, scope }) => {
    const form = readForm(GroupWordsForm, body)
    if (!form.ok) return form.errors
    await scope((s) => renameGroup(s, params.id, form.data.words))
    return 'The words are saved'
  })
}

async function show(
  { actor, params, scope, page }: Work,
  values: FormValues | null,
  errors: FieldError[],
): Promise<FastifyReply> {
  const facts = await scope((s) => readGroup(s, params.id, s.today))
  const may = { keep: can(actor, 'reviews.keep') }
  return page(groupPage, toGroupPage({ ...facts, may, values, errors }), errors.length > 0 ? 422 : 200)
}
