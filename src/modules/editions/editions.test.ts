/** A plan refreshed into its next edition, as a programme manager does it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf } from '../../../tests/support/html.ts'
import { smallPlan } from '../../../tests/support/small-plan.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { changeThings, readMilestone, readPlan } from '../plans/index.ts'
import { readFrontMatter, readPresentStates } from './index.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestClient
let refresh: string

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  area = await world.area()
  plan = await world.plan(area)
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Pat Manager' }))
  refresh = (await manager.post(`/plans/${plan.id}/editions`, { label: 'Version 2' })).location
})

const TODAY = '2026-11-23'
const YESTERDAY = '2026-11-22'

const planOn = (day: string) => world.scope(area, (scope) => readPlan(scope, plan.id, day))
const address = (key: string) => `${refresh}/actions/${plan.of(key)}`
const seenOn = async (key: string): Promise<string> =>
  formsOf((await manager.get(address(key))).body).find(({ action }) => action.includes('/actions/'))?.values
    .seen ?? ''

async function say(
  key: string,
  what: string,
  fields: Record<string, string | string[]> = {},
  browser = manager,
) {
  const seen = await seenOn(key)
  return browser.post(address(key), { once: newId(), seen, what, ...fields })
}

async function saved(key: string, what: string, fields: Record<string, string | string[]> = {}) {
  const answer = await say(key, what, fields)
  expect([answer.status, answer.status === 303 ? '' : mainTextOf(answer.body)]).toEqual([303, ''])
  return answer
}

async function approve(fields: Record<string, string> = {}) {
  const page = await manager.get(`${refresh}/approve`)
  const seen = formsOf(page.body).find(({ action }) => action.endsWith('/approve'))?.values.seen ?? ''
  return manager.post(`${refresh}/approve`, {
    by: 'Children’s Trust',
    on: TODAY,
    changes: 'Regrouped',
    seen,
    ...fields,
  })
}

const rows = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  world.scope(area, async ({ db }) => (await query.execute(db)).rows)

/** The second action goes into the first with one of its milestones; the third is carried. */
async function decideAll() {
  await saved('a1', 'carried')
  await saved('a2', 'merged', {
    'target-merged-1': plan.of('a1'),
    goes: [plan.of('m3')],
    because: 'One team does both',
  })
  await saved('a3', 'carried')
}

describe('starting a refresh', () => {
  test('makes a draft of the next edition, and the plan goes on unchanged', async () => {
    const before = await planOn(TODAY)
    expect(before.edition).toMatchObject({ label: 'Version 1', state: 'approved' })
    const page = mainTextOf((await manager.get(`/plans/${plan.id}/editions`)).body)
    expect(page).toContain('Version 2 is being prepared since 23 November 2026, by Pat Manager')
    expect(page).toMatch(/2: Version 2\s+Draft\s+Not yet/)
    const plans = mainTextOf((await manager.get('/plans')).body)
    expect(plans).toContain('Version 1')
    expect(plans).not.toContain('Version 2')
  })

  test('twice opens one, and leads to it', async () => {
    const again = await manager.post(`/plans/${plan.id}/editions`, { label: 'Version 3' })
    expect(again.location).toBe(refresh)
    expect(await rows(sql`select label from edition where plan_id = ${plan.id} order by number`)).toEqual([
      { label: 'Version 1' },
      { label: 'Version 2' },
    ])
  })

  test('given up keeps what was decided, changes nothing, and its number is used again', async () => {
    const before = await planOn(TODAY)
    await decideAll()
    const refused = await manager.post(`${refresh}/abandon`, { because: '' })
    expect(refused.status).toBe(422)
    expect((await manager.post(`${refresh}/abandon`, { because: 'Too early' })).status).toBe(303)
    expect(await planOn(TODAY)).toEqual(before)
    expect(mainTextOf((await manager.get(`${refresh}/crosswalk`)).body)).toContain('One team does both')
    expect((await say('a1', 'dropped', { because: 'Late' })).location).toBe(refresh)
    expect(await rows(sql`select id from disposition where because = 'Late'`)).toEqual([])
    const next = await manager.post(`/plans/${plan.id}/editions`, { label: 'Version 2 again' })
    expect(next.location).not.toBe(refresh)
    expect(
      await rows(sql`select number, label from edition where plan_id = ${plan.id} order by number`),
    ).toEqual([
      { number: 1, label: 'Version 1' },
      { number: 2, label: 'Version 2 again' },
    ])
  })

  test('of a plan that never named an edition takes it to be in its first, and no past day shows it', async () => {
    plan = await world.plan(area, smallPlan({ title: 'Nameless', edition: null }))
    const before = await planOn(YESTERDAY)
    refresh = (await manager.post(`/plans/${plan.id}/editions`, { label: 'Second' })).location
    await decideAll()
    await approve()
    expect(await planOn(YESTERDAY)).toEqual(before)
    expect((await planOn(TODAY)).edition).toMatchObject({ label: 'Second', approvedBy: 'Children’s Trust' })
    expect(mainTextOf((await manager.get(`/plans/${plan.id}/editions/1`)).body)).toContain('First edition')
  })
})

