/** Plans of others, and what they carry: through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { listPosts } from '../identity/index.ts'
import { listHostPlans, listOverdueHostPlans } from './index.ts'
import { listHostReviews } from './queries/hosts.ts'

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
  person = await world.person(area, {
    role: 'programme_manager',
    name: 'Pat Manager',
    posts: ['Team Manager'],
  })
  manager = await world.signedIn(person)
})

const page = async (path: string) => mainTextOf((await manager.get(path)).body)

const add = (title: string, fields: Record<string, string> = {}) =>
  manager.post('/host-plans/new', {
    ...{ once: newId(), level: 'team', title, owner: 'Head of First Response' },
    ...fields,
  })

/** The id of a plan that is added. */
const made = async (title: string, fields: Record<string, string> = {}) =>
  (await add(title, fields)).location.split('/').at(-1) ?? ''

const hosts = () => world.scope(area, (scope) => listHostPlans(scope, scope.today))
const carry = (kind: 'action' | 'milestone', key: string, host: string, reference = '') =>
  manager.post(`/${kind}s/${plan.of(key)}/carried-by`, { host, reference })

const acts = async () => {
  const rows = await world.scope(area, ({ db, areaId }) =>
    db.selectFrom('record_entry').select('act').where('area_id', '=', areaId).orderBy('seq').execute(),
  )
  return rows.map(({ act }) => act).filter((act) => /^(host_plan|carriage)/.test(act))
}

/** A partner of the area, with its name. */
const partner = (name: string) =>
  world.scope(area, async ({ db, areaId }) => {
    const id = newId()
    await db.insertInto('partner').values({ id, area_id: areaId, name, kind: 'police' }).execute()
    return id
  })

describe('the plans of others', () => {
  test('stand as a tree, each under the one that it belongs to', async () => {
    expect(await page('/host-plans')).toContain('No plan of another is held yet')
    const directorate = await made('Directorate plan', { level: 'directorate' })
    const team = await made('Team plan', { parent: directorate })
    const [post] = await world.scope(area, listPosts)
    await made('Objectives', { level: 'personal', parent: team, owner: '', post: post?.id ?? '' })
    const { body } = await manager.get('/host-plans')
    expect([...body.matchAll(/gt-tree__step--(\d)/g)].map(([, depth]) => depth)).toEqual(['0', '1', '2'])
    expect(mainTextOf(body)).toContain('3 plans, each under the one that it belongs to')
    expect(linksOf((await manager.get(`/host-plans/${team}`)).body)).toContain(`/host-plans/${directorate}`)
  })

  test('are refused under themselves, without an owner, and personal ones without a post', async () => {
    const directorate = await made('Directorate plan', { level: 'directorate' })
    const team = await made('Team plan', { parent: directorate })
    const round = await manager.post(`/host-plans/${directorate}/change`, {
      ...{ level: 'directorate', title: 'Directorate plan', owner: 'Director', parent: team },
    })
    expect(mainTextOf(round.body)).toContain('It would stand under itself: choose another plan')
    expect(mainTextOf((await add('No owner', { owner: '' })).body)).toContain('Choose the post that owns it')
    const named = await add('Objectives', { level: 'personal', owner: 'Somebody by name' })
    expect([named.status, mainTextOf(named.body)]).toEqual([
      422,
      expect.stringContaining('a personal plan names no person'),
    ])
    expect(await hosts()).toHaveLength(2)
  })

  test('sent twice are one; a change keeps what is carried and is in the record', async () => {
    const once = newId()
    const answers = await Promise.all([1, 2, 3].map(() => add('Team plan', { once })))
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    const [host] = await hosts()
    await carry('action', 'a1', host?.id ?? '')
    const form = formsOf((await manager.get(`/host-plans/${host?.id}/change`)).body).find(({ action }) =>
      action.endsWith('/change'),
    )
    await manager.post(`/host-plans/${host?.id}/change`, {
      ...form?.values,
      level: 'team',
      title: 'Team plan 2027',
    })
    expect(await page(`/host-plans/${host?.id}`)).toContain('Action 1 Decide on every contact')
    expect(await acts()).toEqual(['host_plan.added', 'carriage.added', 'host_plan.changed'])
  })

  test('are read by whoever reads the plan, and kept by a programme manager alone', async () => {
    const id = await made('Team plan')
    const reader = await world.signedIn(await world.person(area, { role: 'board_member' }))
    expect((await reader.get(`/host-plans/${id}`)).status).toBe(200)
    expect((await reader.get('/host-plans')).body).not.toContain('/host-plans/new')
    expect((await reader.post(`/host-plans/${id}/end`)).status).toBe(403)
    expect((await reader.post(`/actions/${plan.of('a1')}/carried-by`, { host: id })).status).toBe(403)
  })
})

