import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  idOf,
  type Journey,
  samplePlan,
  startJourney,
  withRow,
} from '../../../tests/support/import-journey.ts'
import { startWorld, type TestWorld } from '../../../tests/support/world.ts'

let world: TestWorld
let journey: Journey
let planId = ''
let row12 = ''

const FIRST = samplePlan()

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  journey = await startJourney(world)
  planId = await journey.planOf(await journey.bringIn(FIRST))
  row12 = await journey.milestone(planId, '1.2')
  world.clock.forward({ minutes: 1 })
})

const dueOf = async (id = row12) => {
  const [row] = await journey.rows<{ due: string }>(sql`select due_on as due from milestone where id = ${id}`)
  return row?.due
}

const keyOf = async (path: string) => {
  const [row] = await journey.rows<{ key: string }>(
    sql`select diffs->>'key' as key from import_row where import_id = ${idOf(path)} and thing_id = ${row12}`,
  )
  return row?.key ?? ''
}

const decide = async (path: string, take: 'document' | 'plan') => {
  const answer = await journey.browser.post(`${path}/preview`, {
    ...{ 'row:0': await keyOf(path), '0:take:due': take },
  })
  expect(answer.status).toBe(303)
}

const EARLIER = withRow(FIRST, '1.2', { due: '15-Jan-2027' })

describe('a date that somebody changed on the site', () => {
  beforeEach(() => journey.redate(row12, '2027-02-28'))

  test('stands when the next edition still has the old one, and the row is unchanged', async () => {
    const hash = await journey.hash(planId)
    const path = await journey.bringIn(FIRST, planId)
    expect(await journey.fates(path)).toMatchObject({ changed: 0, unchanged: 6 })
    expect(await journey.hash(planId)).toBe(hash)
  })

  test('and otherwise in the document is shown from both sides, and stands unless somebody says otherwise', async () => {
    const path = await journey.bring(EARLIER)
    const shown = mainTextOf((await journey.browser.get(`${path}/preview`)).body)
    expect(shown).toContain('changed in both')
    expect(shown).toMatch(/In the plan: .*2027/)
    expect(shown).toContain('In the document: 15-Jan-2027')
    await journey.confirm(path)
    expect(await dueOf()).toBe('2027-02-28')
  })

  test('gives way to the document where somebody says so, and is kept as the earlier deadline', async () => {
    const path = await journey.bring(EARLIER)
    await decide(path, 'document')
    await journey.confirm(path)
    expect(await dueOf()).toBe('2027-01-15')
    const changes = await journey.rows(
      sql`select was->>'on' as was from plan_change where thing_id = ${row12} order by id`,
    )
    expect(changes).toEqual([{ was: '2026-12-31' }, { was: '2027-02-28' }])
  })

  test('to what the document has as well is no change', async () => {
    const path = await journey.bring(withRow(FIRST, '1.2', { due: '28-Feb-2027' }))
    expect(await journey.fates(path)).toMatchObject({ changed: 0, unchanged: 6 })
  })

  test('is not asked about again once it was settled, edition after edition', async () => {
    await journey.bringIn(EARLIER, planId)
    expect(await journey.fates(await journey.bring(EARLIER))).toMatchObject({ changed: 0, unchanged: 6 })
  })
})

describe('a plan that moves while somebody looks through a document', () => {
  test('is held against the document as it then stands: what was changed meanwhile is not overwritten', async () => {
    const path = await journey.bring(EARLIER)
    // The document's date was ticked when the plan had not moved: that says nothing of what came later.
    await decide(path, 'document')
    await journey.redate(row12, '2027-02-28')
    expect((await journey.confirm(path)).status).toBe(303)
    expect(await dueOf()).toBe('2027-02-28')
  })

  test('at the very same moment loses neither: the later waits for the earlier', async () => {
    const path = await journey.bring(withRow(FIRST, '1.2', { lead: 'Performance Manager' }))
    await Promise.all([journey.redate(row12, '2027-02-28').catch(() => {}), journey.confirm(path)])
    const changes = await journey.rows<{ field: string }>(
      sql`select field from plan_change where thing_id = ${row12} order by field`,
    )
    expect(await dueOf()).toBe(changes.some(({ field }) => field === 'due') ? '2027-02-28' : '2026-12-31')
  })
})

describe('a date of a plan that no document has named', () => {
  test('is not overruled where somebody has changed it', async () => {
    await journey.rows(
      sql`update import_row set draft = null, thing_id = null where area_id = ${journey.area.id}`,
    )
    await journey.redate(row12, '2027-02-28')
    await journey.bringIn(EARLIER, planId)
    expect(await dueOf()).toBe('2027-02-28')
  })
})

describe('what is said in an edition', () => {
  const NOTED = withRow(FIRST, '1.3', {
    note: 'November 2026 - Off track. Nobody agreed yet.',
    status: 'Off track',
  })
  const said = () =>
    journey.rows<{ status: string; done: string }>(
      sql`select p.status, p.done from progress p join milestone m on m.id = p.milestone_id
           where m.plan_id = ${planId} and m.ref = '1.3' order by p.said_on, p.recorded_at`,
    )

  test('of a row that moved adds one update, and leaves the earlier ones as they were', async () => {
    const before = await said()
    await journey.bringIn(NOTED, planId, '2026-11-20')
    expect(await said()).toEqual([...before, { status: 'off_track', done: 'Nobody agreed yet.' }])
  })

  test('and printed again next month adds nothing', async () => {
    await journey.bringIn(NOTED, planId, '2026-11-20')
    const before = await said()
    await journey.bringIn(NOTED, planId, '2026-11-23')
    expect(await said()).toEqual(before)
  })

  test('in a bare status word that comes back after another one is said again', async () => {
    await journey.bringIn(withRow(FIRST, '1.3', { status: 'Off track' }), planId, '2026-11-20')
    await journey.bringIn(FIRST, planId, '2026-11-23')
    expect((await said()).map(({ status }) => status)).toEqual(['on_track', 'off_track', 'on_track'])
  })

  test('does not take the place of what a lead has said since', async () => {
    await journey.say(await journey.milestone(planId, '1.3'), { status: 'off_track', done: 'Held up.' })
    const before = await said()
    await journey.bringIn(FIRST, planId, '2026-11-20')
    expect(await said()).toEqual(before)
  })
})
