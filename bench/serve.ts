import Fastify from 'fastify'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { createArea, establish, startSession } from '../src/modules/identity/index.ts'
import { type BroughtIn, bringInPlan, type PlanDraft } from '../src/modules/plans/index.ts'
import { sessionCookie, writeAreaToken } from '../src/platform/access/session.ts'
import { systemClock } from '../src/platform/calendar.ts'
import { type OpenDatabase, openDatabase } from '../src/platform/db/open.ts'
import { createFileStore } from '../src/platform/files/files.ts'

/** What the server under test tells the one that measures. */
export interface BenchServer {
  address: string
  floor: string
  cookie: string
  pages: { name: string; path: string; bytes: number; drawing: number; kept: number; milliseconds: number }[]
}

export interface BenchArea {
  areaId: string
  areaName: string
  personId: string
  planId: string
  /** What a key of the plan's draft became. */
  ids: BroughtIn['ids']
}

/** What is to be asked for, by name. */
export type Asked = readonly (readonly [name: string, path: string])[]

/** Serves what `prepare` put into a fresh database, and the floor beside it, until it is told to stop. */
export async function serveBench(
  prepare: (database: OpenDatabase) => Promise<{ area: BenchArea; asked: Asked }>,
): Promise<void> {
  const folder = process.argv[2] ?? ''
  const settings = { databaseUrl: null, databaseAppUrl: null, dataFolder: folder }
  const database = await openDatabase(settings, console.error)
  const { area, asked } = await prepare(database)
  const session = await signIn(database, area)
  const app = await buildApp({
    ...{ pool: database.pool, clock: systemClock, files: createFileStore(folder) },
    ...{ secret: 'bench'.repeat(8), publicUrl: 'http://127.0.0.1', demonstration: false, logLevel: 'silent' },
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  // As a browser, which brings back the form cookie that its first page gave it.
  const first = await fetch(`${address}/plans`, { headers: { cookie: session } })
  const cookie = [session, ...first.headers.getSetCookie().map((one) => one.split(';')[0])].join('; ')
  const floor = await startFloor(database.ownerUrl, area.planId)
  const pages = []
  for (const [name, path] of asked) pages.push(await look(name, path, { address, cookie }))
  process.send?.({ address, floor: floor.address, cookie, pages } satisfies BenchServer)
  process.on('SIGTERM', async () => {
    await Promise.all([app.close(), floor.close()])
    await database.close()
    process.exit(0)
  })
}

/** An area with a plan, made for the post that leads all of it, and somebody who runs it. */
export async function makeArea(
  { pool }: OpenDatabase,
  areaName: string,
  draftFor: (postId: string) => PlanDraft,
): Promise<BenchArea> {
  let area: BenchArea | null = null
  await createArea({ pool, clock: systemClock }, { name: areaName, demonstration: false }, async (scope) => {
    const email = `pm@${areaName.toLowerCase()}.example`
    const person = { key: 'pm', name: 'Programme Manager', email, partner: 'council', post: 'pm' }
    const directory = {
      partners: [{ key: 'council', name: 'Council', kind: 'council' }],
      posts: [{ key: 'pm', title: 'Programme Manager', partner: 'council' }],
      people: [{ ...person, role: 'programme_manager' as const }],
    }
    const people = await establish(scope, directory, '2026-01-01')
    const { planId, ids } = await bringInPlan(scope, draftFor(people.get('post:pm') ?? ''), 'bench')
    area = { areaId: scope.areaId, areaName, personId: people.get('person:pm') ?? '', planId, ids }
  })
  if (!area) throw new Error('The area was not made')
  return area
}

async function signIn({ pool }: OpenDatabase, area: BenchArea): Promise<string> {
  const session = await startSession({ pool, clock: systemClock }, area, 'bench')
  return `${sessionCookie('http://127.0.0.1')}=${writeAreaToken(session)}`
}

/** The least that a page could cost: one query over the same pool size, and so many bytes. */
async function startFloor(
  url: string,
  planId: string,
): Promise<{ address: string; close: () => Promise<unknown> }> {
  const server = Fastify()
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  const bodies = new Map<number, Buffer>()
  server.get<{ Params: { bytes: string } }>('/:bytes', async (request, reply) => {
    await pool.query('select id, title from plan where id = $1', [planId])
    const bytes = Number(request.params.bytes)
    const body = bodies.get(bytes) ?? Buffer.alloc(bytes, 'x')
    bodies.set(bytes, body)
    return reply.type('text/html; charset=utf-8').send(body)
  })
  const address = await server.listen({ host: '127.0.0.1', port: 0 })
  return { address, close: () => Promise.all([server.close(), pool.end()]) }
}

async function look(
  name: string,
  path: string,
  { address, cookie }: { address: string; cookie: string },
): Promise<BenchServer['pages'][number]> {
  const ask = () => fetch(`${address}${path}`, { headers: { cookie } })
  const started = performance.now()
  const drawing = await statementsOf(ask)
  const milliseconds = Math.round(performance.now() - started)
  const kept = await statementsOf(ask)
  const answer = await ask()
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return { name, path, bytes: (await answer.arrayBuffer()).byteLength, drawing, kept, milliseconds }
}

/** Statements that one request makes, as the driver sends them. */
async function statementsOf(ask: () => Promise<unknown>): Promise<number> {
  let statements = 0
  const query = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    statements += 1
    return Reflect.apply(query, this, args)
  } as typeof query
  await ask()
  pg.Client.prototype.query = query
  return statements
}
