/** Evidence as programs see it: found, added, attached, withdrawn and taken away, as on its pages. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TOO_LARGE } from '../src/platform/files/kinds.ts'
import { mainTextOf } from './support/html.ts'
import type { Program } from './support/program.ts'
import {
  START,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from './support/world.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let program: Program
let manager: TestClient

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area)
  program = await world.program(area)
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
})

const at = (key = 'm1') => `/api/v1/milestones/${plan.of(key)}`
const note = (more: object = {}) => ({
  ...{ once: crypto.randomUUID(), kind: 'note', title: 'Dip sample', words: 'Thirty files were read.' },
  ...more,
})
const BYTES = Buffer.from('Thirty files were read, and ten were dated.')
const file = (more: object = {}) => ({
  ...{ once: crypto.randomUUID(), name: 'Audit.txt', content: BYTES.toString('base64') },
  ...more,
})
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const acts = () =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('record_entry')
      .select(['act', 'actor_kind'])
      .where('area_id', '=', areaId)
      .where('act', 'like', 'evidence.%')
      .orderBy('seq')
      .execute(),
  )

describe('what is added', () => {
  test('is a note or a link, on the page of the milestone at once, and in the record as the program’s', async () => {
    const link = { ...note({ kind: 'link', title: 'Board pack' }), url: 'https://example.org/pack' }
    for (const sent of [note(), link]) {
      const answer = await program.post(`${at()}/evidence`, sent)
      expect(answer.status).toBe(201)
      expect(answer.json).toMatchObject({
        ...{ kind: sent.kind, title: sent.title, withdrawn: null, versions: [] },
        uses: [{ target: { kind: 'milestone', id: plan.of('m1') }, detached: null }],
      })
      expect(mainTextOf((await manager.get(`/milestones/${plan.of('m1')}`)).body)).toContain(sent.title)
    }
    const behind = await program.get(`${at()}/evidence`)
    expect(behind.json.items.map((one: { title: string }) => one.title)).toEqual(['Dip sample', 'Board pack'])
    const added = { act: 'evidence.added', actor_kind: 'integration' }
    expect(await acts()).toEqual([added, added])
  })

  test('is a file, which comes back byte for byte to be taken away, and does nothing where it is opened', async () => {
    const { json: piece } = await program.post(`${at()}/files`, file({ expiresOn: '2027-03-31' }))
    expect(piece).toMatchObject({
      ...{ kind: 'file', title: 'Audit.txt', expiresOn: '2027-03-31', sha256: sha256(BYTES) },
      versions: [{ number: 1, name: 'Audit.txt', mediaType: 'text/plain', bytes: BYTES.length }],
    })
    const taken = await program.get(`/api/v1/evidence/${piece.id}/versions/1`)
    expect([taken.status, taken.json]).toEqual([200, BYTES.toString()])
    expect(taken.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': 'attachment; filename=Audit.txt',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect((await program.get(`/api/v1/evidence/${piece.id}/versions/2`)).status).toBe(404)
  })

  test('is kept once, however often it is sent, and answered the same', async () => {
    for (const [url, sent] of [
      [`${at()}/evidence`, note()],
      [`${at()}/files`, file()],
    ] as const) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => program.post(url, sent)))
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1)
    }
    expect((await program.get('/api/v1/evidence')).json.items).toHaveLength(2)
  })

  test('is refused where other evidence comes under the same mark, and nothing is added', async () => {
    const sent = note({ datedOn: '2026-11-02' })
    await program.post(`${at()}/evidence`, sent)
    for (const [url, other] of [
      [`${at()}/evidence`, { ...sent, words: 'Other words.' }],
      [`${at()}/evidence`, { ...sent, datedOn: '2026-11-03' }],
      [`${at()}/evidence`, { ...sent, owner: 'Somebody else' }],
      [`${at('m2')}/evidence`, sent],
      [`${at()}/files`, file({ once: sent.once })],
    ] as const) {
      const answer = await program.post(url, other)
      expect(answer.status).toBe(409)
      expect(answer.json.errors).toEqual([
        { field: 'once', text: 'This mark stands for other evidence already: send it under a new mark' },
      ])
    }
    expect((await program.get('/api/v1/evidence')).json.items).toHaveLength(1)
    expect((await program.get(`${at('m2')}/evidence`)).json.items).toEqual([])
  })

  test.each([
    [{ content: 'not base64!' }, 'content', 'Send the bytes of the file as base64, without line breaks'],
    [{ content: 'QUJ' }, 'content', 'Send the bytes of the file as base64, without line breaks'],
    [{ content: '' }, 'file', 'The file is empty: choose another'],
    [{ name: 'Run.exe' }, 'file', 'a .exe file is not taken'],
    [{ name: 'Audit.pdf' }, 'file', 'does not hold a PDF'],
    [{ datedOn: '2026-11-02', expiresOn: '2026-11-01' }, 'expiresOn', 'The last day must be on or after'],
    [{ plan: 'other' }, '', 'There is no “plan” here'],
  ])('is no file with %j, in the words of the page', async (more, field, words) => {
    const answer = await program.post(`${at()}/files`, file(more))
    expect(answer.status).toBe(422)
    expect(answer.json.errors).toEqual([{ field, text: expect.stringContaining(words) }])
  })

  test('may be 20 MB once it is read, and no more; other operations take 2 MB still', async () => {
    const most = 20 * 1024 * 1024
    const sized = (bytes: number) => file({ content: Buffer.alloc(bytes, 'a').toString('base64') })
    const kept = await program.post(`${at()}/files`, sized(most))
    expect([kept.status, kept.json.versions?.[0].bytes]).toEqual([201, most])
    const over = await program.post(`${at()}/files`, sized(most + 1))
    expect([over.status, over.json.detail]).toEqual([422, TOO_LARGE])
    const far = await program.post(`${at()}/files`, sized(most + 2_000_000))
    expect([far.status, far.json.detail]).toEqual([413, 'Send 28 MB at most.'])
    const words = await program.post(`${at()}/evidence`, note({ words: 'x'.repeat(3_000_000) }))
    expect([words.status, words.json.detail]).toEqual([413, 'Send 2 MB at most.'])
  }, 30_000)
})

describe('what is held', () => {
  const add = async (more: object) => (await program.post(`${at()}/evidence`, note(more))).json
  const list = async (query = '') => {
    const { json } = await program.get(`/api/v1/evidence${query}`)
    return json.items.map((one: { title: string }) => one.title)
  }

  test('is listed as the register lists it, and page by page', async () => {
    await add({ title: 'Old', expiresOn: '2026-11-01' })
    await add({ title: 'Ageing', expiresOn: '2026-12-01' })
    const gone = await add({ title: 'Gone' })
    await program.post(`/api/v1/evidence/${gone.id}/withdrawal`, { reason: 'It is of another area.' })
    expect(await list()).toEqual(['Ageing', 'Old'])
    expect(await list('?show=out_of_date')).toEqual(['Old'])
    expect(await list('?show=soon')).toEqual(['Ageing'])
    expect(await list('?show=withdrawn')).toEqual(['Gone'])
    expect(await list('?kind=file')).toEqual([])
    expect(await list('?owner=Nobody')).toEqual([])
    expect((await program.get('/api/v1/evidence?show=lost')).status).toBe(422)
    const first = await program.get('/api/v1/evidence?limit=1')
    expect(await list(`?limit=1&after=${first.json.next}`)).toEqual(['Old'])
  })

  test('is put under more things, and once under each; where no evidence stands, it is refused', async () => {
    const { id } = await add({})
    const uses = `/api/v1/evidence/${id}/uses`
    const target = { kind: 'milestone', planId: plan.id, id: plan.of('m2') }
    for (let turn = 0; turn < 2; turn += 1) {
      const { status, json } = await program.post(uses, target)
      expect([status, json.uses.length]).toEqual([201, 2])
    }
    const { json: held } = await program.get(`/api/v1/plans/${plan.id}`)
    const [criterion] = held.actions.flatMap((action: { criteria: object[] }) => action.criteria)
    await program.post(uses, { kind: 'criterion', planId: plan.id, id: criterion.id })
    const { json } = await program.get(`/api/v1/evidence/${id}`)
    expect(json.uses[2]).toMatchObject({ target: { kind: 'criterion' }, words: criterion.words })
    expect(json.uses[1]).toMatchObject({ target: { ...target, descriptor: null }, plan: plan.title })
    expect((await program.post(uses, { ...target, id: plan.of('a1') })).status).toBe(422)
    expect((await program.post(uses, { ...target, planId: crypto.randomUUID() })).status).toBe(404)
  })

  test('is withdrawn with a reason, stands behind nothing, and is kept', async () => {
    const { id } = await add({})
    const door = `/api/v1/evidence/${id}/withdrawal`
    expect((await program.post(door, {})).json.errors).toEqual([
      { field: 'reason', text: 'Say why it is withdrawn' },
    ])
    for (const reason of ['It is of another area.', 'Again.']) {
      const { status, json } = await program.post(door, { reason })
      expect([status, json.withdrawn.because]).toEqual([200, 'It is of another area.'])
    }
    world.clock.forward({ days: 1 })
    expect((await program.get(`${at()}/evidence`)).json.items).toEqual([])
    expect((await program.get(`${at()}/evidence?asAt=2026-11-22`)).json.items).toEqual([])
    expect((await program.get(`/api/v1/evidence/${id}`)).json.title).toBe('Dip sample')
    expect((await acts()).map(({ act }) => act)).toEqual(['evidence.added', 'evidence.withdrawn'])
    const target = { kind: 'milestone', planId: plan.id, id: plan.of('m2') }
    expect((await program.post(`/api/v1/evidence/${id}/uses`, target)).status).toBe(422)
  })

  test('is read, and not added to, by a program that was given only that', async () => {
    const { id } = await add({})
    const reader = await world.program(area, ['evidence.view'])
    expect((await reader.get(`/api/v1/evidence/${id}`)).status).toBe(200)
    expect((await reader.post(`${at()}/evidence`, note())).status).toBe(403)
    expect((await reader.post(`/api/v1/evidence/${id}/withdrawal`, { reason: 'No.' })).status).toBe(403)
    expect((await reader.get(at())).status).toBe(403)
  })

  test('is given to no program while the virus scan holds it back', async () => {
    const { json } = await program.post(`${at()}/files`, file())
    await world.scope(area, ({ db, areaId }) =>
      db.updateTable('evidence_version').set({ scan: 'waiting' }).where('area_id', '=', areaId).execute(),
    )
    const answer = await program.get(`/api/v1/evidence/${json.id}/versions/1`)
    expect([answer.status, answer.json.detail]).toEqual([
      422,
      'This file waits for the virus scan. Try again in some minutes.',
    ])
  })
})
