import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Fields } from '../../../tests/support/client.ts'
import { linksOf, mainTextOf } from '../../../tests/support/html.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import {
  START,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestPlan,
  type TestWorld,
} from '../../../tests/support/world.ts'
import type { Role } from '../../platform/access/permissions.ts'
import { listPosts } from '../identity/index.ts'
import {
  EVERYTHING_OPEN,
  linkRisk,
  listToReview,
  raiseRisk,
  readRegister,
  readRisk,
  type Saying,
  threatsTo,
  unlinkRisk,
} from './index.ts'
import { remindJob } from './jobs.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let manager: TestPerson
let browser: TestClient

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area)
  manager = await world.person(area, { role: 'programme_manager', name: 'Programme Manager' })
  browser = await world.signedIn(manager)
})

const form = (more: Fields = {}): Fields => ({
  ...{ once: crypto.randomUUID(), plan: plan.id, kind: 'risk', title: 'Social workers leave' },
  ...{ cause: 'Pay is better next door.', effect: 'Children change their social worker.' },
  ...{ 'likelihood-before': '5', 'impact-before': '4', 'likelihood-after': '3', 'impact-after': '4' },
  ...{ response: 'treat', responseWords: 'A retention payment.', ownerWords: 'The board' },
  ...{ 'review-day': '1', 'review-month': '12', 'review-year': '2026' },
  ...more,
})

const saying = (more: Partial<Saying> = {}): Saying => ({
  ...{ title: 'Social workers leave', cause: 'Pay.', effect: 'Change.', once: crypto.randomUUID() },
  ...{ before: { likelihood: 5, impact: 4 }, after: { likelihood: 3, impact: 4 } },
  ...{ response: 'treat', responseWords: 'A payment.', owner: { key: null, words: 'The board' } },
  reviewOn: '2026-12-01',
  ...more,
})

/** Raised by the system, unless by somebody: what the tests begin with. */
const raised = (
  more: Partial<Saying> & { kind?: 'risk' | 'issue'; threatens?: string } = {},
): Promise<string> =>
  world.scope(area, (scope) => {
    const { kind = 'risk', threatens, ...words } = more
    const target = threatens ? [{ kind: 'milestone' as const, id: plan.of(threatens) }] : []
    return raiseRisk(scope, { ...saying(words), planId: plan.id, kind, threatens: target })
  })

const stateOf = (id: string) => world.scope(area, async (s) => (await readRisk(s, id, null)).risk.now)
const text = async (address: string, by = browser) => mainTextOf((await by.get(address)).body)
const idIn = (address: string | null): string => address?.split('/').at(-1) ?? ''

const acts = () =>
  world.scope(area, async ({ db, areaId }) =>
    (
      await db
        .selectFrom('record_entry')
        .select('act')
        .where('area_id', '=', areaId)
        .where('act', 'like', 'risk.%')
        .orderBy('seq')
        .execute()
    ).map(({ act }) => act),
  )

const postId = async (title: string): Promise<string> =>
  (await world.scope(area, listPosts)).find((post) => post.title === title)?.id ?? ''

