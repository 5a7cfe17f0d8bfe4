import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { faultOfPassphrase, SHORTEST } from '../../../platform/access/passphrase.ts'
import {
  clearSessionCookie,
  readAreaToken,
  sessionCookie,
  setSessionCookie,
} from '../../../platform/access/session.ts'
import { dayOf } from '../../../platform/calendar.ts'
import { withArea } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type FieldError, type FormValues, readForm, refusalOf } from '../../../platform/http/forms.ts'
import { type ActorWork, type Deps, publicRoute, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { counted } from '../../../platform/words.ts'
import {
  acceptInvitation,
  checkSignIn,
  endAccess,
  endSession,
  getInvitation,
  giveAccess,
  invite,
  type Reachable,
  startSession,
} from '../actions/access.ts'
import { RECORD_LIST, toPeopleTable, toRecordTable } from '../documents.ts'
import { DemonstrationForm, GrantForm, InviteForm, SignInForm, WelcomeForm } from '../forms.ts'
import { accessPage, toAccessPage } from '../pages/access.ts'
import { demonstrationPage, toDemonstrationPage } from '../pages/demonstration.ts'
import { peoplePage, toPeoplePage } from '../pages/people.ts'
import { RECORD_PAGE, recordPage, toRecordPage } from '../pages/record.ts'
import { signInPage, toSignInPage } from '../pages/sign-in.ts'
import { welcomePage } from '../pages/welcome.ts'
import { identityPaths } from '../paths.ts'
import { listAreas } from '../queries/accounts.ts'
import { listPartners, listPeople } from '../queries/people.ts'
import { listRecord } from '../queries/record.ts'
import { apiPages } from './api.ts'
import { integrationRoutes } from './integrations.ts'
import { postRoutes } from './posts.ts'

const RecordQuery = z.object({ before: z.coerce.number().int().positive().optional() })

const WRONG: FieldError = { field: 'email', text: 'The e-mail address or the passphrase is wrong' }

export function identityRoutes(app: FastifyInstance, deps: Deps): void {
  signInRoutes(app, deps)
  welcomeRoutes(app, deps)
  if (deps.settings.demonstration) demonstrationRoutes(app, deps)
  accessRoutes(app, deps)
  postRoutes(app, deps)
  integrationRoutes(app, deps)
  apiPages(app, deps)
}

function signInRoutes(app: FastifyInstance, deps: Deps): void {
  const demonstrates = deps.settings.demonstration
  publicRoute(app, deps, {
    method: 'GET',
    url: identityPaths.signIn,
    can: 'anyone',
    query: z.object({ next: z.string().optional() }),
    handle: async ({ query, page }) =>
      page(signInPage, toSignInPage({ demonstrates, next: query.next ?? '' })),
  })
  publicRoute(app, deps, {
    method: 'POST',
    url: identityPaths.signIn,
    can: 'anyone',
    limit: { perMinute: 6, by: emailOf },
    handle: async ({ request, body, reply, page, redirect }) => {
      const form = readForm(SignInForm, body)
      if (!form.ok)
        return page(
          signInPage,
          toSignInPage({ demonstrates, ...typed(form.values), errors: form.errors }),
          422,
        )
      const { email, passphrase, area, next } = form.data
      const reachable = await checkSignIn(deps, email, passphrase)
      const again = (errors: FieldError[], areas: Reachable[] = []) =>
        page(
          signInPage,
          toSignInPage({ demonstrates, email, next: next ?? '', errors, areas: areas.map(toChoice) }),
          422,
        )
      if (reachable.length === 0) return again([WRONG])
      const chosen = reachable.length === 1 ? reachable[0] : reachable.find((one) => one.areaId === area)
      if (!chosen)
        return again([{ field: 'area', text: 'Choose an area, and enter your passphrase again' }], reachable)
      await enter(deps, { request, reply }, chosen, 'passphrase')
      return redirect(localPath(next))
    },
  })
  publicRoute(app, deps, {
    method: 'POST',
    url: identityPaths.signOut,
    can: 'anyone',
    handle: async ({ request, reply, redirect }) => {
      await leave(deps, request)
      clearSessionCookie(reply, deps.settings.publicUrl)
      return redirect(identityPaths.signIn, 'You have signed out')
    },
  })
}

/** Signs in with a new secret; a session that this browser had before is over. */
async function enter(
  deps: Deps,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  who: Reachable,
  how: string,
): Promise<void> {
  await leave(deps, request)
  setSessionCookie(reply, deps.settings.publicUrl, await startSession(deps, who, how))
}

async function leave(deps: Deps, request: FastifyRequest): Promise<void> {
  const cookie = readAreaToken(request.cookies[sessionCookie(deps.settings.publicUrl)])
  if (cookie) await endSession(deps, cookie)
}

const toChoice = ({ areaId, areaName }: Reachable) => ({ id: areaId, name: areaName })

const typed = (values: FormValues) => ({
  email: typeof values.email === 'string' ? values.email : '',
  next: typeof values.next === 'string' ? values.next : '',
})

/** Attempts count against an address *and* a login: a stranger who knocks cannot lock the owner out. */
function emailOf(request: FastifyRequest): string {
  const body = request.body
  if (typeof body !== 'object' || body === null || !('email' in body)) return ''
  return String(body.email).trim().toLowerCase()
}

/** Only a path of our own: `//elsewhere.example` and `https:` are somebody else's. */
function localPath(next: string | undefined): string {
  return next && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/'
}

const TokenParams = z.object({ token: z.string() })

function welcomeRoutes(app: FastifyInstance, deps: Deps): void {
  const url = identityPaths.welcome(':token')
  publicRoute(app, deps, {
    method: 'GET',
    url,
    can: 'anyone',
    params: TokenParams,
    handle: async ({ params, page }) => {
      const { name, areaName, email } = await getInvitation(deps, invitationOf(params.token))
      return page(welcomePage, { name, areaName, email, shortest: SHORTEST, errors: [] })
    },
  })
  publicRoute(app, deps, {
    method: 'POST',
    url,
    can: 'anyone',
    params: TokenParams,
    limit: { perMinute: 6, by: (request) => request.url },
    handle: async ({ request, params, body, reply, page, redirect }) => {
      const invitation = invitationOf(params.token)
      const { name, areaName, email } = await getInvitation(deps, invitation)
      const form = readForm(WelcomeForm, body)
      const fault = form.ok ? faultOfPassphrase(form.data.passphrase, [name, email]) : null
      if (!form.ok || fault) {
        const errors = form.ok ? [{ field: 'passphrase', text: fault ?? '' }] : form.errors
        return page(welcomePage, { name, areaName, email, shortest: SHORTEST, errors }, 422)
      }
      const who = await acceptInvitation(deps, invitation, form.data.passphrase)
      await enter(deps, { request, reply }, who, 'invitation')
      return redirect('/', 'Your passphrase is saved')
    },
  })
}

function invitationOf(text: string) {
  const token = readAreaToken(text)
  if (!token) throw new NotFound('invitation')
  return token
}

/** Anybody may be anybody: only where the setting says so, and only for a browser on this very machine. */
function demonstrationRoutes(app: FastifyInstance, deps: Deps): void {
  const demonstrationArea = async (request: FastifyRequest) => {
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
      throw new NotFound('page')
    const area = (await listAreas(deps.pool)).find((one) => one.demonstration)
    if (!area) throw new NotFound('demonstration area')
    const today = dayOf(deps.clock.now())
    const people = await withArea(deps.pool, area.id, (db) => listPeople({ db, areaId: area.id, today }))
    return { area, people }
  }
  publicRoute(app, deps, {
    method: 'GET',
    url: identityPaths.demonstration,
    can: 'anyone',
    handle: async ({ request, page }) => {
      const { area, people } = await demonstrationArea(request)
      return page(demonstrationPage, toDemonstrationPage(area.name, people))
    },
  })
  publicRoute(app, deps, {
    method: 'POST',
    url: identityPaths.demonstration,
    can: 'anyone',
    handle: async ({ request, body, reply, page, redirect }) => {
      const { area, people } = await demonstrationArea(request)
      const form = readForm(DemonstrationForm, body)
      const person = people.find((one) => form.ok && one.id === form.data.person)
      if (!person) return page(demonstrationPage, toDemonstrationPage(area.name, people), 422)
      const who = { areaId: area.id, areaName: area.name, personId: person.id }
      await enter(deps, { request, reply }, who, 'demonstration')
      return redirect('/')
    },
  })
}

function accessRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, deps, {
    method: 'GET',
    url: identityPaths.access,
    can: 'access.view',
    handle: async ({ page }) => page(accessPage, toAccessPage(app.registeredRoutes)),
  })
  route(app, deps, {
    method: 'GET',
    url: identityPaths.people,
    can: 'people.manage',
    handle: (work) => showPeople(work, {}, []),
  })
  route(app, deps, {
    method: 'POST',
    url: identityPaths.people,
    can: 'people.manage',
    handle: async (work) => {
      const form = readForm(InviteForm, work.body)
      if (!form.ok) return showPeople(work, form.values, form.errors)
      const { name, email, partner, role, until } = form.data
      try {
        await work.scope((scope) => invite(scope, { name, email, role, partnerId: partner || null, until }))
      } catch (error) {
        return showPeople(work, form.values, refusalOf(error, 'email'))
      }
      return work.redirect(identityPaths.people, `An invitation is on its way to ${email}`)
    },
  })
  route(app, deps, {
    method: 'POST',
    url: identityPaths.giveAccess(':id'),
    can: 'people.manage',
    params: z.object({ id: z.uuid() }),
    handle: async (work) => {
      const form = readForm(GrantForm, work.body)
      if (!form.ok) return showPeople(work, {}, form.errors)
      try {
        await work.scope((scope) => giveAccess(scope, work.params.id, form.data))
        return work.redirect(identityPaths.people, 'Access is given, and a link is on its way')
      } catch (error) {
        return showPeople(work, {}, refusalOf(error, 'role'))
      }
    },
  })
  route(app, deps, {
    method: 'POST',
    url: identityPaths.endAccess(':id'),
    can: 'people.manage',
    params: z.object({ id: z.uuid() }),
    handle: async ({ params, scope, redirect }) => {
      const { integrations } = await scope((s) => endAccess(s, params.id))
      return redirect(identityPaths.people, `Access has ended${leftBehind(integrations)}`)
    },
  })
  route(app, deps, {
    method: 'GET',
    url: identityPaths.record,
    can: 'record.view',
    query: RecordQuery,
    handle: async ({ query, scope, page }) => {
      const rows = await scope((s) => listRecord(s, query.before ?? null, RECORD_PAGE))
      return page(recordPage, toRecordPage(rows))
    },
  })
  tableRoutes(app, deps, {
    can: 'people.manage',
    url: identityPaths.peopleTable,
    table: async ({ scope }) => toPeopleTable(await scope(listPeople)),
  })
  tableRoutes(app, deps, {
    can: 'record.view',
    url: (format) => identityPaths.recordTable(format),
    query: RecordQuery,
    table: async ({ query, scope }) =>
      toRecordTable(await scope((s) => listRecord(s, query.before ?? null, RECORD_LIST))),
  })
}

const leftBehind = (integrations: number): string =>
  integrations === 0
    ? ''
    : `. They made ${counted(integrations, 'integration')} with access still: look whether to end ${integrations === 1 ? 'it' : 'them'}`

async function showPeople(
  { actor, scope, page }: ActorWork<unknown, unknown>,
  values: FormValues,
  errors: FieldError[],
): Promise<FastifyReply> {
  const { people, partners } = await scope(async (s) => ({
    people: await listPeople(s),
    partners: await listPartners(s),
  }))
  const vm = toPeoplePage({ people, partners, readerId: actor.personId, values, errors })
  return page(peoplePage, vm, errors.length > 0 ? 422 : 200)
}