describe('deciding', () => {
  test('goes to the next action that is not decided, and counts', async () => {
    const answer = await saved('a1', 'carried')
    expect(answer.location).toBe(address('a2'))
    expect(mainTextOf((await manager.follow(answer)).body)).toContain('1 of 3 actions decided')
    await saved('a3', 'carried')
    expect((await saved('a2', 'moved', { moved_to: 'Children’s Plan' })).location).toBe(refresh)
    expect(mainTextOf((await manager.get(refresh)).body)).toContain('3 of 3 actions decided')
  })

  test('says what is left, what comes before, and which action was decided on', async () => {
    const { body } = await manager.follow(await saved('a1', 'carried'))
    const page = mainTextOf(body)
    expect(page).toContain('1 of 3 actions decided, 2 left')
    expect(page).toMatch(/Before it: 1 .*, carried into the next edition/)
    expect(body).toContain(`href="${address('a1')}"`)
    expect(body).toMatch(/Your decision on 1 is saved/)
    expect(mainTextOf((await manager.get(address('a1'))).body)).not.toContain('Before it')
  })

  test('says beside the questions whether the plan puts the action on the critical path', async () => {
    const known = async (key: string) => mainTextOf((await manager.get(address(key))).body)
    expect(await known('a1')).toMatch(/Critical path On it: answers 1 finding/)
  })

  test('can be taken back: the action is undecided again, and what was decided stays in its history', async () => {
    await saved('a1', 'dropped', { because: 'The wrong one' })
    const decision = await seenOn('a1')
    const undo = () => manager.post(`${address('a1')}/undo`, { decision })
    expect((await undo()).location).toBe(address('a1'))
    expect((await undo()).status).toBe(303)
    const page = mainTextOf((await manager.get(address('a1'))).body)
    expect(page).toContain('0 of 3 actions decided')
    expect(page).toContain(
      'Dropped – The wrong one – Pat Manager, 23 November 2026 – taken back by Pat Manager',
    )
    expect(page).not.toContain('Take the decision back')
    expect(mainTextOf((await manager.get(`${refresh}/approve`)).body)).toContain('3 actions need a decision')
    expect(await rows(sql`select act from record_entry where act = 'refresh.undecided'`)).toHaveLength(1)
    await saved('a1', 'carried')
    expect((await manager.post(`${address('a1')}/undo`, { decision })).status).toBe(422)
    expect(mainTextOf((await manager.get(refresh)).body)).toContain('1 of 3 actions decided')
  })

  test('tells milestones of one number apart in the list of faults, and asks for the actions as well', async () => {
    const { status, body } = await say('a1', 'split', {
      [`to-${plan.of('m1')}`]: '',
      [`to-${plan.of('m2')}`]: '',
    })
    expect(status).toBe(422)
    expect(mainTextOf(body)).toContain('Name two or more different actions that it is split into')
    expect(mainTextOf(body)).toMatch(/“[^”]+”: Say where this milestone goes/)
  })

  test('asks five questions and keeps the answers', async () => {
    await saved('a1', 'carried', { 'q-completed': 'no', 'q-critical': 'yes', 'q-relevant': 'yes' })
    const form = formsOf((await manager.get(address('a1'))).body).find(({ action }) =>
      action.includes('/actions/'),
    )
    expect(form?.values).toMatchObject({
      'q-completed': 'no',
      'q-critical': 'yes',
      'q-relevant': 'yes',
      what: 'carried',
    })
    expect(await rows(sql`select answers from disposition`)).toEqual([
      { answers: { completed: 'no', critical: 'yes', relevant: 'yes' } },
    ])
  })

  test('shows what is known beside the questions', async () => {
    const text = mainTextOf((await manager.get(address('a1'))).body)
    for (const words of [
      'Head of First Response',
      'Front door',
      '1.1 Agree one threshold document',
      'not yet verified',
      'Minutes of 19 November',
    ])
      expect(text).toContain(words)
    expect(text).toMatch(/Answers\s+1\b/)
  })

  test('completed without proof is asked about, and saved when it is said why', async () => {
    const refused = await say('a1', 'completed')
    expect(refused.status).toBe(422)
    expect(mainTextOf(refused.body)).toContain('1 of 2 milestones is not reported as completed')
    expect(mainTextOf(refused.body)).toContain('Say why it is completed all the same')
    await saved('a1', 'completed', { because: 'The board saw it at work on 20 November' })
  })

  test.each([
    ['dropped without a reason', 'dropped', {}, 'Say why it is dropped'],
    ['moved to nowhere', 'moved', {}, 'Choose the plan that it moves to, or name it'],
    ['merged into nothing', 'merged', {}, 'Choose the action that it is merged into'],
    ['split into one', 'split', { 'words-split-1': 'One' }, 'Name two or more different actions'],
    [
      'split into the same twice',
      'split',
      { 'words-split-1': 'One', 'words-split-2': 'One' },
      'Name two or more',
    ],
    ['of no kind', '', {}, 'Select what becomes of it'],
  ])('refuses an action that is %s, and keeps what was typed', async (_, what, fields, words) => {
    const answer = await say('a2', what, { ...fields, because: '' })
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain(words)
    for (const value of Object.values(fields)) expect(answer.body).toContain(value)
    expect(await rows(sql`select id from disposition`)).toEqual([])
    expect(await rows(sql`select id from refresh_action`)).toEqual([])
  })

  test('new dates need a reason, a real day, and one that is not before the start', async () => {
    const due = `due-${plan.of('m4')}`
    expect(mainTextOf((await say('a2', 'carried', { [due]: '2027-06-30' })).body)).toContain(
      'Say why the dates change',
    )
    expect(mainTextOf((await say('a2', 'carried', { [due]: '2027-06-31', because: 'x' })).body)).toContain(
      'Enter a real date',
    )
    await saved('a2', 'carried', { [due]: '2027-06-30', because: 'The trainer comes in May' })
    expect((await planOn(TODAY)).milestones.find(({ id }) => id === plan.of('m4'))?.due?.on).toBe(
      '2026-12-31',
    )
  })

  test('a milestone of a split action is not left without a way', async () => {
    const two = { 'words-split-1': 'Train', 'words-split-2': 'Audit' }
    const lost = await say('a2', 'split', {
      ...two,
      [`to-${plan.of('m3')}`]: '0',
      [`to-${plan.of('m4')}`]: '',
    })
    expect(mainTextOf(lost.body)).toMatch(/There is a problem\s+2\.2 “[^”]+”: Say where this milestone goes/)
    const third = await say('a2', 'split', {
      ...two,
      [`to-${plan.of('m3')}`]: '0',
      [`to-${plan.of('m4')}`]: '2',
    })
    expect(mainTextOf(third.body)).toContain('goes to an action that you have not named')
    expect(await rows(sql`select id from refresh_action`)).toEqual([])
  })

  test('refuses words that are too long, and cuts none off in silence', async () => {
    const answer = await say('a2', 'merged', { 'words-merged-1': 'x'.repeat(100_000) })
    expect([answer.status, mainTextOf(answer.body).includes('Must be 4,000 characters or fewer')]).toEqual([
      422,
      true,
    ])
    expect((await say('a1', 'carried', { theme_new: 'x'.repeat(201) })).status).toBe(422)
    expect(await rows(sql`select id from refresh_action`)).toEqual([])
    expect(await rows(sql`select id from disposition`)).toEqual([])
  })

  test('sent twice is saved once, with what was written on the way', async () => {
    const form = { once: newId(), seen: '', what: 'merged', 'words-merged-1': 'One front door' }
    await Promise.all(Array.from({ length: 4 }, () => manager.post(address('a2'), form)))
    expect(await rows(sql`select kind from disposition`)).toEqual([{ kind: 'merged' }])
    expect(await rows(sql`select words from refresh_action`)).toEqual([{ words: 'One front door' }])
  })

  test('again counts instead, and what was decided before is kept', async () => {
    await saved('a2', 'dropped', { because: 'No money' })
    await saved('a2', 'carried', { because: 'Money came' })
    const text = mainTextOf((await manager.get(address('a2'))).body)
    expect(text).toContain('Carried into the next edition – Money came – Pat Manager, 23 November 2026')
    expect(text).toContain('Dropped – No money')
  })

  test('at the same time as somebody else: the second is told, and may put theirs in its place', async () => {
    const other = await world.signedIn(
      await world.person(area, { role: 'programme_manager', name: 'Robin Manager' }),
    )
    await other.post(address('a2'), { once: newId(), seen: '', what: 'dropped', because: 'No money' })
    const told = await manager.post(address('a2'), { once: newId(), seen: '', what: 'carried' })
    expect(told.status).toBe(422)
    expect(mainTextOf(told.body)).toContain('Robin Manager decided meanwhile: Dropped (“No money”)')
    const form = formsOf(told.body).find(({ action }) => action.includes('/actions/'))
    expect(form?.values.what).toBe('carried')
    expect((await manager.post(address('a2'), { ...form?.values })).status).toBe(303)
  })

  test('of an action of another plan, or of no refresh, is not found', async () => {
    const other = await world.plan(area, smallPlan({ title: 'Another' }))
    expect((await manager.get(`${refresh}/actions/${other.of('a1')}`)).status).toBe(404)
    expect((await manager.get(`/refreshes/${newId()}`)).status).toBe(404)
  })
})