describe('raising', () => {
  test('leads from the first use of a term in what was said of it to what it means', async () => {
    await browser.post('/glossary/new', {
      once: crypto.randomUUID(),
      term: 'NQSW',
      meaning: 'Newly qualified',
    })
    const said = { cause: 'Too many NQSWs.', effect: 'NQSWs leave.' }
    const { location } = await browser.post('/risks/new', form(said))
    const { body } = await browser.get(location)
    expect(
      body.match(/<a class="gt-term" href="\/glossary#term-[\w-]+" title="Newly qualified">NQSW<\/a>/g),
    ).toHaveLength(1)
  })

  test('gives the next number of the plan, a score and a band in words, and leads to what is threatened', async () => {
    const first = await browser.post('/risks/new', form({ threatens: `milestone ${plan.of('m1')}` }))
    const second = await browser.post('/risks/new', form({ kind: 'issue', title: 'It is late' }))
    const page = await text(first.location ?? '')
    expect(page).toContain('Risk R1')
    expect(page).toContain('Score before 20 Very high')
    expect(page).toContain('Score now 12 High')
    expect(linksOf((await browser.get(first.location ?? '')).body)).toContain(`/milestones/${plan.of('m1')}`)
    expect(await text(second.location ?? '')).toContain('Issue I2')
    expect(await acts()).toEqual(['risk.raised', 'risk.linked', 'risk.raised'])
  })

  test('sent twice is raised once', async () => {
    const sent = form()
    const answers = await Promise.all([1, 2, 3].map(() => browser.post('/risks/new', sent)))
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect(await text('/risks')).toContain('1 risk or issue,')
  })

  test('without a word, tells all faults at once and keeps what was typed', async () => {
    const answer = await browser.post('/risks/new', {
      once: crypto.randomUUID(),
      plan: plan.id,
      cause: 'Pay.',
      'review-day': '31',
      'review-month': '2',
      'review-year': '2027',
    })
    expect(answer.status).toBe(422)
    for (const words of [
      'Give it a short title',
      'Choose the owner, or name them in words',
      'The day of the next review must be a real date',
      'Select the response',
    ]) {
      expect(mainTextOf(answer.body)).toContain(words)
    }
    expect(answer.body).toContain('Pay.</textarea>')
  })

  test('refuses a day of review that has passed, a strange owner, and what is no part of the plan', async () => {
    const refused = async (more: Fields) => mainTextOf((await browser.post('/risks/new', form(more))).body)
    expect(await refused({ 'review-day': '1', 'review-month': '11' })).toContain('must be today or later')
    expect(await refused({ owner: `person:${crypto.randomUUID()}` })).toContain(
      'Choose the owner from the list',
    )
    expect(await refused({ threatens: `milestone ${crypto.randomUUID()}` })).toContain(
      'Choose what it threatens from the list',
    )
    expect(await acts()).toEqual([])
  })
})

describe('changing', () => {
  test('says all anew with a reason; the history tells what moved, and the score is drawn with a table', async () => {
    const id = await raised({ on: '2026-10-01' })
    const { id: expected } = await stateOf(id)
    const more = { expected, 'likelihood-after': '5', 'impact-after': '5', because: 'Three more resigned.' }
    await browser.post(`/risks/${id}/change`, form(more))
    const { body } = await browser.get(`/risks/${id}`)
    expect(mainTextOf(body)).toContain('Score now 25 Very high')
    expect(mainTextOf(body)).toContain('Three more resigned.')
    expect(mainTextOf(body)).toMatch(/was “12, high .*”, now “25, very high/)
    expect(mainTextOf(body)).toContain('23 November 2026 20, very high 25, very high')
    expect(body).toContain('<svg')
  })

  test('needs a reason', async () => {
    const id = await raised()
    const { id: expected } = await stateOf(id)
    const answer = await browser.post(`/risks/${id}/change`, form({ expected, title: 'Other' }))
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Say why it is changed')
  })

  test('the second of two is told, sees both versions, and can save hers over the first', async () => {
    const id = await raised()
    const { id: expected } = await stateOf(id)
    await browser.post(`/risks/${id}/change`, form({ expected, title: 'The first', because: 'First' }))
    const mine = form({ expected, title: 'The second', because: 'Second' })
    const told = await browser.post(`/risks/${id}/change`, mine)
    expect(told.status).toBe(422)
    expect(mainTextOf(told.body)).toContain('Programme Manager changed R1 while you were writing')
    expect(mainTextOf(told.body)).toContain('Title differs The first The second')
    expect((await stateOf(id)).title).toBe('The first')
    const seen = /name="expected" id="expected" value="([^"]+)"/.exec(told.body)?.[1] ?? ''
    expect((await browser.post(`/risks/${id}/change`, { ...mine, expected: seen })).status).toBe(303)
    expect((await stateOf(id)).title).toBe('The second')
    expect(await text(`/risks/${id}`)).toContain('The first')
  })

  test('sent twice is saved once, and what moves nothing is not saved', async () => {
    const id = await raised({
      cause: 'Pay is better next door.',
      effect: 'Children change their social worker.',
    })
    const { id: expected } = await stateOf(id)
    const sent = form({ expected, title: 'Other', because: 'Why' })
    await browser.post(`/risks/${id}/change`, sent)
    expect((await browser.post(`/risks/${id}/change`, sent)).status).toBe(303)
    const { id: now } = await stateOf(id)
    await browser.post(`/risks/${id}/change`, form({ expected: now, title: 'Other', because: 'Why' }))
    expect(await acts()).toEqual(['risk.raised', 'risk.changed'])
  })
})

