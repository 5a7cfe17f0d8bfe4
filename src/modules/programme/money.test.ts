/** Budgets of actions: through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { readXlsx } from '../../platform/office/read/xlsx.ts'
import { listLines } from './queries/money.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let person: TestPerson
let manager: TestClient

beforeAll(async () => {
  world = await startWorld({ now: '2026-11-23T09:00:00Z' })
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set('2026-11-23T09:00:00Z')
  area = await world.area()
  plan = await world.plan(area)
  person = await world.person(area, { role: 'programme_manager', name: 'Pat Manager' })
  manager = await world.signedIn(person)
})

const add = (action: string, needed: string, allocated: string, more: Record<string, string> = {}) =>
  manager.post(`/plans/${plan.id}/money/new`, {
    ...{ once: newId(), action: plan.of(action), year: '2026', source: 'Council base budget' },
    ...{ needed, allocated, words: '', ...more },
  })

const money = async (query = '') => mainTextOf((await manager.get(`/plans/${plan.id}/money${query}`)).body)
const lines = () => world.scope(area, (scope) => listLines(scope, plan.id))

describe('the money of a plan', () => {
  test('says that nothing is held, and how many actions have no line', async () => {
    const text = await money()
    expect(text).toContain('No budget line is held.')
    expect(text).toContain('3 of 3 actions have no line')
  })

  test('is summed by action, theme, year and plan, with the gap in words', async () => {
    await add('a1', '£100,000', '60000')
    await add('a1', '5000', '5000', { source: 'Health', year: '2027' })
    await add('a2', '20000', '30000')
    await add('a3', '45000', '', { year: '', source: 'To be found' })
    const text = await money()
    expect(text).toContain(
      'Needed: £170,000. Allocated: £95,000, and 1 line not known yet. £40,000 still to be found, £10,000 more than needed, and 1 line not known yet.',
    )
    expect(text).toContain(
      'The gap is not simply needed less allocated: a line of which a sum is not known is left out of it and counted beside it, and what one action has beyond its need does not pay for another.',
    )
    expect(text).toContain('0 of 3 actions have no line')
    expect(text).toContain('Front door £125,000 £95,000 £40,000 still to be found, £10,000 more than needed')
    expect(text).toContain('Workforce £45,000 Not known yet Not known yet')
    expect(text).toContain('2026–27 £120,000 £90,000')
    expect(text).toContain('No year £45,000 Not known yet')
  })

  test('can be taken away, with true numbers and the actions that have no line', async () => {
    await add('a1', '100000', '60000')
    const { bytes } = await manager.get(`/plans/${plan.id}/money/list.xlsx`)
    const { lines: rows } = await readXlsx(bytes)
    expect(rows.map(({ cells }) => cells.map(({ text }) => text).slice(5, 8))).toEqual([
      ['Needed, in pounds', 'Allocated, in pounds', 'Gap, in pounds'],
      ['100000', '60000', '40000'],
      ['', '', ''],
      ['', '', ''],
    ])
    const csv = (await manager.get(`/plans/${plan.id}/money/list.csv`)).body
    expect(csv).toContain('2026–27,Council base budget,100000,60000,40000')
  })

  test('is read by whoever reads the plan, and kept by a programme manager alone', async () => {
    await add('a1', '1', '1')
    const reader = await world.signedIn(await world.person(area, { role: 'inspector' }))
    const { body } = await reader.get(`/plans/${plan.id}/money`)
    expect(mainTextOf(body)).toContain('Needed: £1.')
    expect(formsOf(body).filter(({ action }) => action.includes('/money/'))).toEqual([])
    const [line] = await lines()
    expect((await reader.post(`/plans/${plan.id}/money/end`, { one: line?.id ?? '' })).status).toBe(403)
  })
})

describe('a budget line', () => {
  test('sent twice is one line, and is in the record', async () => {
    const once = newId()
    const answers = await Promise.all([1, 2, 3].map(() => add('a1', '10', '5', { once })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await lines()).toHaveLength(1)
    const acts = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('record_entry')
        .select(['act', 'thing_id'])
        .where('area_id', '=', areaId)
        .where('act', 'like', 'budget.%')
        .execute(),
    )
    expect(acts).toEqual([{ act: 'budget.added', thing_id: plan.of('a1') }])
  })

  test('is of whole pounds; what is wrong is said and what was typed is kept', async () => {
    const bad = await add('a1', '12.50', 'plenty', { source: '', words: 'Two posts' })
    expect(bad.status).toBe(422)
    const text = mainTextOf(bad.body)
    expect(text).toContain('Enter what is needed in whole pounds, like 40000')
    expect(text).toContain('Enter what is allocated in whole pounds, like 40000')
    expect(text).toContain('Say where the money comes from')
    expect(formsOf(bad.body).at(-1)?.values).toMatchObject({ needed: '12.50', words: 'Two posts' })
    const other = await world.plan(area)
    expect((await add('a1', '1', '1', { action: other.of('a1') })).status).toBe(422)
  })

  test('is corrected by another that takes its place: the old one stays, and stands on its days', async () => {
    await add('a1', '100000', '60000')
    const [first] = await lines()
    world.clock.set('2026-12-10T09:00:00Z')
    await manager.signInAs(person)
    const form = (await manager.get(`/budget-lines/${first?.id}/correct`)).body
    const values = formsOf(form).at(-1)?.values ?? {}
    expect(values).toMatchObject({ needed: '100000', allocated: '60000', year: '2026' })
    const correct = () =>
      manager.post(`/budget-lines/${first?.id}/correct`, { ...values, allocated: '100000' })
    expect((await correct()).status).toBe(303)
    expect((await correct()).status).toBe(303)
    expect(await lines()).toHaveLength(2)
    expect(await money()).toContain('Needed: £100,000. Allocated: £100,000. Found in full.')
    expect(await money('?asAt=2026-12-09')).toContain('£40,000 still to be found')
    expect(await money()).toContain(
      '£100,000 needed, £60,000 allocated, since 23 November 2026 by Pat Manager',
    )
    const late = await manager.post(`/budget-lines/${first?.id}/correct`, { ...values, once: newId() })
    expect(late.status).toBe(409)
  })

  test('is ended, once, and is no part of the sum from that day on', async () => {
    await add('a1', '100', '60')
    const [line] = await lines()
    expect((await manager.post(`/plans/${plan.id}/money/end`, { one: line?.id ?? '' })).status).toBe(303)
    expect((await manager.post(`/plans/${plan.id}/money/end`, { one: line?.id ?? '' })).status).toBe(404)
    expect(await money()).toContain('No budget line is held.')
    expect(await money()).toContain('Corrected and ended')
  })
})
