import { fork } from 'node:child_process'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'
import { type Config, installationSecret } from '../config.ts'
import { claimServe } from '../platform/db/serve-lock.ts'
import { seedDemonstration } from './seed.ts'
import { WITH_PARENT } from './worker.ts'
import { openWorld, publicUrlOf, say, type World } from './world.ts'

/** Serves the site, with a worker beside it, until it is told to stop; requests in flight finish first. */
export async function run(): Promise<number> {
  const world = await openWorld()
  try {
    return await serve(world)
  } finally {
    await world.database.close()
  }
}

async function serve(world: World): Promise<number> {
  const { config, database } = world
  const claim = await claimServe(database.ownerUrl, `http://${config.host}:${config.port}`)
  try {
    if (config.demonstration) await seedDemonstration(world)
    const app = await buildApp({
      ...world,
      pool: database.pool,
      secret: installationSecret(config.dataFolder),
      publicUrl: publicUrlOf(config),
      demonstration: config.demonstration,
      logLevel: config.logLevel,
    })
    await serveUntilTold(app, config)
    return 0
  } finally {
    await claim.release()
  }
}

async function serveUntilTold(app: FastifyInstance, config: Config): Promise<void> {
  const told = untilTold()
  try {
    await app.listen({ host: config.host, port: config.port })
    const worker = startWorkerProcess()
    say(`Goldenthread is at ${publicUrlOf(config)}`)
    await told
    await worker.stop()
  } finally {
    await app.close()
  }
}

/** Ctrl-C, or a supervisor's SIGTERM. A second one does not wait. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
    }
  })
}

/** Heavy work leaves the web process. When the worker dies, another takes its place and its queue. */
function startWorkerProcess(): { stop(): Promise<void> } {
  let stopping = false
  let child = forkWorker()
  const watch = () =>
    child.once('exit', (code) => {
      if (stopping) return
      say(`The worker ended (${code}); starting another`)
      setTimeout(() => {
        if (stopping) return
        child = forkWorker()
        watch()
      }, 1_000).unref()
    })
  watch()
  return {
    stop: async () => {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

const forkWorker = () => fork(new URL('../main.ts', import.meta.url), ['worker', WITH_PARENT])
