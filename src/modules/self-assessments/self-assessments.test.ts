/** What an area says of itself, round after round; told by asking, through HTTP. */
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
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
import { newId } from '../../platform/ids.ts'
import { addEvidence } from '../evidence/index.ts'
import { listFrameworks } from '../frameworks/index.ts'
import { readRound } from './actions/rounds.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
let lead: TestClient
let analyst: TestClient
let police: string
let report: string
const people = new Map<TestClient, TestPerson>()

beforeAll(async () => {
  world = await startWorld()
  area = await world.area({ name: 'Anyshire' })
  plan = await world.plan(area)
  manager = await as('programme_manager', 'Programme Manager')
  lead = await as('action_lead', 'Head of First Response')
  analyst = await as('analyst', 'Performance Manager')
  police = await world.scope(area, async ({ db }) => {
    const id = newId()
    await db
      .insertInto('partner')
      .values({ area_id: area.id, id, name: 'Anyshire Police', kind: 'police' })
      .execute()
    return id
  })
  report = await world.scope(area, (scope) =>
    addEvidence(scope, world.files, [], {
      ...{ title: 'Audit of thirty files', owner: 'Quality team', datedOn: null, expiresOn: null, url: null },
      ...{ words: 'Read.', once: newId(), kind: 'note', file: null },
    }),
  )
})
afterAll(() => world.close())

async function as(role: Role, name: string) {
  const person = await world.person(area, { role, name })
  const browser = await world.signedIn(person)
  people.set(browser, person)
  return browser
}

async function moveTo(instant: string) {
  world.clock.set(instant)
  for (const [browser, person] of people) await browser.signInAs(person)
}

const once = () => crypto.randomUUID()
/** What a page says, without the sentence that is said once after an act. */
const text = async (address: string, browser = manager) =>
  mainTextOf((await browser.get(address)).body).replace(/^Done (Your answer is saved|The [\w-]+ is \w+) /, '')

async function open(title: string, more: Record<string, string> = {}) {
  const form = {
    once: once(),
    set: `review:${plan.of('r1')}`,
    title,
    partner: '',
    nextDue: '2027-11-23',
    ...more,
  }
  return (await manager.post('/self-assessments/new', form)).location
}

const answer = (
  round: string,
  finding: string,
  rating: string,
  more: Record<string, string | string[]> = {},
  browser = manager,
) =>
  browser.post(`${round}/answers`, {
    ...{ once: once(), question: plan.of(finding), rating, words: `Because of ${finding}` },
    ...more,
  } as Record<string, string>)

