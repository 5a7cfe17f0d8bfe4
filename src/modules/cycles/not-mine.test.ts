/** A lead says that a milestone is not theirs, and whoever runs the month learns of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  SECRET,
  START,
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { signLink } from '../../platform/access/signed-links.ts'
import { newId } from '../../platform/ids.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
let lead: TestPerson
let month: string
let link: string
let milestone: string

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area, silentPlan())
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
  lead = await world.person(area, { role: 'milestone_lead', posts: ['Head of First Response'] })
  month = (await manager.post(`/plans/${plan.id}/months`, { period: '2026-11' })).location
  link = await linkOf(lead)
  const { body } = await world.client().get(link)
  milestone =
    formsOf(body).flatMap(({ action }) => /\/milestones\/([\w-]+)$/.exec(action)?.[1] ?? [])[0] ?? ''
})

/** Nothing has been said of November yet. */
function silentPlan() {
  const draft = smallPlan()
  const actions = draft.actions.map((action) => ({
    ...action,
    milestones: action.milestones.map((milestone) => ({ ...milestone, updates: [] })),
  }))
  return { ...draft, actions }
}

async function linkOf({ id }: TestPerson): Promise<string> {
  const ask = await world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('ask')
      .select('id')
      .where('area_id', '=', areaId)
      .where('person_id', '=', id)
      .executeTakeFirstOrThrow(),
  )
  return `/asked/${signLink(SECRET, 'ask', { areaId: area.id, id: ask.id })}`
}

const rows = (table: 'not_mine' | 'notice') =>
  world.scope(area, ({ db, areaId }) =>
    db.selectFrom(table).select('id').where('area_id', '=', areaId).execute(),
  )

const inTheRecord = () =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('record_entry')
      .select('seq')
      .where('area_id', '=', areaId)
      .where('act', '=', 'milestone.not_mine')
      .execute(),
  )

const said = () => ({ once: newId(), words: 'It went to partnerships', whose: 'Partnership Manager' })

const ofMonth = async (who = manager) => mainTextOf((await who.get(month)).body)

describe('a lead who was mailed a milestone of somebody else', () => {
  test('finds on each milestone of the page a way to say so, and the mail names it', async () => {
    const { body } = await world.client().get(link)
    expect(body).toContain(`href="${link}/milestones/${milestone}/not-mine"`)
    const page = await world.client().get(`${link}/milestones/${milestone}/not-mine`)
    expect(page.status).toBe(200)
    expect(await rows('not_mine')).toEqual([])
    const mail = await world.scope(area, ({ db, areaId }) =>
      db.selectFrom('mail').select('text').where('area_id', '=', areaId).executeTakeFirstOrThrow(),
    )
    expect(mail.text).toContain('say so on that page')
  })

  test('says so once, though sent twice: the manager is told, and sees it in the month with who it should be', async () => {
    const visitor = world.client()
    const path = `${link}/milestones/${milestone}/not-mine`
    const form = said()
    const told = (await rows('notice')).length
    expect((await visitor.post(path, form)).location).toBe(link)
    expect((await visitor.post(path, form)).status).toBe(303)
    expect(await rows('not_mine')).toHaveLength(1)
    expect(await inTheRecord()).toHaveLength(1)
    expect(await rows('notice')).toHaveLength(told + 1)
    const text = await ofMonth()
    for (const words of [
      'Said not to be theirs',
      'It went to partnerships',
      'Partnership Manager',
      lead.name,
    ])
      expect(text).toContain(words)
    expect(mainTextOf((await manager.get('/notices')).body)).toContain('is not theirs')
    expect(mainTextOf((await visitor.get(link)).body)).toContain('Your programme manager was told')
  })

  test('says nothing without a word, and what was typed comes back', async () => {
    const answer = await world
      .client()
      .post(`${link}/milestones/${milestone}/not-mine`, { ...said(), words: '' })
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('Say why it is not yours')
    expect(answer.body).toContain('value="Partnership Manager"')
  })

  test('is told that nothing can be said any more once the month is frozen, with their words', async () => {
    await manager.post(`${month}/freeze`)
    const answer = await world.client().post(`${link}/milestones/${milestone}/not-mine`, said())
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('This month is closed')
    expect(answer.body).toContain('It went to partnerships')
    expect(await rows('not_mine')).toEqual([])
  })

  test('cannot say so of a milestone that the link does not ask about', async () => {
    const path = `${link}/milestones/${newId()}/not-mine`
    expect((await world.client().get(path)).status).toBe(404)
    expect((await world.client().post(path, said())).status).toBe(404)
  })
})

describe('what was said not to be theirs', () => {
  test('changes nothing by itself, and is over once the lead is changed and the new one asked', async () => {
    await world.client().post(`${link}/milestones/${milestone}/not-mine`, said())
    expect((await world.client().get(link)).body).toContain(`/milestones/${milestone}"`)
    await world.scope(area, ({ db, areaId }) =>
      db.deleteFrom('lead').where('area_id', '=', areaId).where('milestone_id', '=', milestone).execute(),
    )
    expect(await ofMonth()).toContain('Said not to be theirs')
    await manager.post(`${month}/ask`)
    expect(await ofMonth()).not.toContain('Said not to be theirs')
    expect(await rows('not_mine')).toHaveLength(1)
    const stale = await world.client().post(`${link}/milestones/${milestone}/not-mine`, said())
    expect(stale.status).toBe(422)
    expect(mainTextOf(stale.body)).toContain('Nobody asks you about this milestone')
    expect(await rows('not_mine')).toHaveLength(1)
  })

  test('is over once they say where it stands after all', async () => {
    await world.client().post(`${link}/milestones/${milestone}/not-mine`, said())
    world.clock.set('2026-11-24T09:00:00Z')
    const update = { once: newId(), status: 'off_track', done: 'It was ours.', support_needed: 'no' }
    expect((await world.client().post(`${link}/milestones/${milestone}`, update)).status).toBe(303)
    expect(await ofMonth()).not.toContain('Said not to be theirs')
  })
})

describe('a lead with an account', () => {
  test('says so under Home', async () => {
    const own = await world.signedIn(lead)
    expect((await own.get('/')).body).toContain(`href="/milestones/${milestone}/not-mine"`)
    const form = said()
    expect((await own.post(`/milestones/${milestone}/not-mine`, form)).location).toBe('/')
    expect((await own.post(`/milestones/${milestone}/not-mine`, form)).status).toBe(303)
    expect(await rows('not_mine')).toHaveLength(1)
    expect(mainTextOf((await own.get('/')).body)).toContain('Your programme manager was told')
    expect(await ofMonth()).toContain('It went to partnerships')
  })

  test('is told when nobody asks them about it, and nothing is kept', async () => {
    const other = await world.signedIn(await world.person(area, { role: 'milestone_lead' }))
    const answer = await other.post(`/milestones/${milestone}/not-mine`, said())
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Nobody asks you about this milestone')
    expect(await rows('not_mine')).toEqual([])
  })
})
