/** What a lead says, and what others make of it: through the pages, and for links and stand-ins through the acts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Client } from '../../../tests/support/client.ts'
import { formsOf, linksOf, mainTextOf } from '../../../tests/support/html.ts'
import {
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { type Actor, systemActor } from '../../platform/access/actor.ts'
import type { Role } from '../../platform/access/permissions.ts'
import { type Scope, withScope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { assess, listOpenQueries, listUnreviewed, recordUpdate, type Said } from './index.ts'

const START = '2026-11-23T09:00:00Z'

let world: TestWorld
beforeAll(async () => {
  world = await startWorld({ now: START })
})
afterAll(() => world.close())

interface Here {
  area: TestArea
  plan: TestPlan
  /** Holds the post that leads 2.1 and 2.2, and answers for action 2. */
  lead: TestPerson
  leading: TestClient
  manager: TestClient
  managerPerson: TestPerson
}

async function here(): Promise<Here> {
  world.clock.set(START)
  const area = await world.area()
  const lead = await world.person(area, {
    ...{ role: 'action_lead', name: 'Cara Care', posts: ['Head of Care Planning'] },
  })
  const plan = await world.plan(area)
  world.clock.forward({ minutes: 1 })
  const managerPerson = await world.person(area, { role: 'programme_manager', name: 'Pat Manager' })
  return {
    ...{ area, plan, lead, managerPerson },
    leading: await world.signedIn(lead),
    manager: await world.signedIn(managerPerson),
  }
}

const somebody = async ({ area }: Here, role: Role, posts: string[] = [], name = 'Other Person') => {
  const person = await world.person(area, { role, posts, name })
  return { person, browser: await world.signedIn(person) }
}

const GOOD = { status: 'on_track', done: 'The first audit ran.', support_needed: 'no' }
const CLAIM = {
  ...{ status: 'achieved', done: 'Twenty visits were audited.', support_needed: 'no' },
  evidence: 'Audit of November',
}
const BEHIND = {
  ...{ status: 'not_achieved', done: 'Two of twenty ran.', support_needed: 'yes', support: 'An auditor' },
  ...{
    reason: 'capacity',
    recovery: 'The rest run in January',
    'new-day': '31',
    'new-month': '1',
    'new-year': '2027',
  },
}

const update = (by: Client, milestone: string, fields: Record<string, string> = {}) =>
  by.post(`/milestones/${milestone}/update`, { once: newId(), ...GOOD, ...fields })

const text = (answer: Answer) => mainTextOf(answer.body)

const progressOf = ({ area }: Here, milestone: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('progress')
      .selectAll()
      .where('area_id', '=', areaId)
      .where('milestone_id', '=', milestone)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
  )

const lastOf = async (own: Here, milestone: string) => {
  const last = (await progressOf(own, milestone)).at(-1)
  if (!last) throw new Error('Nothing was said')
  return last
}

const noticesOf = ({ area }: Here, person: TestPerson) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('notice')
      .select(['kind', 'words'])
      .where('area_id', '=', areaId)
      .where('person_id', '=', person.id)
      .orderBy('made_at')
      .orderBy('id')
      .execute(),
  )

const assessmentsOf = ({ area }: Here, milestone: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('assessment')
      .select(['verdict', 'words', 'author_words'])
      .where('area_id', '=', areaId)
      .where('milestone_id', '=', milestone)
      .execute(),
  )

const actsOf = ({ area }: Here, milestone: string) =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('record_entry')
      .select('act')
      .where('area_id', '=', areaId)
      .where('thing_id', '=', milestone)
      .orderBy('seq')
      .execute()
      .then((rows) => rows.map(({ act }) => act)),
  )

