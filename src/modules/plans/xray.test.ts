import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import { actionDraft, milestoneDraft, said } from '../../../tests/support/small-plan.ts'
import {
  smallPlan,
  startWorld,
  type TestArea,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { newId } from '../../platform/ids.ts'
import { type PlanDraft, readXray } from './index.ts'

let world: TestWorld
beforeAll(async () => {
  world = await startWorld({ now: '2026-11-23T09:00:00Z' })
})
afterAll(() => world.close())

const faulty = (): PlanDraft => ({
  ...smallPlan(),
  reviews: [],
  actions: [
    actionDraft('a1', 'Answer every contact', {
      ref: '1',
      criteria: [{ words: 'Every contact in a day', measures: [] }],
      milestones: [
        milestoneDraft('m1', 'Duty desk staffed', {
          ref: '1.1',
          start: { on: '2026-12-31', precision: 'day', words: null },
          due: { on: '2026-12-01', precision: 'day', words: null },
          updates: [said('2026-11-10', 'on_track', 'Two posts are filled.')],
        }),
        milestoneDraft('m2', 'Contacts counted (also see 4.7)', {
          ref: '1.2',
          updates: [said('2026-11-10', 'achieved', 'Counted once. Need to count again.')],
        }),
      ],
    }),
  ],
})

async function here(draft: PlanDraft = faulty()) {
  const area = await world.area()
  const plan = await world.plan(area, draft)
  world.clock.forward({ minutes: 1 })
  const by = async (role: 'programme_manager' | 'analyst', name: string) =>
    world.signedIn(await world.person(area, { role, name }))
  return { area, plan, manager: await by('programme_manager', 'Pat Manager'), by }
}

const look = (area: TestArea, plan: TestPlan) => world.scope(area, (scope) => readXray(scope, plan.id))

async function markOf(area: TestArea, plan: TestPlan, rule: string): Promise<string> {
  const { open } = await look(area, plan)
  return open.find((fault) => fault.rule === rule)?.mark ?? ''
}

const rulesOf = (faults: readonly { rule: string }[]) => faults.map(({ rule }) => rule)

describe('the X-ray page', () => {
  test('tells each fault under its rule, with a way to the thing that it is about', async () => {
    const { plan, manager } = await here()
    const answer = await manager.get(`/plans/${plan.id}/xray`)
    expect(answer.status).toBe(200)
    const text = mainTextOf(answer.body)
    expect(text).toContain('Milestones that end before they start')
    expect(text).toContain('starts 31 December 2026 and is due before that, 1 December 2026')
    expect(text).toContain('names 4.7, and the plan has no such number')
    expect(linksOf(answer.body)).toContain(`/milestones/${plan.of('m1')}`)
  })

  test('is reached from the plan, and shows no form to whoever may not accept', async () => {
    const { plan, by } = await here()
    const analyst = await by('analyst', 'Ana Analyst')
    expect(linksOf((await analyst.get(`/plans/${plan.id}`)).body)).toContain(`/plans/${plan.id}/xray`)
    const { body } = await analyst.get(`/plans/${plan.id}/xray`)
    expect(formsOf(body).filter(({ action }) => action.includes('/xray/'))).toEqual([])
    const sent = await analyst.post(`/plans/${plan.id}/xray/accept`, { faults: 'x', reason: 'Why not' })
    expect(sent.status).toBe(403)
  })

  test('says so when nothing is found', async () => {
    const { plan, manager } = await here({ ...smallPlan(), reviews: [], actions: [] })
    const text = mainTextOf((await manager.get(`/plans/${plan.id}/xray`)).body)
    expect(text).toContain('Nothing was found')
  })
})

describe('accepting a fault', () => {
  test('takes it off the list, and keeps who accepted it, when and why', async () => {
    const { area, plan, manager } = await here()
    const mark = await markOf(area, plan, 'due-before-start')
    const sent = await manager.post(`/plans/${plan.id}/xray/accept`, {
      faults: mark,
      reason: 'The desk moves.',
    })
    expect(sent.location).toBe(`/plans/${plan.id}/xray`)
    const { open, accepted } = await look(area, plan)
    expect(rulesOf(open)).not.toContain('due-before-start')
    expect(accepted).toMatchObject([
      { rule: 'due-before-start', acceptance: { reason: 'The desk moves.', by: 'Pat Manager' } },
    ])
    const text = mainTextOf((await manager.get(`/plans/${plan.id}/xray`)).body)
    expect(text).toContain('1 fault accepted'.slice(2))
    expect(text).toContain('The desk moves.')
    expect(text).toContain('Pat Manager, 23 November 2026')
  })

  test('takes several at once, each once', async () => {
    const { area, plan, manager } = await here()
    const faults = (await look(area, plan)).open.map(({ mark }) => mark)
    await manager.post(`/plans/${plan.id}/xray/accept`, { faults, reason: 'Agreed by the board.' })
    await manager.post(`/plans/${plan.id}/xray/accept`, { faults, reason: 'Agreed again.' })
    const { open, accepted } = await look(area, plan)
    expect(open).toEqual([])
    expect(accepted).toHaveLength(faults.length)
    expect(accepted.every(({ acceptance }) => acceptance.reason === 'Agreed by the board.')).toBe(true)
  })

  test('needs a reason and a choice, and keeps what was chosen and typed', async () => {
    const { area, plan, manager } = await here()
    const mark = await markOf(area, plan, 'due-before-start')
    const unsaid = await manager.post(`/plans/${plan.id}/xray/accept`, { faults: mark, reason: '' })
    expect(unsaid.status).toBe(422)
    expect(unsaid.body).toContain('Say why it is accepted')
    expect(unsaid.body).toMatch(new RegExp(`value="${mark}" checked`))
    const unchosen = await manager.post(`/plans/${plan.id}/xray/accept`, { reason: 'The desk moves.' })
    expect(unchosen.status).toBe(422)
    expect(unchosen.body).toContain('Select what you accept')
    expect(unchosen.body).toContain('The desk moves.</textarea>')
    expect((await look(area, plan)).accepted).toEqual([])
  })

  test('is asked again once the facts have changed', async () => {
    const { area, plan, manager } = await here()
    const mark = await markOf(area, plan, 'due-before-start')
    await manager.post(`/plans/${plan.id}/xray/accept`, { faults: mark, reason: 'The desk moves.' })
    const form = formsOf((await manager.get(`/milestones/${plan.of('m1')}/change`)).body).find(({ action }) =>
      action.endsWith('/change'),
    )
    const later = { 'start-day': '15', 'start-month': '1', 'start-year': '2027' }
    const due = { 'due-day': '20', 'due-month': '1', 'due-year': '2027' }
    await manager.post(`/milestones/${plan.of('m1')}/change`, {
      ...(form?.values ?? {}),
      ...later,
      ...due,
      reason: 'Moved',
    })
    expect(rulesOf((await look(area, plan)).accepted)).toEqual([])
    const stale = await manager.post(`/plans/${plan.id}/xray/accept`, { faults: mark, reason: 'Still so.' })
    expect(stale.status).toBe(422)
    expect(stale.body).toContain('The plan has changed since this page was shown')
  })

  test('is written to the record, as is taking it back', async () => {
    const { area, plan, manager } = await here()
    const mark = await markOf(area, plan, 'due-before-start')
    await manager.post(`/plans/${plan.id}/xray/accept`, { faults: mark, reason: 'The desk moves.' })
    const [held] = (await look(area, plan)).accepted
    const acceptances = held?.acceptance.id ?? ''
    const sent = await manager.post(`/plans/${plan.id}/xray/withdraw`, { acceptances })
    expect(sent.location).toBe(`/plans/${plan.id}/xray`)
    const after = await look(area, plan)
    expect(rulesOf(after.open)).toContain('due-before-start')
    expect(after.accepted).toEqual([])
    const acts = await world.scope(area, ({ db }) =>
      db
        .selectFrom('record_entry')
        .select(['act', 'detail'])
        .where('act', 'like', 'xray.%')
        .orderBy('seq')
        .execute(),
    )
    expect(acts).toEqual([
      { act: 'xray.accepted', detail: { rule: 'due-before-start' } },
      { act: 'xray.withdrawn', detail: { rule: 'due-before-start' } },
    ])
  })

  test('can be done again after it was taken back, and nothing is deleted', async () => {
    const { area, plan, manager } = await here()
    const faults = await markOf(area, plan, 'due-before-start')
    for (const reason of ['First', 'Second']) {
      await manager.post(`/plans/${plan.id}/xray/accept`, { faults, reason })
      const [held] = (await look(area, plan)).accepted
      expect(held?.acceptance.reason).toBe(reason)
      await manager.post(`/plans/${plan.id}/xray/withdraw`, { acceptances: held?.acceptance.id ?? '' })
    }
    const kept = await world.scope(area, ({ db }) =>
      db
        .selectFrom('xray_acceptance')
        .select(['reason', 'withdrawn_by'])
        .orderBy('accepted_at')
        .orderBy('id')
        .execute(),
    )
    expect(kept.map(({ reason }) => reason)).toEqual(['First', 'Second'])
    expect(kept.every((row) => row.withdrawn_by === 'Pat Manager')).toBe(true)
  })

  test('taking back what is not accepted changes nothing', async () => {
    const { plan, manager } = await here()
    const sent = await manager.post(`/plans/${plan.id}/xray/withdraw`, { acceptances: newId() })
    expect(sent.status).toBe(303)
    expect((await manager.post(`/plans/${plan.id}/xray/withdraw`, {})).status).toBe(422)
  })
})
