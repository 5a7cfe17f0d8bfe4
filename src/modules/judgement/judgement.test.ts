/** What a plan has to show, and what shows it: told by asking, through HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decode, mainTextOf } from '../../../tests/support/html.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { addEvidence, listEvidence } from '../evidence/index.ts'
import { readPlan } from '../plans/index.ts'
import { addReview } from '../reviews/index.ts'
import { linkStatement } from './actions/link.ts'
import { readMatrix } from './actions/read.ts'

const GOOD = 'ilacs 2026 good'
const KEY = { framework: 'ilacs', version: '2026' }

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
let lead: TestClient
let people: [TestPerson, TestPerson]

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  const phases = [{ key: 'p1', name: 'Phase 1', endsOn: '2027-03-31', outcome: null }]
  plan = await world.plan(area, smallPlan({ phases }))
  const posts = ['Head of First Response']
  people = [
    await world.person(area, { role: 'programme_manager', name: 'Manager' }),
    await world.person(area, { role: 'milestone_lead', name: 'Lead', posts }),
  ]
  await signIn()
})
afterAll(() => world.close())

/** Sessions end with the day. */
async function signIn() {
  manager = await world.signedIn(people[0])
  lead = await world.signedIn(people[1])
}

const at = (path = '') => `/plans/${plan.id}/${path}`
const matrix = async (query = '') => mainTextOf((await manager.get(at(`matrix${query}`))).body)

/** What stands beside a statement of the matrix. */
async function rowOf(code: string, query = ''): Promise<string> {
  const { body } = await manager.get(at(`matrix${query}`))
  const rows = body.split('<tr>').map((row) => mainTextOf(`<main>${row.split('</tr>')[0]}</main>`))
  return rows.find((row) => row.includes(` ${code} `)) ?? ''
}

const link = (statement: string, things: string[], before: string[] = []) =>
  manager.post(at('matrix/link'), { framework: GOOD, statement, things, before })

const actsOf = (act: string) =>
  world.scope(area, ({ db }) =>
    db
      .selectFrom('record_entry')
      .select(['detail'])
      .where('area_id', '=', area.id)
      .where('act', '=', act)
      .execute(),
  )

describe('a plan is held against a framework', () => {
  test('a plan that is held against nothing says so, and offers the choice to whoever may make it', async () => {
    expect(await matrix()).toContain('held against no judgement framework')
    expect((await manager.get(at('matrix'))).body).toContain(at('framework'))
    expect((await lead.get(at('matrix'))).body).not.toContain(at('framework'))
    expect((await lead.get(at('framework'))).status).toBe(403)
  })

  test('chosen once however often it is sent; what is not on the list is refused in words', async () => {
    const empty = await manager.post(at('framework'), { framework: '' })
    expect([empty.status, mainTextOf(empty.body)]).toEqual([
      422,
      expect.stringContaining('Choose a framework and a grade'),
    ])
    for (const framework of ['ilacs 2026 outstanding', 'none 1 good'])
      expect((await manager.post(at('framework'), { framework })).status).toBe(422)
    for (let n = 0; n < 2; n += 1)
      expect((await manager.post(at('framework'), { framework: GOOD })).status).toBe(303)
    expect(await actsOf('judgement.chosen')).toHaveLength(1)
    const page = await matrix()
    expect(page).toContain('To be judged “Good”, each of these has to be shown.')
    expect(page).toContain('20 Not covered')
  })

  test('several at once, each with its own statements; ended, it is still there on the day before', async () => {
    await manager.post(at('framework'), { framework: 'safeguarding 2009 adequate' })
    expect(await matrix('?framework=safeguarding+2009+adequate')).toContain('10 statements')
    world.clock.forward({ days: 1 })
    await signIn()
    await manager.post(at('framework/end'), { framework: 'safeguarding 2009 adequate' })
    expect((await manager.get(at('matrix?framework=safeguarding+2009+adequate'))).status).toBe(404)
    expect(await matrix('?framework=safeguarding+2009+adequate&asAt=2026-11-23')).toContain('10 statements')
    expect(await actsOf('judgement.ended')).toHaveLength(1)
  })

  test('a phase aims at a judgement, which is recorded when it changes', async () => {
    const { phases } = await world.scope(area, (scope) => readPlan(scope, plan.id, scope.today))
    const field = `target-${phases[0]?.id}`
    for (let n = 0; n < 2; n += 1) await manager.post(at('framework/targets'), { [field]: 'Good' })
    expect(await actsOf('judgement.target_set')).toHaveLength(1)
    expect(await matrix()).toContain('Phase 1, by 31 March 2027 Good')
    const long = await manager.post(at('framework/targets'), { [field]: 'x'.repeat(201) })
    expect([long.status, decode(long.body).includes('x'.repeat(201))]).toEqual([422, true])
    expect((await manager.post(at('framework/targets'), { [`target-${newId()}`]: 'Good' })).status).toBe(422)
  })
})

