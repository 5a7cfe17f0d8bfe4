import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { absences } from './modules/absences/index.ts'
import { boards } from './modules/boards/index.ts'
import { cycleJobs, cycles } from './modules/cycles/index.ts'
import { editions } from './modules/editions/index.ts'
import { evidence, evidenceJobs } from './modules/evidence/index.ts'
import { frameworks } from './modules/frameworks/index.ts'
import { home } from './modules/home/index.ts'
import { identity, identityJobs, invitationLinks } from './modules/identity/index.ts'
import { importJobs, imports } from './modules/imports/index.ts'
import { judgement } from './modules/judgement/index.ts'
import { library } from './modules/library/index.ts'
import { noticeJobs, notices } from './modules/notices/index.ts'
import { type PlanDeps, plans } from './modules/plans/index.ts'
import { programme } from './modules/programme/index.ts'
import { reportJobs, reports } from './modules/reports/index.ts'
import { reviews } from './modules/reviews/index.ts'
import { riskJobs, risks, threatsTo } from './modules/risks/index.ts'
import { search } from './modules/search/index.ts'
import { selfAssessments } from './modules/self-assessments/index.ts'
import { thread } from './modules/thread/index.ts'
import type { Actor } from './platform/access/actor.ts'
import { can, type Permission } from './platform/access/permissions.ts'
import { isSecure } from './platform/access/session.ts'
import type { Clock } from './platform/calendar.ts'
import type { Pool } from './platform/db/connect.ts'
import { ping } from './platform/db/ping.ts'
import type { FileStore } from './platform/files/files.ts'
import { sendProblem } from './platform/http/api/problem.ts'
import { SignInNeeded } from './platform/http/errors.ts'
import { faultOf } from './platform/http/faults.ts'
import { createKeptPages, type KeptPages, type PageSecrets } from './platform/http/kept-pages.ts'
import { createRenderer, type Renderer, type Shell } from './platform/http/pages.ts'
import { type Deps, NOTICE } from './platform/http/routes.ts'
import { createServer } from './platform/http/server.ts'
import { newId } from './platform/ids.ts'
import type { Job } from './platform/jobs/jobs.ts'
import { mailJobs } from './platform/mail/jobs.ts'
import { recordJobs } from './platform/record/jobs.ts'
import { type Assets, buildAssets } from './ui/assets.ts'
import { errorPage } from './ui/pages/error.ts'

/** The table of contents: the modules, in the order in which they may lean on each other. */
const MODULES = [
  ...[identity, notices, absences, library, evidence, frameworks, plans],
  ...[reviews, thread, judgement, selfAssessments, editions, programme, risks],
  ...[boards, cycles, imports, reports, search, home],
]

/** Everything that the worker knows how to do. */
export const JOBS: readonly Job[] = [
  ...recordJobs,
  ...mailJobs(invitationLinks),
  ...identityJobs,
  ...noticeJobs,
  ...evidenceJobs,
  ...riskJobs,
  ...cycleJobs,
  ...importJobs,
  ...reportJobs,
]

interface Door {
  text: string
  href: string
  can: Permission
  /** The addresses at which its reader is. */
  under: RegExp
}