describe('reviewing and closing', () => {
  const next = { 'review-day': '5', 'review-month': '1', 'review-year': '2027' }

  test('"looked at, nothing changed" is said too, with the day of the next look', async () => {
    const id = await raised()
    const { id: expected } = await stateOf(id)
    await browser.post(`/risks/${id}/review`, { once: crypto.randomUUID(), expected, ...next })
    const page = await text(`/risks/${id}`)
    expect(page).toContain('Reviewed: nothing else changed')
    expect(page).toContain('Next review 5 January 2027')
    expect(await acts()).toEqual(['risk.raised', 'risk.reviewed'])
  })

  test('is closed with why, changed no more, and opened again', async () => {
    const id = await raised()
    const send = async (what: string, more: Fields) =>
      browser.post(`/risks/${id}/${what}`, {
        ...{ once: crypto.randomUUID(), expected: (await stateOf(id)).id },
        ...more,
      })
    expect((await send('close', {})).status).toBe(422)
    await send('close', { words: 'Nobody left this year.' })
    expect(await text(`/risks/${id}`)).toContain('Closed on 23 November 2026: Nobody left this year.')
    expect(await text('/risks')).toContain('0 risks and issues')
    expect(await text('/risks?state=closed')).toContain('Social workers leave')
    expect((await send('review', next)).status).toBe(422)
    await send('reopen', { words: 'Two left.', ...next })
    expect((await stateOf(id)).state).toBe('open')
    expect(await acts()).toEqual(['risk.raised', 'risk.closed', 'risk.reopened'])
  })

  test('whoever writes about an older version is told, and nothing is saved', async () => {
    const id = await raised()
    const { id: expected } = await stateOf(id)
    await browser.post(`/risks/${id}/close`, { once: crypto.randomUUID(), expected, words: 'Done.' })
    const late = { once: crypto.randomUUID(), expected, words: 'Also done.' }
    const answer = await browser.post(`/risks/${id}/close`, late)
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('while you were writing')
  })
})

describe('the register', () => {
  test('is narrowed by kind, owner, score, review and cell, the highest score first, and taken away so', async () => {
    const owner = { key: `post:${await postId('Workforce Lead')}`, words: '' }
    await raised({
      title: 'A low one',
      after: { likelihood: 1, impact: 2 },
      on: '2026-10-01',
      reviewOn: '2026-11-01',
    })
    await raised({ title: 'A high one', after: { likelihood: 4, impact: 4 }, owner })
    await raised({ title: 'A late issue', kind: 'issue', after: { likelihood: 5, impact: 5 } })
    const titles = async (query: string) =>
      (await text(`/risks${query}`)).match(/A (low one|high one|late issue)/g)
    expect(await titles('')).toEqual(['A late issue', 'A high one', 'A low one'])
    expect(await titles('?kind=issue')).toEqual(['A late issue'])
    expect(await titles('?band=low')).toEqual(['A low one'])
    expect(await titles('?review=overdue')).toEqual(['A low one'])
    expect(await titles(`?owner=post:${await postId('Workforce Lead')}`)).toEqual(['A high one'])
    expect(await titles('?cell=after-4-4')).toEqual(['A high one'])
    expect(await titles('?cell=before-4-4')).toBeNull()
    expect(await titles('?band=nonsense&cell=x')).toHaveLength(3)
    const csv = (await browser.get('/risks/list.csv?kind=issue')).body
    expect(csv).toContain('A late issue')
    expect(csv).not.toContain('A high one')
  })

  test('as a matrix, each risk is counted in one cell of both sides, and the count leads to it', async () => {
    await raised()
    await raised({ title: 'Another' })
    const { body } = await browser.get('/risks/matrix')
    const links = linksOf(body).filter((link) => link.includes('cell='))
    expect(links).toEqual(['/risks?cell=before-5-4', '/risks?cell=after-3-4'])
    expect(await text('/risks?cell=after-3-4')).toContain('2 risks and issues of 2')
  })

  test('can be read as at a past day, on each of its pages', async () => {
    const id = await raised({ on: '2026-10-01', threatens: 'm1' })
    world.clock.set('2026-11-24T09:00:00Z')
    await browser.signInAs(manager)
    const { id: expected } = await stateOf(id)
    await browser.post(`/risks/${id}/change`, form({ expected, title: 'Fewer leave', because: 'Paid.' }))
    expect(await text('/risks?asAt=2026-11-23')).toContain('Social workers leave')
    expect(await text(`/risks/${id}?asAt=2026-11-23`)).toContain('As at 23 November 2026')
    expect(await text(`/risks/${id}?asAt=2026-11-23`)).not.toContain('Fewer leave')
    expect(await text('/risks')).toContain('Fewer leave')
    expect(await text('/risks?asAt=2026-09-30')).toContain('0 risks and issues')
    expect((await browser.get(`/risks/${id}?asAt=2026-09-30`)).status).toBe(404)
  })

  test('asks as little for many as for one', async () => {
    const asked = () => countStatements(world, area, (s) => readRegister(s, EVERYTHING_OPEN, null))
    await raised()
    const one = await asked()
    for (let at = 0; at < 8; at += 1) await raised({ threatens: 'm2' })
    expect(await asked()).toBe(one)
  })
})