describe('what shows a statement', () => {
  test('is ticked by action and milestone; the date that decides is computed, and its milestone is named', async () => {
    expect((await link('G7', [`action ${plan.of('a2')}`])).status).toBe(303)
    expect((await link('G8', [`milestone ${plan.of('m2')}`])).status).toBe(303)
    expect(await rowOf('G7')).toMatch(
      /Action 2 See every child alone \(due 31 December 2026\) 31 December 2026 by 2\.1 Train every/,
    )
    expect(await rowOf('G8')).toMatch(/Milestone 1\.2 .* November 2026 by 1\.2 Put a manager/)
    expect(await actsOf('judgement.linked')).toMatchObject([
      { detail: { descriptor: 'G7', things: 1 } },
      { detail: { descriptor: 'G8', things: 1 } },
    ])
  })

  test('sent again it is linked once; what somebody else ticked meanwhile stays', async () => {
    await link('G7', [`action ${plan.of('a2')}`])
    await link('G7', [`action ${plan.of('a3')}`])
    const page = await rowOf('G7')
    expect(page).toContain('Action 2')
    expect(page).toContain('Action 3')
    await link('G7', [], [`action ${plan.of('a3')}`])
    expect(await rowOf('G7')).not.toContain('Action 3')
    expect(await actsOf('judgement.unlinked')).toHaveLength(1)
  })

  test('goes on to the next statement where that is asked for', async () => {
    const form = { framework: GOOD, statement: 'G19', next: 'next', before: [], things: [] }
    const { location } = await manager.post(at('matrix/link'), form)
    expect(location).toContain('statement=G20')
    expect((await manager.post(at('matrix/link'), { ...form, statement: 'G20' })).location).toContain(
      '/matrix?',
    )
  })

  test('is refused for a thing of no plan of ours, and for a statement that there is not', async () => {
    const strange = await link('G7', [`action ${newId()}`])
    expect([strange.status, mainTextOf(strange.body)]).toEqual([
      422,
      expect.stringContaining('The plan has changed since this page was shown'),
    ])
    expect((await link('G99', [`action ${plan.of('a2')}`])).status).toBe(404)
    expect((await lead.post(at('matrix/link'), { framework: GOOD, statement: 'G7' })).status).toBe(403)
  })

  test('is where the thread of a milestone ends, also through its action', async () => {
    for (const key of ['m2', 'm3']) {
      const { body } = await lead.get(`/milestones/${plan.of(key)}`)
      expect(mainTextOf(body)).not.toContain('Linked to no judgement descriptor')
      expect(decode(body)).toContain(`/plans/${plan.id}/matrix/statement?framework=ilacs+2026&statement=G`)
    }
    const { body } = await lead.get(`/milestones/${plan.of('m5')}`)
    expect(mainTextOf(body)).toContain('Linked to no judgement descriptor')
  })

  test('was not linked on an earlier day', async () => {
    expect(await rowOf('G7', '?asAt=2026-11-23')).toContain('Not covered')
    expect(await rowOf('G7')).not.toContain('Not covered')
  })

  test('no longer counts when it is dropped', async () => {
    await link('G9', [`action ${plan.of('a1')}`])
    const drop = (on: string | null) =>
      world.scope(area, ({ db }) =>
        db
          .updateTable('milestone')
          .set({ dropped_on: on, dropped_because: on && 'No more' })
          .where('action_id', '=', plan.of('a1'))
          .execute(),
      )
    await drop('2026-11-24')
    const judged = await world.scope(area, (scope) =>
      readMatrix(scope, plan.id, { framework: GOOD, on: null, asAt: null }),
    )
    expect(judged.judged.find(({ statement }) => statement.code === 'G9')?.state).toBe('not_covered')
    await drop(null)
  })
})

