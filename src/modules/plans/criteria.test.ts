/** What success looks like, and what its measures show: said, said again, as at any day; told by asking, through HTTP. */
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
import { leadBy } from '../../../tests/support/small-plan.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import {
  START,
  smallPlan,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import type { Role } from '../../platform/access/permissions.ts'
import { planHash } from './actions/merge.ts'
import { readPlan } from './actions/read.ts'
import { listNeeds } from './queries/merge.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
let analyst: TestClient
let lead: TestClient
let other: TestClient
const people = new Map<TestClient, TestPerson>()

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  plan = await world.plan(area, measuredPlan())
  const as = async (role: Role, name: string, post?: string) => {
    const person = await world.person(area, { role, name, posts: post ? [post] : [] })
    const browser = await world.signedIn(person)
    people.set(browser, person)
    return browser
  }
  manager = await as('programme_manager', 'Programme Manager')
  analyst = await as('analyst', 'Performance Manager')
  lead = await as('action_lead', 'Head of First Response', 'Head of First Response')
  other = await as('action_lead', 'Workforce Lead', 'Workforce Lead')
})
afterAll(() => world.close())

/** Of one action a criterion with a measure and one without; of another a measure alone; of a finding both. */
function measuredPlan() {
  const draft = smallPlan()
  const [first, second] = draft.actions
  first?.criteria.push({ words: 'Families say that they were heard', measures: [] })
  second?.measures.push({ kind: 'audit', words: 'Audit of twenty visits' })
  if (second) second.leads = [leadBy('Head of Care Planning', 'accountable')]
  const finding = draft.reviews[0]?.findings[0]
  finding?.criteria.push({
    words: 'Partners see what was decided',
    measures: [{ kind: 'survey', words: 'Survey of referrers' }],
  })
  return draft
}

/** Another day, on which everybody signs in again. */
async function moveTo(instant: string) {
  world.clock.set(instant)
  for (const [browser, person] of people) await browser.signInAs(person)
}

const once = () => crypto.randomUUID()
const measures = (query = '') => `/plans/${plan.id}/measures${query}`
const text = async (address: string, as = manager) => mainTextOf((await as.get(address)).body)

/** The address of a measure or a criterion, by its words, from the page that lists them. */
async function held(words: string) {
  const facts = await world.scope(area, (scope) => readPlan(scope, plan.id, scope.today))
  const things = [...facts.actions, ...facts.findings]
  const criteria = things.flatMap((thing) => thing.criteria)
  const all = [
    ...criteria,
    ...criteria.flatMap((one) => one.measures),
    ...things.flatMap((one) => one.measures),
  ]
  const found = all.find((one) => one.words === words)
  if (!found) throw new Error(`Nothing says "${words}"`)
  return found.id
}

const CONTACTS = 'Contacts decided within one working day'

const say = async (fields: Record<string, string>, as = analyst, words = CONTACTS) =>
  as.post(`/measures/${await held(words)}/answer`, {
    ...{ once: once(), standing: 'towards', value: '', words: 'Counted.' },
    ...fields,
  })

describe('the measures of a plan', () => {
  test('stand under what they measure; what is measured by nothing, or has no answer, is said and counted', async () => {
    const page = await text(measures())
    expect(page).toContain(
      '0 Met 0 Moving towards it 0 Not met 0 No data 3 Nothing said yet 1 Measured by nothing',
    )
    expect(page).toContain('3 measures, of 3 success criteria; actions first, in the order of the plan.')
    expect(page).toMatch(/Action 1 .*95% of contacts.*Contacts decided .* Indicator Nothing said yet/)
    expect(page).toMatch(/Families say that they were heard Nothing measures this Change/)
    expect(page).toMatch(/Action 2 .* Measured without a criterion .*Audit of twenty visits/)
    expect(page).toMatch(/Finding 1 .*Partners see what was decided .*Survey of referrers/)
    expect(page).toMatch(
      /Actions that say nothing of success 1 of the live actions.* Action 3 Bring caseloads/,
    )
  })

  test('are narrowed by what they show, by kind and by theme, also as they are taken away', async () => {
    expect(await text(measures('?show=unmeasured'))).toMatch(/0 of 3 measures.*Families say/)
    expect(await text(measures('?kind=audit'))).not.toContain(CONTACTS)
    const theme = (await world.scope(area, (s) => readPlan(s, plan.id, s.today))).themes[1]?.id
    expect(await text(measures(`?theme=${theme}`))).toContain('No measure is like this.')
    const rows: Record<string, string>[] = parse(
      (await manager.get(measures('/list.csv?kind=survey'))).body,
      {
        bom: true,
        columns: true,
      },
    )
    expect(rows.map((row) => [row.Of, row.Measure, row.Standing])).toEqual([
      ['Finding 1', 'Survey of referrers', 'Nothing said yet'],
    ])
  })
})

