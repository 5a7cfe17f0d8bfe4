/** Help that is asked for, and words between people: through the pages, on a true database. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { elementsOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import {
  endSeat,
  insertSeat,
  listBoards,
  listOpenSupport,
  listSeats,
  openSupport,
  readPlan,
} from './index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestPerson
let lead: TestPerson
let member: TestPerson
let boardId: string

beforeAll(async () => {
  world = await startWorld({ now: '2026-11-23T09:00:00Z' })
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set('2026-11-23T09:00:00Z')
  area = await world.area()
  plan = await world.plan(area)
  manager = await world.person(area, { role: 'programme_manager', name: 'Pat Manager' })
  lead = await world.person(area, {
    role: 'action_lead',
    name: 'Lee Lead',
    posts: ['Head of First Response'],
  })
  member = await world.person(area, { role: 'board_member', name: 'Bo Member' })
  boardId = await world.scope(area, async (scope) => {
    const id = (await listBoards(scope)).find(({ name }) => name === 'Improvement Board')?.id ?? ''
    await insertSeat(scope, { boardId: id, personId: member.id, chair: true, from: '2026-01-01' })
    return id
  })
})

const as = (person: TestPerson) => world.signedIn(person)

const WANTED = { 'wanted-day': '27', 'wanted-month': '11', 'wanted-year': '2026' }

const ask = (by: TestClient, fields: Record<string, string> = {}) =>
  by.post(`/milestones/${plan.of('m1')}/support`, {
    ...{ once: newId(), words: 'Pay for two posts', to: `board:${boardId}`, ...WANTED, ...fields },
  })

const requests = () => world.scope(area, listOpenSupport)

async function opened(fields: Record<string, string> = {}) {
  expect(await ask(await as(lead), fields)).toMatchObject({ status: 303 })
  const [request] = (await requests()).slice(-1)
  if (!request) throw new Error('Nothing was opened')
  return request
}

const noticesOf = ({ id }: TestPerson) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('notice')
      .select(['kind', 'words', 'href'])
      .where('area_id', '=', areaId)
      .where('person_id', '=', id)
      .orderBy('made_at')
      .orderBy('id')
      .execute(),
  )

const acts = async () => {
  const rows = await world.scope(area, ({ db, areaId }) =>
    db.selectFrom('record_entry').select('act').where('area_id', '=', areaId).orderBy('seq').execute(),
  )
  return rows.map(({ act }) => act).filter((act) => /^(support|remark|query)/.test(act))
}

const monthly = (words: string, more: object = {}) => ({
  ...{ planId: plan.id, milestoneId: plan.of('m1'), words, to: null, wantedBy: null, once: newId(), ...more },
})

/** An update's own request, as the form of the update makes it. */
const openByUpdate = (asked: ReturnType<typeof monthly>) =>
  world.scope(area, async (scope) => {
    const { id } = await scope.db
      .selectFrom('progress')
      .select('id')
      .where('area_id', '=', area.id)
      .where('milestone_id', '=', plan.of('m1'))
      .limit(1)
      .executeTakeFirstOrThrow()
    await openSupport(scope, { ...asked, progressId: id })
  })

async function queriesOf(by: TestClient, url: string): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    expect([url, (await by.get(url)).status]).toEqual([url, 200])
    return spy.mock.calls.length
  } finally {
    spy.mockRestore()
  }
}