describe('readiness', () => {
  test('without an inspection to come nothing is late, and a day can be chosen', async () => {
    expect(await matrix()).toContain('No inspection is expected')
    expect(await rowOf('G7')).toContain('Covered, but no evidence')
    expect(await rowOf('G7', '?on=2026-12-30')).toContain('Late for the inspection')
    expect(await rowOf('G7', '?on=2026-12-31')).toContain('Covered, but no evidence')
    expect(await matrix('?on=2026-12-30')).toContain(
      'could be shown on 30 December 2026 This day is in 36 days.',
    )
  })

  test('counts down to the next inspection that is expected, and takes its day', async () => {
    await world.scope(area, (scope) =>
      addReview(
        scope,
        {
          ...{ kind: 'joint_area_review', title: 'The joint review', body: 'Ofsted', state: 'expected' },
          ...{
            expectedOn: '2026-12-20',
            expectedWords: null,
            heldFrom: null,
            heldTo: null,
            publishedOn: null,
          },
          ...{
            receivedOn: null,
            planDueWords: null,
            planDueOn: null,
            url: null,
            judgement: null,
            remark: null,
          },
        },
        { once: newId(), document: null },
      ),
    )
    const page = await matrix('?framework=ilacs+2026')
    expect(page).toContain('0 of 20 statements could be shown on 20 December 2026')
    expect(page).toContain('“The joint review” is expected then: in 26 days.')
    expect(await rowOf('G7', '?framework=ilacs+2026')).toMatch(
      /Late for the inspection Also without evidence/,
    )
  })

  test('an undated milestone is said, and stands in the way', async () => {
    await link('G4', [`milestone ${plan.of('m6')}`])
    expect(await rowOf('G4', '?framework=ilacs+2026')).toMatch(/No date .*Covered, but a date is missing/)
  })

  test('evidence under a milestone makes its statement ready; too old, it does not', async () => {
    const none = { owner: null, url: null, file: null, expiresOn: null }
    const target = { kind: 'milestone' as const, planId: plan.id, id: plan.of('m2'), descriptor: null }
    const note = { ...none, kind: 'note' as const, title: 'A visit', words: 'Five managers were on shift.' }
    const add = (datedOn: string) =>
      world.scope(area, (scope) =>
        addEvidence(scope, world.files, [target], { ...note, datedOn, once: newId() }),
      )
    await add('2025-12-19')
    expect(await rowOf('G8', '?framework=ilacs+2026')).toContain('Covered, but the evidence is too old')
    await add('2026-11-01')
    expect(await rowOf('G8', '?framework=ilacs+2026')).toMatch(/Covered Evidence: 2 pieces, fresh enough/)
    expect(await matrix('?framework=ilacs+2026')).toContain('2 of 20 statements could be shown')
  })
})

describe('the page of one statement', () => {
  const page = '?framework=ilacs+2026+good&statement=G7'

  test('says what shows it, and what was linked when and by whom', async () => {
    const text = mainTextOf((await lead.get(at(`matrix/statement${page}`))).body)
    expect(text).toContain('2.2 Audit twenty visits a month due 31 December 2026')
    expect(text).toContain('24 November 2026: Action 3 taken away by Manager')
    expect((await lead.get(at('matrix/statement?framework=ilacs+2026+good&statement=G99'))).status).toBe(404)
  })

  test('evidence is put under it, once, and stands in the register as its own', async () => {
    const [piece] = await world.scope(area, listEvidence)
    const form = { framework: GOOD, statement: 'G7', evidence: piece?.id ?? '' }
    expect((await manager.post(at('matrix/statement/evidence'), { ...form, evidence: '' })).status).toBe(422)
    for (let n = 0; n < 2; n += 1)
      expect((await manager.post(at('matrix/statement/evidence'), form)).status).toBe(303)
    expect(mainTextOf((await manager.get(at(`matrix/statement${page}`))).body)).toContain('A visit')
    const one = await manager.get(`/evidence/${piece?.id}`)
    expect(mainTextOf(one.body)).toContain('Statement: Families get help early')
    expect(decode(one.body)).toContain(`/plans/${plan.id}/matrix/statement?framework=ilacs+2026&statement=G7`)
    expect(await rowOf('G7', '?framework=ilacs+2026&on=2027-01-14')).toMatch(/Covered Evidence: 1 piece/)
  })

  test('a lead puts evidence under what they lead, and under nothing else', async () => {
    const [piece] = await world.scope(area, listEvidence)
    const form = { framework: GOOD, evidence: piece?.id ?? '' }
    const send = (statement: string) => lead.post(at('matrix/statement/evidence'), { ...form, statement })
    expect((await send('G8')).status).toBe(303)
    expect((await send('G7')).status).toBe(403)
  })

  test('evidence is put under it from the evidence’s own page too', async () => {
    const [, piece] = await world.scope(area, listEvidence)
    const choice = await manager.get(`/evidence/${piece?.id}/attach?plan=${plan.id}`)
    const target = /value="(statement ilacs 2026 G1)"/.exec(choice.body)?.[1] ?? ''
    const sent = await manager.post(`/evidence/${piece?.id}/attach`, { plan: plan.id, target })
    expect(sent.status).toBe(303)
    const text = mainTextOf(
      (await manager.get(at('matrix/statement?framework=ilacs+2026&statement=G1'))).body,
    )
    expect(text).toContain('A visit')
  })
})