describe('new actions of the next edition', () => {
  test('are written, changed and removed, but not while something becomes them', async () => {
    const { location } = await manager.post(`${refresh}/new-actions`, { words: 'Listen to children' })
    const saved2 = await manager.post(location, {
      ...{ ref: '4', words: 'Listen to every child', theme_new: 'Voice', outcome: 'Children are heard' },
      ...{ 'm-words': ['Panel meets', ''], 'm-due': ['2027-02-28', ''] },
    })
    expect(saved2.location).toBe(refresh)
    expect(mainTextOf((await manager.get(refresh)).body)).toMatch(/4 Listen to every child\s+Voice/)
    const id = location.split('/').at(-1) ?? ''
    await saved('a2', 'merged', { 'target-merged-1': id })
    expect(mainTextOf((await manager.post(`${location}/remove`)).body)).toContain(
      'decide otherwise there first',
    )
    await saved('a2', 'carried')
    expect((await manager.post(`${location}/remove`)).status).toBe(303)
    expect((await manager.get(location)).status).toBe(404)
  })

  test('are refused with a date that is none, or a date of nothing', async () => {
    const { location } = await manager.post(`${refresh}/new-actions`, { words: 'Listen' })
    const bad = await manager.post(location, {
      words: 'Listen',
      'm-words': ['Panel', ''],
      'm-due': ['soon', '2027-02-28'],
    })
    expect(mainTextOf(bad.body)).toContain('Milestone 1 must be due on a real date')
    expect(mainTextOf(bad.body)).toContain('Say what milestone 2 is')
  })
})