/** The claim of 2.2, by its lead, and where it is verified. */
async function claimed(own: Here) {
  const milestone = own.plan.of('m4')
  expect((await update(own.leading, milestone, CLAIM)).status).toBe(303)
  const { id } = await lastOf(own, milestone)
  const judge = (by: Client, fields: Record<string, string>) =>
    by.post(`/milestones/${milestone}/verify`, {
      once: newId(),
      update: id,
      words: 'I read the audit.',
      ...fields,
    })
  return { milestone, id, judge, verify: (by: Client) => judge(by, { verdict: 'verified' }) }
}

describe('not achieved', () => {
  test('needs a reason, a plan to make it good, and a new date, and keeps all three', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const bare = { status: 'not_achieved', support_needed: 'yes', support: 'An auditor' }
    const refused = await update(own.leading, milestone, bare)
    expect(refused.status).toBe(422)
    for (const words of [
      'Select why it is not achieved',
      'Say how it will be made good',
      'Enter the new date by which it will be done',
    ]) {
      expect(text(refused)).toContain(words)
    }
    expect(await progressOf(own, milestone)).toHaveLength(0)
    expect((await update(own.leading, milestone, BEHIND)).status).toBe(303)
    expect(await lastOf(own, milestone)).toMatchObject({
      ...{ reason: 'capacity', recovery: 'The rest run in January', proposed_due: '2027-01-31' },
    })
    const page = text(await own.leading.get(`/milestones/${milestone}`))
    expect(page).toContain('Why: Not enough people or time')
    expect(page).toContain('How it is made good: The rest run in January')
    expect(page).toContain('New date asked for: 31 January 2027')
  })

  test('is not put off to a day that has passed', async () => {
    const own = await here()
    const answer = await update(own.leading, own.plan.of('m4'), { ...BEHIND, 'new-year': '2026' })
    expect(answer.status).toBe(422)
    expect(text(answer)).toContain('The new date must be in the future')
    const form = formsOf(answer.body).find(({ action }) => action.endsWith('/update'))
    expect(form?.values).toMatchObject({ ...BEHIND, 'new-year': '2026' })
  })

  test('asks a board, a post or a person of the area for support, and nobody else', async () => {
    const own = await here()
    const form = await own.leading.get(`/milestones/${own.plan.of('m4')}/update`)
    expect(form.body).toContain('Improvement Board')
    expect(form.body).toContain('Head of Care Planning (Cara Care)')
    const answer = await update(own.leading, own.plan.of('m4'), {
      ...BEHIND,
      support_to: `person:${newId()}`,
    })
    expect(answer.status).toBe(422)
    expect(text(answer)).toContain('Choose from the list who is asked for support')
  })
})

