/** The web process, with a worker process beside it, that tells how free its event loop was. */
import { fork } from 'node:child_process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import pg from 'pg'
import { buildApp } from '../src/app.ts'
import { createArea, establish, startSession } from '../src/modules/identity/index.ts'
import { sessionCookie, writeAreaToken } from '../src/platform/access/session.ts'
import { systemClock } from '../src/platform/calendar.ts'
import { openDatabase } from '../src/platform/db/open.ts'
import { createFileStore } from '../src/platform/files/files.ts'

export interface ImportServer {
  address: string
  cookie: string
}

/** What can be asked of it; each gets one answer. */
export type Ask = { ask: 'start' } | { ask: 'stop' } | { ask: 'state'; id: string }

/** In milliseconds; a timer of one millisecond that is never late says about one. */
export interface Delay {
  p99: number
  longest: number
}

const PUBLIC_URL = 'http://127.0.0.1'
const folder = process.argv[2] ?? ''
const database = await openDatabase(
  { databaseUrl: null, databaseAppUrl: null, dataFolder: folder },
  console.error,
)
const cookie = await signIn()
const app = await buildApp({
  pool: database.pool,
  clock: systemClock,
  files: createFileStore(folder),
  secret: 'bench'.repeat(8),
  publicUrl: PUBLIC_URL,
  demonstration: false,
  logLevel: 'silent',
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
const worker = fork(new URL('../src/main.ts', import.meta.url), ['worker', '--with-parent'], {
  env: { ...process.env, DATA_FOLDER: folder },
})
const looking = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
let delay = monitorEventLoopDelay({ resolution: 1 })

process.on('message', async (asked: Ask) => process.send?.(await answerTo(asked)))
process.send?.({ address, cookie } satisfies ImportServer)

process.on('SIGTERM', async () => {
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill('SIGTERM')
  await Promise.all([app.close(), looking.end(), ended])
  await database.close()
  process.exit(0)
})

async function answerTo(asked: Ask): Promise<unknown> {
  if (asked.ask === 'state') {
    const { rows } = await looking.query('select state from import where id = $1', [asked.id])
    return rows[0]?.state ?? 'none'
  }
  if (asked.ask === 'start') {
    delay = monitorEventLoopDelay({ resolution: 1 })
    return { measuring: delay.enable() }
  }
  delay.disable()
  return { p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 } satisfies Delay
}

/** Somebody who runs an area of his own. */
async function signIn(): Promise<string> {
  const area = { areaId: '', areaName: 'Bench', personId: '' }
  await createArea(
    { pool: database.pool, clock: systemClock },
    { name: 'Bench', demonstration: false },
    async (scope) => {
      const person = { key: 'pm', name: 'Manager', email: 'pm@bench.example', partner: 'council', post: 'pm' }
      const directory = {
        partners: [{ key: 'council', name: 'Council', kind: 'council' }],
        posts: [{ key: 'pm', title: 'Programme Manager', partner: 'council' }],
        people: [{ ...person, role: 'programme_manager' as const }],
      }
      const ids = await establish(scope, directory, '2026-01-01')
      Object.assign(area, { areaId: scope.areaId, personId: ids.get('person:pm') ?? '' })
    },
  )
  const session = await startSession({ pool: database.pool, clock: systemClock }, area, 'bench')
  return `${sessionCookie(PUBLIC_URL)}=${writeAreaToken(session)}`
}