describe('approving', () => {
  test('is refused with the list while an action has no decision', async () => {
    await saved('a1', 'carried')
    const page = mainTextOf((await manager.get(`${refresh}/approve`)).body)
    expect(page).toContain('It cannot be approved yet: 2 actions need a decision')
    expect(page).toContain('2 See every child alone: Not decided yet')
    const answer = await approve()
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('2 actions still need a decision')
    expect((await planOn(TODAY)).edition?.label).toBe('Version 1')
  })

  test('is refused while what an action becomes is going too, or leads back to it', async () => {
    await saved('a3', 'carried')
    await saved('a1', 'merged', { 'target-merged-1': plan.of('a2') })
    await saved('a2', 'dropped', { because: 'No money' })
    expect(mainTextOf((await approve()).body)).toContain('What it becomes is going too')
    await saved('a2', 'merged', { 'target-merged-1': plan.of('a1') })
    expect(mainTextOf((await approve()).body)).toContain('It leads back to itself')
    expect((await planOn(TODAY)).edition?.label).toBe('Version 1')
  })

  test('is refused by nobody, to come, and over a decision that was not shown', async () => {
    await decideAll()
    expect(mainTextOf((await approve({ by: '' })).body)).toContain('Choose the board that approved it')
    expect(mainTextOf((await approve({ on: '2026-12-01' })).body)).toContain('must be today or earlier')
    expect(mainTextOf((await approve({ on: '2026-08-31' })).body)).toContain(
      'The edition before came into force on 1 September 2026',
    )
    expect(mainTextOf((await approve({ seen: 'another' })).body)).toContain(
      'Somebody decided otherwise since',
    )
    expect((await planOn(TODAY)).edition?.label).toBe('Version 1')
  })

  test('puts the next edition in force, and changes the plan as was decided, each with its reason', async () => {
    await decideAll()
    const done = await approve()
    expect(done.location).toBe(`${refresh}/crosswalk`)
    const now = await planOn(TODAY)
    expect(now.edition).toEqual({
      label: 'Version 2',
      state: 'approved',
      approvedBy: 'Children’s Trust',
      approvedOn: TODAY,
    })
    expect(now.actions.find(({ id }) => id === plan.of('a2'))?.dropped).toEqual({
      on: TODAY,
      reason: 'Merged into another action: One team does both',
    })
    const moved = now.milestones.filter(({ actionId }) => actionId === plan.of('a1')).map(({ ref }) => ref)
    expect(moved).toEqual(['1.1', '1.2', '2.1'])
    expect(now.milestones.find(({ id }) => id === plan.of('m4'))?.actionId).toBe(plan.of('a2'))
    const history = await rows(
      sql`select field, reason from plan_change where reason like 'Merged%' order by field`,
    )
    expect(history.length).toBeGreaterThan(1)
  })

  test('leaves every earlier day as it was, to the letter, and each page of it', async () => {
    const days = ['2026-09-15', '2026-10-25', YESTERDAY]
    await manager.get(refresh)
    const before = await Promise.all(days.map(planOn))
    const pages = await Promise.all(
      ['a1', 'a2'].map((key) => manager.get(`/actions/${plan.of(key)}?asAt=${YESTERDAY}`)),
    )
    const milestone = await world.scope(area, (s) => readMilestone(s, plan.of('m3'), YESTERDAY))
    await saved('a1', 'carried', {
      theme_new: 'Safe and seen',
      [`due-${plan.of('m2')}`]: '2027-01-31',
      because: 'Later',
    })
    await saved('a2', 'split', {
      ...{ 'words-split-1': 'Train everybody', 'target-split-2': plan.of('a1') },
      ...{ [`to-${plan.of('m3')}`]: '0', [`to-${plan.of('m4')}`]: '1' },
    })
    await saved('a3', 'moved', { moved_to: 'Workforce Strategy' })
    await manager.follow(await approve())
    expect(await Promise.all(days.map(planOn))).toEqual(before)
    const after = await Promise.all(
      ['a1', 'a2'].map((key) => manager.get(`/actions/${plan.of(key)}?asAt=${YESTERDAY}`)),
    )
    expect(after.map(({ body }) => mainTextOf(body))).toEqual(pages.map(({ body }) => mainTextOf(body)))
    expect(await world.scope(area, (s) => readMilestone(s, plan.of('m3'), YESTERDAY))).toEqual(milestone)
    const now = await planOn(TODAY)
    expect(now.themes.map(({ name }) => name)).toEqual(['Front door', 'Workforce', 'Safe and seen'])
    expect(now.milestones.find(({ id }) => id === plan.of('m2'))?.earlierDue.at(-1)?.on).toBe('2026-11-30')
  })

  test('what success looks like goes along in its last words, with its measures', async () => {
    const [held] = (await planOn(TODAY)).actions.flatMap(({ criteria }) => criteria)
    const at = `/criteria/${held?.id}/change`
    const [form] = formsOf((await manager.get(at)).body).filter(({ action }) => action === at)
    await manager.post(at, { ...form?.values, words: 'Every contact is decided within a day' })
    await saved('a1', 'merged', { 'words-merged-1': 'One front door', goes: [plan.of('m1'), plan.of('m2')] })
    await saved('a2', 'carried')
    await saved('a3', 'carried')
    await approve()
    const door = (await planOn(TODAY)).actions.find(({ words }) => words === 'One front door')
    expect(door?.criteria.map(({ words, measures }) => [words, measures.length])).toEqual([
      ['Every contact is decided within a day', 1],
    ])
  })

  test('an action that answered a finding and became others leaves it answered by them', async () => {
    await saved('a1', 'merged', { 'words-merged-1': 'One front door', goes: [plan.of('m1'), plan.of('m2')] })
    await saved('a2', 'split', {
      ...{ 'words-split-1': 'Train everybody', 'target-split-2': plan.of('a3') },
      ...{ [`to-${plan.of('m3')}`]: '0', [`to-${plan.of('m4')}`]: 'end' },
    })
    await saved('a3', 'carried')
    await approve()
    const now = await planOn(TODAY)
    const live = now.actions.filter(({ dropped }) => !dropped)
    const cites = Object.fromEntries(
      live.map(({ words, cites }) => [words, cites.map((one) => one.findingRef ?? one.words)]),
    )
    expect(cites).toEqual({
      'Bring caseloads down': ['3', '2', 'Ofsted 2024'],
      'One front door': ['1'],
      'Train everybody': ['2', 'Ofsted 2024'],
    })
    const door = live.find(({ words }) => words === 'One front door')
    expect(door).toMatchObject({
      boards: ['Improvement Board'],
      outcome: 'Children get help at the right time.',
    })
    expect(door?.leads.map(({ name, part }) => [name, part])).toEqual([
      ['Head of First Response', 'accountable'],
    ])
    expect(door?.criteria.map(({ words, measures }) => [words, measures.length])).toEqual([
      ['95% of contacts are decided within one working day', 1],
    ])
    const moved = now.milestones.find(({ id }) => id === plan.of('m1'))
    expect(moved).toMatchObject({ actionId: door?.id, boards: ['Improvement Board'] })
  })

  test('seals the old edition: its facts fit their hash, and the hash stands in the record', async () => {
    const text = mainTextOf((await manager.get(`/plans/${plan.id}/editions/1`)).body)
    expect(text).toContain('This edition has not ended')
    await decideAll()
    await approve()
    const [edition] = await rows<{ facts: string; sha256: string; sum: string }>(
      sql`select facts, sha256, encode(sha256(convert_to(facts, 'UTF8')), 'hex') as sum from edition where number = 1`,
    )
    expect(edition?.sum).toBe(edition?.sha256)
    const acts = await rows(
      sql`select detail->>'sha256' as hash from record_entry where act = 'edition.superseded'`,
    )
    expect(acts).toEqual([{ hash: edition?.sha256 }])
    const page = mainTextOf((await manager.get(`/plans/${plan.id}/editions/1`)).body)
    expect(page).toContain(edition?.sha256)
    expect(page).toMatch(/2 See every child alone.*Became 1 \(in the plan\)/s)
    expect(page).toContain('Every child is seen, heard and safe.')
  })

  test('an edition that was altered in the database is not shown', async () => {
    await decideAll()
    await approve()
    await rows(sql`update edition set facts = replace(facts, 'child', 'clerk') where number = 1`)
    expect((await manager.get(`/plans/${plan.id}/editions/1`)).status).toBe(500)
  })

  test('is done once: the second is told', async () => {
    await decideAll()
    const page = await manager.get(`${refresh}/approve`)
    const seen = formsOf(page.body).find(({ action }) => action.endsWith('/approve'))?.values.seen ?? ''
    const form = { by: 'Children’s Trust', on: TODAY, changes: 'Regrouped', seen }
    const answers = await Promise.all([
      manager.post(`${refresh}/approve`, form),
      manager.post(`${refresh}/approve`, form),
    ])
    expect(answers.map(({ location }) => location).sort()).toEqual([refresh, `${refresh}/crosswalk`].sort())
    expect(await rows(sql`select act from record_entry where act = 'edition.approved'`)).toHaveLength(1)
  })

  test('says which findings nothing of the next edition answers', async () => {
    await saved('a1', 'dropped', { because: 'No money' })
    await saved('a2', 'merged', { 'target-merged-1': plan.of('a3') })
    await saved('a3', 'carried')
    const page = mainTextOf((await manager.get(`${refresh}/approve`)).body)
    expect(page).toMatch(/Nothing of the next edition answers these findings.*1 Decide on every contact/s)
    expect(page).not.toContain('2 See children alone')
  })
})

