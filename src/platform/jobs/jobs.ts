import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../db/scope.ts'
import type { WorkerDeps } from './worker.ts'

/** Work for later: a payload of ids only, and a handler that is safe to run twice. */
export interface Job<P extends z.ZodType = z.ZodType> {
  name: string
  payload: P
  /** `stopping` is aborted when the worker is told to stop: long work then leaves the rest for the next worker. */
  run: (deps: WorkerDeps, payload: z.output<P>, stopping?: AbortSignal) => Promise<void>
  /**
   * A timetable in crontab form (England's time), for jobs that nobody asks for. Not between one and two at night:
   * that hour is missing on one day of the year, and comes twice on another.
   */
  cron?: string
  /** False: a run that was missed while nobody worked is not made up for. */
  catchesUp?: boolean
}

/** Ties a payload to its handler; app.ts lists the jobs of each module. */
export function defineJob<P extends z.ZodType>(job: Job<P>): Job<P> {
  return job
}

/** Puts work in the queue within the transaction that causes it: both happen, or neither. */
export async function enqueue<P extends z.ZodType>(
  db: Db,
  job: Pick<Job<P>, 'name' | 'payload'>,
  payload: z.input<P>,
): Promise<void> {
  await sql`select enqueue(${job.name}, ${JSON.stringify(payload)}::json)`.execute(db)
}