describe('what does not go together', () => {
  const asks = [
    [
      'on track after the due date',
      'm4',
      '2027-01-04T09:00:00Z',
      GOOD,
      'It was due on 31 December 2026, which has passed',
    ],
    [
      'completed in words, on track in status',
      'm4',
      START,
      { ...GOOD, done: 'This milestone is now completed.' },
      'Your words say that it is completed',
    ],
    [
      'completed, with work to come in words',
      'm4',
      START,
      { ...CLAIM, done: 'The audit cycle will be in place from June.' },
      'your words speak of work that is still to come',
    ],
  ] as const
  for (const [what, key, now, fields, words] of asks) {
    test(`is asked about before it is saved: ${what}; and can be saved as it is, with what was asked`, async () => {
      const own = await here()
      const milestone = own.plan.of(key)
      world.clock.set(now)
      await own.leading.signInAs(own.lead)
      const asked = await update(own.leading, milestone, fields)
      expect(asked.status).toBe(200)
      expect(text(asked)).toContain(words)
      expect(text(asked)).toContain(fields.done)
      expect(await progressOf(own, milestone)).toHaveLength(0)
      const form = formsOf(asked.body).find(({ action }) => action.endsWith('/update'))
      const send = () => own.leading.post(form?.action ?? '', { ...form?.values, answer: 'save' })
      expect((await Promise.all([send(), send(), send()])).map(({ status }) => status)).toEqual([
        303, 303, 303,
      ])
      expect(await progressOf(own, milestone)).toHaveLength(1)
      const page = text(await own.leading.get(`/milestones/${milestone}`))
      expect(page).toContain('Asked before it was saved:')
      expect(page).toContain(words)
    })
  }

  test('can be changed instead: the form comes back as it was typed, and nothing is saved', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const asked = await update(own.leading, milestone, {
      ...CLAIM,
      done: 'It will be done in June.',
      next: 'Wait',
    })
    const form = formsOf(asked.body).find(({ action }) => action.endsWith('/update'))
    const back = await own.leading.post(form?.action ?? '', { ...form?.values, answer: 'change' })
    expect(back.status).toBe(200)
    const again = formsOf(back.body).find(({ action }) => action.endsWith('/update'))
    expect(again?.values).toMatchObject({
      ...{
        status: 'achieved',
        done: 'It will be done in June.',
        next: 'Wait',
        evidence: 'Audit of November',
      },
      once: form?.values.once,
    })
    expect(await progressOf(own, milestone)).toHaveLength(0)
  })

  test('is asked about anew when something else was changed meanwhile: an answer covers what was asked', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const answer = await update(own.leading, milestone, {
      ...{ ...CLAIM, done: 'It will be done in June.' },
      ...{ sure: 'due_passed', answer: 'save' },
    })
    expect(answer.status).toBe(200)
    expect(await progressOf(own, milestone)).toHaveLength(0)
  })

  test('is asked about on the page of all milestones as well', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const asked = await own.leading.post(`/updates/${milestone}`, {
      ...{ once: newId(), ...CLAIM, done: 'It will be done in June.' },
    })
    const form = formsOf(asked.body).find(({ action }) => action === `/updates/${milestone}`)
    const saved = await own.leading.post(form?.action ?? '', { ...form?.values, answer: 'save' })
    expect([asked.status, saved.location]).toEqual([200, '/updates'])
    expect(await progressOf(own, milestone)).toHaveLength(1)
  })
})