describe('the crosswalk', () => {
  test('has a row for every action of the old edition, and leads back from the next', async () => {
    await decideAll()
    await manager.post(`${refresh}/new-actions`, { words: 'Listen to children' })
    const draft = mainTextOf((await manager.get(`${refresh}/crosswalk`)).body)
    expect(draft).toContain('A draft: nothing of it is in force')
    await approve()
    const text = mainTextOf((await manager.get(`${refresh}/crosswalk`)).body)
    expect(text).toContain(
      '3 of 3 actions decided, in the order of the plan: 2 carried into the next edition; 1 merged into another action',
    )
    expect(text).toContain('2.1 goes to 1')
    expect(text).toContain('2.2 ends here')
    expect(text).toContain('3 actions in the next edition: 2 carried, 1 new')
    expect(text).toContain('Nothing of the old edition')
    expect(text).toMatch(
      /1 Decide on every contact within one working day\s+Front door\s+1 Decide on every contact within one working day\s+2 See every child alone/,
    )
  })

  test('is read by whoever reads the plan, and stays as it was when the plan goes on', async () => {
    await decideAll()
    await manager.follow(await approve())
    const before = mainTextOf((await manager.get(`${refresh}/crosswalk`)).body)
    world.clock.forward({ days: 1 })
    await rows(sql`update action set words = 'Other words' where id = ${plan.of('a1')}`)
    const lead = await world.signedIn(await world.person(area, { role: 'milestone_lead' }))
    expect(mainTextOf((await lead.get(`${refresh}/crosswalk`)).body)).toBe(before)
    expect((await lead.get(refresh)).status).toBe(403)
    world.clock.set('2026-11-23T09:00:00Z')
  })

  test('is taken away as a list: a row for each action and what it became', async () => {
    await decideAll()
    const { body } = await manager.get(`${refresh}/crosswalk/list.csv`)
    const lines = body.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[2]).toContain(
      'See every child alone,Front door,Merged into another action,1,Decide on every contact',
    )
  })
})

