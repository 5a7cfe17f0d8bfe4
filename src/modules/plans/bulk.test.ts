/** Several milestones changed at once: chosen, shown as they were and will be, confirmed. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { elementsOf, formsOf, mainTextOf } from '../../../tests/support/html.ts'
import { actionDraft, milestoneDraft } from '../../../tests/support/small-plan.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  area = await world.area()
  plan = await world.plan(area)
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Manager' }))
})

type Fields = Record<string, string | readonly string[]>

const address = (rest = '') => `/plans/${plan.id}/bulk${rest}`
const choose = (keys: string[], fields: Fields) =>
  manager.post(address(), { milestones: keys.map((key) => plan.of(key)), ...fields })

/** What the confirming page would send: its hidden fields, of which `seen` comes once a milestone. */
function confirming(body: string): { action: string; fields: Fields } {
  const form = formsOf(body).find(({ action }) => action.includes('/bulk/confirm'))
  if (!form) throw new Error(`Nothing to confirm: ${mainTextOf(body)}`)
  const seen = [...form.inner.matchAll(/name="seen" value="([^"]+)"/g)].map(([, value]) => value ?? '')
  return { action: form.action, fields: { ...form.values, seen } }
}

async function change(keys: string[], fields: Fields) {
  const { action, fields: sent } = confirming((await choose(keys, fields)).body)
  return manager.post(action, sent)
}

const MOVE = { what: 'move', move: '10', reason: 'The board met later' }

const milestones = () =>
  world.scope(area, ({ db }) =>
    db.selectFrom('milestone').select(['id', 'due_on', 'dropped_on', 'dropped_because']).execute(),
  )
const dueOf = async (key: string) => (await milestones()).find(({ id }) => id === plan.of(key))?.due_on
const changes = () =>
  world.scope(area, ({ db }) => db.selectFrom('plan_change').selectAll().orderBy('changed_at').execute())
const entries = () =>
  world.scope(area, ({ db }) =>
    db
      .selectFrom('record_entry')
      .select(['thing_id', 'act'])
      .where('act', '=', 'milestone.changed')
      .execute(),
  )

describe('choosing', () => {
  test('shows what the filters of the plan leave, and selects all shown without a script', async () => {
    const page = await manager.get(`/plans/${plan.id}?words=direct`)
    const link = elementsOf(page.body, 'a').find(({ text }) => text === 'Change several at once')
    const bulk = await manager.get(link?.attributes.href ?? '')
    expect(mainTextOf(bulk.body)).toContain('1 milestone, in the order of the plan')
    const all = elementsOf(bulk.body, 'a').find(({ text }) => text === 'Select all shown')
    expect((await manager.get(all?.attributes.href ?? '')).body).toMatch(/name="milestones"[^>]* checked/)
  })

  test.each([
    [[], MOVE, 'Select the milestones to change'],
    [['m3'], {}, 'Select what to change'],
    [['m3'], { ...MOVE, move: 'ten' }, 'Enter how many working days'],
    [['m3'], { ...MOVE, move: '0' }, 'Enter how many working days'],
    [['m3'], { ...MOVE, reason: '' }, 'Say why'],
    [['m3'], { what: 'drop' }, 'Say why'],
    [['m3'], { what: 'due', due: '2027-02-30', reason: 'x' }, 'Enter the new due date'],
    [['m3'], { what: 'lead', lead: 'nobody' }, 'Choose a lead from the list'],
    [['m3'], { what: 'add_board', add_board: 'Nobody’s board' }, 'Choose a board from the list'],
    [['m6'], MOVE, '3.2 has no due date that could be moved'],
  ] as [string[], Fields, string][])('of %j with %j says what to do next', async (keys, fields, words) => {
    const answer = await choose(keys, fields)
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain(words)
    for (const key of keys) expect(answer.body).toMatch(new RegExp(`value="${plan.of(key)}" checked`))
    expect(await changes()).toHaveLength(1)
  })

  test('changes nothing: it shows what was and what will be', async () => {
    const answer = await choose(['m3', 'm4'], MOVE)
    expect(answer.status).toBe(200)
    expect(mainTextOf(answer.body)).toMatch(/Change 2 milestones\?.*31 December 2026.*15 January 2027/s)
    expect(await dueOf('m3')).toBe('2026-12-31')
  })
})

