import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mainTextOf, tagsOf, titleOf } from '../../../tests/support/html.ts'
import { type Line, layLine } from '../../../tests/support/line.ts'
import { startWorld, type TestArea, type TestClient, type TestWorld } from '../../../tests/support/world.ts'
import { withArea } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { Unacceptable } from './errors.ts'
import { readForm } from './forms.ts'

/** Stands for what must never reach a log or a page: a child's name, a token, what was typed. */
const CANARY = 'canary-4711'

describe('what people send', () => {
  const Form = z.object({
    name: z.string('Enter a name').min(1, 'Enter a name').max(10, 'Name must be 10 characters or fewer'),
    lead: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  })
  const nameOf = (name: unknown): unknown => {
    const form = readForm(Form, { name })
    return form.ok ? form.data.name : form.errors
  }

  test.each([
    ['spaces around it', '  Ann  ', 'Ann'],
    ['NUL, which PostgreSQL does not store', 'A\0nn', 'Ann'],
    ['half of a surrogate pair', 'A\ud83e', 'A\ufffd'],
    ['line ends of Windows', 'a\r\nb', 'a\nb'],
    ['letters beyond the first plane', '🧵🧵', '🧵🧵'],
    ['letters written right to left', 'שלום', 'שלום'],
    ['markup, which is text', '<b>x</b>', '<b>x</b>'],
  ])('is read as text: %s', (_, sent, read) => expect(nameOf(sent)).toBe(read))

  test.each([
    ['nothing', undefined, 'Enter a name'],
    ['spaces only', '   ', 'Enter a name'],
    ['too much', 'x'.repeat(11), 'Name must be 10 characters or fewer'],
    ['one name twice', ['a', 'b'], 'Enter a name'],
    ['no text', 7, 'Enter a name'],
    ['a thing', { toString: () => 'Ann' }, 'Enter a name'],
  ])('is refused in words: %s', (_, sent, words) =>
    expect(nameOf(sent)).toEqual([{ field: 'name', text: words }]),
  )

  test('comes back as it was typed, with one fault a field', () => {
    const form = readForm(Form, { name: ' a name that is too long ', other: 'kept', lead: ['x', 'y'] })
    expect(form).toEqual({
      ok: false,
      values: { name: 'a name that is too long', other: 'kept', lead: ['x', 'y'] },
      errors: [{ field: 'name', text: 'Name must be 10 characters or fewer' }],
    })
  })

  test('several of a name are a list, and what is no text among them is left out', () => {
    expect(readForm(Form, { name: 'Ann', lead: ['a', 7, null, ' b '] })).toMatchObject({
      data: { lead: ['a', 'b'] },
    })
  })

  test.each([null, undefined, 'text', 7, [], [['name', 'Ann']]])(
    'that is no form is an empty form: %j',
    (body) => {
      expect(readForm(Form, body)).toMatchObject({ ok: false, values: {} })
    },
  )

  test('cannot give anything a prototype', () => {
    for (const body of [
      JSON.parse('{"__proto__": {"admin": true}, "name": "Ann"}'),
      JSON.parse('{"constructor": {"prototype": {}}, "name": "Ann"}'),
    ]) {
      const form = readForm(Form, body)
      expect(form.ok && 'admin' in form.data).toBe(false)
      expect('admin' in form.values).toBe(false)
      expect(Object.getPrototypeOf(form.values)).toBe(Object.prototype)
    }
    const named = readForm(Form, JSON.parse('{"__proto__": "x", "name": "Ann"}'))
    expect(named.ok && named.data).toEqual({ name: 'Ann', lead: [] })
    expect('admin' in {}).toBe(false)
  })

  test('whatever it is, the answer is a value', () => {
    const anything = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('name', 'lead', '__proto__', 'toString')),
      fc.anything(),
    )
    fc.assert(
      fc.property(fc.oneof(anything, fc.anything()), (body) => {
        const { values } = readForm(Form, body)
        const texts = Object.values(values).flat()
        expect(
          texts.every((text) => typeof text === 'string' && text.isWellFormed() && !text.includes('\0')),
        ).toBe(true)
      }),
    )
  })
})

