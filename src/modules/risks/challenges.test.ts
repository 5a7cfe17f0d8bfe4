/** A board challenges a risk, and whoever keeps it answers: through HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { listPosts } from '../identity/index.ts'
import { insertSeat, listBoards } from '../plans/index.ts'
import { raiseRisk } from './index.ts'

const WORKFORCE = 'Workforce Lead'
const QUESTION = 'Why has the score not moved?'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let chair: TestPerson
let keeper: TestPerson
let boardId: string
let riskId: string
let asChair: TestClient
let asKeeper: TestClient

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

beforeEach(async () => {
  area = await world.area()
  plan = await world.plan(area)
  chair = await world.person(area, { role: 'board_member', name: 'Bo Chair' })
  keeper = await world.person(area, { role: 'action_lead', name: 'Wanda Workforce', posts: [WORKFORCE] })
  boardId = (await world.scope(area, listBoards)).find(({ name }) => name === 'Improvement Board')?.id ?? ''
  await seat(chair)
  riskId = await raise()
  asChair = await world.signedIn(chair)
  asKeeper = await world.signedIn(keeper)
})

const seat = (person: TestPerson) =>
  world.scope(area, (s) => insertSeat(s, { boardId, personId: person.id, chair: false, from: '2026-01-01' }))

const raise = () =>
  world.scope(area, async (s) => {
    const post = (await listPosts(s)).find(({ title }) => title === WORKFORCE)
    const rating = { likelihood: 4, impact: 4 } as const
    return raiseRisk(s, {
      ...{ planId: plan.id, kind: 'risk', title: 'Social workers leave', cause: 'Pay.', effect: 'Change.' },
      ...{ before: rating, after: rating, response: 'treat', responseWords: 'A payment.', threatens: [] },
      ...{ owner: { key: `post:${post?.id}`, words: '' }, reviewOn: '2026-12-01', once: crypto.randomUUID() },
    })
  })

const once = () => crypto.randomUUID()

const ask = (by: TestClient, more: Record<string, string> = {}) =>
  by.post(`/risks/${riskId}/challenges`, { once: once(), board: boardId, words: QUESTION, ...more })

const challengeIds = () =>
  world.scope(area, async ({ db, areaId }) =>
    (
      await db
        .selectFrom('risk_challenge')
        .select('id')
        .where('area_id', '=', areaId)
        .where('board_id', 'is not', null)
        .orderBy('recorded_at')
        .orderBy('id')
        .execute()
    ).map(({ id }) => id),
  )

const answer = (by: TestClient, challenge: string, more: Record<string, string> = {}) =>
  by.post(`/risks/${riskId}/answers`, { once: once(), challenge, words: 'Pay rises in January.', ...more })

const noticesOf = ({ id }: TestPerson) =>
  world.scope(area, async ({ db, areaId }) =>
    (
      await db
        .selectFrom('notice')
        .select('words')
        .where('area_id', '=', areaId)
        .where('person_id', '=', id)
        .where('words', 'not like', '%yours to look after%')
        .execute()
    ).map(({ words }) => words),
  )

const acts = () =>
  world.scope(area, async ({ db, areaId }) =>
    (
      await db
        .selectFrom('record_entry')
        .select('act')
        .where('area_id', '=', areaId)
        .where('act', 'in', ['risk.challenged', 'risk.answered'])
        .orderBy('seq')
        .execute()
    ).map(({ act }) => act),
  )

const textOf = async (by: TestClient, url: string) => mainTextOf((await by.get(url)).body)

describe('a board challenges a risk', () => {
  test('asked once, told to whoever keeps it, answered once, told to whoever asked, on both pages and in the record', async () => {
    const mark = once()
    expect((await ask(asChair, { once: mark })).status).toBe(303)
    expect((await ask(asChair, { once: mark })).status).toBe(303)
    expect(await noticesOf(keeper)).toEqual([
      'Bo Chair challenges Risk R1 of Improvement Plan for Improvement Board: answer on its page',
    ])
    expect(await textOf(asChair, `/boards/${boardId}`)).toContain('Nobody has answered yet')
    const [challenge = '', ...more] = await challengeIds()
    expect(more).toEqual([])
    const reply = once()
    expect((await answer(asKeeper, challenge, { once: reply })).status).toBe(303)
    expect((await answer(asKeeper, challenge, { once: reply })).status).toBe(303)
    expect(await noticesOf(chair)).toEqual([
      'Wanda Workforce answered what Improvement Board asked about Risk R1 of Improvement Plan',
    ])
    for (const page of [`/boards/${boardId}`, `/risks/${riskId}`]) {
      const text = await textOf(asChair, page)
      expect(text).toContain(QUESTION)
      expect(text).toContain('Pay rises in January.')
    }
    expect(await acts()).toEqual(['risk.challenged', 'risk.answered'])
  })

  test('is asked by whoever sits on it, in words, of what is open and not their own', async () => {
    const stranger = await world.signedIn(await world.person(area, { role: 'board_member' }))
    expect(mainTextOf((await ask(stranger)).body)).toContain('Choose a board on which you sit')
    const empty = await ask(asChair, { words: '' })
    expect([empty.status, mainTextOf(empty.body)]).toEqual([
      422,
      expect.stringContaining('Say what the board asks'),
    ])
    await seat(keeper)
    expect((await ask(asKeeper)).status).toBe(403)
    expect((await ask(await world.signedIn(await world.person(area, { role: 'analyst' })))).status).toBe(403)
    expect(await challengeIds()).toEqual([])
  })

  test('is answered by whoever keeps the risk; who is second is told, and keeps their words', async () => {
    await ask(asChair)
    const [challenge = ''] = await challengeIds()
    const other = await world.signedIn(await world.person(area, { role: 'action_lead' }))
    expect((await answer(other, challenge)).status).toBe(403)
    await answer(asKeeper, challenge)
    const manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    const second = await answer(manager, challenge, { words: 'Another answer' })
    expect(second.status).toBe(422)
    expect(mainTextOf(second.body)).toContain('Wanda Workforce has answered it')
    expect(second.body).toContain('Another answer</textarea>')
    expect((await answer(manager, crypto.randomUUID())).status).toBe(404)
  })

  test('is told as at a past day only if it was asked by then', async () => {
    await ask(asChair)
    expect(await textOf(asChair, `/risks/${riskId}`)).toContain(QUESTION)
    world.clock.set('2026-11-24T09:00:00Z')
    await asChair.signInAs(chair)
    const [challenge = ''] = await challengeIds()
    await asKeeper.signInAs(keeper)
    await answer(asKeeper, challenge)
    const past = await textOf(asChair, `/risks/${riskId}?asAt=2026-11-23`)
    expect(past).toContain(QUESTION)
    expect(past).not.toContain('Pay rises in January.')
  })
})
