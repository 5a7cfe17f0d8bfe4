import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
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
import { type InScope, makePaper } from './actions/make.ts'
import { manuscriptOf, writePaper } from './actions/write.ts'
import { FORMATS, type Format } from './domain/formats.ts'
import { resumePapersJob } from './jobs.ts'
import { reportPaths } from './paths.ts'
import { findFacts, getPaper, listFiles, listPapers } from './queries/papers.ts'

const TODAY = '2026-11-23'

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

const wish = (more: Record<string, string> = {}) => ({
  ...{ layout: 'milestone-report', plan: plan.id, asAt: TODAY },
  ...more,
})

const ask = async (more: Record<string, string> = {}, by = manager): Promise<string> =>
  (await by.post('/papers', wish(more))).location.split('/').at(-1) ?? ''

async function made(more: Record<string, string> = {}): Promise<string> {
  const id = await ask(more)
  await world.work()
  return id
}

const paper = (id: string) => world.scope(area, (s) => getPaper(s, id))
const count = async () => (await world.scope(area, listPapers)).length
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const file = (id: string, format: Format, by = manager) => by.get(reportPaths.file(id, format))

describe('a report asked for as files', () => {
  test('is made by the worker in every form, each under the hash that the page shows', async () => {
    const id = await ask({ asAt: '2026-11-20' })
    const waiting = await manager.get(`/papers/${id}`)
    expect(mainTextOf(waiting.body)).toContain('The files are being made')
    // Nothing of it was done while somebody waited for the page: not even its facts were read.
    expect(await world.scope(area, (s) => findFacts(s, id))).toBeNull()
    await world.work()
    const page = await manager.get(`/papers/${id}`)
    for (const format of FORMATS) {
      expect(linksOf(page.body)).toContain(reportPaths.file(id, format))
      const answer = await file(id, format)
      expect(answer.status).toBe(200)
      expect(mainTextOf(page.body)).toContain(sha(answer.bytes))
    }
  })

  test('asked for twice is one paper, also after somebody signed in and while it is made', async () => {
    const id = await ask({ asAt: '2026-11-19' })
    expect(await ask({ asAt: '2026-11-19' })).toBe(id)
    await world.work()
    const other = await world.signedIn(await world.person(area, { role: 'board_member' }))
    await made({ asAt: '2026-11-18' })
    const first = await ask({ asAt: '2026-11-19' })
    expect(await ask({ asAt: '2026-11-19' }, other)).toBe(first)
  })

  test('asked for by ten at once is one paper, made once', async () => {
    const before = await count()
    const ids = await Promise.all(Array.from({ length: 10 }, () => ask({ asAt: '2026-11-17' })))
    expect(new Set(ids).size).toBe(1)
    await world.work()
    expect(await count()).toBe(before + 1)
    expect(await acts(ids[0] ?? '')).toEqual(['paper.asked', 'paper.made'])
  })

  test('asked for again after the plan changed is another', async () => {
    const id = await made({ asAt: '2026-11-16' })
    const milestone = plan.of('m1')
    const said = { once: newId(), status: 'on_track', done: 'Moving.', support_needed: 'no' }
    expect((await manager.post(`/milestones/${milestone}/update`, said)).status).toBe(303)
    expect(await ask({ asAt: '2026-11-16' })).not.toBe(id)
    await world.work()
  })

  test('made again from its kept facts is the same to the byte', async () => {
    const id = await made({ asAt: '2026-11-15' })
    const facts = (await world.scope(area, (s) => findFacts(s, id))) ?? ''
    const { layout, sha256 } = await paper(id)
    expect(sha(Buffer.from(facts))).toBe(sha256)
    const again = manuscriptOf(layout, facts)
    await closeWriter()
    for (const format of FORMATS) {
      const bytes = await writePaper(again, format)
      expect([format, sha(bytes)]).toEqual([format, sha((await file(id, format)).bytes)])
    }
  })
})

