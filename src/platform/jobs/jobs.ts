import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../db/scope.ts'
import type { WorkerDeps } from './worker.ts'

/** Work for later: a payload of ids only, and a handler that is safe to run twice. */
export interface Job<P extends z.ZodType = z.ZodType> {
  name: string
  payload: P
  run: (deps: WorkerDeps, payload: z.output<P>) => Promise<void>
  /** A timetable in crontab form (England's time), for jobs that nobody asks for. */
  cron?: string
}

/** Ties a payload to its handler; app.ts lists the jobs of each module. */
export function defineJob<P extends z.ZodType>(job: Job<P>): Job<P> {
  return job
}

/** Puts work in the queue within the transaction that causes it: both happen, or neither. */
export async function enqueue<P extends z.ZodType>(db: Db, job: Job<P>, payload: z.input<P>): Promise<void> {
  await sql`select enqueue(${job.name}, ${JSON.stringify(payload)}::json)`.execute(db)
}