describe('a self-assessment', () => {
  let round: string

  test('is opened over the findings of a review, and kept once however often the form is sent', async () => {
    const form = { once: once() }
    round = await open('Yearly review 2026', form)
    expect(await open('Yearly review 2026', form)).toBe(round)
    const page = await text(round)
    expect(page).toContain(
      'The findings of: Inspection of services for children in need of help and protection',
    )
    expect(page).toContain('Whose The whole area')
    expect(page).toContain('0 Met 0 Partly met 0 Not met 0 Does not apply 4 Not answered')
    expect(page).toMatch(/Immediately 0 of 4 answered.*Finding 1 Decide on every contact/)
  })

  test('starts from a form that wants a year’s time till the next one, and says what is missing', async () => {
    const page = await manager.get(`/self-assessments/new?review=${plan.of('r1')}`)
    const values = formsOf(page.body).find((form) => form.action === '/self-assessments/new')?.values
    expect(values).toMatchObject({ set: `review:${plan.of('r1')}`, nextDue: '2027-11-23' })
    const bare = await manager.post('/self-assessments/new', { once: once(), nextDue: '2026-11-23' })
    expect(bare.status).toBe(422)
    expect(mainTextOf(bare.body)).toContain('Choose what you assess')
    expect(mainTextOf(bare.body)).toContain('Enter a title')
    const late = { once: once(), set: `review:${plan.of('r1')}`, title: 'T', nextDue: '2026-11-23' }
    expect(mainTextOf((await manager.post('/self-assessments/new', late)).body)).toContain('due after today')
    const strange = { once: once(), set: `review:${once()}`, title: 'T' }
    expect((await manager.post('/self-assessments/new', strange)).status).toBe(422)
  })

  test('is answered question by question, with a rating, words and evidence, and goes on to the next', async () => {
    const page = await lead.get(`${round}/answers`)
    expect(mainTextOf(page.body)).toMatch(/0 of 4 answered, in order.*Finding 1 .*How far is this met/)
    const { location } = await answer(round, 'f1', 'partly', { evidence: report }, lead)
    expect(location).toBe(`${round}/answers?group=0&question=${plan.of('f2')}#question-2`)
    const shown = await text(round)
    expect(shown).toContain('1 of 4 answered so far')
    expect(shown).toContain(
      'Partly met Because of f1 Head of First Response, 23 November 2026. Evidence: Audit of thirty files',
    )
  })

  test('keeps what was answered before, and the last answer counts; sent twice it is said once', async () => {
    await answer(round, 'f2', 'not_met')
    const form = { once: once(), words: 'Put right in October' }
    await Promise.all(Array.from({ length: 5 }, () => answer(round, 'f2', 'met', form)))
    expect(await text(round)).toMatch(/Finding 2 .*Met Put right in October/)
    const kept = await world.scope(area, ({ db }) =>
      db
        .selectFrom('self_assessment_answer')
        .select('rating')
        .where('finding_id', '=', plan.of('f2'))
        .execute(),
    )
    expect(kept.map(({ rating }) => rating).sort()).toEqual(['met', 'not_met'])
  })

  test('says what is missing in an answer, and keeps what was typed and ticked', async () => {
    const faulty = await answer(round, 'f3', '', { words: '', evidence: report })
    expect(faulty.status).toBe(422)
    const page = mainTextOf(faulty.body)
    expect(page).toContain('Select how far this is met Say why')
    expect(page).toContain('What shows it? 1 of 1 chosen')
    expect((await answer(round, 'f3', 'met', { evidence: once() })).status).toBe(422)
    expect((await answer(round, 'f3', 'met', { question: once() })).status).toBe(404)
  })

  test('names what is unanswered as it is closed, and then takes no answer any more', async () => {
    const page = await text(`${round}/close`)
    expect(page).toMatch(/2 of 4 questions are not answered.*Finding 3 .*Finding 4 /)
    expect((await manager.post(`${round}/close`)).location).toBe(round)
    expect(await text(round)).toContain('Closed 23 November 2026, by Programme Manager')
    const late = await answer(round, 'f3', 'met')
    expect([late.status, late.location]).toEqual([303, round])
    expect(await text(round)).toContain('2 of 4 answered')
    expect((await manager.get(`${round}/answers`)).location).toBe(round)
    await manager.post(`${round}/close`)
    expect(await text(round)).toContain('Somebody closed this self-assessment already')
  })

  test('shows a year later what was answered before, beside each question, and tells what became of it', async () => {
    await moveTo('2027-11-24T09:00:00Z')
    expect(await text('/self-assessments')).toContain('The whole area: the next was due on 23 November 2027')
    const next = await open('Yearly review 2027', { nextDue: '2028-11-24' })
    expect(await text('/self-assessments')).not.toContain('Overdue')
    expect(await text(`${next}/answers`)).toMatch(
      /Finding 1 .*The round before Partly met Because of f1 Head of First Response, 23 November 2026/,
    )
    await answer(next, 'f1', 'met')
    await answer(next, 'f2', 'partly')
    await answer(next, 'f3', 'not_met')
    const page = await text(`${next}/compare`)
    expect(page).toContain(
      '1 Worse 1 Better 0 The same 1 New 0 Not answered now 0 Applies in one only 1 Answered in neither',
    )
    expect(page).toMatch(
      /Worse .*Finding 2 .*Better .*Finding 1 .*New .*Finding 3 .*Answered in neither .*Finding 4/,
    )
    const id = round.split('/').at(-1) ?? ''
    expect(await text(`${round}/compare?with=${next.split('/').at(-1)}`)).toBe(page)
    expect(await text(`${next}/compare?with=${id}`)).toBe(page)
    const rows: Record<string, string>[] = parse((await manager.get(`${next}/list.csv`)).body, {
      bom: true,
      columns: true,
    })
    expect(rows.map((row) => [row.Number, row.Rating, row['Rating before']])).toEqual([
      ['1', 'Met', 'Partly met'],
      ['2', 'Partly met', 'Met'],
      ['3', 'Not met', ''],
      ['4', 'Not answered', ''],
    ])
    await moveTo(START)
  })

  test('stays as it was asked, when a finding is put right later', async () => {
    await world.scope(area, ({ db }) =>
      db.updateTable('finding').set({ words: 'Put right' }).where('id', '=', plan.of('f4')).execute(),
    )
    expect(await text(round)).toContain('Share plans with partners within five working days.')
  })
})

