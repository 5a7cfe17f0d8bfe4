/** The site killed without warning, again and again, while leads answer: what it acknowledged is there. */
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemonstration } from '../src/commands/seed.ts'
import { installationSecret } from '../src/config.ts'
import { signLink } from '../src/platform/access/signed-links.ts'
import { systemClock } from '../src/platform/calendar.ts'
import { withArea } from '../src/platform/db/scope.ts'
import { createFileStore } from '../src/platform/files/files.ts'
import { newId } from '../src/platform/ids.ts'
import { checkChain } from '../src/platform/record/check.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'
import { formsOf } from './support/html.ts'
import { browse, freePort, startProgram, untilServed } from './support/served.ts'

const KILLS = 20

let database: TestDatabase
let folder: string
let child: ChildProcess | undefined

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'goldenthread-kill-'))
  await seedDemonstration({
    database: { ...database, migrated: [] },
    clock: systemClock,
    files: createFileStore(folder),
  })
}, 60_000)
afterAll(async () => {
  child?.kill('SIGKILL')
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function serve(): Promise<string> {
  const port = String(await freePort())
  const started = startProgram(['serve'], folder, {
    DATABASE_URL: database.ownerUrl,
    DATA_FOLDER: folder,
    PORT: port,
    LOG_LEVEL: 'silent',
  })
  child = started.child
  const url = `http://127.0.0.1:${port}`
  await untilServed(started, url)
  return url
}

async function links(): Promise<{ areaId: string; paths: string[] }> {
  const area = await database.pool.selectFrom('area').select('id').executeTakeFirstOrThrow()
  const secret = installationSecret(folder)
  const asks = await withArea(database.pool, area.id, (db) =>
    db.selectFrom('ask').select('id').where('area_id', '=', area.id).execute(),
  )
  return {
    areaId: area.id,
    paths: asks.map(({ id }) => `/asked/${signLink(secret, 'ask', { areaId: area.id, id })}`),
  }
}

/** Answers through a link until the site is gone; says which answers it acknowledged. */
async function answerUntilGone(url: string, path: string, acknowledged: string[]): Promise<void> {
  const browser = browse(url)
  try {
    for (;;) {
      const { body } = await browser.get(path)
      const forms = formsOf(body).filter(({ action }) => /\/milestones\/[\w-]+$/.test(action))
      for (const { action } of forms) {
        const words = `Answer ${newId()}`
        const form = { once: newId(), status: 'on_track', done: words, support_needed: 'no' }
        // Its due date may have passed: whoever is asked "are you sure?" is sure.
        const answer = await browser.post(action, { ...form, sure: 'due_passed', answer: 'save' })
        if (answer.status === 303) acknowledged.push(words)
      }
    }
  } catch {
    // Gone: whatever was not acknowledged, nobody was promised.
  }
}

test(`every answer that was acknowledged is there, over ${KILLS} kills at random moments, and the record is whole`, async () => {
  const acknowledged: string[] = []
  const { areaId, paths } = await links()
  for (let turn = 0; turn < KILLS; turn += 1) {
    const url = await serve()
    const before = acknowledged.length
    const leads = paths.slice(0, 4).map((path) => answerUntilGone(url, path, acknowledged))
    while (acknowledged.length === before) await sleep(5)
    await sleep(Math.random() * 300)
    child?.kill('SIGKILL')
    await Promise.all(leads)
  }
  const held = await withArea(database.pool, areaId, (db) =>
    db.selectFrom('progress').select('done').where('area_id', '=', areaId).execute(),
  )
  const words = new Set(held.map(({ done }) => done))
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS)
  expect(acknowledged.filter((one) => !words.has(one))).toEqual([])
  const { fault } = await withArea(database.pool, areaId, (db) => checkChain(db, areaId, []))
  expect(fault).toBeNull()
}, 240_000)
