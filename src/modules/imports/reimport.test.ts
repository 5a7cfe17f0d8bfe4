import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  type Journey,
  type SamplePlan,
  samplePlan,
  startJourney,
  unnumbered,
  withoutRow,
  withRow,
} from '../../../tests/support/import-journey.ts'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'

let world: TestWorld
let journey: Journey
let planId = ''

const FIRST = samplePlan()

/** The sample without numbers, with the third row of the first action under an action of its own. */
const MOVED: SamplePlan = unnumbered({
  ...FIRST,
  actions: [
    ...withoutRow(FIRST, '1.3').actions.slice(0, 2),
    { words: 'Work with the neighbours', rows: FIRST.actions[0]?.rows.slice(2) ?? [] },
    ...FIRST.actions.slice(2),
  ],
})

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

/** A fresh area in which the sample stands. */
async function withFirst(document: SamplePlan = FIRST) {
  journey = await startJourney(world)
  planId = await journey.planOf(await journey.bringIn(document))
}

const confirmed = async (path: string) => {
  expect((await journey.confirm(path)).status).toBe(303)
}

const preview = async (path: string, show = '') =>
  mainTextOf((await journey.browser.get(`${path}/preview${show}`)).body)

describe('the same document a second time', () => {
  beforeAll(() => withFirst())

  test('is told to be another edition of the plan, and holds nothing new, changed or gone', async () => {
    const path = await journey.bring(FIRST)
    expect(mainTextOf((await journey.browser.get(path)).body)).toContain('It seems to be another edition')
    expect(await journey.fates(path)).toEqual({ new: 0, changed: 0, unchanged: 6, offered: 0, gone: 0 })
    expect(await preview(path)).toContain('0 new, 0 changed, 6 unchanged, 0 gone')
  })

  test('changes nothing when it is confirmed: not the hash, not a row but where it is printed', async () => {
    const [hash, { origin: _o, ...before }] = [await journey.hash(planId), await journey.tables()]
    const path = await journey.bringIn(FIRST, planId)
    expect(await journey.hash(planId)).toBe(hash)
    const { origin: _p, ...after } = await journey.tables()
    expect(after).toEqual(before)
    expect(mainTextOf((await journey.browser.get(path)).body)).toContain('Nothing new was made')
  })
})

