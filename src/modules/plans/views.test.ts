/** Saved views: a way of looking at a plan, kept under a name. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elementsOf, formsOf, mainTextOf } from '../../../tests/support/html.ts'
import {
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
let reader: TestClient
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  area = await world.area()
  plan = await world.plan(area)
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Manager' }))
  reader = await world.signedIn(await world.person(area, { role: 'board_member', name: 'Member' }))
})

const VIEW = 'by=lead&status=on_track'
const save = (fields: Record<string, string> = {}, as = manager) =>
  as.post(`/plans/${plan.id}/views`, { view: VIEW, name: 'On track, by lead', ...fields })

/** The views that the plan page offers this reader. */
async function offered(as: TestClient): Promise<Record<string, string>> {
  const { body } = await as.get(`/plans/${plan.id}`)
  const nav = /aria-label="Saved views">([\s\S]*?)<\/nav>/.exec(body)?.[1] ?? ''
  return Object.fromEntries(elementsOf(nav, 'a').map(({ text, attributes }) => [text, attributes.href ?? '']))
}

async function idOf(name: string, as = manager): Promise<string> {
  const { body } = await as.get(`/plans/${plan.id}/views`)
  const form = formsOf(body).find(({ action, values }) => action.endsWith('/change') && values.name === name)
  return form?.action.split('/')[2] ?? ''
}

describe('a saved view', () => {
  test('opens the plan as it was filtered, from the page of the plan', async () => {
    const page = await manager.get(`/plans/${plan.id}?${VIEW}`)
    const link = elementsOf(page.body, 'a').find(({ text }) => text === 'Save this view')
    const saving = await manager.get(link?.attributes.href ?? '')
    expect(mainTextOf(saving.body)).toContain('Status: On track; by lead')
    const answer = await save()
    expect(answer.location).toBe(`/plans/${plan.id}?${VIEW}`)
    expect(await offered(manager)).toEqual({ 'On track, by lead': `/plans/${plan.id}?${VIEW}` })
    expect((await manager.get(answer.location)).status).toBe(200)
  })

  test('is its maker’s alone, until they show it to every reader', async () => {
    await save()
    expect(await offered(reader)).toEqual({})
    await manager.post(`/views/${await idOf('On track, by lead')}/change`, { name: 'For all', shared: 'yes' })
    expect(Object.keys(await offered(reader))).toEqual(['For all'])
    expect(mainTextOf((await reader.get(`/plans/${plan.id}/views`)).body)).toContain('For all Manager')
  })

  test('can be changed and deleted by its maker and by nobody else', async () => {
    await save({ shared: 'yes' })
    const id = await idOf('On track, by lead')
    expect((await reader.post(`/views/${id}/change`, { name: 'Mine' })).status).toBe(404)
    expect((await reader.post(`/views/${id}/remove`)).status).toBe(404)
    expect((await manager.post(`/views/${id}/remove`)).status).toBe(303)
    expect(await offered(manager)).toEqual({})
    expect((await manager.post(`/views/${id}/remove`)).status).toBe(404)
  })

  test('sent twice is saved once; another view under its name is refused with what was typed', async () => {
    await Promise.all([save(), save(), save()])
    expect(Object.keys(await offered(manager))).toEqual(['On track, by lead'])
    const refused = await save({ view: 'due=overdue' })
    expect(refused.status).toBe(422)
    expect(mainTextOf(refused.body)).toContain('You have a view called “On track, by lead” already')
    expect(refused.body).toContain('value="due=overdue"')
    expect((await save({}, reader)).status).toBe(303)
  })

  test('asks for a name, and cannot take that of another view', async () => {
    expect(mainTextOf((await save({ name: '' })).body)).toContain('Give the view a name')
    await save()
    await save({ name: 'Other', view: 'due=overdue' })
    const taken = await manager.post(`/views/${await idOf('Other')}/change`, { name: 'On track, by lead' })
    expect(taken.status).toBe(422)
    expect(await offered(manager)).toHaveProperty('Other')
  })

  test('keeps filters and nothing else, whatever is sent', async () => {
    await save({ view: 'status=on_track&asAt=2026-10-01&evil=//x&by=nothing' })
    expect(await offered(manager)).toEqual({ 'On track, by lead': `/plans/${plan.id}?status=on_track` })
  })

  test('is in the record, without the words of its name', async () => {
    await save()
    const entries = await world.scope(area, ({ db }) =>
      db.selectFrom('record_entry').selectAll().where('thing_kind', '=', 'view').execute(),
    )
    expect(entries.map(({ act }) => act)).toEqual(['view.saved'])
    expect(JSON.stringify(entries)).not.toContain('On track, by lead')
  })
})

test('a plan without saved views, or at a past day, offers no view to open or to save', async () => {
  expect(await offered(manager)).toEqual({})
  const past = await manager.get(`/plans/${plan.id}?asAt=2026-10-31&status=on_track`)
  expect(mainTextOf(past.body)).not.toContain('Save this view')
})
