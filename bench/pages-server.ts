import Fastify from 'fastify'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { createArea, establish, startSession } from '../src/modules/identity/index.ts'
import { bringInPlan, type PlanDraft } from '../src/modules/plans/index.ts'
import { sessionCookie, writeAreaToken } from '../src/platform/access/session.ts'
import { systemClock } from '../src/platform/calendar.ts'
import { openDatabase } from '../src/platform/db/open.ts'
import { createFileStore } from '../src/platform/files/files.ts'
import { benchPlan, benchThread } from './plan.ts'

/** What the server under test tells the one that measures. */
export interface BenchServer {
  address: string
  floor: string
  cookie: string
  pages: { name: string; path: string; bytes: number; drawing: number; kept: number; milliseconds: number }[]
}

/** A plan, and the pages about it that are measured. */
interface Case {
  plan: (postId: string) => PlanDraft
  pages: (ids: { planId: string; milestoneId: string }) => readonly (readonly [string, string])[]
}

const CASES = {
  pages: {
    plan: (postId) => benchPlan(60, 4, postId),
    pages: ({ planId, milestoneId }) => [
      ['plan page, 240 milestones', `/plans/${planId}`],
      ['milestone page', `/milestones/${milestoneId}`],
      ['update page', `/milestones/${milestoneId}/update`],
    ],
  },
  // The matrix of the same plan belongs here too: ['matrix', `/plans/${planId}/matrix`].
  thread: {
    plan: benchThread,
    pages: ({ planId }) => [
      ['coverage, one review of 20', `/plans/${planId}/coverage`],
      ['coverage, all that is late', `/plans/${planId}/coverage?only=late`],
      ['milestones, the first of 1,000', `/plans/${planId}/coverage/milestones`],
      ['crosswalk', `/plans/${planId}/crosswalk`],
    ],
  },
} satisfies Record<string, Case>

export type CaseName = keyof typeof CASES

const folder = process.argv[2] ?? ''
const chosen: Case = CASES[process.argv[3] === 'thread' ? 'thread' : 'pages']
const database = await openDatabase(
  { databaseUrl: null, databaseAppUrl: null, dataFolder: folder },
  console.error,
)
const { session, planId, milestoneId } = await prepare()
const app = await buildApp({
  pool: database.pool,
  clock: systemClock,
  files: createFileStore(folder),
  secret: 'bench'.repeat(8),
  publicUrl: 'http://127.0.0.1',
  demonstration: false,
  logLevel: 'silent',
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
// As a browser, which brings back the form cookie that its first page gave it.
const first = await fetch(`${address}/plans`, { headers: { cookie: session } })
const cookie = [session, ...first.headers.getSetCookie().map((one) => one.split(';')[0])].join('; ')
const floorServer = Fastify()
const floorPool = new pg.Pool({ connectionString: database.ownerUrl, max: 10 })
const floor = await startFloor()

const pages = []
for (const [name, path] of chosen.pages({ planId, milestoneId })) {
  const started = performance.now()
  const drawing = await queriesOf(path)
  const milliseconds = Math.round(performance.now() - started)
  const kept = await queriesOf(path)
  const answer = await fetch(`${address}${path}`, { headers: { cookie } })
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  const bytes = (await answer.arrayBuffer()).byteLength
  pages.push({ name, path, bytes, drawing, kept, milliseconds })
}
process.send?.({ address, floor, cookie, pages } satisfies BenchServer)

process.on('SIGTERM', async () => {
  await Promise.all([app.close(), floorServer.close(), floorPool.end()])
  await database.close()
  process.exit(0)
})

/** An area with the plan, and somebody signed in who runs it. */
async function prepare() {
  let area = { areaId: '', areaName: 'Bench', personId: '', planId: '', milestoneId: '' }
  await createArea(
    { pool: database.pool, clock: systemClock },
    { name: 'Bench', demonstration: false },
    async (scope) => {
      const partners = [{ key: 'council', name: 'Council', kind: 'council' }]
      const person = {
        key: 'pm',
        name: 'Programme Manager',
        email: 'pm@bench.example',
        partner: 'council',
        post: 'pm',
      }
      const directory = {
        partners,
        posts: [{ key: 'pm', title: 'Programme Manager', partner: 'council' }],
        people: [{ ...person, role: 'programme_manager' as const }],
      }
      const ids = await establish(scope, directory, '2026-01-01')
      const plan = await bringInPlan(scope, chosen.plan(ids.get('post:pm') ?? ''), 'bench')
      area = {
        areaId: scope.areaId,
        areaName: 'Bench',
        personId: ids.get('person:pm') ?? '',
        planId: plan.planId,
        milestoneId: plan.ids.get('milestone 3.2') ?? '',
      }
    },
  )
  const token = await startSession({ pool: database.pool, clock: systemClock }, area, 'bench')
  return { ...area, session: `${sessionCookie('http://127.0.0.1')}=${writeAreaToken(token)}` }
}

/** The least that a page could cost: one query over the same pool size, and so many bytes. */
async function startFloor(): Promise<string> {
  const bodies = new Map<number, Buffer>()
  floorServer.get<{ Params: { bytes: string } }>('/:bytes', async (request, reply) => {
    await floorPool.query('select id, title from plan where id = $1', [planId])
    const bytes = Number(request.params.bytes)
    const body = bodies.get(bytes) ?? Buffer.alloc(bytes, 'x')
    bodies.set(bytes, body)
    return reply.type('text/html; charset=utf-8').send(body)
  })
  return floorServer.listen({ host: '127.0.0.1', port: 0 })
}

/** Statements that one request makes, as the driver sends them. */
async function queriesOf(path: string): Promise<number> {
  let statements = 0
  const query = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    statements += 1
    return Reflect.apply(query, this, args)
  } as typeof query
  await fetch(`${address}${path}`, { headers: { cookie } })
  pg.Client.prototype.query = query
  return statements
}
