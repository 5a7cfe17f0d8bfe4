/** Months as programs see them: opened, looked at, frozen, compared, as on their pages. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readFrozen } from '../src/modules/cycles/index.ts'
import type { Program } from './support/program.ts'
import {
  START,
  startWorld,
  type TestArea,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from './support/world.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let program: Program
let lead: TestPerson

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area)
  lead = await world.person(area, { role: 'milestone_lead', posts: ['Head of Care Planning'] })
  program = await world.program(area)
})

const open = (period = '2026-11', by = program) => by.post(`/api/v1/plans/${plan.id}/months`, { period })
const month = (id: string) => `/api/v1/months/${id}`
const freeze = (id: string) => program.post(`${month(id)}/freezing`, {})
const opened = async (period?: string): Promise<string> => (await open(period)).json.month.id

async function say(milestone: string, more: object = {}) {
  const said = { once: crypto.randomUUID(), status: 'on_track', done: 'Half of it.', support_needed: 'no' }
  const answer = await program.post(`/api/v1/milestones/${plan.of(milestone)}/updates`, {
    ...{ ...said, sure: 'due_passed,words_say_completed' },
    ...more,
  })
  expect(answer.status).toBe(201)
}

describe('a month', () => {
  test('is opened once, and writes to its leads; the record says which program did it', async () => {
    const answer = await open()
    expect(answer.status).toBe(201)
    expect(answer.json.month).toMatchObject({
      ...{ plan: { id: plan.id, title: plan.title }, period: '2026-11-01', frozenAt: null },
    })
    expect(answer.json.asks.map((ask: { person: string }) => ask.person)).toEqual([lead.name])
    const again = await open()
    expect(again.status).toBe(409)
    expect(again.json.errors).toEqual([{ field: 'period', text: 'November 2026 was opened before' }])
    const { mails, acts } = await world.scope(area, async ({ db, areaId }) => ({
      mails: await db
        .selectFrom('mail')
        .select('address')
        .where('area_id', '=', areaId)
        .where('kind', '=', 'ask')
        .execute(),
      acts: await db
        .selectFrom('record_entry')
        .select(['actor_kind', 'actor_name'])
        .where('area_id', '=', areaId)
        .where('act', '=', 'month.opened')
        .execute(),
    }))
    expect(mails).toEqual([{ address: lead.email }])
    expect(acts).toEqual([{ actor_kind: 'integration', actor_name: answer.json.month.openedBy }])
  })

  test.each(['2026-13', '0000-01', '2026-11-01', '', 7])('is none with %j', async (period) => {
    const answer = await program.post(`/api/v1/plans/${plan.id}/months`, { period })
    expect([answer.status, answer.json.errors?.[0].field]).toEqual([422, 'period'])
  })

  test.each(['0001-01', '9999-12'])('may be any that there is, such as %s', async (period) => {
    expect((await open(period)).status).toBe(201)
  })

  test('of no plan of the area is not opened', async () => {
    const answer = await program.post(`/api/v1/plans/${crypto.randomUUID()}/months`, { period: '2026-11' })
    expect(answer.status).toBe(404)
  })

  test('tells who was asked and about what they are silent, and no address of anybody', async () => {
    const id = await opened('2026-12')
    world.clock.set('2026-12-02T09:00:00Z')
    const before = await program.get(month(id))
    expect(before.json.counts.silent).toBe(before.json.counts.asked)
    expect(before.json.counts.asked).toBeGreaterThan(0)
    const [silent] = before.json.asks[0].silent
    const key = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'].find((one) => plan.of(one) === silent.milestoneId)
    await say(key ?? '')
    const after = await program.get(month(id))
    expect(after.json.counts.answered).toBe(1)
    expect(after.json.counts.toReview).toBe(1)
    expect(after.json.asks[0].answered).toEqual([silent])
    expect(after.json.unasked.length).toBeGreaterThan(0)
    expect(JSON.stringify(after.json)).not.toContain('@')
  })

  test('is told whole to a program that may only look, which opens and freezes none', async () => {
    const id = await opened()
    const reader = await world.program(area, ['months.view'])
    expect((await reader.get(month(id))).json).toEqual((await program.get(month(id))).json)
    expect((await reader.get('/api/v1/months')).json.items).toHaveLength(1)
    expect((await open('2026-12', reader)).status).toBe(403)
    expect((await reader.post(`${month(id)}/freezing`, {})).status).toBe(403)
    // Its facts are the plan itself.
    expect((await reader.get(`${month(id)}/facts`)).status).toBe(403)
    expect((await reader.get(`${month(id)}/changes`)).status).toBe(403)
  })

  test('stands in a list, newest first, page by page', async () => {
    for (const period of ['2026-10', '2026-12', '2026-11']) await open(period)
    const first = await program.get('/api/v1/months?limit=2')
    const second = await program.get(`/api/v1/months?limit=2&after=${first.json.next}`)
    const periods = [...first.json.items, ...second.json.items].map((one: { period: string }) => one.period)
    expect(periods).toEqual(['2026-12-01', '2026-11-01', '2026-10-01'])
  })
})

describe('a frozen month', () => {
  test('is frozen once, and gives its very text, whose hash can be worked out again', async () => {
    const id = await opened()
    expect((await program.get(`${month(id)}/facts`)).status).toBe(404)
    const kept = await freeze(id)
    expect(kept.status).toBe(201)
    expect((await freeze(id)).status).toBe(409)
    await say('m5', { done: 'Said after it was frozen.' })
    const { json } = await program.get(`${month(id)}/facts`)
    expect(createHash('sha256').update(json.facts).digest('hex')).toBe(json.sha256)
    expect(json.sha256).toBe(kept.json.sha256)
    const { text } = await world.scope(area, (s) => readFrozen(s, id))
    expect(json.facts).toBe(text)
    expect(json.facts).not.toContain('Said after it was frozen.')
    expect(JSON.parse(json.facts).id).toBe(plan.id)
    expect((await program.get(month(id))).json.month.frozenAt).toBe(json.frozenAt)
  })

  test('is compared with the last before it, or with another that is named', async () => {
    const october = await opened('2026-10')
    expect((await program.get(`${month(october)}/changes`)).json).toMatchObject({
      since: null,
      changes: null,
    })
    await freeze(october)
    const { json: before } = await program.get(`/api/v1/milestones/${plan.of('m2')}`)
    world.clock.forward({ minutes: 5 })
    await say('m5', { status: 'off_track' })
    const due = { on: '2027-01-31', precision: 'day' }
    await program.post(`/api/v1/milestones/${plan.of('m2')}/changes`, {
      ...{ seen: before.mark, due, reason: 'The fifth post was advertised again.' },
    })
    const november = await opened('2026-11')
    const { json } = await program.get(`${month(november)}/changes`)
    expect(json.since).toMatchObject({ id: october, period: '2026-10-01' })
    expect(json.changes.moved).toMatchObject([{ milestoneId: plan.of('m5'), now: 'off_track' }])
    expect(json.changes.redated).toMatchObject([
      { milestoneId: plan.of('m2'), now: '2027-01-31', reason: 'The fifth post was advertised again.' },
    ])
    expect(json.changes).toMatchObject({ added: [], dropped: [], milestones: { earlier: 6, later: 6 } })
    const named = await program.get(`${month(november)}/changes?since=${october}`)
    expect(named.json).toEqual(json)
    expect((await program.get(`${month(november)}/changes?since=${november}`)).status).toBe(404)
    expect((await program.get(`${month(november)}/changes?since=october`)).status).toBe(422)
  })
})