describe('what is threatened', () => {
  test('is linked and unlinked; said twice changes nothing; the threat is told to whoever shows the thing', async () => {
    const id = await raised()
    const threats = (key: string) =>
      world.scope(area, async (s) => (await threatsTo(s, [plan.of(key)])).get(plan.of(key)) ?? [])
    await browser.post(`/risks/${id}/links`, { target: `milestone ${plan.of('m2')}` })
    await browser.post(`/risks/${id}/links`, { target: `milestone ${plan.of('m2')}` })
    expect(await threats('m2')).toEqual([
      { id, ref: 'R1', title: 'Social workers leave', href: `/risks/${id}` },
    ])
    expect(await threats('m1')).toEqual([])
    expect(await text(`/risks?threatens=${plan.of('m2')}`)).toContain('Social workers leave')
    const { risk } = await world.scope(area, (s) => readRisk(s, id, null))
    await browser.post(`/risks/${id}/links/end`, { link: risk.links[0]?.linkId ?? '' })
    expect(await threats('m2')).toEqual([])
    expect(await acts()).toEqual(['risk.raised', 'risk.linked', 'risk.unlinked'])
  })

  test('holds on the days on which it was linked', async () => {
    const id = await raised({ on: '2026-10-01', threatens: 'm1' })
    await world.scope(area, async (s) => {
      const { links } = (await readRisk(s, id, null)).risk
      await unlinkRisk(s, id, links[0]?.linkId ?? '')
      await linkRisk(s, id, { kind: 'action', id: plan.of('a1') })
    })
    const linked = (day: string) =>
      world.scope(area, async (s) => (await readRisk(s, id, day)).risk.links.map(({ kind }) => kind))
    expect(await linked('2026-11-22')).toEqual(['milestone'])
    expect(await linked('2026-11-23')).toEqual(['action'])
  })
})