describe('when a page cannot be shown', () => {
  let world: TestWorld
  let browser: TestClient
  beforeAll(async () => {
    world = await startWorld({ logs: true, with: faultyRoutes })
    const area = await world.area({ name: 'Anyshire' })
    browser = await world.signedIn(await world.person(area, { role: 'analyst', name: 'Ann Analyst' }))
  })
  afterAll(() => world.close())
  beforeEach(() => {
    world.logs.length = 0
  })

  const faultyRoutes = (app: TestWorld['app']): void => {
    app.get('/fault/own', async () => {
      throw new Error('the pipe burst')
    })
    app.get('/fault/words', async () => {
      throw new Unacceptable('This import was confirmed before')
    })
    app.get('/fault/database', async () => {
      const row = { id: newId(), name: CANARY, demonstration: false }
      await world.pool
        .insertInto('area')
        .values([row, { ...row, id: newId() }])
        .execute()
    })
    app.get('/fault/odd', async () => {
      throw { statusCode: 418, message: CANARY }
    })
  }

  test.each([
    [404, '/nowhere', 'Page not found'],
    [404, '/plans/no-id', 'Page not found'],
    [404, `/plans/${newId()}`, 'Page not found'],
    [403, '/people', 'You cannot do this'],
    [422, '/fault/words', 'Something needs to be put right'],
    [500, '/fault/own', 'Sorry, something went wrong'],
    [500, '/fault/database', 'Sorry, something went wrong'],
    [500, '/fault/odd', 'Sorry, something went wrong'],
  ])('%i is a plain page of ours, in the reader’s frame: %s', async (status, url, title) => {
    const answer = await browser.get(url)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(titleOf(answer.body)).toBe(`${title} – Goldenthread`)
    expect(mainTextOf(answer.body)).toContain(title)
    expect(answer.body).toContain('Ann Analyst')
    expect(answer.body).not.toMatch(/pipe burst|canary|at .*\.ts:\d+|statusCode|node_modules/)
  })

  test('the words of a refusal are shown', async () => {
    expect(mainTextOf((await browser.get('/fault/words')).body)).toContain('This import was confirmed before')
  })

  test('a fault of ours gives a reference, which is in the log; a fault of the reader’s gives none', async () => {
    const answer = await browser.get('/fault/own')
    const reference = answer.headers['x-request-id'] ?? ''
    expect(mainTextOf(answer.body)).toContain(`quote ${reference}`)
    const line = world.logs.map((one) => JSON.parse(one)).find((one) => one.msg === 'failed')
    expect(line).toMatchObject({ reqId: reference, err: { type: 'Error', message: 'the pipe burst' } })
    for (const url of ['/nowhere', '/people', '/fault/words']) {
      expect(mainTextOf((await browser.get(url)).body)).not.toContain('quote')
    }
  })

  test('the log of a database fault names its code, and nothing of the row', async () => {
    await browser.get('/fault/database')
    const line = world.logs.map((one) => JSON.parse(one)).find((one) => one.msg === 'failed')
    expect(line.err).toMatchObject({ code: '23505', message: 'database error' })
    expect(world.logs.join('')).not.toContain(CANARY)
  })

  test('no log line holds what was typed, asked, carried or who asked', async () => {
    const other = world.client({ remoteAddress: '192.0.2.77' })
    other.cookies.set('notice', CANARY)
    await other.get(`/sign-in?next=/${CANARY}`)
    await other.post(`/sign-in?q=${CANARY}`, {
      email: `${CANARY}@example.org`,
      passphrase: CANARY,
      next: `/${CANARY}`,
    })
    await other.send('GET', `/nowhere?${CANARY}`, { headers: { 'user-agent': CANARY, referer: CANARY } })
    await browser.get(`/fault/own?${CANARY}`)
    await browser.get(`/plans?words=${CANARY}`)
    const said = world.logs.join('')
    expect(world.logs.length).toBeGreaterThan(4)
    expect(said).not.toContain(CANARY)
    expect(said).not.toMatch(/192\.0\.2\.77|Ann Analyst/)
    expect(said).not.toContain(browser.session.split('.')[1])
  })

  test('each answer has a number of its own, which nobody outside chooses', async () => {
    const [one, two] = [
      await browser.get('/access'),
      await browser.send('GET', '/access', { headers: { 'x-request-id': CANARY } }),
    ]
    expect(one.headers['x-request-id']).toMatch(/^[0-9a-f]{12}-[0-9a-z]+$/)
    expect(two.headers['x-request-id']).not.toBe(one.headers['x-request-id'])
    expect(two.headers['x-request-id']).not.toBe(CANARY)
  })

  test.each([
    [
      'too much',
      413,
      {
        payload: `name=${'x'.repeat(3_000_000)}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['of no kind that we read', 415, { payload: '<x/>', headers: { 'content-type': 'application/xml' } }],
    ['without a kind', 415, { payload: 'x', headers: { 'content-type': 'nonsense' } }],
    ['broken in the middle', 400, { payload: '{"name": ', headers: { 'content-type': 'application/json' } }],
  ])('what is sent is %s: a plain page too', async (_, status, request) => {
    const answer = await browser.send('POST', '/sign-out', request)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).not.toMatch(/FST_ERR|statusCode/)
  })

  test.each(['/plans/%zz', '/%E0%A4%A', '/plans/%00', `/plans/${'x'.repeat(3_000)}`])(
    'an address that is no address is a plain page with the walls up: %s',
    async (url) => {
      const answer = await browser.get(url)
      expect([400, 404, 414]).toContain(answer.status)
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'/)
      expect(answer.body).not.toMatch(/FST_ERR|statusCode/)
    },
  )

  test.each(['PUT', 'DELETE'] as const)('%s is asked of nothing here', async (method) => {
    expect((await browser.send(method, '/access')).status).toBe(404)
  })

  test('HEAD answers as GET, without the page', async () => {
    const answer = await browser.send('HEAD', '/access')
    expect([answer.status, answer.body]).toEqual([200, ''])
  })

  test('a notice is said once, as text', async () => {
    browser.cookies.set('notice', '<script>alert(1)</script>')
    const first = await browser.get('/access')
    expect(mainTextOf(first.body)).toContain('<script>alert(1)</script>')
    expect(
      tagsOf(first.body).filter(({ name, attributes }) => name === 'script' && !attributes.src),
    ).toHaveLength(1)
    expect(mainTextOf((await browser.get('/access')).body)).not.toContain('alert(1)')
  })
})

describe('when the database is gone', () => {
  let line: Line
  let world: TestWorld
  let area: TestArea
  beforeAll(async () => {
    world = await startWorld({
      logs: true,
      with: slowRoutes,
      through: async (url) => {
        line = await layLine(url)
        return line.through(url)
      },
    })
    area = await world.area({ name: 'Anyshire' })
  })
  afterAll(async () => {
    await world.close()
    await line.close()
  })

  test('it says so, plainly and soon, and is well again by itself when the database is', async () => {
    const browser = await world.signedIn(await world.person(area, { role: 'analyst' }))
    expect((await browser.get('/access')).status).toBe(200)
    expect((await world.client().get('/health')).status).toBe(200)

    const program = await world.program(area)
    await line.cut()
    expect(await program.get('/api/v1/plans')).toMatchObject({
      status: 503,
      json: { title: 'The service is not available' },
    })
    const from = performance.now()
    const answer = await browser.get('/access')
    expect(performance.now() - from).toBeLessThan(10_000)
    expect(answer.status).toBe(503)
    expect(titleOf(answer.body)).toBe('Sorry, the service is not available – Goldenthread')
    expect(mainTextOf(answer.body)).toContain(`quote ${answer.headers['x-request-id']}`)
    // Whoever comes next meets a server that refuses, not a line that breaks.
    expect((await browser.get('/access')).status).toBe(503)
    const health = await world.client().get('/health')
    expect([health.status, JSON.parse(health.body)]).toEqual([503, { status: 'no database' }])
    expect((await world.client().get('/sign-in')).status).toBe(200)

    await line.mend()
    expect((await browser.get('/access')).status).toBe(200)
    expect((await world.client().get('/health')).status).toBe(200)
    expect(world.logs.join('')).not.toContain(browser.session.split('.')[1])
  })

  test.each(['/slow/statement', '/slow/between'])(
    'work that it breaks off in the middle fails, and nothing else does: %s',
    async (url) => {
      const browser = world.client()
      const answer = browser.get(url)
      await working
      await line.cut()
      expect((await answer).status).toBe(503)
      await line.mend()
      expect((await world.client().get('/health')).status).toBe(200)
    },
  )

  let working: Promise<void>

  /** Work that is under way when the line is cut: in a statement, and between two. */
  function slowRoutes(app: TestWorld['app']): void {
    let begun = () => {}
    const announce = () => {
      working = new Promise((resolve) => {
        begun = resolve
      })
    }
    announce()
    app.get('/slow/statement', () =>
      withArea(world.appPool, newId(), async (db) => {
        setTimeout(begun, 100)
        await sql`select pg_sleep(5)`.execute(db)
      }).finally(announce),
    )
    app.get('/slow/between', () =>
      withArea(world.appPool, newId(), async (db) => {
        begun()
        await new Promise((resolve) => setTimeout(resolve, 300))
        await sql`select 1`.execute(db)
      }).finally(announce),
    )
  }
})