/** Where people can go, and what they need for it: what a reader may not do is not shown. */
const NAVIGATION: Door[] = [
  { text: 'Home', href: '/', can: 'home.view', under: /^\/(updates.*)?$/ },
  {
    text: 'Plan',
    href: '/plans',
    can: 'plans.view',
    under: /^\/(plans(?!\/[^/]+\/(findings|months))|actions|milestones)/,
  },
  {
    text: 'Findings',
    href: '/reviews',
    can: 'plans.view',
    under: /^\/(reviews|finding-groups|findings|plans\/[^/]+\/findings)/,
  },
  { text: 'Risks', href: '/risks', can: 'risks.view', under: /^\/risks/ },
  { text: 'Month', href: '/months', can: 'months.view', under: /^\/(months|plans\/[^/]+\/months)/ },
  { text: 'Boards', href: '/boards', can: 'boards.view', under: /^\/boards/ },
  { text: 'Support', href: '/support', can: 'plans.view', under: /^\/support/ },
  { text: 'Evidence', href: '/evidence', can: 'evidence.view', under: /^\/(evidence|criteria|teams)/ },
  { text: 'Import', href: '/imports', can: 'imports.run', under: /^\/(imports|working-copies)/ },
  { text: 'Reports', href: '/reports', can: 'reports.make', under: /^\/(report|papers)/ },
  { text: 'People', href: '/people', can: 'people.manage', under: /^\/(people|posts|integrations)/ },
]

/** What is wanted seldom, at the foot of every page. */
const SELDOM: Door[] = [
  { text: 'Notices', href: '/notices', can: 'notices.view', under: /^\/notices/ },
  { text: 'Calendar', href: '/calendar', can: 'plans.view', under: /^\/calendar/ },
  { text: 'Papers', href: '/papers', can: 'papers.published', under: /^\/papers/ },
  { text: 'Self-assessments', href: '/self-assessments', can: 'plans.view', under: /^\/self-assessments/ },
  { text: 'Glossary', href: '/glossary', can: 'glossary.view', under: /^\/glossary/ },
  { text: 'Frameworks', href: '/frameworks', can: 'plans.view', under: /^\/frameworks/ },
  { text: 'Plans of others', href: '/host-plans', can: 'plans.view', under: /^\/host-plans/ },
  { text: 'Stand-ins', href: '/stand-ins', can: 'stand-ins.name', under: /^\/stand-ins/ },
  { text: 'Mail', href: '/mail', can: 'mail.manage', under: /^\/mail/ },
  { text: 'Record', href: '/record', can: 'record.view', under: /^\/record/ },
  { text: 'Who can do what', href: '/access', can: 'access.view', under: /^\/access/ },
]

const SEARCH = '/search'

export interface AppSettings {
  pool: Pool
  clock: Clock
  files: FileStore
  secret: string
  publicUrl: string
  demonstration: boolean
  logLevel: string
  logTo?: { write(line: string): void }
  /** Undefined names in a template are errors: the tests' setting. */
  strictTemplates?: boolean
}

export const TEMPLATE_FOLDERS = [join(import.meta.dirname, 'ui'), join(import.meta.dirname, 'modules')]

export async function buildApp(settings: AppSettings): Promise<FastifyInstance> {
  const { pool, clock, files, publicUrl, secret, demonstration } = settings
  const app = await createServer({ ...settings, secure: isSecure(publicUrl) })
  const assets = buildAssets()
  const renderer = createRenderer(TEMPLATE_FOLDERS, settings.strictTemplates ?? false)
  const pages = pageSender({ renderer, assets, demonstration, kept: createKeptPages() })
  const deps: PlanDeps = {
    pool,
    clock,
    files,
    settings: { publicUrl, secret, demonstration },
    ...pages,
    visitOf: identity.visitOf({ pool, clock, publicUrl }),
    programOf: identity.programOf({ pool, clock }),
    threatsTo,
  }
  serveAssets(app, assets)
  showFaults(app, deps)
  health(app, pool)
  for (const module of MODULES) module.register(app, deps)
  renderer.warm()
  return app
}

interface Sender {
  renderer: Renderer
  assets: Assets
  demonstration: boolean
  kept: KeptPages
}

