import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { can } from '../../../platform/access/permissions.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed } from '../../../platform/http/errors.ts'
import { readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { newId } from '../../../platform/ids.ts'
import { readMilestone } from '../actions/read.ts'
import { addRemark } from '../actions/remarks.ts'
import {
  askAnother,
  boardIdsOf,
  closeSupport,
  listAddressees,
  openSupportByHand,
  reopenSupport,
} from '../actions/support.ts'
import { toSupportTable } from '../documents/support-table.ts'
import { isAskedOf, maySettle, type SupportRequest } from '../domain/support.ts'
import { AskForSupportForm, CloseSupportForm, RemarkForm, ReopenSupportForm } from '../forms-of-support.ts'
import { unknownWords } from '../pages/remarks.ts'
import { type SupportLists, supportPage, toSupportPage } from '../pages/support.ts'
import { supportAskPage, toSupportAskPage } from '../pages/support-ask.ts'
import {
  type SupportFormName,
  type SupportRequestInput,
  supportRequestPage,
  toSupportRequestPage,
} from '../pages/support-request.ts'
import type { TypedForm } from '../pages/typed.ts'
import { paths } from '../paths.ts'
import { mayUpdate } from '../policy.ts'
import { listRemarks } from '../queries/remarks.ts'
import { getSupport, listClosedSupport, listOpenSupport } from '../queries/support.ts'
import { IdParams } from './query.ts'
import { typedInto } from './remarks.ts'

export function supportRoutes(app: FastifyInstance, deps: Deps): void {
  listRoute(app, deps)
  askRoutes(app, deps)
  requestRoutes(app, deps)
}

const MOST_CLOSED = 100

function listRoute(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.support(),
    can: 'plans.view',
    handle: async ({ scope, page }) => {
      const { lists, today } = await scope(async (s) => ({ lists: await readLists(s), today: s.today }))
      return page(supportPage, toSupportPage(lists, today))
    },
  })
  tableRoutes(app, deps, {
    can: 'plans.view',
    url: paths.supportTable,
    table: async ({ scope }) =>
      toSupportTable(
        await scope(async (s) => [
          ...(await listOpenSupport(s)),
          ...(await listClosedSupport(s, MOST_CLOSED)),
        ]),
      ),
  })
}

async function readLists(scope: Scope): Promise<SupportLists> {
  const boards = await boardIdsOf(scope)
  const open = await listOpenSupport(scope)
  const closed = await listClosedSupport(scope, MOST_CLOSED)
  const lists = Map.groupBy(open, (one) => placeOf(scope, boards, one))
  const of = (place: ReturnType<typeof placeOf>) => lists.get(place) ?? []
  return {
    ...{ own: of('self'), boards: of('board'), asked: of('asked'), others: of('others') },
    ...{ closed, mostClosed: MOST_CLOSED },
  }
}

function placeOf({ actor }: Scope, boards: readonly string[], request: SupportRequest) {
  const byActor = actor.personId !== null && request.openedBy.id === actor.personId
  return isAskedOf(actor, boards, request) ?? (byActor ? 'asked' : 'others')
}

/** Support is asked for by whoever may report on the milestone. */
function askRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.askForSupport(':id'),
    can: 'plans.update',
    params: IdParams,
    handle: (work) => showAsk(work, { once: newId(), values: null, errors: [] }),
  })
  route(app, deps, {
    method: 'POST',
    url: paths.askForSupport(':id'),
    can: 'plans.update',
    params: IdParams,
    handle: async (work) => {
      const milestoneId = work.params.id
      const form = readForm(AskForSupportForm, work.body)
      if (!form.ok) return showAsk(work, typedInto(form))
      try {
        await work.scope(async (s) => {
          const { plan } = await readOwn(s, milestoneId)
          await openSupportByHand(s, { planId: plan.id, milestoneId, progressId: null, ...form.data })
        })
      } catch (error) {
        return showAsk(work, typedInto({ values: form.values, errors: refusalOf(error, 'words') }))
      }
      return work.redirect(paths.milestone(milestoneId), 'Support is asked for')
    },
  })
}

async function readOwn(scope: Scope, milestoneId: string) {
  const found = await readMilestone(scope, milestoneId, scope.today)
  if (!mayUpdate(scope.actor, [found.action])(found.milestone))
    throw new NotAllowed('ask for support with this milestone')
  return found
}

async function showAsk({ params, scope, page }: ActorWork<{ id: string }, unknown>, typed: TypedForm) {
  const input = await scope(async (s) => ({
    ...(await readOwn(s, params.id)),
    addressees: await listAddressees(s),
  }))
  return page(supportAskPage, toSupportAskPage(input, typed), typed.errors.length > 0 ? 422 : 200)
}

function requestRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: paths.supportRequest(':id'),
    can: 'plans.view',
    params: IdParams,
    handle: (work) => showRequest(work, null),
  })
  settling(
    app,
    deps,
    paths.replyOnSupport(':id'),
    'reply',
    RemarkForm,
    async (scope, id, { words, once }) => {
      const { unknown } = await addRemark(scope, { kind: 'support', id }, { words, once })
      return `Your reply is saved${unknownWords(unknown)}`
    },
  )
  settling(app, deps, paths.askAnother(':id'), 'ask', AskForSupportForm, async (scope, id, form) => {
    await askAnother(scope, id, form)
    return 'The request is changed'
  })
  settling(app, deps, paths.closeSupport(':id'), 'close', CloseSupportForm, async (scope, id, form) => {
    await closeSupport(scope, id, form)
    return 'The request is closed'
  })
  settling(app, deps, paths.reopenSupport(':id'), 'reopen', ReopenSupportForm, async (scope, id, form) => {
    await reopenSupport(scope, id, form)
    return 'The request is open again'
  })
}

/** One of the forms on the page of a request: done, and told in a sentence, or shown again with its faults. */
function settling<S extends z.ZodType>(
  app: FastifyInstance,
  deps: Deps,
  url: string,
  name: SupportFormName,
  schema: S,
  act: (scope: Scope, id: string, form: z.output<S>) => Promise<string>,
): void {
  route(app, deps, {
    method: 'POST',
    url,
    can: 'plans.comment',
    params: IdParams,
    handle: async (work) => {
      const { id } = work.params
      const form = readForm(schema, work.body)
      if (!form.ok) return showRequest(work, { form: name, ...typedInto(form) })
      try {
        const done = await work.scope((s) => act(s, id, form.data))
        return work.redirect(paths.supportRequest(id), done)
      } catch (error) {
        const errors = refusalOf(error, 'words')
        return showRequest(work, { form: name, ...typedInto({ values: form.values, errors }) })
      }
    },
  })
}

async function showRequest(
  { actor, params, scope, page }: ActorWork<{ id: string }, unknown>,
  typed: SupportRequestInput['typed'],
) {
  const { today, boards, ...found } = await scope(async (s) => ({
    request: await getSupport(s, params.id),
    thread: await listRemarks(s, { kind: 'support', id: params.id }, s.today),
    addressees: await listAddressees(s),
    boards: await boardIdsOf(s),
    today: s.today,
  }))
  const vm = toSupportRequestPage(
    {
      ...{ ...found, typed, once: { reply: newId(), ask: newId(), close: newId(), reopen: newId() } },
      may: { reply: can(actor, 'plans.comment'), settle: maySettle(actor, boards, found.request) },
    },
    today,
  )
  return page(supportRequestPage, vm, typed ? 422 : 200)
}
