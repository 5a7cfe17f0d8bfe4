import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  START,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let browser: TestClient
let ann: TestPerson
let ben: TestPerson
let postId: string

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area)
  browser = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
  ann = await world.person(area, { role: 'milestone_lead', name: 'Ann', posts: ['Workforce Lead'] })
  ben = await world.person(area, { role: 'milestone_lead', name: 'Ben' })
  const { id } = await world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('post')
      .select('id')
      .where('area_id', '=', areaId)
      .where('title', '=', 'Workforce Lead')
      .executeTakeFirstOrThrow(),
  )
  postId = id
})

const handOver = (person: string, from: string) =>
  browser.post(`/posts/${postId}/hand-over`, { person, from })
const mayUpdate = async (person: TestPerson) => {
  const theirs = await world.signedIn(person)
  return (await theirs.get(`/milestones/${plan.of('m5')}/update`)).status === 200
}

describe('posts', () => {
  test('are listed with who holds them, since when, and who is to come', async () => {
    await handOver(ben.id, '2026-12-01')
    const text = mainTextOf((await browser.get('/posts')).body)
    expect(text).toContain('3 posts, by title; 2 vacant')
    expect(text).toMatch(/Workforce Lead.*Ann.*since 23 November 2025.*Ben, from 1 December 2026/)
  })

  test('are made once by one title', async () => {
    const made = await browser.post('/posts', { title: 'Head of Audit', partner: '' })
    expect(mainTextOf((await browser.follow(made)).body)).toContain('Nobody holds it today.')
    const again = await browser.post('/posts', { title: 'Head of Audit', partner: '' })
    expect(again.status).toBe(422)
    expect(again.body).toContain('There is a post of this title already')
  })

  test('take what they lead along, on the very day', async () => {
    expect((await handOver(ben.id, '2026-12-01')).status).toBe(303)
    expect([await mayUpdate(ann), await mayUpdate(ben)]).toEqual([true, false])
    world.clock.set('2026-12-01T00:00:00Z')
    expect([await mayUpdate(ann), await mayUpdate(ben)]).toEqual([false, true])
  })

  test('that become vacant lead nobody in', async () => {
    await handOver('vacant', '2026-11-23')
    expect(await mayUpdate(ann)).toBe(false)
    expect(mainTextOf((await browser.get(`/posts/${postId}`)).body)).toContain(
      'Ann, 23 November 2025 to 22 November 2026',
    )
  })

  test.each([
    ['2025-11-23', 'Ann holds this post from 23 November 2025: enter a later day'],
    ['2026-02-30', 'Enter the first day as a date, like 2027-03-31'],
    ['', 'Enter the first day as a date, like 2027-03-31'],
  ])('are not handed over from %j, and what was typed stays', async (from, words) => {
    const answer = await handOver(ben.id, from)
    expect(answer.status).toBe(422)
    expect(answer.body).toContain(words)
    expect(answer.body).toContain(`value="${ben.id}" selected`)
  })

  test('go to one of two people who are given them at once', async () => {
    const cai = await world.person(area, { role: 'milestone_lead', name: 'Cai' })
    const [first, second] = await Promise.all([
      handOver(ben.id, '2026-11-24'),
      handOver(cai.id, '2026-11-23'),
    ])
    expect([first.status, second.status].sort()).not.toEqual([422, 422])
    const holdings = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('post_holding')
        .select(['from_on', 'to_on'])
        .where('area_id', '=', areaId)
        .where('post_id', '=', postId)
        .orderBy('from_on')
        .execute(),
    )
    expect(holdings.filter((one) => one.to_on === null)).toHaveLength(1)
  })

  test('are handed over in the record too', async () => {
    await handOver(ben.id, '2026-12-01')
    const [entry] = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('record_entry')
        .select(['act', 'detail'])
        .where('area_id', '=', areaId)
        .where('thing_id', '=', postId)
        .execute(),
    )
    expect(entry).toEqual({ act: 'post.handed_over', detail: { from: '2026-12-01', to: 'Ben', was: 'Ann' } })
  })
})
