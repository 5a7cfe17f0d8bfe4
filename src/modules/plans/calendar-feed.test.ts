/** Due dates in somebody's calendar program: fetched by a key that is shown once, read by another program's reader. */
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { listDueEvents } from './actions/calendar-feed.ts'
import { dueEvents } from './domain/calendar-feed.ts'
import { examplePlan } from './pages/example.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let person: TestPerson
let lead: TestClient
let address: string

beforeAll(async () => {
  world = await startWorld({ logs: true })
  area = await world.area()
  plan = await world.plan(area)
  person = await world.person(area, {
    ...{ role: 'action_lead', name: 'Lead', posts: ['Head of First Response', 'Head of Care Planning'] },
  })
  lead = await world.signedIn(person)
  address = await make()
})
afterAll(() => world.close())

async function make(): Promise<string> {
  const { body } = await lead.post('/calendar')
  const found = /<code id="address">([^<]+)<\/code>/.exec(body)?.[1] ?? ''
  expect(found.startsWith(`${world.publicUrl}/calendar/`)).toBe(true)
  return found.slice(world.publicUrl.length)
}

/** Asked as a calendar program asks: by nobody who is signed in. */
const ask = (path = address) => world.client().get(path)

const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))

describe('the feed', () => {
  test('holds the open due dates of what somebody leads, as whole days with a link to each page', async () => {
    const { status, headers, body } = await ask()
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      ...[200, 'text/calendar; charset=utf-8', 'no-store'],
    ])
    const found = events(body)
    // 1.1 is achieved; 3.1 and 3.2 are led by others, and 3.2 has no day.
    expect(found.map(({ summary, startDate }) => [summary, startDate.toString(), startDate.isDate])).toEqual([
      ['Due: 1.2 Put a manager on every shift of the front door', '2026-11-30', true],
      ['Due: 2.1 Train every social worker in direct work', '2026-12-31', true],
      ['Due: 2.2 Audit twenty visits a month', '2026-12-31', true],
    ])
    const [first] = found
    expect(first?.uid).toBe(`milestone-${plan.of('m2')}@goldenthread`)
    expect(first?.component.getFirstPropertyValue('url')).toBe(
      `${world.publicUrl}/milestones/${plan.of('m2')}`,
    )
    expect(first?.description).toBe(
      [
        'Plan: Improvement Plan',
        'Action: 1 Decide on every contact within one working day',
        'Last said: On track',
      ].join('\n'),
    )
    // It was re-dated once.
    expect(first?.sequence).toBe(1)
  })

  test('is the same text at every fetch, until something changes; then the same event says so', async () => {
    const before = await ask()
    expect((await ask()).body).toBe(before.body)
    world.clock.forward({ minutes: 5 })
    const manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    const page = await manager.get(`/milestones/${plan.of('m3')}/change`)
    const seen = /id="seen" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const answer = await manager.post(`/milestones/${plan.of('m3')}/change`, {
      ...{ seen, words: 'Train every social worker in direct work', reason: 'The trainer is away' },
      ...{ 'due-day': '29', 'due-month': '3', 'due-year': '2027', leads: holderOf(page.body) },
    })
    expect(answer.status).toBe(303)
    const of = (text: string) => events(text).find(({ uid }) => uid.includes(plan.of('m3')))
    const [was, now] = [of(before.body), of((await ask()).body)]
    expect([was?.startDate.toString(), now?.startDate.toString()]).toEqual(['2026-12-31', '2027-03-29'])
    expect([was?.sequence, now?.sequence]).toEqual([0, 1])
    expect(now?.component.getFirstPropertyValue('last-modified')?.toString()).toBe('2026-11-23T09:05:00Z')
    expect(was?.uid).toBe(now?.uid)
  })

  const holderOf = (html: string) => /name="leads" type="checkbox" value="([^"]+)"/.exec(html)?.[1] ?? ''

  test('holds nobody else’s, and no word that is not the plan’s', async () => {
    const { body } = await ask()
    expect(body).not.toContain(plan.of('m5'))
    expect(body).not.toContain('Nobody was trained')
    expect(body).not.toContain('Lead')
  })
})