describe('a partner’s own', () => {
  test('is answered by its people, and by whoever runs the programme', async () => {
    const theirs = await open('Section 11 review', { partner: police })
    expect(await text(theirs)).toContain('Whose Anyshire Police')
    expect((await lead.get(`${theirs}/answers`)).status).toBe(403)
    expect((await answer(theirs, 'f1', 'met', {}, lead)).status).toBe(403)
    const sergeant = await as('action_lead', 'Detective Sergeant')
    const id = people.get(sergeant)?.id ?? ''
    await world.scope(area, ({ db }) =>
      db.updateTable('person').set({ partner_id: police }).where('id', '=', id).execute(),
    )
    const signedIn = await world.signedIn(people.get(sergeant) as TestPerson)
    expect((await answer(theirs, 'f1', 'met', {}, signedIn)).status).toBe(303)
    expect((await answer(theirs, 'f2', 'met')).status).toBe(303)
    // Another's round is not the one before.
    expect(await text(`${theirs}/compare`)).toContain('There is no other round of these questions')
  })

  test('is read by every reader of plans; opening and closing are for those who run it', async () => {
    expect((await analyst.get('/self-assessments')).status).toBe(200)
    expect((await analyst.get('/self-assessments/new')).status).toBe(403)
    expect((await lead.post('/self-assessments/new', { once: once() })).status).toBe(403)
  })
})

describe('over a framework', () => {
  test('asks for each statement, area of judgement by area of judgement', async () => {
    const [framework] = listFrameworks()
    if (!framework) throw new Error('There is no framework')
    const set = `framework:${framework.code}:${framework.version}`
    const round = await open('Ready for inspection?', { set })
    const page = await text(round)
    expect(page).toContain(`of ${framework.descriptors.length} answered so far`)
    for (const { words } of framework.areas) expect(page).toContain(words)
    const [first] = framework.descriptors
    const said = { question: first?.code ?? '', words: 'We do.' }
    expect((await answer(round, 'f1', 'met', said)).status).toBe(303)
    expect(await text(round)).toContain(`1 of ${framework.descriptors.length} answered so far`)
    const other = await open('Yearly review, again')
    const strange = await manager.get(`${round}/compare?with=${other.split('/').at(-1)}`)
    expect(strange.status).toBe(404)
  })
})

test('a round is read by as many statements, however many questions and answers it has', async () => {
  const draft = smallPlan({ title: 'Another' })
  const [review] = draft.reviews
  const [finding] = review?.findings ?? []
  for (let n = 10; n < 60; n += 1)
    if (finding) review?.findings.push({ ...finding, key: `more${n}`, ref: String(n) })
  const many = await world.plan(area, draft)
  const short = await open('Short')
  const long = await open('Long', { set: `review:${many.of('r1')}` })
  expect(await text(long)).toContain('0 of 54 answered')
  const statements = (address: string) =>
    countStatements(world, area, (scope) => readRound(scope, address.split('/').at(-1) ?? ''))
  const before = await statements(long)
  await answer(long, 'f1', 'met', { question: many.of('f1') })
  expect(await statements(long)).toBe(before)
  expect(before).toBeLessThanOrEqual(await statements(short))
})