describe('who', () => {
  const by = async (role: Role, posts: string[] = []) =>
    world.signedIn(await world.person(area, { role, posts }))

  test('board, analyst, quality lead and inspector read all, and change nothing', async () => {
    const id = await raised()
    for (const role of ['board_member', 'analyst', 'qa_lead', 'inspector'] as const) {
      const reader = await by(role)
      const page = await reader.get(`/risks/${id}`)
      expect([role, page.status]).toEqual([role, 200])
      expect(page.body).not.toContain(`/risks/${id}/change`)
      expect(await text('/risks', reader)).not.toContain('Raise a risk')
    }
  })

  test('a theme lead and an action lead keep what they own, also by post, and no more', async () => {
    const others = await raised()
    const own = await raised({ owner: { key: `post:${await postId('Workforce Lead')}`, words: '' } })
    for (const role of ['theme_lead', 'action_lead'] as const) {
      const lead = await by(role, ['Workforce Lead'])
      expect((await lead.get(`/risks/${own}/change`)).status).toBe(200)
      expect((await lead.get(`/risks/${others}`)).status).toBe(200)
      expect((await lead.get(`/risks/${others}/change`)).status).toBe(403)
      const { id: expected } = await stateOf(others)
      const close = { once: crypto.randomUUID(), expected, words: 'Done.' }
      expect((await lead.post(`/risks/${others}/close`, close)).status).toBe(403)
      expect(
        (await lead.post(`/risks/${others}/links`, { target: `milestone ${plan.of('m1')}` })).status,
      ).toBe(403)
    }
  })

  test('a milestone lead raises, and sees what they raised or own and nothing else', async () => {
    const others = await raised()
    const owned = await raised({
      title: 'Owned by post',
      owner: { key: `post:${await postId('Workforce Lead')}`, words: '' },
    })
    const lead = await by('milestone_lead', ['Workforce Lead'])
    const mine = idIn((await lead.post('/risks/new', form({ title: 'Mine' }))).location)
    const page = await text('/risks', lead)
    expect(page).toContain('2 risks and issues')
    expect(page).toContain('Mine')
    expect(page).toContain('Owned by post')
    expect((await lead.get('/risks/list.csv')).body).not.toContain('Social workers leave')
    expect((await lead.get(`/risks/${others}`)).status).toBe(404)
    expect((await lead.get(`/risks/${mine}`)).status).toBe(200)
    expect((await lead.get(`/risks/${owned}/change`)).status).toBe(403)
  })

  test.each(['scrutiny_councillor', 'privacy_officer', 'administrator'] as const)(
    '%s sees none',
    async (role) => {
      await raised()
      expect((await (await by(role)).get('/risks')).status).toBe(403)
    },
  )
})

describe('overdue for review', () => {
  const noticesOf = (person: TestPerson) =>
    world.scope(area, async ({ db, areaId }) =>
      (
        await db
          .selectFrom('notice')
          .select('words')
          .where('area_id', '=', areaId)
          .where('person_id', '=', person.id)
          .execute()
      ).map(({ words }) => words),
    )
  const remind = () => remindJob.run(world.workerDeps, {})

  test('tells whoever holds the post once, however often it runs, and again when the next day passes', async () => {
    const owner = await world.person(area, { role: 'action_lead', posts: ['Workforce Lead'] })
    const key = `post:${await postId('Workforce Lead')}`
    const id = await raised({ on: '2026-10-01', reviewOn: '2026-11-23', owner: { key, words: '' } })
    const told = () =>
      noticesOf(owner).then((all) => all.filter((words) => words.includes('was to be reviewed')))
    await remind()
    expect(await told()).toEqual([])
    world.clock.set('2026-11-24T07:00:00Z')
    await remind()
    await remind()
    expect(await told()).toEqual([
      'Risk R1 of Improvement Plan was to be reviewed by 23 November 2026: say how it stands now',
    ])
    await browser.signInAs(manager)
    const { id: expected } = await stateOf(id)
    const boxes = { 'review-day': '25', 'review-month': '11', 'review-year': '2026' }
    await browser.post(`/risks/${id}/review`, { once: crypto.randomUUID(), expected, ...boxes })
    await remind()
    expect(await told()).toHaveLength(1)
    world.clock.set('2026-11-26T07:00:00Z')
    await remind()
    expect(await told()).toHaveLength(2)
    expect(await noticesOf(manager)).toEqual([])
  })

  test('tells whoever runs the plan where nobody who owns it may keep it, and no more once it is closed', async () => {
    const id = await raised({ on: '2026-10-01', reviewOn: '2026-11-01' })
    await remind()
    expect(await noticesOf(manager)).toHaveLength(1)
    expect(await world.scope(area, listToReview)).toHaveLength(1)
    const { id: expected } = await stateOf(id)
    await browser.post(`/risks/${id}/close`, { once: crypto.randomUUID(), expected, words: 'Done.' })
    expect(await world.scope(area, listToReview)).toEqual([])
  })
})
