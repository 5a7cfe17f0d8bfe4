import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  START,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { identity, listPosts } from '../identity/index.ts'
import { listStandIns } from './index.ts'

let world: TestWorld
let area: TestArea
let ann: TestPerson
let ben: TestPerson
let manager: TestPerson

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  ann = await world.person(area, { role: 'milestone_lead', name: 'Ann', posts: ['Workforce Lead'] })
  ben = await world.person(area, { role: 'milestone_lead', name: 'Ben' })
  manager = await world.person(area, { role: 'programme_manager', name: 'Programme Manager' })
})

const WEEK = { from: '2026-11-24', to: '2026-11-30' }

async function named(by: TestPerson, fields: Record<string, string>): Promise<[TestClient, string]> {
  const browser = await world.signedIn(by)
  const answer = await browser.post('/stand-ins', { ...WEEK, ...fields })
  return [browser, answer.status === 422 ? answer.body : (await browser.follow(answer)).body]
}

const notices = (person: TestPerson) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('notice')
      .select(['kind', 'words', 'href'])
      .where('area_id', '=', areaId)
      .where('person_id', '=', person.id)
      .execute(),
  )

/** Whom the product sees in a session. */
async function standsInFor(person: TestPerson) {
  const browser = await world.signedIn(person)
  const [areaId = '', token = ''] = browser.session.split('.')
  const visitOf = identity.visitOf({ pool: world.pool, clock: world.clock, publicUrl: world.publicUrl })
  const cookies = { goldenthread: `${areaId}.${token}` }
  const visit = await visitOf({ cookies } as unknown as Parameters<typeof visitOf>[0])
  return visit?.actor.standsInFor
}