test('an action that is dropped from the plan after it was decided on is dropped, wherever it is asked', async () => {
  await decideAll()
  const dropped = { on: TODAY, reason: 'No money' }
  await world.scope(area, async (s) => {
    const change = { kind: 'action' as const, id: plan.of('a2'), field: 'dropped', was: null, now: dropped }
    await changeThings(s, await readPlan(s, plan.id, TODAY), [change], { reason: 'No money', by: 'Pat' })
  })
  expect((await approve()).status).toBe(303)
  const states = await world.scope(area, (s) => readPresentStates(s, plan.id))
  expect(states.get(plan.of('a2'))).toEqual({ kind: 'dropped' })
  const counts = /2 carried into the next edition; 1 dropped/
  expect(mainTextOf((await manager.get(`/plans/${plan.id}/editions`)).body)).toMatch(counts)
  expect(mainTextOf((await manager.get(`${refresh}/crosswalk`)).body)).toMatch(counts)
  expect(
    await rows(sql`select detail->'merged' as merged, detail->'dropped' as dropped
                     from record_entry where act = 'edition.approved'`),
  ).toEqual([{ merged: 0, dropped: 1 }])
})

test('an edition whose change was told as its counts says them once', async () => {
  await decideAll()
  const counts = '2 carried into the next edition; 1 merged into another action'
  expect((await approve({ changes: counts })).status).toBe(303)
  const page = mainTextOf((await manager.get(`/plans/${plan.id}/editions`)).body)
  expect(page.split(counts)).toHaveLength(2)
})

