/** The whole product on a fresh database, with only mail, clock and disk in the test's hands. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp, JOBS } from '../../src/app.ts'
import { acceptInvitation, invite, startSession } from '../../src/modules/identity/actions/access.ts'
import { createArea, listPosts, makeIntegration } from '../../src/modules/identity/index.ts'
import { makeLink } from '../../src/modules/identity/invitations.ts'
import { bringInPlan, type LeadDraft, type PlanDraft } from '../../src/modules/plans/index.ts'
import { systemActor } from '../../src/platform/access/actor.ts'
import { type ApiScope, type Role, SCOPES } from '../../src/platform/access/permissions.ts'
import type { AreaToken } from '../../src/platform/access/session.ts'
import { addDays, type Clock } from '../../src/platform/calendar.ts'
import { appUrl } from '../../src/platform/db/app-role.ts'
import { connect, type Pool } from '../../src/platform/db/connect.ts'
import { type Scope, withScope } from '../../src/platform/db/scope.ts'
import { createFileStore, type FileStore } from '../../src/platform/files/files.ts'
import { newId } from '../../src/platform/ids.ts'
import { type WorkerDeps, workOnce } from '../../src/platform/jobs/worker.ts'
import type { Mailer, Message } from '../../src/platform/mail/mail.ts'
import { Client, type ClientOptions } from './client.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { Program } from './program.ts'
import { POSTS, smallPlan } from './small-plan.ts'

export const START = '2026-11-23T09:00:00Z'

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  set(instant: string): void
  forward(by: { minutes?: number; hours?: number; days?: number }): void
}

/** What signs the links in this world's mail. */
export const SECRET = 'a secret of the tests, thirty-two characters or more'

export interface TestArea {
  id: string
  name: string
}

export interface TestPerson {
  id: string
  name: string
  email: string
  area: TestArea
  /** The invitation that they were sent; used up when they were given a passphrase. */
  invitation: AreaToken
}

export interface TestPlan {
  id: string
  title: string
  /** What a key of the draft became: `plan.of('m1')`. Errors: a key that the draft does not have. */
  of(key: string): string
}

export interface PersonWish {
  role: Role
  name?: string
  email?: string
  /** Titles of posts that they hold; made where the area has none of that title. */
  posts?: readonly string[]
  /** The last day of their access. */
  until?: string | null
  /** Gives them an account, by the real way of accepting the invitation. */
  passphrase?: string
}

export interface WorldOptions {
  /** Default `START`. */
  now?: string
  demonstration?: boolean
  publicUrl?: string
  /** Keeps what the app logs in `world.logs`. */
  logs?: boolean
  /** Takes the place of the mailer that keeps messages. */
  mailer?: Mailer
  /** Leads the app's connections another way, such as through a line that can be cut. */
  through?: (databaseUrl: string) => string | Promise<string>
  /** Adds routes before the app is ready. */
  with?: (app: FastifyInstance) => void
}

export interface TestWorld {
  app: FastifyInstance
  database: TestDatabase
  pool: Pool
  /** The app's own pool: another than the test's when its connections lead through something. */
  appPool: Pool
  clock: TestClock
  files: FileStore
  /** The data folder, gone at `close`. */
  folder: string
  mailer: Mailer
  /** Every message that was sent, oldest first. */
  mail: Message[]
  logs: string[]
  publicUrl: string
  area(wish?: { name?: string; demonstration?: boolean }): Promise<TestArea>
  person(area: TestArea, wish: PersonWish): Promise<TestPerson>
  /** Brings a plan in; leads by the small plan's posts are settled by title. */
  plan(area: TestArea, draft?: PlanDraft): Promise<TestPlan>
  /** Runs work as the system, in an area. */
  scope<T>(area: TestArea, work: (scope: Scope) => Promise<T>): Promise<T>
  client(options?: ClientOptions): TestClient
  /** A browser that somebody is signed in on. */
  signedIn(person: TestPerson, options?: ClientOptions): Promise<TestClient>
  /** A program that was given these scopes (all of them if left out), until a day (a month from now if left out). */
  program(area: TestArea, scopes?: readonly ApiScope[], expires?: string): Promise<Program>
  /** Works through the queue, as the worker would. */
  work(): Promise<void>
  /** What the minute's timetable does: goes through the mail that is due, and what a dead worker has left. */
  goThroughMail(): Promise<void>
  /** What a worker of the test's own leans on. */
  workerDeps: WorkerDeps
  close(): Promise<void>
}