describe('somebody who is away', () => {
  test('names who stands in for them, who is told, and both are shown it', async () => {
    const [, page] = await named(ann, { standIn: ben.id })
    expect(mainTextOf(page)).toContain('Ben for Ann')
    expect(await notices(ben)).toEqual([
      {
        kind: 'stand_in',
        words: 'Ben stands in for Ann from 24 November 2026 to 30 November 2026',
        href: '/stand-ins',
      },
    ])
    expect(await notices(ann)).toEqual([])
    expect(mainTextOf((await (await world.signedIn(ben)).get('/stand-ins')).body)).toContain('Ben for Ann')
  })

  test('is stood in for on these days and no other, with their posts of the day', async () => {
    await named(ann, { standIn: ben.id })
    const posts = await world.scope(area, listPosts)
    const absent = { personId: ann.id, name: 'Ann', postIds: posts.map(({ id }) => id) }
    expect(await standsInFor(ben)).toEqual([])
    world.clock.set('2026-11-24T00:00:00Z')
    expect(await standsInFor(ben)).toEqual([absent])
    expect(await standsInFor(ann)).toEqual([])
    const listed = await world.scope(area, (s) => listStandIns(s, s.today))
    expect(listed).toEqual([{ personId: ann.id, standInId: ben.id, standInName: 'Ben' }])
    world.clock.set('2026-12-01T00:00:00Z')
    expect(await standsInFor(ben)).toEqual([])
    expect(await world.scope(area, (s) => listStandIns(s, s.today))).toEqual([])
  })

  test('is not named for by anybody but a programme manager', async () => {
    const browser = await world.signedIn(ben)
    const refused = await browser.post('/stand-ins', { ...WEEK, person: ann.id, standIn: ben.id })
    expect(refused.status).toBe(403)
    const [, page] = await named(manager, { person: ann.id, standIn: ben.id })
    expect(mainTextOf(page)).toContain('Ben for Ann')
    expect([...(await notices(ann)), ...(await notices(ben))]).toHaveLength(2)
  })

  test('cannot stand in themselves on those days, nor hand on what was handed to them', async () => {
    await named(ann, { standIn: ben.id })
    const [, away] = await named(manager, { person: manager.id, standIn: ann.id })
    expect(away).toContain('Ann is away from 24 November 2026 to 30 November 2026: choose somebody else')
    const [, chain] = await named(ben, { standIn: manager.id })
    expect(chain).toContain('Ben stands in for Ann from 24 November 2026 to 30 November 2026: end that first')
  })

  test('is not stood in for by somebody who cannot report, nor for more than 90 days', async () => {
    const analyst = await world.person(area, { role: 'analyst', name: 'Analyst' })
    const [, page] = await named(ann, { standIn: analyst.id })
    expect(page).toContain('Analyst cannot report on milestones: choose somebody who can')
    const [, long] = await named(ann, { standIn: ben.id, to: '2027-02-22' })
    expect(long).toContain('Enter a last day no later than 21 February 2027')
  })

  test('names one of two people at once, however they press', async () => {
    const browsers = await Promise.all([world.signedIn(ann), world.signedIn(ben)])
    const answers = await Promise.all([
      browsers[0].post('/stand-ins', { ...WEEK, standIn: ben.id }),
      browsers[1].post('/stand-ins', { ...WEEK, standIn: ann.id }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  })
})

describe('a stand-in', () => {
  async function standInId(): Promise<string> {
    const { id } = await world.scope(area, ({ db, areaId }) =>
      db.selectFrom('stand_in').select('id').where('area_id', '=', areaId).executeTakeFirstOrThrow(),
    )
    return id
  }

  test('is ended by hand at once, by either of the two or a programme manager, and by nobody else', async () => {
    const cai = await world.person(area, { role: 'milestone_lead', name: 'Cai' })
    world.clock.set('2026-11-24T09:00:00Z')
    for (const by of [ann, ben, manager]) {
      await named(ann, { standIn: ben.id })
      expect(await standsInFor(ben)).toHaveLength(1)
      const id = (
        await world.scope(area, (s) =>
          s.db
            .selectFrom('stand_in')
            .select('id')
            .where('area_id', '=', s.areaId)
            .where('ended_at', 'is', null)
            .executeTakeFirstOrThrow(),
        )
      ).id
      expect((await (await world.signedIn(cai)).post(`/stand-ins/${id}/end`)).status).toBe(404)
      const browser = await world.signedIn(by)
      expect((await browser.post(`/stand-ins/${id}/end`)).status).toBe(303)
      expect((await browser.post(`/stand-ins/${id}/end`)).status).toBe(404)
      expect(await standsInFor(ben)).toEqual([])
    }
  })

  test('whose access has ended is nobody to be asked any more', async () => {
    await named(ann, { standIn: ben.id })
    world.clock.set('2026-11-24T09:00:00Z')
    expect(await world.scope(area, (s) => listStandIns(s, s.today))).toHaveLength(1)
    const browser = await world.signedIn(manager)
    await browser.post(`/people/${ben.id}/end-access`)
    expect(await world.scope(area, (s) => listStandIns(s, s.today))).toEqual([])
  })

  test('is seen by those whom it concerns, and by who runs the plan', async () => {
    await named(ann, { standIn: ben.id })
    const cai = await world.person(area, { role: 'milestone_lead', name: 'Cai' })
    expect(mainTextOf((await (await world.signedIn(cai)).get('/stand-ins')).body)).not.toContain(
      'Ben for Ann',
    )
    expect(mainTextOf((await (await world.signedIn(manager)).get('/stand-ins')).body)).toContain(
      'Ben for Ann',
    )
  })

  test('is written to the record', async () => {
    await named(ann, { standIn: ben.id })
    const id = await standInId()
    const entries = await world.scope(area, ({ db, areaId }) =>
      db
        .selectFrom('record_entry')
        .select(['act', 'actor_name', 'detail'])
        .where('area_id', '=', areaId)
        .where('thing_id', '=', id)
        .execute(),
    )
    expect(entries).toEqual([
      { act: 'stand_in.named', actor_name: 'Ann', detail: { for: 'Ann', standIn: 'Ben', ...WEEK } },
    ])
  })
})