describe('completed', () => {
  test('is a claim until somebody else has verified it with a word, and says so wherever it is counted', async () => {
    const own = await here()
    const { milestone, verify } = await claimed(own)
    expect(text(await own.leading.get(`/milestones/${milestone}`))).toContain('Not yet verified')
    const before = text(await own.leading.get(`/plans/${own.plan.id}`))
    expect(before).toContain('2 completed, all of them not yet verified')
    expect(before).toContain('Completed, not yet verified')
    expect((await verify(own.manager)).status).toBe(303)
    const page = text(await own.leading.get(`/milestones/${milestone}`))
    expect(page).toContain('Verified by Pat Manager on 23 November 2026: I read the audit.')
    expect(text(await own.leading.get(`/plans/${own.plan.id}`))).toContain(
      '2 completed, 1 of them not yet verified',
    )
    expect(text(await own.leading.get('/plans'))).toContain('2 completed, 1 of them not yet verified')
    expect(await actsOf(own, milestone)).toEqual(['milestone.reported', 'milestone.verified'])
    expect(await noticesOf(own, own.lead)).toMatchObject([{ kind: 'verification' }])
  })

  test('counts as verified from the day on which it was, not before', async () => {
    const own = await here()
    const { milestone, verify } = await claimed(own)
    world.clock.set('2026-11-25T09:00:00Z')
    await own.manager.signInAs(own.managerPerson)
    await verify(own.manager)
    const at = (day: string) => own.manager.get(`/milestones/${milestone}?asAt=${day}`)
    expect(text(await at('2026-11-24'))).toContain('Not yet verified')
    expect(text(await at('2026-11-25'))).toContain('Verified by Pat Manager')
  })

  test('is verified once, however often the form is sent', async () => {
    const own = await here()
    const { milestone, judge } = await claimed(own)
    const once = newId()
    const send = () => judge(own.manager, { once, verdict: 'verified' })
    const answers = await Promise.all(Array.from({ length: 5 }, send))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(303))
    expect(await assessmentsOf(own, milestone)).toHaveLength(1)
  })

  test('is not verified by whoever said so, and the page says who may', async () => {
    const own = await here()
    const { milestone, verify } = await claimed(own)
    expect((await verify(own.leading)).status).toBe(403)
    expect(text(await own.leading.get(`/milestones/${milestone}/verify`))).toContain('You said this yourself')
    expect(linksOf((await own.leading.get(`/milestones/${milestone}`)).body)).not.toContain(
      `/milestones/${milestone}/verify`,
    )
    const byManager = own.plan.of('m6')
    await update(own.manager, byManager, CLAIM)
    const { id } = await lastOf(own, byManager)
    const answer = await own.manager.post(`/milestones/${byManager}/verify`, {
      ...{ once: newId(), update: id, verdict: 'verified', words: 'Mine' },
    })
    expect(answer.status).toBe(403)
    expect([await assessmentsOf(own, milestone), await assessmentsOf(own, byManager)]).toEqual([[], []])
  })

  const others: [string, Role, string[], boolean][] = [
    ['the lead of its action', 'action_lead', ['Head of Care Planning'], true],
    ['a lead of another action', 'action_lead', ['Workforce Lead'], false],
    ['a lead of milestones only', 'milestone_lead', ['Head of Care Planning'], false],
    ['a board member who chairs nothing', 'board_member', [], false],
    ['an inspector', 'inspector', [], false],
  ]
  for (const [who, role, posts, may] of others) {
    test(`is ${may ? '' : 'not '}verified by ${who}`, async () => {
      const own = await here()
      const { milestone, verify } = await claimed(own)
      const { browser } = await somebody(own, role, posts)
      expect((await verify(browser)).status).toBe(may ? 303 : 403)
      expect(await assessmentsOf(own, milestone)).toHaveLength(may ? 1 : 0)
    })
  }

  test('is verified by the chair of a board that watches it, while they chair it', async () => {
    const own = await here()
    const milestone = own.plan.of('m2')
    await update(own.manager, milestone, CLAIM)
    const { id } = await lastOf(own, milestone)
    const { person, browser } = await somebody(own, 'board_member', [], 'Independent Chair')
    const verify = () =>
      browser.post(`/milestones/${milestone}/verify`, {
        ...{ once: newId(), update: id, verdict: 'verified', words: 'Seen at the board.' },
      })
    const seat = (from_on: string, to_on: string | null) =>
      world.scope(own.area, async ({ db, areaId }) => {
        const board = await db
          .selectFrom('board')
          .select('id')
          .where('area_id', '=', areaId)
          .executeTakeFirstOrThrow()
        const row = { area_id: areaId, id: newId(), board_id: board.id, person_id: person.id, chair: true }
        await db
          .insertInto('board_seat')
          .values({ ...row, from_on, to_on })
          .execute()
      })
    await seat('2026-01-01', '2026-11-22')
    await seat('2026-11-24', null)
    expect((await verify()).status).toBe(403)
    await seat('2026-11-23', null)
    expect((await verify()).status).toBe(303)
  })

  test('is returned with words and the status at which it stands, which then counts; its lead is told', async () => {
    const own = await here()
    const { milestone, judge } = await claimed(own)
    const bare = await judge(own.manager, { verdict: 'returned' })
    expect(bare.status).toBe(422)
    expect(text(bare)).toContain('Select where it stands instead')
    const words = 'Eighteen visits only'
    expect((await judge(own.manager, { verdict: 'returned', status: 'off_track', words })).status).toBe(303)
    expect(await lastOf(own, milestone)).toMatchObject({
      ...{ status: 'off_track', done: words, author_words: 'Pat Manager' },
    })
    const page = text(await own.leading.get(`/milestones/${milestone}`))
    expect(page).toContain('Returned by Pat Manager on 23 November 2026')
    expect(text(await own.leading.get(`/plans/${own.plan.id}`))).toContain('1 completed, not yet verified')
    expect(await noticesOf(own, own.lead)).toMatchObject([{ kind: 'verification' }])
  })

  const newer = [
    ['another status', GOOD],
    ['another claim', { ...CLAIM, done: 'Thirty visits were audited.' }],
  ] as const
  for (const [what, fields] of newer) {
    test(`is not verified over a newer word: ${what}`, async () => {
      const own = await here()
      const { milestone, verify } = await claimed(own)
      world.clock.forward({ minutes: 1 })
      await update(own.leading, milestone, fields)
      expect((await verify(own.manager)).status).toBe(422)
      expect(await assessmentsOf(own, milestone)).toEqual([])
    })
  }
})

