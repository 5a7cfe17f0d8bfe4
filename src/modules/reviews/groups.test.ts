/** Findings of several reviews that are the same: through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { linksOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import {
  addFindings,
  addReview,
  addToGroup,
  listAllFindings,
  listGroups,
  listSameFindings,
  type ReviewInput,
  sayTheSame,
  takeOutOfGroup,
} from './index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let other: string[]
let browser: TestClient

beforeAll(async () => {
  world = await startWorld({ now: '2026-11-23T09:00:00Z' })
})
afterAll(() => world.close())

const REVIEW: ReviewInput = {
  ...{ kind: 'case_review', title: 'Case review of Child K', body: 'Safeguarding partnership' },
  ...{
    state: 'published',
    publishedOn: '2026-10-01',
    receivedOn: null,
    expectedOn: null,
    expectedWords: null,
  },
  ...{ heldFrom: null, heldTo: null, planDueWords: null, planDueOn: null },
  ...{ url: null, judgement: null, remark: null },
}

beforeEach(async () => {
  world.clock.set('2026-11-23T09:00:00Z')
  area = await world.area()
  plan = await world.plan(area)
  browser = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
  other = await world.scope(area, async (s) => {
    const id = await addReview(s, REVIEW, { once: newId(), document: null })
    const none = { group: null, provenance: null, deadlineWords: null }
    await addFindings(s, id, {
      once: newId(),
      lines: 'See children alone\nSupervise',
      kind: 'finding',
      ...none,
    })
    const all = await listAllFindings(s)
    return all.filter(({ reviewId }) => reviewId === id).map((finding) => finding.id)
  })
})

const theSame = (findingIds: string[], words = 'Children are seen alone') =>
  world.scope(area, (s) => sayTheSame(s, { once: newId(), words, findingIds }))

const sameOn = (day: string) => world.scope(area, (s) => listSameFindings(s, day))

describe('findings that are the same', () => {
  test('are known by each of them, from the day on which it was said', async () => {
    const ids = [plan.of('f2'), other[0] ?? '']
    const groupId = await theSame(ids)
    const same = await sameOn('2026-11-23')
    expect([...same.keys()].sort()).toEqual([...ids].sort())
    expect(same.get(ids[0] ?? '')).toEqual({
      ...{ groupId, words: 'Children are seen alone', memberIds: [...ids].sort() },
    })
    expect((await sameOn('2026-11-22')).size).toBe(0)
  })

  test('that are taken out stay in the group of the days before', async () => {
    const groupId = await theSame([plan.of('f2'), ...other])
    world.clock.set('2026-12-01T09:00:00Z')
    await world.scope(area, (s) => takeOutOfGroup(s, groupId, other[1] ?? ''))
    expect((await sameOn('2026-11-30')).size).toBe(3)
    expect((await sameOn('2026-12-01')).size).toBe(2)
    await world.scope(area, (s) => addToGroup(s, groupId, [other[1] ?? '']))
    expect((await sameOn('2026-12-01')).size).toBe(3)
    const [group] = await world.scope(area, (s) => listGroups(s, '2026-12-01'))
    expect(group?.members.map(({ review, ref }) => `${review.title} ${ref}`)).toEqual([
      'Inspection of services for children in need of help and protection 2',
      'Case review of Child K 1',
      'Case review of Child K 2',
    ])
  })
})

const say = (findings: string[], fields: Record<string, string> = {}) =>
  browser.post('/finding-groups/new', {
    ...{ once: newId(), words: 'Children are seen alone', finding: findings, ...fields },
  })

const textAt = async (address: string) => mainTextOf((await browser.get(address)).body)

describe('saying that findings are the same', () => {
  test('is done by ticking them over all reviews; sent twice it is said once', async () => {
    const picking = await textAt('/finding-groups/new')
    for (const words of [
      'See children alone, and write down',
      'Case review of Child K',
      '1. See children alone',
    ])
      expect(picking.replace('alone and', 'alone, and')).toContain(words)
    const once = newId()
    const both = [plan.of('f2'), other[0] ?? '']
    const [first, again] = [await say(both, { once }), await say(both, { once })]
    expect([first.status, again.location]).toEqual([303, first.location])
    expect(await textAt('/finding-groups')).toContain('1 group, by their words')
  })

  test('narrows the list by words and review, keeps what is ticked, and saves nothing meanwhile', async () => {
    const answer = await say([plan.of('f1')], { show: 'yes', search: 'ALONE child' })
    const text = mainTextOf(answer.body)
    expect(answer.status).toBe(200)
    expect(text).toContain('3 findings of 6, ticked ones first')
    expect(answer.body).toMatch(new RegExp(`value="${plan.of('f1')}" checked`))
    expect(answer.body).toContain('value="Children are seen alone"')
    expect((await sameOn('2026-11-23')).size).toBe(0)
  })

  test('is refused in words: for one alone, without words, and for one that is in a group already', async () => {
    const refused = async (findings: string[], fields: Record<string, string>, fault: string) => {
      const answer = await say(findings, fields)
      expect([answer.status, mainTextOf(answer.body)]).toEqual([422, expect.stringContaining(fault)])
    }
    await refused([plan.of('f1')], {}, 'Choose two findings or more that say the same')
    await refused([plan.of('f1'), other[0] ?? ''], { words: '' }, 'Say what they have in common')
    await say([plan.of('f1'), other[0] ?? ''])
    await refused(
      [plan.of('f2'), other[0] ?? ''],
      { words: 'Others' },
      'Finding 1 of Case review of Child K is in the group “Children are seen alone”',
    )
    expect((await say([plan.of('f2'), newId()], { words: 'Nobody’s' })).status).toBe(404)
  })

  test('is for whoever runs the programme', async () => {
    const lead = await world.signedIn(await world.person(area, { role: 'theme_lead' }))
    const { location } = await say([plan.of('f1'), other[0] ?? ''])
    expect((await lead.get('/finding-groups/new')).status).toBe(403)
    expect((await lead.get(location)).status).toBe(200)
    expect((await lead.post(`${location}/take-out`, { finding: plan.of('f1') })).status).toBe(403)
  })
})

describe('a group', () => {
  test('shows its findings with their reviews, and what answers any of them in any plan, each thing once', async () => {
    const { location } = await say([plan.of('f1'), plan.of('f2'), other[0] ?? ''])
    const { body } = await browser.get(location)
    const text = mainTextOf(body)
    expect(text).toContain('3 findings, in the order of their reviews')
    expect(text).toContain('Case review of Child K Safeguarding partnership, published 1 October 2026')
    for (const key of ['a1', 'a2']) expect(linksOf(body)).toContain(`/actions/${plan.of(key)}`)
    const milestones = linksOf(body).filter((href) => href === `/milestones/${plan.of('m1')}`)
    expect(milestones).toHaveLength(1)
  })

  test('answers a finding that nothing names through one that is the same', async () => {
    const at = `/reviews/${(await world.scope(area, listAllFindings)).find(({ id }) => id === other[0])?.reviewId}`
    expect(await textAt(at)).not.toContain('Answered through')
    const { location } = await say([plan.of('f1'), other[0] ?? ''])
    const { body } = await browser.get(at)
    expect(mainTextOf(body)).toContain('Answered through a finding that is the same')
    expect(mainTextOf(body)).toContain('The same as 1 other finding: Children are seen alone')
    expect(linksOf(body)).toContain(location)
  })

  test('takes more findings in, lets one go, and changes its words', async () => {
    const { location } = await say([plan.of('f1'), other[0] ?? ''])
    await browser.post(`${location}/members`, { finding: other[1] ?? '' })
    expect(await textAt(location)).toContain('3 findings')
    expect((await browser.post(`${location}/members`, {})).status).toBe(422)
    await browser.post(`${location}/take-out`, { finding: plan.of('f1') })
    expect(await textAt(location)).toContain('2 findings')
    expect((await browser.post(`${location}/words`, { words: '' })).status).toBe(422)
    await browser.post(`${location}/words`, { words: 'Children are heard' })
    expect(await textAt('/finding-groups')).toContain('Children are heard')
  })
})
