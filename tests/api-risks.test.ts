/** Risks and issues as programs read them: as on their pages, as at a day. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closeRisk, raiseRisk, readRisk } from '../src/modules/risks/index.ts'
import { newId } from '../src/platform/ids.ts'
import { START, startWorld, type TestArea, type TestPlan, type TestWorld } from './support/world.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area)
})

const raised = (title: string, likelihood: 2 | 5): Promise<string> =>
  world.scope(area, (scope) =>
    raiseRisk(scope, {
      ...{ planId: plan.id, kind: 'risk', once: newId(), title, cause: 'Pay.', effect: 'Change.' },
      ...{ before: { likelihood: 5, impact: 4 }, after: { likelihood, impact: 4 } },
      ...{ response: 'treat', responseWords: 'A payment.', owner: { key: null, words: 'The board' } },
      ...{ reviewOn: '2026-12-01', threatens: [{ kind: 'milestone', id: plan.of('m1') }] },
    }),
  )

const closed = (id: string) =>
  world.scope(area, async (scope) => {
    const expected = (await readRisk(scope, id, null)).risk.now.id
    await closeRisk(scope, id, { words: 'Nobody left.', expected, once: newId() })
  })

describe('risks and issues', () => {
  test('are listed open and closed, the highest score first, with what they threaten', async () => {
    await raised('It may be late', 2)
    const gone = await raised('People leave', 5)
    await closed(gone)
    const { status, json } = await (await world.program(area)).get('/api/v1/risks')
    expect(status).toBe(200)
    expect(json.items).toMatchObject([
      { id: gone, ref: 'R2', now: { state: 'closed', after: { likelihood: 5, impact: 4, score: 20 } } },
      { ref: 'R1', now: { title: 'It may be late', after: { score: 8 } } },
    ])
    expect(json.items[0].threatens).toMatchObject([{ kind: 'milestone', id: plan.of('m1') }])
  })

  test('are read one at a time with all that was said, and as at a day before', async () => {
    const id = await raised('People leave', 5)
    world.clock.set('2026-11-24T09:00:00Z')
    await closed(id)
    const program = await world.program(area)
    const { json } = await program.get(`/api/v1/risks/${id}`)
    expect(json.history.map(({ state }: { state: string }) => state)).toEqual(['open', 'closed'])
    expect(json.now.because).toBe('Nobody left.')
    expect((await program.get(`/api/v1/risks/${id}?asAt=2026-11-23`)).json.now.state).toBe('open')
    expect((await program.get(`/api/v1/risks/${id}?asAt=2026-11-22`)).status).toBe(404)
    expect((await program.get('/api/v1/risks?asAt=yesterday')).status).toBe(422)
  })

  test('are opened by their own scope alone', async () => {
    const program = await world.program(area, ['plans.view'])
    expect((await program.get('/api/v1/risks')).status).toBe(403)
  })
})