describe('a table that was printed beside the plan', () => {
  let other: TestPlan
  beforeAll(async () => {
    const entry = (ref: string, iso: string, original: string) => ({ ref, completion: { iso, original } })
    const descriptors = [
      { descriptor: 'Help comes early to families', entries: [entry('2', '2027-03', 'Mar 27')] },
      { descriptor: 'Costs are known', entries: [entry('9', '2027-03', 'Mar 27')] },
    ]
    const table = { kind: 'matrix' as const, title: 'Cross-check', headings: [], rows: [], descriptors }
    other = await world.plan(area, smallPlan({ title: 'Other plan', tables: [table] }))
  })
  const there = (path: string) => `/plans/${other.id}/${path}`
  const text = async (path: string) => mainTextOf((await manager.get(there(path))).body)

  test('is shown as it is, its printed dates beside the computed ones, and what it contradicts', async () => {
    const page = await text('matrix')
    expect(page).toMatch(
      /Action 2 See every child alone \(due 31 December 2026; printed: Mar 27\) 31 December 2026/,
    )
    expect(page).toContain('9, which the plan has not (printed: Mar 27)')
    expect(page).toContain('2 contradictions with the printed table')
  })

  test('its links are taken over one by one: proposed, and confirmed by a person', async () => {
    expect(await text('matrix/take-over')).toContain('held against no framework yet')
    await manager.post(there('framework'), { framework: GOOD })
    const { body } = await manager.get(there('matrix/take-over'))
    expect(/<option value="(G\d+)" selected>/.exec(body)?.[1]).toBe('G7')
    expect(mainTextOf(body)).toContain('None of its numbers is in the plan')
    const table = /name="table" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const form = { table, place: '1', framework: GOOD, statement: 'G7' }
    expect((await manager.post(there('matrix/take-over'), { ...form, statement: '' })).status).toBe(422)
    expect((await manager.post(there('matrix/take-over'), { ...form, place: '2' })).status).toBe(422)
    expect((await manager.post(there('matrix/take-over'), { ...form, place: '3' })).status).toBe(404)
    expect((await manager.post(there('matrix/take-over'), form)).status).toBe(303)
    expect(await text('matrix/take-over')).toContain('Taken over: its actions show G7')
    expect(await text('matrix?framework=ilacs+2026+good')).toMatch(/G7 Action 2 See every child alone/)
  })
})

describe('taken away', () => {
  test('as CSV and Excel, with the same statements and days', async () => {
    const { body } = await manager.get(at('matrix/list.csv?framework=ilacs+2026&on=2026-12-30'))
    const lines = body.trim().split('\r\n')
    expect(lines).toHaveLength(21)
    expect(lines[7]).toMatch(
      /^G7,Help and protection,.*,Action 2,2026-12-31,2\.1 Train .*,,Late for the inspection/,
    )
    const excel = await manager.get(at('matrix/list.xlsx'))
    expect(excel.headers['content-type']).toContain('spreadsheetml')
  })
})

test('asks the database as often for many links as for one', async () => {
  const wish = { framework: null, on: null, asAt: null }
  const count = () => countStatements(world, area, (scope) => readMatrix(scope, plan.id, wish))
  const few = await count()
  for (const descriptor of ['G10', 'G11', 'G12', 'G13']) {
    const add = ['a1', 'a2', 'a3'].map((key) => ({ kind: 'action' as const, id: plan.of(key) }))
    await world.scope(area, (scope) =>
      linkStatement(scope, plan.id, { ...KEY, descriptor }, { add, end: [] }),
    )
  }
  expect(await count()).toBe(few)
})

describe('on later days', () => {
  test('an aim that is set higher leaves the day before as it was', async () => {
    const targets = async (day: string) =>
      (await world.scope(area, (scope) => readPlan(scope, plan.id, day))).phases.map(
        (one) => one.targetJudgement,
      )
    const before = await targets('2026-11-24')
    world.clock.forward({ days: 1 })
    await signIn()
    const { phases } = await world.scope(area, (scope) => readPlan(scope, plan.id, scope.today))
    await manager.post(at('framework/targets'), { [`target-${phases[0]?.id}`]: 'Outstanding' })
    expect((await targets('2026-11-25'))[0]).toBe('Outstanding')
    expect(await targets('2026-11-24')).toEqual(before)
    await manager.post(at('framework/targets'), { [`target-${phases[0]?.id}`]: '   ' })
    expect((await targets('2026-11-25'))[0]).toBeNull()
  })
})
