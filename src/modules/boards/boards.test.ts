/** What a board sees, and who sits on it: through the pages, on a true database. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { elementsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { listBoards, listSeats, openSupportByHand } from '../plans/index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestPerson
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
  member = await world.person(area, { role: 'board_member', name: 'Bo Member' })
  boardId = await idOf('Improvement Board')
})

const idOf = async (name: string) =>
  (await world.scope(area, listBoards)).find((board) => board.name === name)?.id ?? ''

const as = (person: TestPerson) => world.signedIn(person)

const seat = (by: TestClient, person: TestPerson, fields: Record<string, string> = {}) =>
  by.post(`/boards/${boardId}/seats`, {
    ...{ person: person.id, 'from-day': '23', 'from-month': '11', 'from-year': '2026', ...fields },
  })

const seats = (day = '2026-11-23') => world.scope(area, (scope) => listSeats(scope, boardId, day))

const acts = async () => {
  const rows = await world.scope(area, ({ db, areaId }) =>
    db.selectFrom('record_entry').select('act').where('area_id', '=', areaId).orderBy('seq').execute(),
  )
  return rows.map(({ act }) => act).filter((act) => act.startsWith('board'))
}

const change = (by: TestClient, path: 'chair' | 'end', id: string | undefined) =>
  by.post(`/boards/${boardId}/${path}`, { seat: id ?? '' })

describe('seats', () => {
  test('are given from a day, have one chair among them, and end; each act is in the record', async () => {
    const browser = await as(manager)
    expect((await seat(browser, member)).status).toBe(303)
    expect((await seat(browser, manager, { 'from-month': '12' })).status).toBe(303)
    expect((await seats()).map(({ name }) => name)).toEqual(['Bo Member'])
    world.clock.set('2026-12-23T09:00:00Z')
    await browser.signInAs(manager)
    const day = '2026-12-23'
    const of = async (name: string) => (await seats(day)).find((one) => one.name === name)?.id
    for (const name of ['Bo Member', 'Pat Manager'])
      expect((await change(browser, 'chair', await of(name))).status).toBe(303)
    expect((await seats(day)).map(({ name, chair }) => [name, chair])).toEqual([
      ['Pat Manager', true],
      ['Bo Member', false],
    ])
    expect((await change(browser, 'end', await of('Pat Manager'))).status).toBe(303)
    expect((await seats('2026-12-24')).map(({ name }) => name)).toEqual(['Bo Member'])
    expect(await acts()).toEqual([
      ...['board.seat_given', 'board.seat_given', 'board.chair_named', 'board.chair_named'],
      'board.seat_ended',
    ])
  })

  test('are refused in words: without a person or a day, twice, and for somebody who cannot read the plan', async () => {
    const browser = await as(manager)
    const councillor = await world.person(area, { role: 'scrutiny_councillor' })
    const refused = async (person: TestPerson, fields: Record<string, string>, fault: string) => {
      const answer = await seat(browser, person, fields)
      expect([answer.status, mainTextOf(answer.body)]).toEqual([422, expect.stringContaining(fault)])
    }
    await refused(member, { person: '' }, 'Choose who sits on the board')
    await refused(member, { 'from-day': '40' }, 'The first day must be a real date')
    await refused(councillor, {}, 'Choose somebody from the list')
    await seat(browser, member)
    await refused(member, {}, 'They have a seat on this board')
  })

  test('are given by whoever runs the plans, and by no member', async () => {
    await seat(await as(manager), member)
    expect((await seat(await as(member), manager)).status).toBe(403)
  })
})

describe('boards by hand', () => {
  const board = (name: string) => ({ name })

  test('are added once, however often the form is sent, renamed, closed, and opened again by their name', async () => {
    const browser = await as(manager)
    const first = await browser.post('/boards', board('Scrutiny Panel'))
    const again = await browser.post('/boards', board(' scrutiny panel '))
    expect([first.status, again.location]).toEqual([303, first.location])
    const page = first.location
    expect((await browser.post(`${page}/name`, board('Assurance Panel'))).status).toBe(303)
    expect(mainTextOf((await browser.get('/boards')).body)).toContain('Assurance Panel')
    expect((await browser.post(`${page}/close`)).status).toBe(303)
    expect((await browser.post(`${page}/close`)).status).toBe(303)
    expect(mainTextOf((await browser.get('/boards')).body)).not.toContain('Assurance Panel')
    expect(mainTextOf((await browser.get(page)).body)).toContain('This board met until 23 November 2026')
    const late = await browser.post(`${page}/seats`, {
      ...{ person: member.id, 'from-day': '23', 'from-month': '11', 'from-year': '2026' },
    })
    expect([late.status, mainTextOf(late.body)]).toEqual([
      422,
      expect.stringContaining('This board is closed'),
    ])
    expect((await browser.post('/boards', board('Assurance Panel'))).location).toBe(page)
    expect(await acts()).toEqual([...['board.added', 'board.renamed', 'board.closed', 'board.opened_again']])
  })

  test('are refused in words: without a name, by the name of another, and closed while something is before them', async () => {
    const browser = await as(manager)
    const { location: other } = await browser.post('/boards', board('Other Board'))
    const refused = async (url: string, name: string, fault: string) => {
      const answer = await browser.post(url, board(name))
      expect([answer.status, mainTextOf(answer.body)]).toEqual([422, expect.stringContaining(fault)])
    }
    await refused('/boards', '', 'Enter the name of the board')
    await refused('/boards', 'x'.repeat(121), '120 characters or fewer')
    await refused(`${other}/name`, 'Improvement Board', 'Another board has this name')
    await refused(`/boards/${boardId}/close`, '', 'It still has milestones or open requests')
    expect((await (await as(member)).post('/boards', board('Mine'))).status).toBe(403)
  })
})

describe('a board’s page', () => {
  test('is for its members and whoever runs the plans; another board’s is not found', async () => {
    await seat(await as(manager), member)
    const browser = await as(member)
    expect(mainTextOf((await browser.get('/boards')).body)).toContain('1 board')
    expect((await browser.get(`/boards/${boardId}`)).status).toBe(200)
    const stranger = await as(await world.person(area, { role: 'board_member' }))
    expect((await stranger.get(`/boards/${boardId}`)).status).toBe(404)
    expect(mainTextOf((await stranger.get('/boards')).body)).toContain('You have no seat on a board')
  })

  test('counts its milestones by standing and by theme, and each number leads to as many', async () => {
    const browser = await as(manager)
    const page = await browser.get(`/boards/${boardId}`)
    const counts = elementsOf(page.body, 'a').filter(({ attributes }) => attributes.class === 'gt-count')
    expect(counts.length).toBeGreaterThan(2)
    for (const { attributes, inner } of counts) {
      const number = Number(/gt-count__number">(\d+)/.exec(inner)?.[1])
      const list = await browser.get((attributes.href ?? '').replaceAll('&amp;', '&'))
      const found = new Set(linksOf(list.body).filter((href) => /^\/milestones\/[\w-]{36}$/.test(href)))
      expect([attributes.href, found.size]).toEqual([attributes.href, number])
    }
  })

  test('shows what moved since a day, and nothing of what stood before it', async () => {
    const browser = await as(manager)
    const told = async (since = '') => mainTextOf((await browser.get(`/boards/${boardId}${since}`)).body)
    const [milestone] = linksOf(
      (await browser.get(`/plans/${plan.id}?board=Improvement+Board`)).body,
    ).flatMap((href) => /^\/milestones\/([\w-]{36})$/.exec(href)?.[1] ?? [])
    world.clock.set('2026-12-20T09:00:00Z')
    await browser.signInAs(manager)
    await browser.post(`/milestones/${milestone}/update`, {
      ...{ once: newId(), status: 'off_track', done: 'The provider withdrew.', support_needed: 'no' },
    })
    expect(await told()).toContain('1 milestone moved')
    expect(await told()).toContain('to “Off track”')
    world.clock.set('2027-03-20T09:00:00Z')
    await browser.signInAs(manager)
    expect(await told()).toContain('Nothing moved.')
    expect(await told('?since=2026-12-19')).toContain('1 milestone moved')
  })

  test('has its open requests, late ones first, and says how late', async () => {
    const ask = (words: string, wantedBy: string | null) =>
      world.scope(area, (scope) =>
        openSupportByHand(scope, {
          ...{ planId: plan.id, milestoneId: plan.of('m1'), progressId: null, words, wantedBy },
          ...{ to: { kind: 'board', id: boardId }, once: newId() },
        }),
      )
    await ask('Some day', null)
    await ask('Next month', '2026-12-20')
    await ask('Last week', '2026-11-16')
    const text = mainTextOf((await (await as(manager)).get(`/boards/${boardId}`)).body)
    expect(text).toContain('3 open requests, late ones first')
    expect(text).toMatch(/Last week.*7 days late.*Next month.*Some day/s)
    expect(mainTextOf((await (await as(manager)).get('/boards')).body)).toContain('3, 1 late')
  })

  test('costs as many queries for ten requests and seats as for one', async () => {
    const browser = await as(manager)
    const fill = async (n: number) => {
      for (let at = 0; at < n; at += 1) {
        const person = await world.person(area, { role: 'board_member' })
        await seat(browser, person)
        await world.scope(area, (scope) =>
          openSupportByHand(scope, {
            ...{
              planId: plan.id,
              milestoneId: plan.of('m1'),
              progressId: null,
              words: 'Help',
              wantedBy: null,
            },
            ...{ to: { kind: 'board', id: boardId }, once: newId() },
          }),
        )
      }
    }
    const count = async () => {
      const spy = vi.spyOn(pg.Client.prototype, 'query')
      const found: number[] = []
      for (const url of ['/boards', `/boards/${boardId}`]) {
        const before = spy.mock.calls.length
        expect((await browser.get(url)).status).toBe(200)
        found.push(spy.mock.calls.length - before)
      }
      spy.mockRestore()
      return found
    }
    await fill(1)
    const few = await count()
    await fill(9)
    expect(await count()).toEqual(few)
  }, 60_000)
})