describe('the next edition', () => {
  test('with one date changed changes one row: the old date is kept with the reason, the rest is untouched', async () => {
    await withFirst()
    const path = await journey.bring(withRow(FIRST, '1.2', { due: '31-Jan-2027' }))
    expect(await journey.fates(path)).toMatchObject({ new: 0, changed: 1, unchanged: 5, gone: 0 })
    const shown = await preview(path, '?show=changed')
    expect(shown).toContain('In the plan: 31-Dec-2026')
    expect(shown).toContain('In the document: 31-Jan-2027')
    const others = () =>
      journey.rows(sql`select * from milestone where plan_id = ${planId} and ref <> '1.2' order by id`)
    const before = await others()
    await confirmed(path)
    expect(await others()).toEqual(before)
    const id = await journey.milestone(planId, '1.2')
    const changes = await journey.rows(
      sql`select thing_id, field, was->>'on' as was, now->>'on' as now, reason from plan_change`,
    )
    expect(changes).toEqual([
      {
        ...{ thing_id: id, field: 'due', was: '2026-12-31', now: '2027-01-31' },
        reason: 'Edition of October (plan.txt)',
      },
    ])
    const page = mainTextOf((await journey.browser.get(`/milestones/${id}`)).body)
    expect(page).toContain('31 December 2026')
    expect(page).toContain('31 January 2027')
  })

  test('with one row removed says that it is gone; it stays in the plan, live, until somebody says otherwise', async () => {
    await withFirst()
    const path = await journey.bring(withoutRow(FIRST, '1.3'))
    expect(await journey.fates(path)).toMatchObject({ new: 0, changed: 0, unchanged: 5, gone: 1 })
    expect(await preview(path, '?show=gone')).toContain('What became of it?')
    const hash = await journey.hash(planId)
    await confirmed(path)
    expect(await journey.hash(planId)).toBe(hash)
  })

  const ANSWERS = [
    ['keep', '', null],
    ['completed', '', 'Completed and evidenced'],
    ['merged', 'into 1.2', 'Merged into another: into 1.2'],
    ['moved', 'to the joint plan', 'Moved to another plan: to the joint plan'],
    ['dropped', 'no money for it', 'Dropped: no money for it'],
  ] as const
  test.each(ANSWERS)('of which a row is gone, and somebody says: %s %s', async (became, words, reason) => {
    await withFirst()
    const path = await journey.bring(withoutRow(FIRST, '1.3'))
    const id = await journey.milestone(planId, '1.3')
    const answer = await journey.browser.post(`${path}/preview`, {
      ...{ 'row:0': `gone ${id}`, '0:became': became, '0:words': words },
    })
    expect(answer.status).toBe(303)
    await confirmed(path)
    expect(await journey.rows(sql`select dropped_because from milestone where id = ${id}`)).toEqual([
      { dropped_because: reason },
    ])
  })

  test('of which a row is gone is not taken to be dropped without a word why', async () => {
    await withFirst()
    const path = await journey.bring(withoutRow(FIRST, '1.3'))
    const id = await journey.milestone(planId, '1.3')
    const answer = await journey.browser.post(`${path}/preview`, {
      ...{ 'row:0': `gone ${id}`, '0:became': 'dropped', '0:words': ' ' },
    })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Say why it was dropped')
  })

  test('with a row more adds that row, and nothing else', async () => {
    await withFirst()
    const before = await journey.tables()
    const more = structuredClone(FIRST)
    more.actions[1]?.rows.push({ ref: '2.2', words: 'Late visits looked at each month' })
    const path = await journey.bring(more)
    expect(await journey.fates(path)).toMatchObject({ new: 1, changed: 0, unchanged: 6, gone: 0 })
    await confirmed(path)
    const after = await journey.tables()
    for (const table of ['review', 'finding', 'theme', 'action', 'board', 'plan_table', 'plan_change'])
      expect([table, after[table]]).toEqual([table, before[table]])
    expect(after.milestone?.split(' ')[0]).toBe('7')
  })

  test('with a row reworded under its number changes that row', async () => {
    await withFirst()
    const path = await journey.bring(withRow(FIRST, '2.1', { words: 'Visits planned two weeks ahead' }))
    expect(await journey.fates(path)).toMatchObject({ new: 0, changed: 1, unchanged: 5, gone: 0 })
    const id = await journey.milestone(planId, '2.1')
    await confirmed(path)
    expect(await journey.rows(sql`select words from milestone where id = ${id}`)).toEqual([
      { words: 'Visits planned two weeks ahead' },
    ])
  })

  test('with two rows in each other’s place changes nothing', async () => {
    await withFirst()
    const swapped = structuredClone(FIRST)
    swapped.actions[0]?.rows.reverse()
    swapped.actions.reverse()
    const path = await journey.bring(swapped)
    expect(await journey.fates(path)).toMatchObject({ new: 0, changed: 0, unchanged: 6, gone: 0 })
  })

  test('with a row under another action moves the row: no other action is renamed, none is left empty', async () => {
    await withFirst(unnumbered(FIRST))
    const path = await journey.bring(MOVED)
    expect(await journey.fates(path)).toMatchObject({ new: 0, changed: 1, unchanged: 5, gone: 0 })
    expect(await preview(path, '?show=changed')).toContain('Answer every contact within a day')
    const hash = await journey.hash(planId)
    await confirmed(path)
    const actions = () =>
      journey.rows(sql`select a.words, count(m.id)::int as rows from action a
        left join milestone m on m.action_id = a.id where a.plan_id = ${planId} group by 1 order by 1`)
    expect(await actions()).toEqual([
      { words: 'Answer every contact within a day', rows: 2 },
      { words: 'Train every manager in supervision', rows: 2 },
      { words: 'Visit every child within ten days', rows: 1 },
      { words: 'Work with the neighbours', rows: 1 },
    ])
    expect(await journey.fates(await journey.bring(MOVED))).toMatchObject({ changed: 0, unchanged: 6 })
    await journey.undo(path)
    expect(await journey.hash(planId)).toBe(hash)
  })

  test('that is not followed in moving a row makes no action for it', async () => {
    await withFirst(unnumbered(FIRST))
    const path = await journey.bring(MOVED)
    const [row] = await journey.rows<{ key: string }>(
      sql`select diffs->>'key' as key from import_row where import_id = ${path.split('/').at(-1)} and fate = 'changed' and kind = 'milestone'`,
    )
    await journey.browser.post(`${path}/preview`, { 'row:0': row?.key ?? '', '0:take:actionId': 'plan' })
    const hash = await journey.hash(planId)
    await confirmed(path)
    expect(await journey.hash(planId)).toBe(hash)
    expect(await journey.fates(await journey.bring(MOVED))).toMatchObject({ changed: 0, unchanged: 6 })
  })

  test('with an action in other words, under its number, renames it and shows so', async () => {
    await withFirst()
    const reworded = structuredClone(FIRST)
    if (reworded.actions[1]) reworded.actions[1].words = 'Visit each child within ten days'
    const path = await journey.bring(reworded)
    const shown = await preview(path, '?show=changed')
    expect(shown).toContain('Action 2')
    expect(shown).toContain('In the document: Visit each child within ten days')
    await confirmed(path)
    expect(await journey.rows(sql`select words from action where ref = '2'`)).toEqual([
      { words: 'Visit each child within ten days' },
    ])
    expect(await journey.rows(sql`select id from action`)).toHaveLength(3)
  })

  test('with a theme in other words moves its actions to a theme of that name, and says so beforehand', async () => {
    await withFirst()
    const renamed = structuredClone(FIRST)
    if (renamed.actions[2]) renamed.actions[2].theme = 'Our workforce'
    const path = await journey.bring(renamed)
    expect(await preview(path, '?show=changed')).toContain('In the document: Our workforce')
    expect(mainTextOf((await journey.browser.get(`${path}/confirm`)).body)).toContain('Our workforce')
    const hash = await journey.hash(planId)
    await confirmed(path)
    expect(
      await journey.rows(
        sql`select t.name from action a join theme t on t.id = a.theme_id where a.ref = '3'`,
      ),
    ).toEqual([{ name: 'Our workforce' }])
    expect(await journey.fates(await journey.bring(renamed))).toMatchObject({ changed: 0, unchanged: 6 })
    await journey.undo(path)
    expect(await journey.hash(planId)).toBe(hash)
  })

  test('with a finding more adds it to the review that is there, and links the rows that cite it', async () => {
    await withFirst()
    const more: SamplePlan = {
      ...withRow(FIRST, '2.1', { words: 'Visits planned a week ahead (Ofsted Rec 3)' }),
      findings: [...(FIRST.findings ?? []), 'Visit every child in time'],
    }
    await confirmed(await journey.bring(more))
    expect(await journey.rows(sql`select id from review`)).toHaveLength(1)
    expect(
      await journey.rows(sql`select m.ref from citation c join milestone m on m.id = c.milestone_id
        join finding f on f.id = c.finding_id where f.ref = '3'`),
    ).toEqual([{ ref: '2.1' }])
  })
})
