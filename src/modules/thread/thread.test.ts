import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elementsOf, mainTextOf } from '../../../tests/support/html.ts'
import { actionDraft, milestoneDraft, said } from '../../../tests/support/small-plan.ts'
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
import { addEvidence } from '../evidence/index.ts'
import { addAnswers, assess, type PlanDraft } from '../plans/index.ts'
import { readReviewCoverage, readThread } from './actions.ts'
import { coverageOf } from './domain/coverage.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let pat: TestPerson
let manager: TestClient

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  world.clock.set('2026-11-23T09:00:00Z')
  area = await world.area()
  plan = await world.plan(area, smallPlan())
  pat = await world.person(area, { role: 'programme_manager' })
  manager = await world.signedIn(pat)
})

const coverage = (day = '2026-11-23', of: TestPlan = plan) =>
  world.scope(area, async (scope) => coverageOf(await readThread(scope, of.id, day)))

const verdicts = async (day?: string, of?: TestPlan) =>
  Object.fromEntries((await coverage(day, of)).map(({ finding, verdict }) => [finding.ref, verdict]))

const page = async (address: string): Promise<string> => {
  const { status, body } = await manager.get(address)
  expect(status).toBe(200)
  return body
}

const rowsOf = (body: string): string[] => elementsOf(body, 'tr').map(({ text }) => text)

/** A plan of one action whose milestones stand so. */
const planOf = (statuses: ('achieved' | 'on_track')[]): PlanDraft =>
  smallPlan({
    title: 'Plan of one action',
    actions: [
      actionDraft('a1', 'Decide on every contact', {
        ref: '1',
        cites: [{ words: 'Finding 1', finding: 'f1' }],
        milestones: statuses.map((status, at) =>
          milestoneDraft(`m${at + 1}`, `Step ${at + 1}`, {
            ref: `1.${at + 1}`,
            updates: [said('2026-11-10', status, 'As it says.')],
          }),
        ),
      }),
    ],
  })

async function prove(of: TestPlan, key: string, expiresOn: string | null = null): Promise<void> {
  const target = { kind: 'milestone', planId: of.id, id: of.of(key), descriptor: null } as const
  const none = { owner: null, datedOn: null, url: null, file: null }
  await world.scope(area, async (scope) => {
    const note = { ...none, once: newId(), kind: 'note', title: 'Audit', words: 'Read.', expiresOn } as const
    await addEvidence(scope, world.files, [target], note)
    const { id } = await scope.db
      .selectFrom('progress')
      .select('id')
      .where('area_id', '=', area.id)
      .where('milestone_id', '=', of.of(key))
      .executeTakeFirstOrThrow()
    await assess(scope, of.of(key), { progressId: id, verdict: 'verified', words: 'Seen.', once: newId() })
  })
}

