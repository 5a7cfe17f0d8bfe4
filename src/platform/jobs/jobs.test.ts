import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { keepingMailer, SECRET } from '../../../tests/support/world.ts'
import { JOBS } from '../../app.ts'
import { systemActor } from '../access/actor.ts'
import { asOwner } from '../db/connect.ts'
import { type Scope, withScope } from '../db/scope.ts'
import { createFileStore } from '../files/files.ts'
import { newId } from '../ids.ts'
import type { Message } from '../mail/mail.ts'
import { readAnchors } from '../record/anchors.ts'
import { checkChain } from '../record/check.ts'
import { anchorRecords } from '../record/jobs.ts'
import { record } from '../record/record.ts'
import { defineJob, enqueue, type Job } from './jobs.ts'
import { startWorker, timetableOf, type WorkerDeps } from './worker.ts'

let database: TestDatabase
let folder: string
let done: string[] = []
let said: string[] = []
const mail: Message[] = []

const area = { id: newId(), name: 'Anyshire' }
const clock = { now: () => new Date('2026-11-23T09:00:00Z') }

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'goldenthread-jobs-'))
  await database.pool
    .insertInto('area')
    .values({ ...area, demonstration: false })
    .execute()
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const note = defineJob({
  name: 'test.note',
  payload: z.object({ id: z.uuid() }),
  run: async (_deps, { id }) => void done.push(id),
})

const stumble = defineJob({
  name: 'test.stumble',
  payload: z.object({ secret: z.string() }),
  run: async () => {
    throw new Error('the job stumbled')
  },
})

const deps = (): WorkerDeps => ({
  pool: database.pool,
  clock,
  publicUrl: 'http://goldenthread.test',
  mailer: keepingMailer(mail),
  secret: SECRET,
  files: createFileStore(folder),
  dataFolder: folder,
  anchorMailTo: 'keeper@anyshire.example',
  log: (line) => void said.push(line),
})

const within = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  withScope(database.pool, clock, systemActor(area, 'Test'), work)

/** Runs a worker until what is waited for has come about. */
async function working(
  until: () => void | Promise<void>,
  jobs: readonly Job[] = [note, stumble],
): Promise<void> {
  const worker = await startWorker(database.ownerUrl, jobs, deps())
  try {
    await vi.waitFor(until, { timeout: 10_000, interval: 20 })
  } finally {
    await worker.stop()
  }
}

const queued = (): Promise<{ task: string; attempts: number; last_error: string | null }[]> =>
  asOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      'select task_identifier as task, attempts, last_error from graphile_worker.jobs order by id',
    )
    return rows
  })

const emptyQueue = (): Promise<unknown> =>
  asOwner(database.ownerUrl, (owner) => owner.query('delete from graphile_worker._private_jobs'))