describe('a review', () => {
  const review = (by: Client, milestone: string, fields: Record<string, string>) =>
    by.post(`/milestones/${milestone}/review`, { once: newId(), ...fields })

  async function asked(own: Here) {
    const milestone = own.plan.of('m4')
    await update(own.leading, milestone)
    const { id } = await lastOf(own, milestone)
    world.clock.forward({ minutes: 1 })
    const answer = await review(own.manager, milestone, {
      update: id,
      verdict: 'queried',
      words: 'Which teams?',
    })
    expect(answer.status).toBe(303)
    world.clock.forward({ minutes: 1 })
    return { milestone, id }
  }

  const openOf = (own: Here) => world.scope(own.area, (s: Scope) => listOpenQueries(s, [own.plan.id]))

  test('shows the month’s words of each milestone beside the roll-up, and is for whoever judges the action', async () => {
    const own = await here()
    await update(own.leading, own.plan.of('m4'))
    const url = `/actions/${own.plan.of('a2')}/review`
    const page = text(await own.manager.get(url))
    expect(page).toContain('The first audit ran.')
    expect(page).toContain('Nobody was trained.')
    expect(page).toContain('Said by its milestones Support required')
    expect(text(await own.leading.get(url))).toContain('You said this yourself: somebody else reviews it.')
    const { browser } = await somebody(own, 'action_lead', ['Workforce Lead'])
    expect((await browser.get(url)).status).toBe(403)
  })

  test('accepts an update, once, and says so on the milestone', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    await update(own.leading, milestone)
    const { id } = await lastOf(own, milestone)
    const once = newId()
    for (let turn = 0; turn < 2; turn += 1) {
      const saved = await review(own.manager, milestone, { once, update: id, verdict: 'accepted', words: '' })
      expect(saved.location).toBe(`/actions/${own.plan.of('a2')}/review#update-${id}`)
    }
    expect(await assessmentsOf(own, milestone)).toHaveLength(1)
    expect(text(await own.leading.get(`/milestones/${milestone}`))).toContain('Accepted by Pat Manager')
    const month = await world.scope(own.area, (s) => listUnreviewed(s, own.plan.id, '2026-11-01'))
    expect(month.find(({ progressId }) => progressId === id)?.assessment).toMatchObject({
      verdict: 'accepted',
    })
    expect(month.filter(({ assessment }) => assessment === null).length).toBeGreaterThan(0)
  })

  test('is not of one’s own words, nor by somebody who judges another action', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    await update(own.leading, milestone)
    const { id } = await lastOf(own, milestone)
    const { browser } = await somebody(own, 'action_lead', ['Workforce Lead'])
    for (const by of [own.leading, browser]) {
      expect((await review(by, milestone, { update: id, verdict: 'accepted' })).status).toBe(403)
    }
    expect(await assessmentsOf(own, milestone)).toEqual([])
  })

  test('that asks needs words, and keeps what was typed', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    await update(own.leading, milestone)
    const { id } = await lastOf(own, milestone)
    const answer = await review(own.manager, milestone, { update: id, verdict: 'queried', words: '' })
    expect(answer.status).toBe(422)
    expect(text(answer)).toContain('Say what you ask')
    expect(linksOf(answer.body)).toContain(`#words-${id}`)
  })

  test('asks whoever spoke and the milestone’s leads, and stands on the milestone until it is answered', async () => {
    const own = await here()
    const second = await somebody(own, 'milestone_lead', ['Head of Care Planning'], 'Second Holder')
    const { milestone } = await asked(own)
    for (const person of [own.lead, second.person]) {
      expect(await noticesOf(own, person)).toMatchObject([{ kind: 'query' }])
    }
    expect(text(await own.leading.get(`/milestones/${milestone}`))).toContain(
      'Asked by Pat Manager on 23 November 2026: Which teams? Answer it',
    )
    expect(text(await own.leading.get(`/milestones/${milestone}/update`))).toContain('Which teams?')
    expect(await openOf(own)).toMatchObject([{ milestoneId: milestone, words: 'Which teams?' }])
  })

  test('comes back answered by a new update, and whoever asked is told', async () => {
    const own = await here()
    const { milestone } = await asked(own)
    await update(own.leading, milestone, { done: 'The north and the east team.' })
    expect(await openOf(own)).toEqual([])
    expect(text(await own.leading.get(`/milestones/${milestone}`))).not.toContain('Answer it')
    expect(await noticesOf(own, own.managerPerson)).toMatchObject([{ kind: 'answer' }])
  })

  test('comes back answered by a reply, which is saved once and shown beside the question', async () => {
    const own = await here()
    const { milestone } = await asked(own)
    const form = formsOf((await own.leading.get(`/milestones/${milestone}/update`)).body).find(({ action }) =>
      action.endsWith('/answer'),
    )
    const bare = await own.leading.post(form?.action ?? '', { ...form?.values, words: '' })
    expect([bare.status, text(bare).includes('Say what you answer')]).toEqual([422, true])
    for (let turn = 0; turn < 2; turn += 1) {
      await own.leading.post(form?.action ?? '', { ...form?.values, words: 'The north team.' })
    }
    expect(await openOf(own)).toEqual([])
    const page = text(await own.leading.get(`/milestones/${milestone}`))
    expect(page.split('The north team.')).toHaveLength(2)
    expect(await noticesOf(own, own.managerPerson)).toMatchObject([{ kind: 'answer' }])
    expect(await progressOf(own, milestone)).toHaveLength(1)
  })

  test('is answered by nobody who may not report on the milestone', async () => {
    const own = await here()
    const { milestone } = await asked(own)
    const [query] = await openOf(own)
    const { browser } = await somebody(own, 'milestone_lead', ['Workforce Lead'])
    const fields = { once: newId(), query: query?.id ?? '', words: 'Mine' }
    expect((await browser.post(`/milestones/${milestone}/answer`, fields)).status).toBe(403)
    expect(await openOf(own)).toHaveLength(1)
  })
})