describe('from a finding to its proof', () => {
  test('each has one plain verdict', async () => {
    expect(await verdicts()).toEqual({ 1: 'under_way', 2: 'under_way', 3: 'idle', 4: 'unanswered' })
    const rows = rowsOf(await page(`/plans/${plan.id}/coverage`))
    expect(rows.find((row) => row.includes('Share plans'))).toContain('Answered by nothing')
    expect(rows.find((row) => row.includes('Decide on every contact'))).toMatch(
      /Under way.*Action 1 judged on track.*1 of 2 completed, 0 verified.*No evidence.*0 of 1 measure met/s,
    )
  })

  test('is done when all is completed, and proved when somebody else has verified it with evidence in date', async () => {
    const one = await world.plan(area, planOf(['achieved', 'achieved']))
    expect(await verdicts('2026-11-23', one)).toMatchObject({ 1: 'done' })
    await prove(one, 'm1')
    expect(await verdicts('2026-11-23', one)).toMatchObject({ 1: 'done' })
    await prove(one, 'm2', '2027-01-31')
    expect(await verdicts('2026-11-23', one)).toMatchObject({ 1: 'proved' })
    expect(await verdicts('2026-11-22', one)).toMatchObject({ 1: 'done' })
    world.clock.set('2027-02-01T09:00:00Z')
    expect(await verdicts('2027-02-01', one)).toMatchObject({ 1: 'done' })
  })

  test('"throughout" is an answer, and is said as such', async () => {
    await world.scope(area, (s) =>
      addAnswers(s, plan.id, [{ of: { kind: 'plan', id: plan.id }, findingId: plan.of('f4') }]),
    )
    expect(await verdicts()).toMatchObject({ 4: 'under_way' })
    expect(await page(`/plans/${plan.id}/coverage`)).toContain('Throughout (the plan as a whole)')
    expect(rowsOf(await page(`/plans/${plan.id}/crosswalk`)).at(-1)).toMatch(/Share plans.*Throughout$/s)
  })

  test('what answers a finding answers every one that is the same, on the days on which it is', async () => {
    const group = newId()
    const made = {
      area_id: area.id,
      id: group,
      words: 'Plans',
      made_on: '2026-11-20',
      made_by: 'Pat',
      once: newId(),
    }
    const member = (key: string) => ({
      ...{ area_id: area.id, id: newId(), group_id: group, finding_id: plan.of(key), from_on: '2026-11-20' },
      ...{ to_on: null, made_by: 'Pat' },
    })
    await world.scope(area, async ({ db }) => {
      await db.insertInto('finding_group').values(made).execute()
      await db
        .insertInto('finding_group_member')
        .values([member('f4'), member('f1')])
        .execute()
    })
    expect(await verdicts()).toMatchObject({ 4: 'under_way' })
    expect(await verdicts('2026-11-19')).toMatchObject({ 4: 'unanswered' })
    expect(await page(`/plans/${plan.id}/coverage`)).toContain('Same as 1 of Inspection')
  })

  test('work due after the deadline is late by design; a deadline that has passed is said', async () => {
    const late = planOf(['on_track'])
    const [action] = late.actions
    const [milestone] = action?.milestones ?? []
    if (milestone) milestone.due = { on: '2027-01-05', precision: 'day', words: null }
    const one = await world.plan(area, late)
    const [first] = await coverage('2026-11-23', one)
    expect(first).toMatchObject({ lateByDesign: true, overdue: false, lastDue: '2027-01-05' })
    expect((await coverage('2027-01-02', one))[0]).toMatchObject({ lateByDesign: true, overdue: true })
    expect(await page(`/plans/${one.id}/coverage?only=late`)).toContain('Late by design')
  })

  test('every number at the top leads to its list, and the list has as many', async () => {
    const body = await page(`/plans/${plan.id}/coverage`)
    const links = elementsOf(body, 'a').filter(({ attributes }) => attributes.class === 'gt-count')
    expect(links.map(({ text }) => text)).toEqual([
      ...['1 answered by nothing', '3 proved by nothing', '0 late for the deadline'],
      ...['1 cited without a number', '0 milestones that answer nothing'],
    ])
    for (const { attributes, text } of links.slice(0, 3)) {
      const list = await page((attributes.href ?? '').replaceAll('&amp;', '&'))
      const number = Number.parseInt(text, 10)
      expect(elementsOf(list, 'tr').length).toBe(number === 0 ? 0 : number + 1)
    }
  })

  test('a past day shows what was known on it, and what answered then', async () => {
    world.clock.set('2026-11-26T09:00:00Z')
    await world.scope(area, (s) =>
      addAnswers(s, plan.id, [{ of: { kind: 'milestone', id: plan.of('m4') }, findingId: plan.of('f4') }]),
    )
    expect(await verdicts('2026-11-26')).toMatchObject({ 4: 'idle' })
    expect(await verdicts('2026-11-25')).toMatchObject({ 4: 'unanswered' })
    manager = await world.signedIn(pat)
    expect(await page(`/plans/${plan.id}/coverage?asAt=2026-11-25`)).toContain('25 November 2026')
  })
})

