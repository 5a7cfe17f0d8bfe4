import { EventEmitter } from 'node:events'
import {
  Logger,
  type ParsedCronItem,
  parseCronItem,
  run,
  runOnce,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import type { Clock } from '../calendar.ts'
import type { Pool } from '../db/connect.ts'
import type { FileStore } from '../files/files.ts'
import type { Mailer } from '../mail/mail.ts'
import { inEngland } from './england.ts'
import type { Job } from './jobs.ts'

/** What a job may lean on. It opens scopes as a system actor, and calls the actions that a person's click calls. */
export interface WorkerDeps {
  pool: Pool
  clock: Clock
  mailer: Mailer
  files: FileStore
  dataFolder: string
  /** Where people reach this installation: the start of every link in a message. */
  publicUrl: string
  /** The installation's own: what signs the links in a message. */
  secret: string
  anchorMailTo: string | null
  log: (line: string) => void
}

export interface RunningWorker {
  stop(): Promise<void>
}

/** Starts working through the queue. It logs in as the owner, since the queue's own tables are the owner's. */
export async function startWorker(
  ownerUrl: string,
  jobs: readonly Job[],
  deps: WorkerDeps,
): Promise<RunningWorker> {
  const stopping = new AbortController()
  const runner = await run({
    connectionString: ownerUrl,
    concurrency: 2,
    noHandleSignals: true,
    taskList: tasksOf(jobs, deps, stopping.signal),
    parsedCronItems: jobs.flatMap(timetableOf),
    logger: silent,
    events: eventsOf(deps),
  })
  return {
    stop: () => {
      stopping.abort()
      return runner.stop()
    },
  }
}

/** Works through what is due now, and returns: for a command that cannot wait for a worker. */
export async function workOnce(ownerUrl: string, jobs: readonly Job[], deps: WorkerDeps): Promise<void> {
  await runOnce({
    connectionString: ownerUrl,
    noHandleSignals: true,
    taskList: tasksOf(jobs, deps),
    logger: silent,
    events: eventsOf(deps),
  })
}

/** Which job failed and how often: what went wrong may name a person, and stays with the job in the database. */
function eventsOf(deps: WorkerDeps): WorkerEvents {
  const events: WorkerEvents = new EventEmitter()
  events.on('job:error', ({ job, error }) => {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    deps.log(`worker: ${job.task_identifier} failed${code}, attempt ${job.attempts} of ${job.max_attempts}`)
  })
  return events
}

const silent = new Logger(() => () => {})

function tasksOf(jobs: readonly Job[], deps: WorkerDeps, stopping?: AbortSignal): TaskList {
  // A payload that does not fit its schema throws: the job fails, is tried again and is seen; never half run.
  const taskOf = (job: Job) => (payload: unknown) =>
    job.run(deps, job.payload.parse(stripCron(payload)), stopping)
  return Object.fromEntries(jobs.map((job) => [job.name, taskOf(job)]))
}

const A_DAY = 24 * 60 * 60 * 1000

/** The queue counts in UTC, and knows nothing of summer. */
export function timetableOf(job: Pick<Job, 'name' | 'cron' | 'catchesUp'>): ParsedCronItem[] {
  const { name, cron, catchesUp = true } = job
  if (!cron) return []
  const backfillPeriod = catchesUp ? A_DAY : 0
  const item = parseCronItem({ task: name, match: cron, options: { backfillPeriod } })
  return [{ ...item, match: (utc) => item.match(inEngland(utc)) }]
}

/** A timetabled run arrives with the queue's own `_cron` note beside the payload. */
function stripCron(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return {}
  return Object.fromEntries(Object.entries(payload).filter(([key]) => key !== '_cron'))
}
