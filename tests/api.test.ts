/** The product as programs see it: the same facts and acts as its pages, by a token. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readPlan } from '../src/modules/plans/index.ts'
import { PERMISSIONS, SCOPES } from '../src/platform/access/permissions.ts'
import { PER_MINUTE } from '../src/platform/http/api/limits.ts'
import { mainTextOf } from './support/html.ts'
import type { Program } from './support/program.ts'
import {
  START,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPlan,
  type TestWorld,
} from './support/world.ts'

let world: TestWorld
let area: TestArea
let plan: TestPlan
let program: Program
let manager: TestClient

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  plan = await world.plan(area)
  program = await world.program(area)
  manager = await world.signedIn(await world.person(area, { role: 'programme_manager', name: 'Manager' }))
})

const milestone = (key = 'm5') => `/api/v1/milestones/${plan.of(key)}`
const said = (more: object = {}) => ({
  once: crypto.randomUUID(),
  status: 'on_track',
  done: 'Ten of twelve caseloads are capped.',
  support_needed: 'no',
  ...more,
})

const record = () =>
  world.scope(area, ({ db, areaId }) =>
    db
      .selectFrom('record_entry')
      .select(['act', 'actor_kind', 'actor_id', 'actor_name'])
      .where('area_id', '=', areaId)
      .orderBy('seq', 'desc')
      .execute(),
  )

describe('what is read', () => {
  test('is the whole plan, with every fact that its pages are made from', async () => {
    for (const day of ['2026-10-15', '2026-11-23']) {
      const answer = await program.get(`/api/v1/plans/${plan.id}?asAt=${day}`)
      const facts = await world.scope(area, (s) => readPlan(s, plan.id, day))
      expect(answer.json).toEqual(JSON.parse(JSON.stringify(facts)))
    }
  })

  test('carries what every answer of the product carries', async () => {
    for (const url of ['/api/v1/plans', '/api/v1/plans/none', '/api/v1/nothing']) {
      expect((await program.get(url)).headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.any(String),
      })
    }
  })

  test('is today’s where no day is named, and that of a past day where one is', async () => {
    expect((await program.get(milestone('m2'))).json.milestone.latest.status).toBe('on_track')
    const past = await program.get(`${milestone('m2')}?asAt=2026-10-30`)
    expect(past.json.milestone.latest.status).toBe('off_track')
    expect(past.json.plan.asAt).toBe('2026-10-30')
  })

  test('are plans with their counts, findings, one action and its milestones, and all that was said', async () => {
    const plans = await program.get('/api/v1/plans')
    expect(plans.json).toMatchObject({ items: [{ id: plan.id, milestones: 6 }], next: null })
    const findings = await program.get(`/api/v1/plans/${plan.id}/findings`)
    expect(findings.json.items.map((one: { ref: string }) => one.ref)).toEqual(['1', '2', '3', '4'])
    const action = await program.get(`/api/v1/actions/${plan.of('a1')}`)
    expect(action.json.action.judgement).toMatchObject({ status: 'on_track' })
    expect(action.json.milestones).toHaveLength(2)
    const updates = await program.get(`${milestone('m1')}/updates`)
    expect(updates.json.items.map((one: { status: string }) => one.status)).toEqual(['achieved', 'on_track'])
  })

  test('comes page by page, each thing once', async () => {
    const url = `/api/v1/plans/${plan.id}/findings?limit=3`
    const first = await program.get(url)
    const second = await program.get(`${url}&after=${first.json.next}`)
    const refs = [...first.json.items, ...second.json.items].map((one: { ref: string }) => one.ref)
    expect([refs, second.json.next]).toEqual([['1', '2', '3', '4'], null])
    expect((await program.get(`${url}&after=made-up`)).status).toBe(422)
  })

  test.each([
    ['asAt=2026-02-30', 'asAt', 'asAt must be a day, like 2026-11-30'],
    ['asAt=0000-01-01', 'asAt', 'asAt must be a day, like 2026-11-30'],
    ['as_at=2026-11-30', '', 'There is no “as_at” here'],
    ['limit=0', 'limit', 'limit must be 1 or more'],
  ])('is refused where the address asks for %s', async (query, field, text) => {
    const answer = await program.get(`/api/v1/plans?${query}`)
    expect(answer.status).toBe(422)
    expect(answer.json.errors).toEqual([{ field, text }])
  })
})

describe('what is done', () => {
  test('is an update as a lead gives one: on the page at once, and in the record as the program’s', async () => {
    const sent = said()
    const answer = await program.post(`${milestone()}/updates`, sent)
    expect(answer.status).toBe(201)
    expect(answer.json).toMatchObject({
      status: 'on_track',
      done: sent.done,
      period: '2026-11-01',
      next: null,
    })
    const page = mainTextOf((await manager.get(`/milestones/${plan.of('m5')}`)).body)
    expect(page).toContain(sent.done)
    expect(page).toContain(answer.json.author)
    const [entry] = await record()
    expect(entry).toEqual({
      ...{ act: 'milestone.reported', actor_kind: 'integration', actor_id: null },
      actor_name: answer.json.author,
    })
  })

  test('is said once, however often it is sent, and answered the same', async () => {
    const sent = said()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => program.post(`${milestone()}/updates`, sent)),
    )
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1)
    expect((await program.get(`${milestone()}/updates`)).json.items).toHaveLength(1)
  })

  test('is refused when other words come under the same mark, and nothing is added', async () => {
    const sent = said()
    await program.post(`${milestone()}/updates`, sent)
    for (const [url, other] of [
      [milestone(), { ...sent, done: 'Other words.' }],
      [milestone('m4'), sent],
    ] as const) {
      const answer = await program.post(`${url}/updates`, other)
      expect(answer.status).toBe(409)
      expect(answer.json.detail).toContain('send new words under a new mark')
    }
    expect((await program.get(`${milestone()}/updates`)).json.items).toHaveLength(1)
    expect((await program.get(`${milestone('m4')}/updates`)).json.items).toHaveLength(0)
  })

  test('is refused in the sentences of the page', async () => {
    const sent = said({ status: 'achieved' })
    const answer = await program.post(`${milestone()}/updates`, sent)
    const page = await manager.post(
      `/milestones/${plan.of('m5')}/update`,
      sent as unknown as Record<string, string>,
    )
    expect([answer.status, page.status]).toEqual([422, 422])
    expect(answer.json.errors).toHaveLength(1)
    expect(mainTextOf(page.body)).toContain(answer.json.errors[0].text)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  test('is a judgement of an action', async () => {
    const sent = { once: crypto.randomUUID(), status: 'off_track', words: 'Two steps are late.' }
    const url = `/api/v1/actions/${plan.of('a2')}`
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await program.post(`${url}/judgements`, sent)).json).toMatchObject({ status: 'off_track' })
    }
    expect((await program.get(url)).json.action.judgement.words).toBe('Two steps are late.')
    expect((await record()).filter(({ act }) => act === 'action.judged')).toHaveLength(1)
  })

  test('is a change of what is named, and of nothing else', async () => {
    const { json: before } = await program.get(milestone('m2'))
    const due = { on: '2027-01-31', precision: 'month' }
    const changed = await program.post(`${milestone('m2')}/changes`, {
      ...{ seen: before.mark, due, reason: 'The fifth post was advertised again.' },
    })
    expect(changed.status).toBe(200)
    expect(changed.json.milestone).toMatchObject({
      words: before.milestone.words,
      leads: before.milestone.leads,
    })
    expect(changed.json.milestone.due).toEqual({ ...due, words: null })
    expect(changed.json.milestone.earlierDue).toHaveLength(2)
    expect(changed.json.mark).not.toBe(before.mark)
  })

  test('is no change over somebody else’s, nor one of a date without a reason', async () => {
    const { json: before } = await program.get(milestone('m2'))
    const bare = await program.post(`${milestone('m2')}/changes`, { seen: before.mark, due: null })
    expect(bare.json.errors).toEqual([
      { field: 'reason', text: 'Say why the date changes: the reason is kept with the old date' },
    ])
    await program.post(`${milestone('m2')}/changes`, { seen: before.mark, words: 'Other words' })
    const late = await program.post(`${milestone('m2')}/changes`, { seen: before.mark, words: 'My words' })
    expect(late.status).toBe(409)
    expect((await program.get(milestone('m2'))).json.milestone.words).toBe('Other words')
  })

  test('is refused, in words, for what is no JSON, too large, too deep, or of another kind', async () => {
    const url = `${milestone()}/updates`
    const json = { 'content-type': 'application/json' }
    expect((await program.send('POST', url, '{"once":', { headers: json })).status).toBe(400)
    expect((await program.send('POST', url, '{"__proto__": {"a": 1}}', { headers: json })).status).toBe(400)
    expect((await program.send('POST', url, `"${'x'.repeat(3_000_000)}"`, { headers: json })).status).toBe(
      413,
    )
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect((await program.send('POST', url, deep, { headers: json })).status).toBe(422)
    for (const type of [
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
    ]) {
      const answer = await program.send('POST', url, 'done=1', { headers: { 'content-type': type } })
      expect([type, answer.status]).toEqual([type, 415])
    }
    expect((await program.post(url, said({ next: 7 }))).json.errors).toEqual([
      { field: 'next', text: 'Must be text' },
    ])
  })
})

describe('a token', () => {
  const status = async (token: string) => (await program.get('/api/v1/plans', { token })).status

  test('is shown once, and kept as a hash', async () => {
    const made = await manager.post('/integrations', {
      ...{ name: 'Board pack', scopes: ['plans.view'], expires: '2027-03-31' },
    })
    expect(made.status).toBe(200)
    const [token = ''] = /gt_[\w.-]+/.exec(made.body) ?? []
    expect(await status(token)).toBe(200)
    expect((await manager.get('/integrations')).body).not.toContain('gt_')
    const kept = await world.scope(area, ({ db }) => db.selectFrom('integration').selectAll().execute())
    expect(JSON.stringify(kept)).not.toContain(token.split('.')[1])
    const again = await manager.post('/integrations', {
      ...{ name: 'board pack', scopes: ['plans.view'], expires: '2027-03-31' },
    })
    expect([again.status, again.body.includes('gt_')]).toEqual([422, false])
  })

  test('opens nothing once it is ended, from the next request on', async () => {
    const { id } = await world.scope(area, ({ db, areaId }) =>
      db.selectFrom('integration').select('id').where('area_id', '=', areaId).executeTakeFirstOrThrow(),
    )
    expect(await status(program.token)).toBe(200)
    expect((await manager.post(`/integrations/${id}/end`)).status).toBe(303)
    expect(await status(program.token)).toBe(401)
    expect((await manager.post(`/integrations/${id}/end`)).status).toBe(404)
    expect((await record())[0]).toMatchObject({ act: 'integration.ended', actor_name: 'Manager' })
  })

  test('opens nothing after its last day', async () => {
    const short = await world.program(area, ['plans.view'], '2026-11-24')
    world.clock.set('2026-11-24T23:59:00Z')
    expect(await status(short.token)).toBe(200)
    world.clock.set('2026-11-25T00:00:00Z')
    expect(await status(short.token)).toBe(401)
  })

  test('that is made up, cut, of another area, or a cookie opens nothing, and says what to do', async () => {
    const other = await world.area()
    const [areaId = '', secret = ''] = program.token.slice(3).split('.')
    for (const token of [
      ...['', 'x', secret, `${areaId}.${secret}`, `gt_${areaId}.`, `gt_${areaId}.${secret.slice(1)}x`],
      ...[`gt_${other.id}.${secret}`, `gt_${areaId}.${secret}.x`, `gt_'; drop table plan; --.${secret}`],
    ]) {
      const answer = await program.get('/api/v1/plans', { token, remoteAddress: '198.51.100.1' })
      expect([token, answer.status]).toEqual([token, 401])
      expect(answer.headers['www-authenticate']).toBe('Bearer')
      expect(answer.json).toMatchObject({ type: 'about:blank', status: 401, title: 'A token is needed' })
    }
    expect((await manager.get('/api/v1/plans')).status).toBe(401)
  })

  test('opens no page', async () => {
    const headers = { authorization: `Bearer ${program.token}` }
    const answer = await world.client().send('GET', '/plans', { headers })
    expect(answer.location).toMatch(/^\/sign-in/)
  })

  test('does what it was given, and is refused the rest', async () => {
    const reader = await world.program(area, ['plans.view'])
    expect((await reader.get(milestone())).status).toBe(200)
    const refused = await reader.post(`${milestone()}/updates`, said())
    expect([refused.status, refused.json.title]).toEqual([403, 'This was not given to the integration'])
    const writer = await world.program(area, ['plans.update'])
    expect((await writer.get(milestone())).status).toBe(403)
    expect((await writer.post(`${milestone()}/updates`, said())).status).toBe(201)
  })

  test('that was used says so once a day, without a word to the record', async () => {
    const used = () =>
      world.scope(area, ({ db, areaId }) =>
        db
          .selectFrom('integration')
          .select('last_used_on')
          .where('area_id', '=', areaId)
          .executeTakeFirstOrThrow(),
      )
    const before = (await record()).length
    expect(await used()).toEqual({ last_used_on: null })
    await program.get('/api/v1/plans')
    await program.get('/api/v1/plans')
    expect(await used()).toEqual({ last_used_on: '2026-11-23' })
    expect(await record()).toHaveLength(before)
    expect(mainTextOf((await manager.get('/integrations')).body)).toContain('Last used 23 November 2026')
  })

  test('asks so often a minute and no oftener, whatever it asks for, and no other token waits for it', async () => {
    const busy = await world.program(area, ['plans.view'])
    const ask = (turn: number) => busy.get(turn % 2 ? '/api/v1/plans?limit=0' : '/api/v1/actions/none')
    for (let turn = 0; turn < PER_MINUTE; turn += 1) expect((await ask(turn)).status).not.toBe(429)
    const over = await ask(0)
    expect(over.status).toBe(429)
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0)
    expect((await program.get('/api/v1/plans')).status).toBe(200)
  }, 30_000)

  test('that is guessed at waits after sixty in a minute, and locks no true one out', async () => {
    const guess = () => program.get('/api/v1/plans', { token: 'guess', remoteAddress: '198.51.100.9' })
    for (let turn = 0; turn < 60; turn += 1) expect((await guess()).status).toBe(401)
    expect((await guess()).status).toBe(429)
    expect((await program.get('/api/v1/plans', { remoteAddress: '198.51.100.9' })).status).toBe(200)
  })
})

describe('making an integration', () => {
  const form = { name: 'Board pack', scopes: ['plans.view'], expires: '2027-03-31' }

  test.each([
    [{ name: '' }, 'Enter a name'],
    [{ scopes: [] }, 'Select what it may do'],
    [{ scopes: ['people.manage'] }, 'Select what it may do'],
    [{ expires: '' }, 'Enter the last day as a date'],
    [{ expires: '2026-11-22' }, 'The last day must be today or later'],
    [{ expires: '2027-11-24' }, 'Enter a last day no later than 23 November 2027'],
  ])('is refused with %j, in words', async (more, words) => {
    const answer = await manager.post('/integrations', { ...form, ...more })
    expect(answer.status).toBe(422)
    expect(answer.body).toContain(words)
  })

  test('gives no more than whoever makes it may do', async () => {
    const administrator = await world.signedIn(await world.person(area, { role: 'administrator' }))
    expect(mainTextOf((await administrator.get('/integrations')).body)).toContain('Ask a programme manager')
    expect((await administrator.post('/integrations', form)).status).toBe(403)
  })
})

test('ending somebody’s access says which integrations they leave behind', async () => {
  const leaver = await world.person(area, { role: 'programme_manager', name: 'Leaver' })
  const theirs = await world.signedIn(leaver)
  await theirs.post('/integrations', { name: 'Theirs', scopes: ['plans.view'], expires: '2027-03-31' })
  const ended = await manager.follow(await manager.post(`/people/${leaver.id}/end-access`))
  expect(mainTextOf(ended.body)).toContain(
    'They made 1 integration with access still: look whether to end it',
  )
  const page = mainTextOf((await manager.get('/integrations')).body)
  expect(page).toContain('Made by Leaver, who has no access any more')
})

describe('what programs are told of it', () => {
  test('is a valid OpenAPI 3.1 document, which anybody may read', async () => {
    const answer = await world.client().get('/api/openapi.json')
    const document = JSON.parse(answer.body)
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect([valid, errors]).toEqual([true, undefined])
    expect(validator.version).toBe('3.1')
    const names = new Set(Object.keys(document.components.schemas))
    const refs = [...answer.body.matchAll(/"\$ref": "#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    )
    expect(refs.length).toBeGreaterThan(20)
    expect(refs.filter((name) => !names.has(name ?? ''))).toEqual([])
  })

  test('names every door that a program can come to, and the scope that it needs', async () => {
    const { paths } = JSON.parse((await world.client().get('/api/openapi.json')).body)
    const told = Object.entries<Record<string, { security: { token: string[] }[] }>>(paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(
          ([method, { security }]) => `${method.toUpperCase()} ${path} ${security[0]?.token}`,
        ),
    )
    const doors = world.app.registeredRoutes
      .filter((one) => one.by === 'token')
      .map(({ method, url, can }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')} ${can}`)
    expect(told.sort()).toEqual(doors.sort())
    expect(new Set(doors.map((door) => door.split(' ')[2]))).toEqual(new Set(Object.keys(SCOPES)))
    expect(Object.keys(SCOPES).every((scope) => scope in PERMISSIONS)).toBe(true)
  })

  test('stands on a page for people too, and in the table of who can do what', async () => {
    const page = mainTextOf((await world.client().get('/api')).body)
    // An address may be broken at each of its steps.
    expect(page.replaceAll(' ', '')).toContain('POST/api/v1/milestones/{id}/updates')
    expect(page).toContain('curl -H')
    expect((await manager.get('/access')).body).toContain('GET /api/v1/plans/:id')
  })

  test('an address where nothing is answers as the others do', async () => {
    for (const [method, url] of [
      ['GET', '/api/v1/nothing'],
      ['DELETE', '/api/v1/plans'],
      ['GET', '/api/v1/plans/not-an-id'],
    ] as const) {
      const answer = await program.send(method, url, undefined)
      expect([answer.status, answer.json.title]).toEqual([404, 'Nothing is here'])
    }
  })
})