describe('from a milestone to why it is there', () => {
  test('its findings, through its action too, are said, and what answers nothing is listed', async () => {
    const draft = smallPlan({ title: 'A plan with a stray' })
    draft.actions.push(
      actionDraft('a4', 'Paint the office', {
        ref: '4',
        milestones: [milestoneDraft('m7', 'Choose a colour', { ref: '4.1' })],
      }),
    )
    const stray = await world.plan(area, draft)
    const all = mainTextOf(await page(`/plans/${stray.id}/coverage/milestones`))
    expect(all).toContain('7 of 7 milestones')
    expect(all).toMatch(/4.1 Choose a colour\s+Answers nothing/)
    const only = mainTextOf(await page(`/plans/${stray.id}/coverage/milestones?only=nothing`))
    expect(only).toContain('1 of 7 milestones')
    expect(only).not.toContain('Agree one threshold')
  })
})

describe('the crosswalk', () => {
  test('is drawn from the links: numbers, "Throughout", "Nothing yet"', async () => {
    await world.scope(area, (s) =>
      addAnswers(s, plan.id, [{ of: { kind: 'milestone', id: plan.of('m5') }, findingId: plan.of('f2') }]),
    )
    const rows = rowsOf(await page(`/plans/${plan.id}/crosswalk`)).slice(2)
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      '1 Decide on every contact within one working day. 1',
      '2 See children alone and write down what they say. 2, 3.1',
      '3 Reduce the caseloads of newly qualified social workers. 3',
      '4 Share plans with partners within five working days. Nothing yet',
    ])
  })

  test('can be taken away, and so can the coverage and the milestones', async () => {
    const csv = async (address: string) => {
      const { status, body } = await manager.get(address)
      expect(status).toBe(200)
      return body
    }
    expect(await csv(`/plans/${plan.id}/crosswalk/list.csv`)).toContain('Nothing yet')
    expect(await csv(`/plans/${plan.id}/coverage/list.csv`)).toContain('Answered by nothing')
    expect(
      (await csv(`/plans/${plan.id}/coverage/list.csv?only=unanswered`)).trim().split('\n'),
    ).toHaveLength(2)
    expect((await csv(`/plans/${plan.id}/coverage/milestones/list.csv`)).trim().split('\n')).toHaveLength(7)
  })
})

describe('a review over all plans', () => {
  test('shows finding by finding what each plan does for it', async () => {
    const other = await world.plan(area, {
      ...smallPlan({ title: 'Health plan' }),
      reviews: [],
      actions: [actionDraft('a1', 'Share plans', { ref: 'H1' })],
    })
    await world.scope(area, (s) =>
      addAnswers(s, other.id, [{ of: { kind: 'action', id: other.of('a1') }, findingId: plan.of('f4') }]),
    )
    const [first] = await coverage()
    const review = first?.finding.review.id ?? ''
    const found = await world.scope(area, (s) => readReviewCoverage(s, review, '2026-11-23'))
    expect(found.plans.map(({ title }) => title)).toEqual(['Improvement Plan', 'Health plan'])
    const body = await page(`/reviews/${review}/coverage`)
    expect(rowsOf(body).at(-1)).toMatch(/Health plan.*nothing done yet.*Action H1/s)
    expect(mainTextOf(body)).toContain('2 plans')
  })
})

test('statements do not grow with findings, actions, milestones or reviews', async () => {
  const statements = (of: TestPlan) => countStatements(world, area, (s) => readThread(s, of.id, s.today))
  const small = await statements(plan)
  const many = Array.from({ length: 30 }, (_, at) =>
    actionDraft(`x${at}`, `Action ${at}`, {
      cites: [{ words: 'Finding', finding: 'f2' }],
      milestones: [milestoneDraft(`y${at}`, `Step ${at}`), milestoneDraft(`z${at}`, `Step ${at}b`)],
    }),
  )
  const large = await world.plan(area, smallPlan({ title: 'A large plan', actions: many }))
  expect(await statements(large)).toBe(small)
  expect(small).toBeLessThanOrEqual(15)
})