describe('a paper that is being made', () => {
  test('is cancelled at once, and made after all when somebody wants it', async () => {
    const id = await ask({ asAt: '2026-11-14' })
    const page = await manager.get(`/papers/${id}`)
    const form = formsOf(page.body).find(({ action }) => action.endsWith('/cancel'))
    expect((await manager.post(form?.action ?? '')).status).toBe(303)
    await world.work()
    expect(await paper(id)).toMatchObject({ state: 'cancelled', done: 0 })
    expect((await file(id, 'docx')).status).toBe(404)
    await manager.post(`/papers/${id}/again`)
    await world.work()
    expect(await paper(id)).toMatchObject({ state: 'made', done: 7, steps: 7 })
  })

  for (let step = 1; step <= 6; step += 1) {
    test(`stops after step ${step} when it is cancelled then`, async () => {
      const id = await ask({ asAt: `2026-10-1${step}` })
      await work(id, { after: step, next: () => world.scope(area, (s) => cancelPaper(s, id)) })
      expect(await paper(id)).toMatchObject({ state: 'cancelled', done: step })
      expect(await world.scope(area, (s) => listFiles(s, id))).toHaveLength(step - 1)
    })

    test(`goes on where it was when its worker is killed after step ${step}, and is made once`, async () => {
      const id = await ask({ asAt: `2026-09-1${step}` })
      await expect(work(id, { after: step, next: killed })).rejects.toThrow('killed')
      expect(await paper(id)).toMatchObject({ state: 'making', done: step })
      const facts = await world.scope(area, (s) => findFacts(s, id))
      world.clock.forward({ minutes: 6 })
      await resume()
      await world.work()
      expect(await paper(id)).toMatchObject({ state: 'made', done: 7 })
      expect(await world.scope(area, (s) => findFacts(s, id))).toBe(facts)
      expect(await world.scope(area, (s) => listFiles(s, id))).toHaveLength(6)
      expect((await acts(id)).filter((act) => act === 'paper.made')).toHaveLength(1)
    })
  }

  test('by two workers at once is made once', async () => {
    const id = await ask({ asAt: '2026-11-13' })
    await Promise.all([work(id), work(id)])
    await world.work()
    expect(await paper(id)).toMatchObject({ state: 'made', done: 7 })
    expect((await acts(id)).filter((act) => act === 'paper.made')).toHaveLength(1)
  })

  test('says in a sentence what went wrong, and can be tried again', async () => {
    const id = await ask({ asAt: '2026-11-12' })
    const full = { ...world.files, keep: () => Promise.reject(new Error('ENOSPC /secret/path')) }
    await makePaper({ files: full, inScope: (run) => world.scope(area, run) }, id)
    const page = await manager.get(`/papers/${id}`)
    expect(mainTextOf(page.body)).toContain('The files could not be made. Nothing of the plan is lost.')
    expect(page.body).not.toContain('secret')
    const form = formsOf(page.body).find(({ action }) => action.endsWith('/again'))
    await manager.post(form?.action ?? '')
    await world.work()
    expect(await paper(id)).toMatchObject({ state: 'made', fault: null })
  })

  test('is left to the next worker when this one is told to stop', async () => {
    const id = await ask({ asAt: '2026-11-11' })
    const turn = await work(id, {}, AbortSignal.abort())
    expect(turn).toBe('left')
    expect(await paper(id)).toMatchObject({ state: 'making', done: 1 })
    await world.work()
    expect(await paper(id)).toMatchObject({ state: 'made' })
  })

  test('can be stopped by whoever asked for it and by whoever sends papers, and by nobody else', async () => {
    const analyst = await world.signedIn(await world.person(area, { role: 'analyst' }))
    const [theirs, other] = [await ask({ asAt: '2026-11-10' }, analyst), await ask({ asAt: '2026-11-09' })]
    await analyst.post(`/papers/${other}/cancel`)
    expect((await paper(other)).state).toBe('waiting')
    await analyst.post(`/papers/${theirs}/cancel`)
    await manager.post(`/papers/${other}/cancel`)
    expect([(await paper(theirs)).state, (await paper(other)).state]).toEqual(['cancelled', 'cancelled'])
  })
})

// ── Tools ───────────────────────────────────────────────────────────────────────────────────────────────

/** The record of a paper, oldest first. */
const acts = (id: string): Promise<string[]> =>
  world.scope(area, async ({ db }) => {
    const entries = db.selectFrom('record_entry').select('act').where('thing_id', '=', id)
    return (await entries.where('area_id', '=', area.id).orderBy('seq').execute()).map(({ act }) => act)
  })

class Killed extends Error {
  override message = 'killed'
}

const killed = (): Promise<never> => Promise.reject(new Killed())

/** Does a worker's turn; `next` happens when so many steps were saved. A killed worker does nothing any more. */
function work(
  id: string,
  { after = 0, next }: { after?: number; next?: () => Promise<unknown> } = {},
  stopping?: AbortSignal,
) {
  let dead = false
  const inScope: InScope = async (run) => {
    if (dead) throw new Killed()
    const done = await world.scope(area, run)
    const saved = (await paper(id)).done
    if (next && saved === after && (await paper(id)).state === 'making') {
      await next().catch((error: unknown) => {
        dead = true
        throw error
      })
    }
    return done
  }
  return makePaper({ files: world.files, inScope, stopping }, id)
}

const resume = () => resumePapersJob.run(world.workerDeps, {})
