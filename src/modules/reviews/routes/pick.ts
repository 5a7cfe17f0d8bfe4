import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Scope } from '../../../platform/db/scope.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { newId } from '../../../platform/ids.ts'
import { addToGroup, listPickable, sayTheSame } from '../actions/groups.ts'
import { GroupForm, IdParams, PickForm, PickQuery } from '../forms.ts'
import { pickPage, toPickPage } from '../pages/pick.ts'
import { paths } from '../paths.ts'
import { getGroup } from '../queries/groups.ts'

interface Typed {
  values: FormValues
  ticked: readonly string[]
  errors: FieldError[]
}

const NOTHING: Typed = { values: {}, ticked: [], errors: [] }

/** Choosing findings: for a new group, and for one that is there. */
export function memberRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.newGroup(),
    can: 'reviews.keep',
    query: PickQuery,
    handle: (work) => show(work, null, { ...NOTHING, ticked: work.query.finding }),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.newGroup(),
    can: 'reviews.keep',
    handle: async (work) => {
      const asked = readPick(work.body)
      if (asked.narrows) return show(work, null, asked.typed)
      const form = readForm(GroupForm, work.body)
      if (!form.ok) return show(work, null, { ...asked.typed, errors: form.errors })
      const { once, words, finding } = form.data
      try {
        const id = await work.scope((s) => sayTheSame(s, { once, words, findingIds: finding }))
        return work.redirect(paths.group(id), 'These findings are the same from today')
      } catch (error) {
        return show(work, null, { ...asked.typed, errors: refusalOf(error, 'finding') })
      }
    },
  })
  moreRoutes(app, deps)
}

function moreRoutes(app: FastifyInstance, deps: Deps): void {
  const door = { can: 'reviews.keep', params: IdParams, url: paths.groupMembers(':id') } as const
  route(app, deps, { ...door, method: 'GET', handle: (work) => show(work, work.params.id, NOTHING) })
  route(app, deps, {
    ...door,
    method: 'POST',
    handle: async (work) => {
      const { id } = work.params
      const { narrows, typed } = readPick(work.body)
      if (narrows || typed.errors.length > 0) return show(work, id, typed)
      try {
        await work.scope((s) => addToGroup(s, id, typed.ticked))
        return work.redirect(paths.group(id), 'The findings are in this group from today')
      } catch (error) {
        return show(work, id, { ...typed, errors: refusalOf(error, 'finding') })
      }
    },
  })
}

/** What was searched for and ticked; `narrows` when only the list is to be shown anew. */
function readPick(body: unknown): { narrows: boolean; typed: Typed } {
  const form = readForm(PickForm, body)
  if (!form.ok) return { narrows: true, typed: { ...NOTHING, values: form.values, errors: form.errors } }
  const { show, finding } = form.data
  return { narrows: show !== '', typed: { values: form.values, ticked: finding, errors: [] } }
}

async function show(
  { scope, page }: ActorWork<unknown, unknown>,
  groupId: string | null,
  { values, ticked, errors }: Typed,
): Promise<FastifyReply> {
  const { all, group } = await scope(async (s) => ({
    group: groupId === null ? null : await groupOf(s, groupId),
    all: await listPickable(s),
  }))
  const once = typeof values.once === 'string' && values.once ? values.once : newId()
  const vm = toPickPage({ all, group, once, values, ticked, errors })
  return page(pickPage, vm, errors.length > 0 ? 422 : 200)
}

async function groupOf(scope: Scope, id: string) {
  const { words, members } = await getGroup(scope, id, scope.today)
  return { id, words, findingIds: members.map(({ findingId }) => findingId) }
}