describe('the yearly review of such a plan', () => {
  const review = (id: string, fields: Record<string, string> = {}) =>
    manager.post(`/host-plans/${id}/reviews`, {
      ...{ once: newId(), words: 'All of it is carried.' },
      ...{ 'reviewed-day': '20', 'reviewed-month': '11', 'reviewed-year': '2026' },
      ...fields,
    })

  test('is overdue from the day after it was due, and then due a year after it was held', async () => {
    const id = await made('Team plan', { 'due-day': '22', 'due-month': '11', 'due-year': '2026' })
    await made('Another', { 'due-day': '23', 'due-month': '11', 'due-year': '2026' })
    expect(await page('/host-plans')).toContain('1 review overdue')
    expect(await world.scope(area, (s) => listOverdueHostPlans(s, s.today))).toEqual([
      { id, title: 'Team plan', owner: 'Head of First Response', reviewDueOn: '2026-11-22' },
    ])
    expect((await review(id)).status).toBe(303)
    expect(await page(`/host-plans/${id}`)).toContain(
      'Reviewed 20 November 2026; next review by 20 November 2027',
    )
    expect(await world.scope(area, (s) => listOverdueHostPlans(s, s.today))).toEqual([])
  })

  test('sent twice is one; one to come, or without words, is refused', async () => {
    const id = await made('Team plan')
    const once = newId()
    await Promise.all([1, 2, 3].map(() => review(id, { once })))
    expect(await world.scope(area, (s) => listHostReviews(s, id))).toHaveLength(1)
    expect(mainTextOf((await review(id, { 'reviewed-day': '24' })).body)).toContain(
      'must be today or in the past',
    )
    expect(mainTextOf((await review(id, { words: '' })).body)).toContain('Say what the review found')
    expect(mainTextOf((await review(id, { 'reviewed-day': '' })).body)).toContain(
      'The day of the review must be',
    )
  })
})

describe('what such a plan carries', () => {
  test('is shown on both, under its reference, from its day until it is ended', async () => {
    const id = await made('Policing plan', { level: 'partner' })
    for (const _ of ['once', 'twice']) expect((await carry('milestone', 'm1', id, '4.2')).status).toBe(303)
    const milestone = `/milestones/${plan.of('m1')}`
    expect(await page(milestone)).toContain('Policing plan Partner’s plan, there “4.2”')
    expect(await page(`/actions/${plan.of('a1')}`)).toContain(
      'there “4.2” (milestone 1.1 Agree one threshold',
    )
    expect(await page(`/host-plans/${id}`)).toContain('Milestone 1.1 Agree one threshold document')
    world.clock.set('2026-12-01T09:00:00Z')
    await manager.signInAs(person)
    const one =
      /name="one" value="([^"]+)"/.exec((await manager.get(`${milestone}/carried-by`)).body)?.[1] ?? ''
    const elsewhere = await manager.post(`/milestones/${plan.of('m2')}/carried-by/end`, { one })
    expect(elsewhere.status).toBe(404)
    expect((await manager.post(`${milestone}/carried-by/end`, { one })).status).toBe(303)
    expect((await manager.post(`${milestone}/carried-by/end`, { one })).status).toBe(404)
    expect(await page(milestone)).toContain('Nobody has said that a plan')
    expect(await page(`${milestone}?asAt=2026-11-30`)).toContain('there “4.2”')
    expect(await page(`/host-plans/${id}`)).toContain(
      '23 November 2026 to 1 December 2026, ended by Pat Manager',
    )
    expect(await acts()).toEqual(['host_plan.added', 'carriage.added', 'carriage.ended'])
  })

  test('goes down the tree of an action: who carries it, who does not, and which partner’s plan lacks it', async () => {
    const police = await partner('Anyshire Police')
    await world.scope(area, async ({ db, areaId }) => {
      const post = await db
        .selectFrom('lead')
        .select('post_id')
        .where('area_id', '=', areaId)
        .where('action_id', '=', plan.of('a1'))
        .executeTakeFirstOrThrow()
      await db.updateTable('post').set({ partner_id: police }).where('id', '=', post.post_id).execute()
    })
    const at = `/actions/${plan.of('a1')}/carried-by`
    expect(await page(at)).toContain('no plan of it is held: whether one carries it cannot be said')
    const top = await made('Policing plan', { level: 'partner', partner: police })
    const borough = await made('Borough plan', { parent: top })
    await made('Unit plan', { parent: borough })
    expect(await page(at)).toContain(
      'Anyshire Police leads here, and none of its plans that are held carries it.',
    )
    await carry('milestone', 'm2', borough)
    const text = await page(at)
    expect(text).toMatch(
      /Policing plan .*Does not carry it.*Borough plan .*Carries milestone 1\.2.*Unit plan .*Does not/,
    )
    expect(text).toContain('Anyshire Police leads here, and a plan of its own carries it.')
  })

  test('ends with the plan that carries it, which is ended once and offered no more', async () => {
    const id = await made('Team plan')
    await carry('action', 'a1', id)
    expect((await manager.post(`/host-plans/${id}/end`)).status).toBe(303)
    expect((await manager.post(`/host-plans/${id}/end`)).status).toBe(404)
    expect(await page('/host-plans')).toContain('Ended on 23 November 2026')
    expect(await page(`/actions/${plan.of('a1')}`)).toContain('Nobody has said that a plan')
    const refused = await carry('action', 'a1', id)
    expect([refused.status, mainTextOf(refused.body)]).toEqual([
      422,
      expect.stringContaining('Nobody has said that a plan'),
    ])
  })
})
