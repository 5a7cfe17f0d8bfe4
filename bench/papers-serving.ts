/** A web process that is asked for pages while a worker beside it makes a report in every form: for papers.ts. */
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as after } from 'node:timers/promises'
import { buildApp } from '../src/app.ts'
import { askForPaper } from '../src/modules/reports/index.ts'
import { systemActor } from '../src/platform/access/actor.ts'
import { systemClock } from '../src/platform/calendar.ts'
import { openDatabase } from '../src/platform/db/open.ts'
import { withScope } from '../src/platform/db/scope.ts'
import { createFileStore } from '../src/platform/files/files.ts'
import { benchPlan } from './plan.ts'
import { makeArea } from './serve.ts'

const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
const database = await openDatabase(
  { databaseUrl: null, databaseAppUrl: null, dataFolder: folder },
  console.error,
)
const { pool } = database
const app = await buildApp({
  ...{ pool, clock: systemClock, files: createFileStore(folder), publicUrl: 'http://bench.test' },
  ...{
    secret: 'a secret of the bench, thirty-two characters or more',
    demonstration: false,
    logLevel: 'silent',
  },
})
await app.listen({ port: 0, host: '127.0.0.1' })

const told: Record<string, string> = {}
for (const actions of [60, 500]) {
  const { areaId, areaName, planId } = await makeArea(database, `Area${actions}`, (postId) =>
    benchPlan(actions, 4, postId),
  )
  const inScope = <T>(work: Parameters<typeof withScope<T>>[3]) =>
    withScope(pool, systemClock, systemActor({ id: areaId, name: areaName }, 'Bench'), work)
  const worker = fork(new URL('../src/main.ts', import.meta.url), ['worker'], {
    env: { ...process.env, DATA_FOLDER: folder },
  })
  await after(4_000)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const started = performance.now()
  const wish = { planId, asAt: null, cycleId: null, sinceCycleId: null, reviewId: null }
  const { id } = await inScope((scope) => askForPaper(scope, 'milestone-report', wish))
  for (let state = 'waiting'; state === 'waiting' || state === 'making'; ) {
    await Promise.all([after(20), app.inject('/sign-in')])
    state = await inScope(
      async ({ db }) =>
        (await db.selectFrom('paper').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state,
    )
    if (state === 'failed') throw new Error('The paper could not be made')
  }
  delay.disable()
  const milestones = `${actions * 4} milestones`
  told[`${milestones}: asked for to made in all six forms (ms)`] = (performance.now() - started).toFixed(0)
  told[`${milestones}: event-loop delay of the web process, p99 (ms)`] = (delay.percentile(99) / 1e6).toFixed(
    1,
  )
  told[`${milestones}: the longest (ms)`] = (delay.max / 1e6).toFixed(1)
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill('SIGTERM')
  await ended
}
await app.close()
await database.close()
await rm(folder, { recursive: true, force: true })
process.send?.(told)