describe('what a measure shows', () => {
  test('is said with its figure, day and evidence, and stands on every page beside the criterion', async () => {
    await manager.upload(
      `/criteria/${await held('95% of contacts are decided within one working day')}/evidence`,
      { once: once(), kind: 'note', title: 'Weekly count', words: 'Counted.' },
      { name: '', bytes: '' },
    )
    const page = await analyst.get(`/measures/${await held(CONTACTS)}`)
    const evidence = /<option value="([\w-]{36})">Weekly count/.exec(page.body)?.[1] ?? ''
    const about = { 'about-day': '31', 'about-month': '10', 'about-year': '2026' }
    const words = 'Of 1,176 contacts, 1,113 in time.'
    expect((await say({ value: '94.6%', words, evidence, ...about })).status).toBe(303)
    const told = `Moving towards it 94.6% ${words} As at 31 October 2026; said by Performance Manager on 23 November 2026. Evidence: Weekly count`
    for (const address of [
      measures(),
      `/actions/${plan.of('a1')}`,
      `/milestones/${plan.of('m1')}/verify`,
      `/measures/${await held(CONTACTS)}`,
    ])
      expect([address, await text(address)]).toEqual([address, expect.stringContaining(told)])
    expect(await text(`/milestones/${plan.of('m1')}/verify`)).toContain(
      'Met: 0 of 1 measure of the whole action',
    )
    await say({ standing: 'met', words: 'Nine in ten were content.' }, analyst, 'Survey of referrers')
    expect(await text(`/plans/${plan.id}/findings`)).toContain('Met Nine in ten were content.')
  })

  test('is added to and never overwritten: the newest counts, a past day shows what was said by then', async () => {
    await moveTo('2026-11-26T09:00:00Z')
    await say({ standing: 'met', value: '95.2%', words: 'Above the aim at last.' })
    expect(await text(measures())).toContain('Met 95.2% Above the aim at last.')
    expect(await text(measures('?asAt=2026-11-25'))).toContain('Moving towards it 94.6%')
    expect(await text(measures('?asAt=2026-11-22'))).toContain('Indicator Nothing said yet')
    expect(await text(`/measures/${await held(CONTACTS)}`)).toMatch(/2 answers, newest first.*95\.2%.*94\.6%/)
    await moveTo(START)
  })

  test('sent ten times at once it is said once', async () => {
    const form = { once: once(), standing: 'no_data', words: 'The system was down.' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => say(form, analyst, 'Audit of twenty visits')),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(303))
    expect(await text(`/measures/${await held('Audit of twenty visits')}`)).toContain(
      '1 answer, newest first',
    )
  })

  test('is old when the day that it speaks of is more than six months back', async () => {
    expect(await text(measures('?show=old'))).toContain('No measure is like this.')
    const about = { 'about-day': '31', 'about-month': '3', 'about-year': '2026' }
    await say({ standing: 'no_data', ...about }, analyst, 'Audit of twenty visits')
    const page = await text(measures('?show=old'))
    expect(page).toMatch(/1 of 3 measures.*Audit of twenty visits.*Answered more than six months ago/)
  })

  test('needs a standing and words, a day that has been, and evidence of this plan; what was typed stays', async () => {
    const answer = await say({ standing: '', words: '', value: '88%' })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Select where the measure stands Say what it shows')
    expect(formsOf(answer.body).find((form) => form.action.endsWith('/answer'))?.values.value).toBe('88%')
    const day = { 'about-day': '24', 'about-month': '11', 'about-year': '2026' }
    expect(mainTextOf((await say(day)).body)).toContain('must be today or earlier')
    expect(mainTextOf((await say({ evidence: once() })).body)).toContain('Choose evidence of this plan')
  })

  test('is said by whoever counts, and by leads of what they lead; others read it', async () => {
    expect((await say({ words: 'By its lead.' }, lead)).status).toBe(303)
    expect((await say({ words: 'By another.' }, other)).status).toBe(403)
    expect((await say({}, lead, 'Survey of referrers')).status).toBe(403)
    const page = await other.get(`/measures/${await held(CONTACTS)}`)
    expect([page.status, page.body.includes('Save the answer')]).toEqual([200, false])
    expect(await text(`/actions/${plan.of('a1')}`, other)).not.toContain('Say what it shows')
    expect(await text(`/actions/${plan.of('a1')}`, lead)).toContain('Say what it shows')
  })

  test('leaves the plan the same to every document that is held against it', async () => {
    const hash = () => world.scope(area, (scope) => planHash(scope, plan.id))
    const before = await hash()
    await say({ words: 'Once more.' })
    expect(await hash()).toBe(before)
  })

  test('keeps an import from being taken back from under it', async () => {
    const touched = await world.scope(area, async (scope) => {
      const needs = await listNeeds(scope, [plan.of('a1'), plan.of('f1'), plan.of('a3')], once())
      return needs.touched.map(({ id, by }) => `${id} ${by}`)
    })
    expect(touched).toContain(`${plan.of('a1')} Performance Manager`)
    expect(touched).toContain(`${plan.of('f1')} Performance Manager`)
    expect(touched.join()).not.toContain(plan.of('a3'))
  })
})