describe('confirming', () => {
  test('moves dates by working days, with a line of history and a record for each', async () => {
    const answer = await change(['m3', 'm4'], MOVE)
    expect(answer.location).toBe(`/plans/${plan.id}`)
    expect([await dueOf('m3'), await dueOf('m4'), await dueOf('m5')]).toEqual([
      ...['2027-01-15', '2027-01-15', '2026-12-31'],
    ])
    const made = (await changes()).filter(
      ({ field, changed_by }) => field === 'due' && changed_by === 'Manager',
    )
    expect(made.map(({ thing_id, reason }) => [thing_id, reason]).sort()).toEqual(
      [plan.of('m3'), plan.of('m4')].map((id) => [id, 'The board met later']).sort(),
    )
    expect((await entries()).map(({ thing_id }) => thing_id).sort()).toEqual(
      [plan.of('m3'), plan.of('m4')].sort(),
    )
    const page = await manager.get(`/milestones/${plan.of('m3')}`)
    expect(mainTextOf(page.body)).toContain('The board met later')
  })

  test('gives them another lead, a board more, a board less, and drops them with a reason', async () => {
    const { body } = await manager.get(address())
    const leads = elementsOf(body, 'option').find(({ text }) => text.startsWith('Workforce Lead'))
    await change(['m3', 'm4'], { what: 'lead', lead: leads?.attributes.value ?? '' })
    await change(['m3'], { what: 'add_board', add_board: 'Improvement Board' })
    expect(mainTextOf((await manager.get(`/milestones/${plan.of('m3')}`)).body)).toContain(
      'Improvement Board',
    )
    const led = await manager.get(`/plans/${plan.id}?by=lead`)
    expect(mainTextOf(led.body)).not.toContain('Head of Care Planning 1 action')
    await change(['m3'], { what: 'take_board', take_board: 'Improvement Board' })
    await change(['m3'], { what: 'drop', reason: 'Done by the partnership' })
    const dropped = (await milestones()).find(({ id }) => id === plan.of('m3'))
    expect([dropped?.dropped_on, dropped?.dropped_because]).toEqual(['2026-11-23', 'Done by the partnership'])
  })

  test('leaves the plan of an earlier day as it was', async () => {
    const was = await manager.get(`/plans/${plan.id}/list.csv?asAt=2026-11-22`)
    await change(['m3', 'm4'], MOVE)
    expect((await manager.get(`/plans/${plan.id}/list.csv?asAt=2026-11-22`)).body).toBe(was.body)
  })

  test('is refused whole when somebody changed one of them meanwhile, and shows it as it is now', async () => {
    const { action, fields } = confirming((await choose(['m3', 'm4'], MOVE)).body)
    await change(['m4'], { ...MOVE, move: '1', reason: 'Another wish' })
    const refused = await manager.post(action, fields)
    expect(refused.status).toBe(422)
    expect(mainTextOf(refused.body)).toMatch(/Somebody changed 2\.2 since.*Nothing is saved.*4 January 2027/s)
    expect(await dueOf('m3')).toBe('2026-12-31')
    const again = confirming(refused.body)
    expect((await manager.post(again.action, again.fields)).status).toBe(303)
    expect([await dueOf('m3'), await dueOf('m4')]).toEqual(['2027-01-15', '2027-01-18'])
  })

  test('sent twice changes once', async () => {
    const { action, fields } = confirming((await choose(['m3', 'm4'], MOVE)).body)
    const answers = await Promise.all([1, 2, 3].map(() => manager.post(action, fields)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    expect(await dueOf('m3')).toBe('2027-01-15')
    expect(await entries()).toHaveLength(2)
  })

  test('takes no more statements for many than for few', async () => {
    const many = Array.from({ length: 60 }, (_, at) => milestoneDraft(`x${at}`, `Step ${at}`))
    plan = await world.plan(
      area,
      smallPlan({ title: 'Long', actions: [actionDraft('a', 'All', { milestones: many })] }),
    )
    const count = async (keys: string[]) => {
      const { action, fields } = confirming((await choose(keys, MOVE)).body)
      const query = vi.spyOn(pg.Client.prototype, 'query')
      expect((await manager.post(action, fields)).status).toBe(303)
      const { length } = query.mock.calls
      query.mockRestore()
      return length
    }
    const few = await count(['x0', 'x1'])
    expect(await count(many.slice(2).map(({ key }) => key))).toBe(few)
    expect(few).toBeLessThan(35)
  })

  test('is for programme managers only', async () => {
    const lead = await world.signedIn(await world.person(area, { role: 'theme_lead' }))
    expect((await lead.get(address())).status).toBe(403)
    expect((await lead.post(`${address()}/confirm`, MOVE)).status).toBe(403)
    expect(mainTextOf((await lead.get(`/plans/${plan.id}`)).body)).not.toContain('Change several at once')
  })
})
