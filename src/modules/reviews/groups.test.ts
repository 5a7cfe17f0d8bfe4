/** Findings of several reviews that are the same: through the pages, on a true database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type TestArea, type TestPlan, type TestWorld } from '../../../tests/support/world.ts'
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