test('over two refreshes every action has one present state, through what it became', async () => {
  await decideAll()
  await approve()
  world.clock.forward({ days: 1 })
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Pat Manager' }))
  refresh = (await manager.post(`/plans/${plan.id}/editions`, { label: 'Version 3' })).location
  await saved('a1', 'completed', { because: 'Seen by the board' })
  await saved('a3', 'carried')
  expect((await approve({ on: '2026-11-24' })).status).toBe(303)
  const states = await world.scope(area, (s) => readPresentStates(s, plan.id))
  expect(Object.fromEntries(['a1', 'a2', 'a3'].map((key) => [key, states.get(plan.of(key))]))).toEqual({
    a1: { kind: 'completed' },
    a2: { kind: 'became', actions: [{ id: plan.of('a1'), state: 'completed' }] },
    a3: { kind: 'live' },
  })
  const page = mainTextOf((await manager.get(`/plans/${plan.id}/editions`)).body)
  expect(page).toContain('3 editions, the newest first')
  world.clock.set('2026-11-23T09:00:00Z')
})

describe('what the plan says of itself', () => {
  const at = () => `/plans/${plan.id}/editions/front-matter`
  const markOf = async () =>
    formsOf((await manager.get(at())).body).find(({ action }) => action.endsWith('/front-matter'))?.values
      .seen ?? ''

  test('is changed, shown with the editions, recorded, and a past day still has it', async () => {
    const answer = await manager.post(at(), {
      commitment: 'Together we protect children.',
      message: ['First.', '', 'Second.'],
      seen: await markOf(),
    })
    expect(answer.status).toBe(303)
    const text = mainTextOf((await manager.follow(answer)).body)
    for (const words of ['Together we protect children.', 'First.', 'Second.']) expect(text).toContain(words)
    const past = await world.scope(area, (s) => readFrontMatter(s, plan.id, YESTERDAY))
    expect(past).toEqual({ commitment: 'Every child is seen, heard and safe.', messages: [] })
    expect(await rows(sql`select detail from record_entry where act = 'plan.changed' order by seq`)).toEqual([
      { detail: { field: 'commitment' } },
      { detail: { field: 'messages' } },
    ])
    expect((await planOn(YESTERDAY)).actions).toHaveLength(3)
  })

  test('changed by two at once: the second is told, and loses nothing', async () => {
    const seen = await markOf()
    await manager.post(at(), { commitment: 'One', seen })
    const told = await manager.post(at(), { commitment: 'Two', seen })
    expect(told.status).toBe(422)
    expect(mainTextOf(told.body)).toContain('Somebody changed this while you were writing')
    expect(told.body).toContain('Two')
  })
})
