import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import { samplePlan, startJourney } from '../../../tests/support/import-journey.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { addAnswers } from './actions/cite.ts'
import { readPlan } from './actions/read.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let pat: TestPerson
let manager: TestClient
let review = ''

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set('2026-11-23T09:00:00Z')
  area = await world.area()
  plan = await world.plan(area, smallPlan())
  pat = await world.person(area, { role: 'programme_manager', name: 'Pat Manager' })
  manager = await world.signedIn(pat)
  const { findings } = await facts('2026-11-23')
  review = findings[0]?.review.id ?? ''
})

/** A session does not last that long, so the manager comes anew. */
async function twoDaysLater(): Promise<void> {
  world.clock.set('2026-11-25T09:00:00Z')
  manager = await world.signedIn(pat)
}

const facts = (day: string) => world.scope(area, (scope) => readPlan(scope, plan.id, day))

/** Numbers of the findings that something answers on a day; a dash for words without a number. */
async function refs(key: string, day: string): Promise<string[]> {
  const { actions, milestones } = await facts(day)
  const thing = [...actions, ...milestones].find(({ id }) => id === plan.of(key))
  return (thing?.cites ?? []).map(({ findingRef }) => findingRef ?? '-')
}

const acts = () =>
  world.scope(area, async ({ db }) => {
    const { rows } = await sql<{ act: string; kind: string }>`
      select act, thing_kind as kind from record_entry where area_id = ${area.id} and act like 'citation%' order by seq`.execute(
      db,
    )
    return rows.map(({ act, kind }) => `${act} ${kind}`)
  })

const answers = (key: string, findings: string[], more: Record<string, string> = {}) =>
  manager.post(`/${key.startsWith('a') ? 'actions' : 'milestones'}/${plan.of(key)}/answers`, {
    ...{ review, findings: findings.map((one) => plan.of(one)), reason: '', ...more },
  })

const answering = (finding: string, fields: Record<string, string | string[]>) =>
  manager.post(`/plans/${plan.id}/findings/${plan.of(finding)}/answers`, { reason: '', ...fields })

describe('what a finding is answered by', () => {
  test('is linked many to many, from either end, and each link is in the record', async () => {
    expect((await answers('m4', ['f1', 'f4'])).status).toBe(303)
    expect((await answers('a1', ['f1', 'f4'])).status).toBe(303)
    const fields = { whole: 'yes', actions: [plan.of('a2')], milestones: [plan.of('m5'), plan.of('m4')] }
    expect((await answering('f4', { ...fields, reason: 'Another answers it' })).status).toBe(303)
    expect(await refs('m4', '2026-11-23')).toEqual(['1', '4'])
    expect(await refs('a1', '2026-11-23')).toEqual(['1'])
    expect(await refs('a2', '2026-11-23')).toEqual(['2', '-', '4'])
    expect(await refs('m5', '2026-11-23')).toEqual(['4'])
    expect((await facts('2026-11-23')).cites.map(({ findingRef }) => findingRef)).toEqual(['4'])
    expect(await acts()).toEqual([
      ...['citation.made milestone', 'citation.made milestone', 'citation.made action'],
      ...['citation.made plan', 'citation.made action', 'citation.made milestone', 'citation.ended action'],
    ])
  })

  test('sent twice is linked once', async () => {
    await answers('m4', ['f1'])
    await answers('m4', ['f1'])
    expect(await refs('m4', '2026-11-23')).toEqual(['1'])
    expect(await acts()).toHaveLength(1)
  })

  test('is taken away with a reason only, and every day before still shows it', async () => {
    await twoDaysLater()
    const refused = await answers('a1', [])
    expect(refused.status).toBe(422)
    expect(mainTextOf(refused.body)).toContain('Say why it no longer answers this')
    expect((await answers('a1', [], { reason: 'Action 3 answers it now' })).status).toBe(303)
    expect(await refs('a1', '2026-11-25')).toEqual([])
    expect(await refs('a1', '2026-11-24')).toEqual(['1'])
    const page = mainTextOf((await manager.get(`/actions/${plan.of('a1')}/answers`)).body)
    expect(page).toContain('until 25 November 2026, ended by Pat Manager: Action 3 answers it now')
  })

  test('that was linked today was not linked yesterday', async () => {
    await twoDaysLater()
    await answers('m4', ['f4'])
    expect(await refs('m4', '2026-11-25')).toEqual(['4'])
    expect(await refs('m4', '2026-11-24')).toEqual([])
  })

  test('keeps what was typed when it is refused', async () => {
    const refused = await answers('a1', ['f3'], { reason: '' })
    expect(refused.status).toBe(422)
    expect(refused.body).toMatch(new RegExp(`value="${plan.of('f3')}" checked`))
    expect(refused.body).not.toMatch(new RegExp(`value="${plan.of('f1')}" checked`))
  })

  test('is said by whoever runs the plan, and by nobody else', async () => {
    const analyst = await world.signedIn(await world.person(area, { role: 'analyst' }))
    expect((await analyst.get(`/actions/${plan.of('a1')}/answers`)).status).toBe(403)
    expect((await analyst.get(`/plans/${plan.id}/findings`)).body).not.toContain('/answers"')
    expect((await manager.get(`/plans/${plan.id}/findings`)).body).toContain('/answers"')
  })

  test('may be a finding of a review that the plan did not answer yet', async () => {
    const other = await world.plan(area, smallPlan({ title: 'Another plan' }))
    await world.scope(area, (scope) =>
      addAnswers(scope, plan.id, [
        {
          of: { kind: 'action', id: plan.of('a3') },
          findingId: other.of('f2'),
          words: 'See the other review',
        },
      ]),
    )
    const now = await facts('2026-11-23')
    expect(now.findings).toHaveLength(8)
    expect(now.actions[2]?.cites.map(({ words }) => words)).toEqual(['Finding 3', 'See the other review'])
  })
})