describe('the address', () => {
  test('is shown once, and is nowhere in the database or the log', async () => {
    const page = await lead.get('/calendar')
    expect(page.body).not.toContain('.ics')
    expect(mainTextOf(page.body)).toContain('You made an address on 23 November 2026')
    const [, token = ''] = /\.([\w-]{43})\.ics$/.exec(address) ?? []
    const rows = await world.scope(area, ({ db }) => db.selectFrom('calendar_feed').selectAll().execute())
    const record = await world.scope(area, ({ db }) => db.selectFrom('record_entry').selectAll().execute())
    expect(JSON.stringify([rows, record]).includes(token)).toBe(false)
    expect(world.logs.filter((line) => line.includes('/calendar/:token.ics'))).not.toEqual([])
    expect(world.logs.filter((line) => line.includes(token))).toEqual([])
  })

  test('that was replaced, ended, made up, or is another area’s opens nothing', async () => {
    const old = address
    address = await make()
    expect([(await ask(old)).status, (await ask()).status]).toEqual([404, 200])
    const other = await world.area()
    expect((await ask(address.replace(area.id, other.id))).status).toBe(404)
    expect((await ask(`/calendar/${area.id}.${'x'.repeat(43)}.ics`)).status).toBe(404)
    expect((await ask('/calendar/nonsense.ics')).status).toBe(404)
    await lead.post('/calendar/end')
    await lead.post('/calendar/end')
    expect((await ask()).status).toBe(404)
    address = await make()
  })

  test('opens nothing any more once its person may read no plans', async () => {
    const leaving = await world.person(area, { role: 'milestone_lead', until: '2026-11-30' })
    const browser = await world.signedIn(leaving)
    const { body } = await browser.post('/calendar')
    const theirs = /\/calendar\/[\w.-]+\.ics/.exec(body)?.[0] ?? ''
    expect((await ask(theirs)).status).toBe(200)
    world.clock.set('2026-12-01T09:00:00Z')
    expect((await ask(theirs)).status).toBe(404)
    world.clock.set('2026-11-23T09:10:00Z')
  })

  test('is asked for at most so often a minute', async () => {
    const browser = world.client({ remoteAddress: '192.0.2.77' })
    const statuses = new Set<number>()
    for (let n = 0; n < 310; n += 1) statuses.add((await browser.get('/calendar/nonsense.ics')).status)
    expect([...statuses]).toEqual([404, 429])
  })
})

describe('who stands in', () => {
  const plans = examplePlan(1)
  const [action] = plans.actions
  const [milestone] = plans.milestones
  if (!action || !milestone) throw new Error('The made-up plan is empty')
  const open = {
    ...milestone,
    due: { on: '2026-12-31', precision: 'day' as const, words: null },
    latest: null,
  }

  test('is told for whom', () => {
    const led = [{ plan: plans, action, milestone: open, standingInFor: 'Head of Fostering' }]
    const [event] = dueEvents(led, new Map(), '2026-01-01T00:00:00.000Z')
    expect(event?.description).toContain('You stand in for Head of Fostering.')
  })

  test('changes of the action count as changes too, and the latest is told', () => {
    const led = [{ plan: plans, action, milestone: open, standingInFor: null }]
    const changes = new Map([
      [action.id, '2026-03-01T00:00:00.000Z'],
      [open.id, '2026-02-01T00:00:00.000Z'],
    ])
    expect(dueEvents(led, changes, '2026-01-01T00:00:00.000Z')[0]?.changedAt).toBe('2026-03-01T00:00:00.000Z')
  })

  test('sees the dates of whoever is away beside their own, each once', async () => {
    const { id, personId, postIds, name } = await world.scope(area, async ({ db }) => {
      const post = db.selectFrom('post').select('id').where('area_id', '=', area.id)
      const { id } = await post.where('title', '=', 'Workforce Lead').executeTakeFirstOrThrow()
      return { id, personId: newId(), postIds: [id], name: 'Workforce Lead' }
    })
    const standsInFor = [{ personId, postIds, name }]
    const found = await world.scope(area, (s) =>
      listDueEvents({ ...s, actor: { ...s.actor, personId: person.id, postIds: [id], standsInFor } }),
    )
    expect(found.map(({ milestoneId }) => milestoneId)).toEqual([plan.of('m5')])
    const forThem = await world.scope(area, (s) =>
      listDueEvents({ ...s, actor: { ...s.actor, personId: person.id, standsInFor } }),
    )
    expect(forThem.map(({ description }) => description.split('\n')[0])).toEqual([
      'You stand in for Workforce Lead.',
    ])
  })
})