describe('a request for support', () => {
  test('is opened once, names whom it is of, and is told to every seat of the board', async () => {
    const request = await opened()
    expect(request).toMatchObject({ toWords: 'Improvement Board', wantedBy: '2026-11-27', state: 'open' })
    expect(await noticesOf(member)).toEqual([
      {
        kind: 'support',
        words: 'Lee Lead asks for support with milestone 1.1',
        href: `/support/${request.id}`,
      },
    ])
    expect(await noticesOf(lead)).toEqual([])
    expect(await acts()).toEqual(['support.opened'])
  })

  test('sent ten times at once is one request', async () => {
    const browser = await as(lead)
    const once = newId()
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(browser, { once })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
    expect(await requests()).toHaveLength(1)
  })

  test('of a post is told to whoever holds it today', async () => {
    const request = await world.scope(area, async (scope) => {
      const post = await scope.db
        .selectFrom('post')
        .select('id')
        .where('area_id', '=', area.id)
        .where('title', '=', 'Head of First Response')
        .executeTakeFirstOrThrow()
      return post.id
    })
    await ask(await as(manager), { to: `post:${request}` })
    expect((await noticesOf(lead)).map(({ words }) => words)).toEqual([
      'Pat Manager asks for support with milestone 1.1',
    ])
  })

  test('that names nobody is told to whoever runs the plans', async () => {
    const request = await opened({ to: 'nobody' })
    expect(request.toWords).toBe('Nobody named yet')
    expect(await noticesOf(manager)).toHaveLength(1)
  })

  test('of a board on which nobody sits is told to whoever runs the plans', async () => {
    world.clock.set('2026-11-24T09:00:00Z')
    await world.scope(area, async (scope) => {
      const [seat] = await listSeats(scope, boardId, scope.today)
      await endSeat(scope, seat?.id ?? '', '2026-11-23')
    })
    await opened()
    expect(await noticesOf(member)).toEqual([])
    expect(await noticesOf(manager)).toHaveLength(1)
  })

  test('is refused in words without what, whom or a real day, and keeps what was typed', async () => {
    const answer = await ask(await as(lead), { words: '', to: '', 'wanted-month': '13' })
    expect(answer.status).toBe(422)
    for (const fault of ['Say what is needed', 'Choose whom you ask'])
      expect(mainTextOf(answer.body)).toContain(fault)
    const day = await ask(await as(lead), { 'wanted-month': '13' })
    expect(mainTextOf(day.body)).toContain('must be a real date')
    expect(day.body).toContain('Pay for two posts')
    expect(await requests()).toEqual([])
  })

  test('is not taken by the address of a board of nobody', async () => {
    const answer = await ask(await as(lead), { to: `board:${newId()}` })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Choose whom you ask from the list')
  })

  test('is not for somebody who leads neither the milestone nor its action', async () => {
    const other = await world.person(area, { role: 'milestone_lead', posts: ['Workforce Lead'] })
    expect((await ask(await as(other))).status).toBe(403)
  })

  test('that next month’s update asks again goes into the same thread, with whomever it names now', async () => {
    await openByUpdate(monthly('Two posts', { to: { kind: 'board', id: boardId } }))
    const again = monthly('Still two posts', {
      to: { kind: 'person', id: manager.id },
      wantedBy: '2026-12-15',
    })
    await openByUpdate(again)
    await openByUpdate(again)
    const [request, ...others] = await requests()
    expect(others).toEqual([])
    expect(request).toMatchObject({ words: 'Two posts', toWords: 'Pat Manager', wantedBy: '2026-12-15' })
    const text = mainTextOf((await (await as(lead)).get(`/support/${request?.id}`)).body)
    expect(text).toContain('1 reply')
    expect(text).toContain('Still two posts')
    expect(text).toContain('Now asked of Pat Manager, before of Improvement Board.')
    expect(text).toContain('Now wanted by 15 December 2026, before by no day.')
    expect(await noticesOf(manager)).toHaveLength(1)
    expect(await acts()).toEqual(['support.opened', 'support.asked_again'])
  })

  test('sent twice by one update is opened once', async () => {
    const asked = monthly('Two posts')
    await openByUpdate(asked)
    await openByUpdate(asked)
    expect(await acts()).toEqual(['support.opened'])
  })

  const close = (by: TestClient, id: string, fields: Record<string, string> = {}) =>
    by.post(`/support/${id}/close`, {
      ...{ once: newId(), state: 'met', words: 'The money is found.' },
      ...{ 'on-day': '23', 'on-month': '11', 'on-year': '2026', ...fields },
    })

  test('is met by whoever is asked, told to whoever asked, and opened again by hand', async () => {
    const request = await opened()
    const browser = await as(member)
    expect((await close(browser, request.id)).status).toBe(303)
    expect(await requests()).toEqual([])
    expect((await noticesOf(lead)).map(({ words }) => words)).toEqual([
      'Support with milestone 1.1 is met, says Bo Member',
    ])
    expect(mainTextOf((await browser.get(`/support/${request.id}`)).body)).toContain(
      'Met on 23 November 2026, says Bo Member: The money is found.',
    )
    const again = await browser.post(`/support/${request.id}/reopen`, { once: newId(), words: 'It is not.' })
    expect(again.status).toBe(303)
    expect(await requests()).toHaveLength(1)
    expect(await acts()).toEqual(['support.opened', 'support.met', 'support.open'])
  })

  test('is not settled by somebody whom it does not concern, who may reply', async () => {
    const request = await opened()
    const browser = await as(await world.person(area, { role: 'analyst' }))
    expect((await close(browser, request.id)).status).toBe(403)
    expect((await browser.get(`/support/${request.id}`)).body).not.toContain('/close')
    const reply = await browser.post(`/support/${request.id}/remarks`, {
      once: newId(),
      words: 'I have figures.',
    })
    expect(reply.status).toBe(303)
    expect((await noticesOf(lead)).map(({ kind }) => kind)).toEqual(['support'])
    expect((await noticesOf(member)).map(({ kind }) => kind)).toEqual(['support', 'support'])
  })

  test('is closed on a day that has come, and not before it was opened', async () => {
    const request = await opened()
    const browser = await as(manager)
    for (const [day, fault] of [
      ['24', 'The day must be today or before'],
      ['20', 'It was opened on 23 November 2026'],
    ] as const) {
      const answer = await close(browser, request.id, { 'on-day': day })
      expect([answer.status, mainTextOf(answer.body)]).toEqual([422, expect.stringContaining(fault)])
    }
    await close(browser, request.id)
    expect((await close(browser, request.id)).status).toBe(422)
  })

  test('is among the facts of each day on which it was open, as it was asked then', async () => {
    const request = await opened()
    world.clock.set('2026-12-01T09:00:00Z')
    const browser = await as(manager)
    const other = { once: newId(), words: 'She holds the budget', to: `person:${member.id}` }
    await browser.post(`/support/${request.id}/ask`, other)
    world.clock.set('2026-12-10T09:00:00Z')
    await browser.signInAs(manager)
    const met = { 'on-day': '8', 'on-month': '12' }
    expect((await close(browser, request.id, met)).status).toBe(303)
    world.clock.set('2026-12-20T09:00:00Z')
    await browser.signInAs(manager)
    await browser.post(`/support/${request.id}/reopen`, { once: newId(), words: 'Gone again.' })
    const facts = await world.scope(area, async (scope) => {
      const days = ['2026-11-22', '2026-11-30', '2026-12-07', '2026-12-08', '2026-12-19', '2026-12-20']
      const found: Record<string, unknown> = {}
      for (const day of days) {
        const { milestones } = await readPlan(scope, plan.id, day)
        const [one] = milestones.find(({ id }) => id === plan.of('m1'))?.support ?? []
        found[day] = one ? [one.to, one.wantedBy] : null
      }
      return found
    })
    expect(facts).toEqual({
      '2026-11-22': null,
      '2026-11-30': ['Improvement Board', '2026-11-27'],
      '2026-12-07': ['Bo Member', null],
      '2026-12-08': null,
      '2026-12-19': null,
      '2026-12-20': ['Bo Member', null],
    })
  })

  test('stands on its milestone’s page, and on the list of each reader where it first belongs, late in words', async () => {
    await opened()
    world.clock.set('2026-12-01T09:00:00Z')
    const milestone = await (await as(lead)).get(`/milestones/${plan.of('m1')}`)
    expect(mainTextOf(milestone.body)).toContain('Asked of Improvement Board on 23 November 2026')
    expect(mainTextOf(milestone.body)).toContain('4 days late')
    const headings = async (person: TestPerson) => {
      const page = await (await as(person)).get('/support')
      return elementsOf(page.body, 'section').flatMap(({ inner }) =>
        inner.includes('Pay for two posts') ? elementsOf(inner, 'h2').map((one) => one.inner) : [],
      )
    }
    expect(await headings(lead)).toEqual(['Asked by you'])
    expect(await headings(member)).toEqual(['Asked of your boards'])
    expect(await headings(manager)).toEqual(['Asked of others'])
  })

  test('costs the list, its page and the milestone as many queries for twenty as for one', async () => {
    const browser = await as(manager)
    const request = await opened()
    const addresses = ['/support', `/support/${request.id}`, `/milestones/${plan.of('m1')}`]
    const count = async () => {
      const found: number[] = []
      for (const address of addresses) found.push(await queriesOf(browser, address))
      return found
    }
    const few = await count()
    for (let n = 0; n < 19; n += 1) await ask(await as(lead))
    expect(await requests()).toHaveLength(20)
    expect(await count()).toEqual(few)
  }, 60_000)
})