describe('a new date that a lead asks for', () => {
  const dueOf = async (own: Here, milestone: string) => {
    const page = text(await own.manager.get(`/milestones/${milestone}`))
    return /Due (.*?) in /.exec(page)?.[1]
  }
  const agree = async (by: Client, own: Here, milestone: string) =>
    by.post(`/milestones/${milestone}/agree-date`, { update: (await lastOf(own, milestone)).id })

  test('is agreed in one press: with its reason, the earlier date kept, and counted', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    await update(own.leading, milestone, BEHIND)
    expect(await dueOf(own, milestone)).toBe('31 December 2026')
    const page = await own.manager.get(`/milestones/${milestone}`)
    const form = formsOf(page.body).find(({ action }) => action.endsWith('/agree-date'))
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await own.manager.post(form?.action ?? '', { ...form?.values })).status).toBe(303)
    }
    const after = text(await own.manager.get(`/milestones/${milestone}`))
    expect(after).toContain('Due 31 January 2027')
    expect(after).toContain('Re-dated once')
    expect(after).toContain('Not enough people or time: The rest run in January (asked for by Cara Care)')
    expect(await dueOf(own, milestone)).toBe('31 January 2027')
    expect(text(await own.manager.get(`/plans/${own.plan.id}`))).toContain('re-dated once')
    expect(text(await own.manager.get(`/actions/${own.plan.of('a2')}`))).toContain(
      '1 milestone re-dated, once in all',
    )
  })

  test('is agreed only by who may change the plan, and only while it is the last word', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    await update(own.leading, milestone, BEHIND)
    const { id } = await lastOf(own, milestone)
    expect((await agree(own.leading, own, milestone)).status).toBe(403)
    world.clock.forward({ minutes: 1 })
    await update(own.leading, milestone, { ...BEHIND, 'new-month': '2', 'new-day': '' })
    const late = await own.manager.post(`/milestones/${milestone}/agree-date`, { update: id })
    expect(text(await own.manager.follow(late))).toContain('Due 31 December 2026')
  })
})