export interface TestClient extends Client {
  /** Opens a session by the real code, and carries it. */
  signInAs(person: TestPerson): Promise<void>
}

export async function startWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-world-'))
  const clock = testClock(options.now ?? START)
  const files = createFileStore(folder)
  const [mail, logs]: [Message[], string[]] = [[], []]
  const mailer = options.mailer ?? keepingMailer(mail)
  const publicUrl = options.publicUrl ?? 'http://goldenthread.test'
  const pool = options.through ? connect(await options.through(appUrl(database.ownerUrl))) : database.pool
  const app = await buildApp({
    ...{ pool, clock, files, publicUrl },
    secret: SECRET,
    demonstration: options.demonstration ?? false,
    logLevel: options.logs ? 'info' : 'silent',
    ...(options.logs && { logTo: { write: (line: string) => void logs.push(line) } }),
    strictTemplates: true,
  })
  options.with?.(app)
  const stores = { pool: database.pool, clock }
  const close = async () => {
    await app.close()
    if (pool !== database.pool) await pool.destroy()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
  const workerDeps: WorkerDeps = {
    ...{ pool: database.pool, clock, files, mailer, publicUrl, secret: SECRET, dataFolder: folder },
    anchorMailTo: null,
    log: (line) => void logs.push(line),
  }
  const work = () => workOnce(database.ownerUrl, JOBS, workerDeps)
  let programs = 0
  const made = factories(stores)
  const program: TestWorld['program'] = async (area, scopes, expires) => {
    programs += 1
    const { token } = await made.scope(area, (s) =>
      makeIntegration(s, {
        name: `Program ${programs}`,
        scopes: scopes ?? (Object.keys(SCOPES) as ApiScope[]),
        expires: expires ?? addDays(s.today, 30),
      }),
    )
    return new Program(app, token)
  }
  const goThroughMail = async () => {
    await JOBS.find(({ name }) => name === 'mail.go_through')?.run(workerDeps, {})
  }
  const client = (wish: ClientOptions = {}) => testClient(app, stores, publicUrl, wish)
  const signedIn = async (person: TestPerson, wish: ClientOptions = {}) => {
    const browser = client(wish)
    await browser.signInAs(person)
    return browser
  }
  return {
    ...{
      app,
      database,
      pool: database.pool,
      appPool: pool,
      clock,
      files,
      folder,
      mailer,
      mail,
      logs,
      publicUrl,
    },
    ...made,
    ...{ client, signedIn, program, work, goThroughMail, workerDeps, close },
  }
}

/** Takes every message, and keeps it where the test can read it. */
export const keepingMailer = (mail: Message[]): Mailer => ({
  send: async (message) => {
    mail.push(message)
    return { kind: 'taken', words: '250 Kept' }
  },
})

function testClock(start: string): TestClock {
  let at = new Date(start)
  return {
    now: () => new Date(at),
    set: (instant) => {
      at = new Date(instant)
    },
    forward: ({ minutes = 0, hours = 0, days = 0 }) => {
      at = new Date(at.getTime() + (minutes + 60 * hours + 24 * 60 * days) * 60_000)
    },
  }
}

interface Stores {
  pool: Pool
  clock: Clock
}

function testClient(
  app: FastifyInstance,
  stores: Stores,
  publicUrl: string,
  options: ClientOptions,
): TestClient {
  const client = new Client(app, publicUrl, options)
  return Object.assign(client, {
    signInAs: async ({ id, area }: TestPerson) => {
      const who = { areaId: area.id, areaName: area.name, personId: id }
      client.carry(await startSession(stores, who, 'test'))
    },
  })
}