describe('a comment', () => {
  const say = (by: TestClient, words: string, once = newId()) =>
    by.post(`/milestones/${plan.of('m1')}/remarks`, { once, words })

  test('stands below the updates, is told to whoever it mentions, and sent twice is one', async () => {
    const browser = await as(manager)
    const once = newId()
    const words = '@Head of First Response and @Bo Member: by Friday, please. @Fred knows.'
    const answer = await say(browser, words, once)
    expect(answer.location).toBe(`/milestones/${plan.of('m1')}#remarks`)
    await say(browser, words, once)
    const page = mainTextOf((await browser.get(`/milestones/${plan.of('m1')}`)).body)
    expect(page).toContain('Your comment is saved. @Fred is nobody who reads the plan, so nobody was told')
    expect(page).toContain('1 comment')
    expect(page).toContain('by Friday, please')
    const told = [{ kind: 'mention', words: 'Pat Manager mentioned you in a comment on milestone 1.1' }]
    expect(await noticesOf(lead)).toMatchObject(told)
    expect(await noticesOf(member)).toMatchObject(told)
    expect(await acts()).toEqual(['remark.added'])
  })

  test('stands on an action too, and on a past day only if it was said by then', async () => {
    const browser = await as(lead)
    const path = `/actions/${plan.of('a1')}`
    expect((await browser.post(`${path}/remarks`, { once: newId(), words: 'Agreed.' })).status).toBe(303)
    expect(mainTextOf((await browser.get(path)).body)).toContain('Agreed.')
    expect(mainTextOf((await browser.get(`${path}?asAt=2026-11-22`)).body)).not.toContain('Agreed.')
  })

  test('of nothing is refused in words', async () => {
    const answer = await say(await as(lead), '  ')
    expect([answer.status, mainTextOf(answer.body)]).toEqual([
      422,
      expect.stringContaining('Write something'),
    ])
  })

  test('is not written by somebody who looks at the plan from outside', async () => {
    const inspector = await as(await world.person(area, { role: 'inspector' }))
    expect((await say(inspector, 'Hm.')).status).toBe(403)
    expect((await inspector.get(`/milestones/${plan.of('m1')}`)).body).not.toContain('/remarks"')
  })

  test('that answers a query is told to whoever asked', async () => {
    const asked = newId()
    await world.scope(area, async ({ db, now, today }) => {
      const update = await db
        .selectFrom('progress')
        .select('id')
        .where('area_id', '=', area.id)
        .where('milestone_id', '=', plan.of('m1'))
        .limit(1)
        .executeTakeFirstOrThrow()
      await db
        .insertInto('assessment')
        .values({
          ...{ area_id: area.id, id: asked, plan_id: plan.id, milestone_id: plan.of('m1') },
          ...{ progress_id: update.id, verdict: 'queried', words: 'Which posts?', once: newId() },
          ...{ author_id: manager.id, author_words: manager.name, said_on: today, recorded_at: now },
        })
        .execute()
    })
    const browser = await as(lead)
    const path = `/milestones/${plan.of('m1')}/remarks`
    const answer = { once: newId(), words: 'The two of October.', answers: asked }
    expect((await browser.post(path, answer)).status).toBe(303)
    expect((await noticesOf(manager)).map(({ words }) => words)).toEqual([
      'Lee Lead answered what you asked about milestone 1.1',
    ])
    const elsewhere = `/milestones/${plan.of('m5')}/remarks`
    expect((await browser.post(elsewhere, { ...answer, once: newId() })).status).toBe(404)
  })
})