describe('work for later', () => {
  test('is done once the transaction that asked for it is', async () => {
    const id = newId()
    await within(({ db }) => enqueue(db, note, { id }))
    expect(await queued()).toEqual([{ task: 'test.note', attempts: 0, last_error: null }])
    await working(() => expect(done).toContain(id))
    expect(await queued()).toEqual([])
    expect(done.filter((one) => one === id)).toHaveLength(1)
  })

  test('does not exist when the transaction that asked for it was taken back', async () => {
    const failing = within(async ({ db }) => {
      await enqueue(db, note, { id: newId() })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await queued()).toEqual([])
  })

  test('is not seen by a worker before the transaction is done', async () => {
    const id = newId()
    done = []
    await working(async () => {
      if (done.length > 0) return
      await within(async ({ db }) => {
        await enqueue(db, note, { id })
        await new Promise((resolve) => setTimeout(resolve, 150))
        expect(done).toEqual([])
      })
      await vi.waitFor(() => expect(done).toEqual([id]), { timeout: 5_000 })
    })
  })

  test('whose payload does not fit fails, is kept to be tried again, and is seen', async () => {
    said = []
    await within(({ db }) => enqueue(db, note, { id: 'not an id' }))
    await working(async () => expect((await queued())[0]?.attempts).toBe(1))
    const [failed] = await queued()
    expect(failed).toMatchObject({ task: 'test.note', attempts: 1 })
    expect(failed?.last_error).toMatch(/Invalid UUID/i)
    expect(said.join('\n')).toMatch(/test\.note failed, attempt 1 of/)
    await emptyQueue()
  })

  test('that fails says so, without what it was about', async () => {
    said = []
    await within(({ db }) => enqueue(db, stumble, { secret: 'canary-4711' }))
    await working(async () => expect((await queued())[0]?.last_error).toBe('the job stumbled'))
    expect(said.join('\n')).toMatch(/test\.stumble failed/)
    expect(said.join('\n')).not.toMatch(/canary-4711|the job stumbled/)
    await emptyQueue()
  })

  test('can be put in by the app’s role, and neither read nor taken out', async () => {
    const reading = within(({ db }) =>
      db
        .selectFrom('graphile_worker._private_jobs' as 'area')
        .selectAll()
        .execute(),
    )
    await expect(reading).rejects.toThrow(/permission denied/)
  })
})

describe('a timetable', () => {
  const runsAt = (cron: string, instant: string) => {
    const at = Temporal.Instant.from(instant).toZonedDateTimeISO('UTC')
    const minute = { min: at.minute, hour: at.hour, date: at.day, month: at.month, dow: at.dayOfWeek % 7 }
    return timetableOf({ name: 'test.note', cron }).map(({ match }) => match(minute))
  }

  test('is kept by the clocks of England, in winter and in summer', () => {
    const morning = '30 7 * * 1-5'
    expect(runsAt(morning, '2026-11-24T07:30:00Z')).toEqual([true])
    expect(runsAt(morning, '2026-07-24T06:30:00Z')).toEqual([true])
    expect(runsAt(morning, '2026-07-24T07:30:00Z')).toEqual([false])
    // Friday the 26th has already begun in England, while it is Thursday in UTC.
    expect(runsAt('15 0 * * 5', '2026-06-25T23:15:00Z')).toEqual([true])
  })

  test('runs once on the nights on which the clocks change', () => {
    for (const day of ['2026-03-29', '2026-10-25']) {
      const minutes = Array.from({ length: 24 * 60 }, (_, at) =>
        Temporal.Instant.from(`${day}T00:00:00Z`).add({ minutes: at }).toString(),
      )
      expect(minutes.filter((minute) => runsAt('15 2 * * *', minute)[0])).toHaveLength(1)
    }
  })

  test('makes up for what was missed, unless the job has no need of it', () => {
    const minutely = { name: 'test.note', cron: '* * * * *' }
    expect(timetableOf(minutely)[0]?.options.backfillPeriod).toBe(24 * 60 * 60 * 1000)
    expect(timetableOf({ ...minutely, catchesUp: false })[0]?.options.backfillPeriod).toBe(0)
    expect(
      JOBS.filter(({ cron }) => cron === '* * * * *').every(({ catchesUp }) => catchesUp === false),
    ).toBe(true)
  })
})

describe('the product’s own jobs', () => {
  test('have names of their own, and those with a timetable ask for nothing else', () => {
    const names = JOBS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const job of JOBS.filter(({ cron }) => cron))
      expect(job.payload.safeParse({}).success, job.name).toBe(true)
  })

  test('are all taken up by a worker, timetables and all', async () => {
    await within(({ db }) => enqueue(db, anchorRecords, {}))
    await working(async () => expect(await queued()).toEqual([]), JOBS)
  })
})

describe('the daily anchor', () => {
  test('keeps the head of the record in a file and in somebody’s mailbox, and the chain is held against it', async () => {
    await rm(join(folder, 'anchors'), { recursive: true, force: true })
    mail.length = 0
    await within((scope) => record(scope, { act: 'test.act', thing: { kind: 'thing', id: null } }))
    await within(({ db }) => enqueue(db, anchorRecords, {}))
    await working(() => expect(mail).toHaveLength(1), JOBS)

    const anchors = await readAnchors(folder, area.id)
    const whole = await within(({ db }) => checkChain(db, area.id, anchors))
    expect(anchors).toEqual([{ at: '2026-11-23T09:00:00.000Z', ...whole.head }])
    expect(whole.fault).toBeNull()
    expect(mail[0]?.to).toBe('keeper@anyshire.example')
    expect(mail[0]?.text).toContain(`Anyshire: entry ${whole.head.seq}, ${whole.head.hash}`)
  })

  test('done twice is one line more, and no harm', async () => {
    await anchorRecords.run(deps(), {})
    await anchorRecords.run(deps(), {})
    const lines = (await readFile(join(folder, 'anchors', `${area.id}.jsonl`), 'utf8')).trim().split('\n')
    expect(new Set(lines).size).toBe(1)
    const anchors = await readAnchors(folder, area.id)
    expect((await within(({ db }) => checkChain(db, area.id, anchors))).fault).toBeNull()
  })

  test('has nothing to say of an area where nothing was done, and writes to nobody where no address is set', async () => {
    const empty = { id: newId(), name: 'Emptyshire' }
    await database.pool
      .insertInto('area')
      .values({ ...empty, demonstration: false })
      .execute()
    const later = { now: () => new Date('2026-11-24T09:00:00Z') }
    await anchorRecords.run({ ...deps(), clock: later, anchorMailTo: null }, {})
    expect(await readAnchors(folder, empty.id)).toEqual([])
    const causes = await within(({ db }) => db.selectFrom('mail').select('once').execute())
    expect(causes).toEqual([{ once: 'anchor:2026-11-23' }])
  })
})