describe('two people who change one milestone', () => {
  test('the second sees both versions side by side, and what they typed is still in the form', async () => {
    const own = await here()
    const milestone = own.plan.of('m5')
    const { browser } = await somebody(own, 'programme_manager', [], 'Second Manager')
    const url = `/milestones/${milestone}/change`
    const fields = async (by: Client) =>
      formsOf((await by.get(url)).body).find(({ action }) => action === url)?.values ?? {}
    const [first, second] = [await fields(own.manager), await fields(browser)]
    await own.manager.post(url, { ...first, words: 'Cap caseloads at ten' })
    const answer = await browser.post(url, { ...second, words: 'Cap caseloads at fourteen' })
    expect(answer.status).toBe(422)
    const page = text(answer)
    expect(page).toContain('Pat Manager saved another version')
    expect(page).toContain('What will be done differs Cap caseloads at ten Cap caseloads at fourteen')
    const form = formsOf(answer.body).find(({ action }) => action === url)
    expect(form?.values.words).toBe('Cap caseloads at fourteen')
    expect((await browser.post(url, { ...form?.values })).status).toBe(303)
    const after = text(await browser.get(`/milestones/${milestone}`))
    expect(after).toContain('Cap caseloads at ten')
    expect(after).toContain('Cap caseloads at fourteen')
  })
})