describe('criteria and measures by hand', () => {
  const seenOn = async (address: string) =>
    formsOf((await manager.get(address)).body).find(({ values }) => values.seen)?.values.seen ?? ''

  test('are added to an action or a finding, once however often the form is sent', async () => {
    const form = {
      ...{ once: once(), of: `action:${plan.of('a3')}`, words: 'No caseload above twelve' },
      ...{ measure: 'Weekly list of caseloads', kind: 'register' },
    }
    for (let turn = 0; turn < 2; turn += 1)
      expect((await manager.post(`/plans/${plan.id}/criteria/new`, form)).location).toBe(measures())
    const page = await text(`/actions/${plan.of('a3')}`)
    expect(page.match(/No caseload above twelve/g)).toHaveLength(2)
    expect(page).toContain('Weekly list of caseloads Register Nothing said yet')
    const finding = {
      once: once(),
      of: `finding:${plan.of('f4')}`,
      words: 'Partners have the plan in five days',
    }
    await manager.post(`/plans/${plan.id}/criteria/new`, finding)
    expect(await text(measures('?show=unmeasured'))).toMatch(
      /Finding 4 .*Partners have the plan in five days/,
    )
    expect(await text(`/plans/${plan.id}/measures?asAt=2026-11-22`)).not.toContain('No caseload')
  })

  test('need something to be of, words, and a kind for what is measured', async () => {
    const answer = await manager.post(`/plans/${plan.id}/criteria/new`, { once: once(), measure: 'Audit' })
    expect(answer.status).toBe(422)
    const page = mainTextOf(answer.body)
    expect(page).toContain('Choose what it is a success criterion of')
    expect(page).toContain('Say what success looks like')
    const strange = { once: once(), of: `action:${once()}`, words: 'Of nothing' }
    expect((await manager.post(`/plans/${plan.id}/criteria/new`, strange)).status).toBe(404)
  })

  test('said otherwise, a criterion keeps measures, answers and evidence, and a past day its words', async () => {
    await moveTo('2026-11-27T09:00:00Z')
    const id = await held('95% of contacts are decided within one working day')
    const address = `/criteria/${id}/change`
    const seen = await seenOn(address)
    const words = '97% of contacts are decided within one working day'
    expect((await manager.post(address, { seen, words })).status).toBe(303)
    const now = await text(`/actions/${plan.of('a1')}`)
    expect(now).toContain(`${words} Contacts decided within one working day Indicator Met 95.2%`)
    expect(now).toContain('Weekly count')
    expect(await text(`/actions/${plan.of('a1')}?asAt=2026-11-26`)).toContain('95% of contacts are')
    expect(await held(words)).toBe(id)
    const second = await manager.post(address, { seen, words: 'Theirs' })
    expect([second.status, mainTextOf(second.body)]).toEqual([
      422,
      expect.stringContaining(`it now says “${words}”`),
    ])
    expect(formsOf(second.body).find(({ values }) => values.words === 'Theirs')).toBeDefined()
  })

  test('a measure said better keeps its answers; another measure begins without', async () => {
    const id = await held(CONTACTS)
    const address = `/measures/${id}/change`
    const better = { seen: await seenOn(address), kind: 'indicator', words: 'Decided in a day', same: 'yes' }
    expect((await manager.post(address, better)).location).toBe(`/measures/${id}`)
    expect(await text(measures())).toContain('Decided in a day Indicator Met 95.2%')
    const another = { seen: await seenOn(address), kind: 'audit', words: 'Decided well', same: 'no' }
    const { location } = await manager.post(address, another)
    expect(location).not.toBe(`/measures/${id}`)
    expect(await text(measures())).toContain('Decided well Audit Nothing said yet')
    expect(await text(`/measures/${id}`)).toMatch(
      /No longer used since 27 November 2026.*95\.2%.*Earlier wordings/,
    )
    expect((await say({}, analyst, 'Decided well')).status).toBe(303)
    const late = await analyst.post(`/measures/${id}/answer`, {
      once: once(),
      standing: 'met',
      words: 'Late.',
    })
    expect([late.status, mainTextOf(late.body)]).toEqual([422, expect.stringContaining('no longer used')])
  })

  test('are added to, and ended with a reason, and stay in the past', async () => {
    const id = await held('Families say that they were heard')
    const added = { once: once(), kind: 'survey', words: 'Survey of families' }
    await manager.post(`/criteria/${id}/measures`, added)
    const measure = await held('Survey of families')
    const bare = await manager.post(`/measures/${measure}/end`, {
      seen: await seenOn(`/measures/${measure}/change`),
    })
    expect([bare.status, mainTextOf(bare.body)]).toEqual([
      422,
      expect.stringContaining('Say why it is no longer'),
    ])
    const seen = await seenOn(`/criteria/${id}/change`)
    await manager.post(`/criteria/${id}/end`, { seen, reason: 'Asked in the yearly survey' })
    expect(await text(measures())).not.toContain('Families say')
    expect(await text(measures('?asAt=2026-11-26'))).toContain('Families say that they were heard')
    expect(await text(`/criteria/${id}/change`)).toContain('No longer used since 27 November 2026: Asked in')
    await moveTo(START)
  })

  test('are the programme manager’s to change', async () => {
    const id = await held('Partners see what was decided')
    expect((await analyst.get(`/criteria/${id}/change`)).status).toBe(403)
    expect((await lead.post(`/plans/${plan.id}/criteria/new`, { once: once() })).status).toBe(403)
  })
})

test('the list asks the database as often for many measures as for few', async () => {
  const few = await world.plan(area, smallPlan({ title: 'Few' }))
  const draft = smallPlan({ title: 'Many' })
  for (const action of draft.actions)
    for (let n = 0; n < 20; n += 1)
      action.criteria.push({ words: `Success ${n}`, measures: [{ kind: 'audit', words: `Audit ${n}` }] })
  const many = await world.plan(area, draft)
  const statements = (one: TestPlan) =>
    countStatements(world, area, (scope) => readPlan(scope, one.id, scope.today))
  expect(await statements(many)).toBe(await statements(few))
})