function pageSender({ renderer, assets, demonstration, kept }: Sender): Pick<Deps, 'show' | 'showKept'> {
  const secretsOf = (reply: FastifyReply): PageSecrets => ({
    csrfToken: reply.generateCsrf(),
    mark: newId(),
  })
  const send = (reply: FastifyReply, status: number, body: Buffer) =>
    reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(body)
  return {
    show: ({ request, reply, actor, status, keepAs }, page, vm) => {
      const notice = takeNotice(request, reply)
      const around = { path: pathOf(request), actor, notice, assets, demonstration }
      const drawn = kept.draw((secrets) => renderer.render(page, shellOf(around, secrets), vm))
      if (keepAs && status === 200 && notice === null) kept.keep(keepAs, drawn)
      return send(reply, status, drawn.with(secretsOf(reply)))
    },
    showKept: ({ request, reply }, keptAs) => {
      if (request.cookies[NOTICE]) return null
      const drawn = kept.find(keptAs)
      return drawn ? send(reply, 200, drawn.with(secretsOf(reply))) : null
    },
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '/'

interface Around {
  path: string
  actor: Actor | null
  notice: string | null
  assets: Assets
  demonstration: boolean
}

function shellOf({ path, actor, notice, assets, demonstration }: Around, secrets: PageSecrets): Shell {
  return {
    ...secrets,
    path,
    reader: actor && { name: actor.name, area: actor.areaName },
    navigation: actor ? open(NAVIGATION, actor, path) : [],
    seldom: actor ? open(SELDOM, actor, path) : [],
    search: actor && can(actor, 'search.use') ? SEARCH : null,
    demonstration,
    notice,
    stylesheet: assets.stylesheet.url,
    script: assets.script.url,
  }
}

/** The doors that are open to somebody. */
function open(doors: readonly Door[], actor: Actor, path: string): Shell['navigation'] {
  return doors
    .filter((entry) => can(actor, entry.can))
    .map(({ text, href, under }) => ({
      text,
      href,
      current: under.test(path),
    }))
}

/** Said once: the page that shows it takes it away. */
function takeNotice(request: FastifyRequest, reply: FastifyReply): string | null {
  const notice = request.cookies[NOTICE]
  if (!notice) return null
  reply.clearCookie(NOTICE, { path: '/' })
  return notice
}

function serveAssets(app: FastifyInstance, { stylesheet, script, others }: Assets): void {
  for (const asset of [stylesheet, script, ...others]) {
    app.get(asset.url, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.body),
    )
  }
}

function showFaults(app: FastifyInstance, deps: Deps): void {
  app.setNotFoundHandler((request, reply) => {
    const nothing = { statusCode: 404 }
    if (request.url.startsWith('/api/')) return sendProblem(request, reply, nothing)
    return sendFault(deps, request, reply, nothing)
  })
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof SignInNeeded) return toSignIn(request, reply)
    return sendFault(deps, request, reply, error)
  })
}

function toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const next =
    request.method === 'GET' && request.url !== '/' ? `?next=${encodeURIComponent(request.url)}` : ''
  return reply.redirect(`/sign-in${next}`, 303)
}

async function sendFault(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const fault = faultOf(error)
  if (fault.status >= 500) request.log.error({ err: error }, 'failed')
  // Whoever is signed in keeps their navigation; with the database away, nobody can say who that is.
  const actor = fault.status === 503 ? null : await readerOf(deps, request)
  const reference = fault.status >= 500 ? request.id : null
  return deps.show({ request, reply, actor, status: fault.status }, errorPage, {
    title: fault.title,
    paragraphs: fault.paragraphs,
    reference,
  })
}

/** Whoever is signed in keeps their navigation on the page that says what went wrong, if it can be found out. */
const readerOf = (deps: Deps, request: FastifyRequest): Promise<Actor | null> =>
  deps.visitOf(request).then(
    (visit) => visit?.actor ?? null,
    () => null,
  )

/** Well only while the database answers: what a supervisor or a load balancer asks. */
function health(app: FastifyInstance, pool: Pool): void {
  app.get('/health', { logLevel: 'warn' }, async (_request, reply) => {
    const well = await ping(pool)
    return reply
      .code(well ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: well ? 'ok' : 'no database' })
  })
}
