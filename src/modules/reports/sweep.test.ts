import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { closeWriter } from '../../platform/office/write.ts'
import { cancelPaper } from './actions/ask.ts'
import { KEPT_DAYS } from './domain/keeping.ts'
import { sweepPapersJob } from './jobs.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  plan = await world.plan(area)
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Pat Manager' }))
})
afterAll(async () => {
  await closeWriter()
  await world.close()
})

async function asked(asAt: string): Promise<string> {
  const wish = { layout: 'milestone-report', plan: plan.id, asAt }
  return (await manager.post('/papers', wish)).location
}

async function made(asAt: string): Promise<string> {
  const at = await asked(asAt)
  await world.work()
  return at
}

const send = (at: string) =>
  manager.post(`${at}/send`, {
    ...{ once: newId(), board: '', recipients: 'Regional office', owed: '' },
    ...{ 'on-day': '23', 'on-month': '11', 'on-year': '2026' },
  })

const idOf = (at: string): string => at.split('/').at(-1) ?? ''
const sweep = () => sweepPapersJob.run(world.workerDeps, {})

/** As if it had come to rest so many days ago. */
const age = (at: string, days: number) =>
  world.scope(area, ({ db, now }) =>
    db
      .updateTable('paper')
      .set({ moved_at: new Date(now.getTime() - days * 24 * 60 * 60_000) })
      .where('id', '=', idOf(at))
      .execute(),
  )

const swept = (at: string) =>
  world.scope(area, async ({ db }) => {
    const entries = db.selectFrom('record_entry').select('detail').where('area_id', '=', area.id)
    const own = entries.where('act', '=', 'paper.swept').where('thing_id', '=', idOf(at))
    return (await own.execute()).map(({ detail }) => detail)
  })

const status = async (at: string): Promise<number> => (await manager.get(at)).status

describe('a paper that was sent to nobody', () => {
  test('is taken away with its files when its time is over, once, and the record still names its facts', async () => {
    const [old, young] = [await made('2026-11-20'), await made('2026-11-19')]
    const [seal] =
      /(?<=Seal of its facts: )[0-9a-f]{64}/.exec(mainTextOf((await manager.get(old)).body)) ?? []
    await age(old, KEPT_DAYS + 1)
    await age(young, KEPT_DAYS - 1)
    await sweep()
    await sweep()
    expect([await status(old), await status(`${old}/paper.pdf`), await status(young)]).toEqual([
      404, 404, 200,
    ])
    expect((await manager.get('/papers')).body).not.toContain(old)
    expect(await swept(old)).toEqual([
      { report: 'milestone-report', asAt: '2026-11-20', state: 'made', sha256: seal },
    ])
    expect(await swept(young)).toEqual([])
  })

  test('says on its page until when it is kept, and no longer once it was sent', async () => {
    const at = await made('2026-11-18')
    expect(mainTextOf((await manager.get(at)).body)).toContain(
      'It was sent to nobody yet. It is taken away after 21 February 2027',
    )
    expect(mainTextOf((await manager.get('/papers')).body)).toContain('taken away 90 days after it was made')
    await send(at)
    expect(mainTextOf((await manager.get(at)).body)).not.toContain('taken away')
  })

  test('is taken away when it was cancelled, and never while it waits', async () => {
    const [stopped, waiting] = [await asked('2026-11-17'), await asked('2026-11-16')]
    await world.scope(area, (s) => cancelPaper(s, idOf(stopped)))
    for (const at of [stopped, waiting]) await age(at, KEPT_DAYS + 1)
    await sweep()
    expect([await status(stopped), await status(waiting)]).toEqual([404, 200])
    await world.work()
  })
})

describe('a paper that was sent', () => {
  test('stays for good, with the same bytes', async () => {
    const at = await made('2026-11-15')
    await send(at)
    const before = (await manager.get(`${at}/paper.docx`)).bytes
    await age(at, KEPT_DAYS * 40)
    await sweep()
    expect(await status(at)).toBe(200)
    expect((await manager.get(`${at}/paper.docx`)).bytes).toEqual(before)
  })

  test('is held by the database, whatever the app asks for; and no file is taken from a paper', async () => {
    const at = await made('2026-11-14')
    await send(at)
    const deleting = world.scope(area, ({ db }) =>
      db.deleteFrom('paper').where('area_id', '=', area.id).where('id', '=', idOf(at)).execute(),
    )
    await expect(deleting).rejects.toThrow(/paper_sent/)
    for (const table of ['paper_file', 'paper_sent'] as const) {
      const taking = world.scope(area, ({ db }) =>
        db.deleteFrom(table).where('area_id', '=', area.id).execute(),
      )
      await expect(taking).rejects.toThrow(/permission denied/)
    }
  })
})