describe('speaking for somebody', () => {
  const SAID: Said = {
    ...{ once: '', status: 'achieved', done: 'Twenty visits were audited.', next: null, support: null },
    ...{
      supportTo: null,
      supportBy: null,
      evidence: 'Audit',
      reason: null,
      recovery: null,
      proposedDue: null,
    },
    sure: [],
  }

  const actorOf = (person: TestPerson, more: Partial<Actor>): Actor => ({
    ...systemActor(person.area, person.name),
    ...{ kind: 'person', personId: person.id, roles: ['milestone_lead'], ...more },
  })

  const asActor = <T>(actor: Actor, work: (scope: Scope) => Promise<T>): Promise<T> =>
    withScope(world.pool, world.clock, actor, work)

  async function postIdsOf({ area }: Here, title: string): Promise<string[]> {
    const rows = await world.scope(area, ({ db, areaId }) =>
      db.selectFrom('post').select('id').where('area_id', '=', areaId).where('title', '=', title).execute(),
    )
    return rows.map(({ id }) => id)
  }

  async function deputyOf(own: Here) {
    const deputy = await world.person(own.area, { role: 'action_lead', name: 'Dee Deputy' })
    const absent = {
      ...{ personId: own.lead.id, name: own.lead.name },
      postIds: await postIdsOf(own, 'Head of Care Planning'),
    }
    return { deputy, actor: actorOf(deputy, { roles: ['action_lead'], standsInFor: [absent] }) }
  }

  test('a stand-in says what a lead would, as “X for Y”, and both names are kept', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const { deputy, actor } = await deputyOf(own)
    await asActor(actor, (s) => recordUpdate(s, milestone, { ...SAID, once: newId() }))
    expect(await lastOf(own, milestone)).toMatchObject({
      ...{ author_id: deputy.id, author_words: 'Dee Deputy for Cara Care' },
      ...{ for_id: own.lead.id, for_words: 'Cara Care' },
    })
    expect(text(await own.manager.get(`/milestones/${milestone}`))).toContain('By Dee Deputy for Cara Care')
    await expect(
      asActor({ ...actor, standsInFor: [] }, (s) => recordUpdate(s, milestone, { ...SAID, once: newId() })),
    ).rejects.toThrow('Not allowed')
  })

  test('neither the stand-in nor the one they spoke for verifies it; the programme manager speaks for nobody', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const { actor } = await deputyOf(own)
    await asActor(actor, (s) => recordUpdate(s, milestone, { ...SAID, once: newId() }))
    const { id: progressId } = await lastOf(own, milestone)
    const verified = { progressId, verdict: 'verified' as const, words: 'Seen' }
    await expect(
      asActor(actor, (s) => assess(s, milestone, { ...verified, once: newId() })),
    ).rejects.toThrow()
    const answer = await own.leading.post(`/milestones/${milestone}/verify`, {
      ...{ once: newId(), update: progressId, verdict: 'verified', words: 'Mine' },
    })
    expect(answer.status).toBe(403)
    await update(own.manager, milestone)
    expect(await lastOf(own, milestone)).toMatchObject({ author_words: 'Pat Manager', for_id: null })
  })

  test('a link reports on what it was sent for and on nothing else, and the person behind it does not verify it', async () => {
    const own = await here()
    const milestone = own.plan.of('m4')
    const link = actorOf(own.lead, { kind: 'link', roles: [], asked: [milestone] })
    await asActor(link, (s) => recordUpdate(s, milestone, { ...SAID, once: newId() }))
    await expect(
      asActor(link, (s) => recordUpdate(s, own.plan.of('m3'), { ...SAID, once: newId() })),
    ).rejects.toThrow('Not allowed')
    const { id } = await lastOf(own, milestone)
    const answer = await own.leading.post(`/milestones/${milestone}/verify`, {
      ...{ once: newId(), update: id, verdict: 'verified', words: 'Mine' },
    })
    expect(answer.status).toBe(403)
    await expect(
      asActor(link, (s) =>
        assess(s, milestone, { progressId: id, verdict: 'verified', words: 'Mine', once: newId() }),
      ),
    ).rejects.toThrow('Not allowed')
  })
})

test('a kept update page hands out a new mark each time: two people, or two turns, are two updates', async () => {
  const own = await here()
  const milestone = own.plan.of('m4')
  const url = `/milestones/${milestone}/update`
  const forms = []
  for (let turn = 0; turn < 3; turn += 1) {
    const page = await own.leading.get(url)
    forms.push(formsOf(page.body).find(({ action }) => action === url))
  }
  const marks = forms.map((form) => form?.values.once ?? '')
  expect(new Set(marks).size).toBe(3)
  for (const form of forms) await own.leading.post(url, { ...form?.values, ...GOOD })
  await own.leading.post(url, { ...forms[0]?.values, ...GOOD })
  expect((await progressOf(own, milestone)).map(({ once }) => once).toSorted()).toEqual(marks.toSorted())
})

test('what was made of an update can be changed or taken away by nothing that the product itself may do', async () => {
  const own = await here()
  const { verify } = await claimed(own)
  await verify(own.manager)
  const attempts = [
    () => world.scope(own.area, ({ db }) => db.updateTable('assessment').set({ words: 'Other' }).execute()),
    () => world.scope(own.area, ({ db }) => db.deleteFrom('assessment').execute()),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow('permission denied')
})