function factories(stores: Stores): Pick<TestWorld, 'area' | 'person' | 'plan' | 'scope'> {
  let count = 0
  const next = () => {
    count += 1
    return count
  }
  const scope: TestWorld['scope'] = (area, work) =>
    withScope(stores.pool, stores.clock, systemActor(area, 'Test'), work)
  return {
    scope,
    area: (wish = {}) => makeArea(stores, { name: `Area ${next()}`, demonstration: false, ...wish }),
    person: (area, wish) => {
      const count = next()
      return makePerson(stores, scope, area, {
        name: `Person ${count}`,
        email: `person${count}@example.org`,
        ...wish,
      })
    },
    plan: (area, draft = smallPlan()) => scope(area, (s) => makePlan(s, draft)),
  }
}

async function makeArea(stores: Stores, wish: { name: string; demonstration: boolean }): Promise<TestArea> {
  let id = ''
  await createArea(stores, wish, async (scope) => {
    id = scope.areaId
  })
  return { id, name: wish.name }
}

async function makePerson(
  stores: Stores,
  scope: TestWorld['scope'],
  area: TestArea,
  wish: PersonWish & { name: string; email: string },
): Promise<TestPerson> {
  const { email } = wish
  const made = await scope(area, async (s) => {
    // Somebody from outside must have a last day: the product refuses an inspector without one.
    const until = wish.until ?? (wish.role === 'inspector' ? addDays(s.today, 60) : null)
    const id = await invite(s, { name: wish.name, email, partnerId: null, role: wish.role, until })
    const { token: invitation } = await makeLink(s, id)
    await holdPosts(s, id, wish.posts ?? [])
    return { id, invitation }
  })
  if (wish.passphrase) await acceptInvitation(stores, made.invitation, wish.passphrase)
  return { ...made, name: wish.name, email, area }
}

/** Holds each post for a year now; a second holder beside the first, which the product refuses, is written by hand. */
async function holdPosts(scope: Scope, personId: string, titles: readonly string[]): Promise<void> {
  for (const postId of (await ensurePosts(scope, titles)).values()) {
    await scope.db
      .insertInto('post_holding')
      .values({
        area_id: scope.areaId,
        id: newId(),
        post_id: postId,
        person_id: personId,
        from_on: addDays(scope.today, -365),
      })
      .execute()
  }
}

async function ensurePosts(scope: Scope, titles: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const held = new Map((await listPosts(scope)).map(({ id, title }) => [title, id]))
  const ids = new Map(titles.map((title) => [title, held.get(title) ?? newId()]))
  const missing = [...ids].filter(([title]) => !held.has(title))
  if (missing.length > 0) {
    await scope.db
      .insertInto('post')
      .values(missing.map(([title, id]) => ({ area_id: scope.areaId, id, title })))
      .execute()
  }
  return ids
}

async function makePlan(scope: Scope, draft: PlanDraft): Promise<TestPlan> {
  const posts = await ensurePosts(scope, POSTS)
  const { planId, ids } = await bringInPlan(scope, withHolders(draft, posts), 'test')
  const of = (key: string) => {
    const id = ids.get(key)
    if (!id) throw new Error(`The draft has no "${key}"`)
    return id
  }
  return { id: planId, title: draft.title, of }
}

function withHolders(draft: PlanDraft, posts: ReadonlyMap<string, string>): PlanDraft {
  const settle = (lead: LeadDraft): LeadDraft => {
    const id = posts.get(lead.words)
    return lead.holder || !id ? lead : { ...lead, holder: { kind: 'post', id } }
  }
  const actions = draft.actions.map((action) => ({
    ...action,
    leads: action.leads.map(settle),
    milestones: action.milestones.map((milestone) => ({ ...milestone, leads: milestone.leads.map(settle) })),
  }))
  return { ...draft, actions }
}

export { smallPlan } from './small-plan.ts'