describe('a citation without a number', () => {
  const loose = () =>
    world.scope(area, ({ db }) =>
      db
        .selectFrom('citation')
        .select('id')
        .where('area_id', '=', area.id)
        .where('finding_id', 'is', null)
        .executeTakeFirstOrThrow(),
    )

  test('is settled by choosing the finding that it means; its words stay, and past days stay unsettled', async () => {
    await twoDaysLater()
    const { id } = await loose()
    expect((await answers('a2', ['f2'], { [`settle-${id}`]: plan.of('f4') })).status).toBe(303)
    expect(await refs('a2', '2026-11-25')).toEqual(['2', '4'])
    expect(await refs('a2', '2026-11-24')).toEqual(['2', '-'])
    const settled = (await facts('2026-11-25')).actions[1]?.cites[1]
    expect(settled?.words).toBe('Ofsted 2024')
    expect(await acts()).toEqual(['citation.settled action'])
  })

  test('is flagged with its findings, in the X-ray and in the coverage until it is settled', async () => {
    const pages = [
      `/plans/${plan.id}/findings`,
      `/plans/${plan.id}/xray`,
      `/plans/${plan.id}/coverage?only=loose`,
    ]
    for (const page of pages) expect((await manager.get(page)).body).toContain('Ofsted 2024')
    const { id } = await loose()
    await answers('a2', ['f2'], { [`settle-${id}`]: plan.of('f4') })
    expect((await manager.get(pages[1] ?? '')).body).not.toContain('Ofsted 2024')
    expect(mainTextOf((await manager.get(pages[2] ?? '')).body)).toContain('0 cited without a number')
  })
})

describe('a number that a document names as the answer, and that the plan has not', () => {
  test('answers nothing, is said in the X-ray and beside the finding, and is settled by somebody', async () => {
    const missing = { words: 'Named beside finding 4', finding: 'f4', missingRef: '1.16' }
    plan = await world.plan(area, smallPlan({ title: 'A plan with a hole', cites: [missing] }))
    const pages = [`/plans/${plan.id}/xray`, `/plans/${plan.id}/coverage`, `/plans/${plan.id}/crosswalk`]
    const texts = () => Promise.all(pages.map(async (page) => mainTextOf((await manager.get(page)).body)))
    for (const text of await texts()) expect(text).toContain('1.16')
    expect((await texts())[1]).toContain('1 answered by nothing')
    const form = (await manager.get(`/plans/${plan.id}/findings/${plan.of('f4')}/answers`)).body
    expect(mainTextOf(form)).toContain('The document names 1.16 as its answer')
    await answering('f4', { actions: [plan.of('a3')], settled: 'yes' })
    for (const text of await texts()) expect(text).not.toContain('1.16')
    expect(await refs('a3', '2026-11-23')).toEqual(['3', '4'])
  })
})

describe('an import that is taken back', () => {
  test('brings the plan of before back, and leaves what somebody has linked by hand', async () => {
    const journey = await startJourney(world)
    const first = await journey.bringIn(samplePlan())
    const planId = await journey.planOf(first)
    const before = await journey.hash(planId)
    const second = await journey.bringIn(
      { ...samplePlan(), findings: [...(samplePlan().findings ?? []), 'New'] },
      planId,
    )
    await journey.undo(second)
    expect(await journey.hash(planId)).toBe(before)
    const [milestone] = await journey.rows<{ id: string }>(sql`select id from milestone where ref = '3.1'`)
    const [finding] = await journey.rows<{ id: string }>(sql`select id from finding where ref = '1'`)
    const of = { kind: 'milestone', id: milestone?.id ?? '' } as const
    await world.scope(journey.area, (s) => addAnswers(s, planId, [{ of, findingId: finding?.id ?? '' }]))
    const answer = await journey.undo(first)
    expect(answer.status).toBe(303)
    expect(await journey.rows(sql`select ref from milestone`)).toEqual([{ ref: '3.1' }])
    expect(await journey.rows(sql`select ref from finding`)).toEqual([{ ref: '1' }])
  })
})
