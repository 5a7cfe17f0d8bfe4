/** Who may come to which door, and how a session begins and ends: told by asking, through HTTP. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERMISSIONS, ROLES, type Role } from '../src/platform/access/permissions.ts'
import type { RegisteredRoute } from '../src/platform/http/routes.ts'
import type { Answer } from './support/client.ts'
import { addressOf, furnish, type House } from './support/house.ts'
import { formsOf } from './support/html.ts'
import { POSTS } from './support/small-plan.ts'
import { START, startWorld, type TestClient, type TestPerson, type TestWorld } from './support/world.ts'

const PASSPHRASE = 'otter lantern gravel symphony'

/** Doors without a lock, and why each may be. */
const OPEN = [
  'GET /sign-in', // nobody is signed in yet
  'POST /sign-in',
  'POST /sign-out', // harmless to whoever is not signed in; the token guards whoever is
  'GET /welcome/:token', // the invitation is the key
  'POST /welcome/:token',
  'GET /asked/:token', // the signed link is the key, and opens one lead's month
  'POST /asked/:token/milestones/:milestone',
  'GET /asked/:token/milestones/:milestone/not-mine',
  'POST /asked/:token/milestones/:milestone/not-mine',
  'GET /api', // what programs can do: no data, and the code is open
  'GET /api/openapi.json',
  'GET /calendar/:token.ics', // a calendar program cannot sign in: the token is the key
]

/** Some hundreds of doors, one after the other: long on a machine that does much else. */
const EVERY_DOOR = 180_000

/** Served outside of the table: no data, no reader. */
const BESIDE = [/^\/assets\//, /^\/health$/]

let world: TestWorld
let house: House

beforeAll(async () => {
  world = await startWorld()
  house = await furnish(world, 'Anyshire')
})
afterAll(() => world.close())

/** Doors for people. Those for programs are tried in tests/api-contract.test.ts. */
const routes = () => world.app.registeredRoutes.filter(({ by }) => by === 'session')
const nameOf = ({ method, url }: RegisteredRoute): string => `${method} ${url}`

const leaders = new Map<Role, Promise<TestPerson>>()

/** Somebody with this role who leads everything, so that no policy of a single thing stands in the way. */
function leader(role: Role): Promise<TestPerson> {
  const known = leaders.get(role) ?? world.person(house.area, { role, posts: POSTS })
  leaders.set(role, known)
  return known
}

async function knock(browser: TestClient, route: RegisteredRoute, at: House): Promise<Answer> {
  const address = addressOf(route.url, at)
  return route.method === 'GET' ? browser.get(address) : browser.post(address)
}

describe('the role table is the truth', () => {
  test('the doors without a lock are these, and no others', () => {
    expect(
      routes()
        .filter((one) => one.can === 'anyone')
        .map(nameOf)
        .sort(),
    ).toEqual([...OPEN].sort())
  })

  test('every address that the server answers is in the table, or a file, or the health of it', () => {
    const known = new Set(world.app.registeredRoutes.map(nameOf))
    const served = servedRoutes(world)
    expect(served.length).toBeGreaterThan(routes().length)
    const strange = served.filter(
      (one) =>
        !known.has(one.replace(/^HEAD/, 'GET')) &&
        !BESIDE.some((beside) => beside.test(one.split(' ')[1] ?? '')),
    )
    expect(strange).toEqual([])
  })

  test('every permission opens a door, and every role may do something', () => {
    const used = new Set(routes().map((one) => one.can))
    expect(Object.keys(PERMISSIONS).filter((one) => !used.has(one as keyof typeof PERMISSIONS))).toEqual([])
    const roles = new Set<Role>(Object.values(PERMISSIONS).flatMap(({ roles }) => [...roles]))
    expect([...roles].sort()).toEqual(Object.keys(ROLES).sort())
  })

  test.each(Object.keys(ROLES) as Role[])(
    '%s comes to the doors of the table, and to no other',
    async (role) => {
      const browser = await world.signedIn(await leader(role))
      const spare = await world.person(house.area, { role: 'analyst' })
      const at = { ...house, spare }
      const found: Record<string, boolean> = {}
      for (const route of routes().filter((one) => one.can !== 'anyone')) {
        found[nameOf(route)] = (await knock(browser, route, at)).status !== 403
      }
      expect(found).toEqual(expectedOf(role))
    },
    EVERY_DOOR,
  )

  function expectedOf(role: Role): Record<string, boolean> {
    return Object.fromEntries(
      routes().flatMap((route) => {
        if (route.can === 'anyone') return []
        const allowed: readonly Role[] = PERMISSIONS[route.can].roles
        return [[nameOf(route), allowed.includes(role)]]
      }),
    )
  }

  test('whoever is not signed in is sent to sign in from every locked door', async () => {
    const browser = world.client()
    for (const route of routes().filter((one) => one.can !== 'anyone')) {
      const answer = await knock(browser, route, house)
      expect([nameOf(route), answer.status]).toEqual([nameOf(route), 303])
      expect(answer.location).toMatch(/^\/sign-in(\?next=%2F|$)/)
      expect(answer.body).toBe('')
    }
  })

  test('a grant that has not begun, or has run out, opens nothing', async () => {
    const person = await world.person(house.area, { role: 'programme_manager', until: '2026-11-30' })
    const browser = await world.signedIn(person)
    expect((await browser.get('/people')).status).toBe(200)
    world.clock.set('2026-12-01T00:00:00Z')
    await browser.signInAs(person)
    expect((await browser.get('/people')).status).toBe(403)
    world.clock.set(START)
  })

  test('a lead reports on what they lead, and on nothing else', async () => {
    const person = await world.person(house.area, { role: 'milestone_lead', posts: ['Workforce Lead'] })
    const browser = await world.signedIn(person)
    const door = (milestone: string) => `/milestones/${house.plan.of(milestone)}/update`
    expect((await browser.get(door('m5'))).status).toBe(200)
    expect((await browser.get(door('m1'))).status).toBe(403)
    // To support is not to lead.
    expect((await browser.get(door('m4'))).status).toBe(403)
    const said = { once: crypto.randomUUID(), status: 'on_track', done: 'Done.', support_needed: 'no' }
    expect((await browser.post(door('m1'), said)).status).toBe(403)
    expect((await browser.post(`/updates/${house.plan.of('m1')}`, said)).status).toBe(403)
  })
})

/** "GET /plans/:id" of everything that the server's own router holds. */
function servedRoutes({ app }: TestWorld): string[] {
  const trail: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^([\s│├└─]*)(\S+) \(([^)]*)\)$/.exec(line) ?? []
      const depth = indent.length / 4
      trail.splice(Math.max(depth - 1, 0), Number.POSITIVE_INFINITY, part)
      return methods.split(', ').flatMap((method) => (method ? [`${method} ${trail.join('')}`] : []))
    })
}

describe('a form is taken only from our own page', () => {
  test('a POST without its token, or with a made-up one, is refused at every door', async () => {
    const browser = await world.signedIn(await leader('programme_manager'))
    await browser.get('/sign-in')
    for (const { url } of routes().filter((one) => one.method === 'POST')) {
      const address = addressOf(url, house)
      expect([url, (await browser.postBare(address, {})).status]).toEqual([url, 403])
      expect([url, (await browser.postBare(address, { _csrf: 'made-up' })).status]).toEqual([url, 403])
    }
  })

  test('the token of another browser is refused', async () => {
    const [browser, other] = [world.client(), world.client()]
    await browser.get('/sign-in')
    const answer = await browser.postBare('/sign-out', { _csrf: await other.csrfToken() })
    expect(answer.status).toBe(403)
  })

  test('a refusal is a plain page, and nothing was done', async () => {
    const person = await world.person(house.area, { role: 'analyst' })
    const browser = await world.signedIn(person)
    const answer = await browser.postBare('/sign-out', {})
    expect(answer.body).toContain('You cannot do this')
    expect((await browser.get('/access')).status).toBe(200)
  })
})

describe('what every answer carries', () => {
  const CSP =
    "default-src 'none';script-src 'self' 'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw=';style-src 'self';img-src 'self' data:;font-src 'self';" +
    "connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'"
  const ALWAYS = {
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'x-request-id': expect.stringMatching(/^[0-9a-f]{12}-[0-9a-z]+$/),
  }

  /** A file to take away, which can do nothing where a browser opens it on the spot. */
  const INERT = { 'content-security-policy': "default-src 'none'; sandbox" }
  const isFile = ({ headers }: Answer) => headers['content-disposition']?.startsWith('attachment') ?? false

  test('every page: our own scripts only, no frame, no sniffing, no referrer, kept by no cache', async () => {
    for (const route of routes().filter((one) => one.method === 'GET')) {
      const role = route.can === 'anyone' ? 'analyst' : PERMISSIONS[route.can].roles[0]
      const answer = await knock(await world.signedIn(await leader(role)), route, house)
      // Where there is one plan only, its findings are gone to at once.
      expect([200, 303], nameOf(route)).toContain(answer.status)
      expect(answer.headers, nameOf(route)).toMatchObject(isFile(answer) ? { ...ALWAYS, ...INERT } : ALWAYS)
      if (answer.status === 200) expect(answer.headers['cache-control'], nameOf(route)).toBe('no-store')
    }
  })

  test('faults and redirects too', async () => {
    const browser = await world.signedIn(await leader('analyst'))
    for (const [url, status] of [
      ['/nowhere', 404],
      ['/people', 403],
      ['/plans/not-an-id', 404],
    ] as const) {
      const answer = await browser.get(url)
      expect(answer.status).toBe(status)
      expect(answer.headers).toMatchObject({ ...ALWAYS, 'cache-control': 'no-store' })
    }
    expect((await world.client().get('/plans')).headers).toMatchObject(ALWAYS)
  })

  test('of what stands in a page, nothing runs but the one script that the policy knows by its words', async () => {
    const { headers, body } = await world.client().get('/sign-in')
    const known = /script-src 'self' '(sha256-\S+)';/.exec(headers['content-security-policy'] ?? '')?.[1]
    const inPage = [...body.matchAll(/<script(?![^>]* src=)[^>]*>([^<]*)<\/script>/g)].map(
      ([, words = '']) => `sha256-${createHash('sha256').update(words).digest('base64')}`,
    )
    expect(inPage).toEqual([known])
  })

  test('a page that was kept carries the token of this answer, and works', async () => {
    const browser = await world.signedIn(await leader('programme_manager'))
    const url = `/milestones/${house.plan.of('m1')}`
    const tokens: string[] = []
    for (let turn = 0; turn < 3; turn += 1) {
      const { body } = await browser.get(url)
      tokens.push(formsOf(body).find(({ action }) => action === '/sign-out')?.values._csrf ?? '')
    }
    expect(new Set(tokens).size).toBe(3)
    expect((await browser.postBare('/sign-out', { _csrf: tokens.at(-1) ?? '' })).status).toBe(303)
  })

  test('a form cookie that somebody changed is refused, also after the true one was seen', async () => {
    const browser = await world.signedIn(await leader('programme_manager'))
    // The first page gives the cookie; the second sees it.
    await browser.get('/plans')
    const { body } = await browser.get('/plans')
    const [form] = formsOf(body).filter(({ action }) => action === '/sign-out')
    const whole = browser.cookies.get('csrf') ?? ''
    browser.cookies.set('csrf', `${whole.slice(0, -3)}${whole.endsWith('AAA') ? 'BBB' : 'AAA'}`)
    expect((await browser.postBare('/sign-out', { _csrf: form?.values._csrf ?? '' })).status).toBe(403)
    browser.cookies.set('csrf', whole)
    expect((await browser.postBare('/sign-out', { _csrf: form?.values._csrf ?? '' })).status).toBe(303)
  })

  test('through https: strict transport, and cookies that only this host sees and no script reads', async () => {
    const secure = await startWorld({ publicUrl: 'https://goldenthread.test' })
    try {
      const area = await secure.area()
      await secure.person(area, { role: 'analyst', email: 'a@example.org', passphrase: PASSPHRASE })
      const browser = secure.client()
      const answer = await browser.post('/sign-in', { email: 'a@example.org', passphrase: PASSPHRASE })
      expect(answer.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
      const cookie = answer.cookies.find(({ name }) => name === '__Host-goldenthread')
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, path: '/', sameSite: 'Lax' })
      expect(cookie).not.toHaveProperty('domain')
      expect(browser.cookies.has('__Host-csrf')).toBe(true)
    } finally {
      await secure.close()
    }
  })
})

describe('a page that was kept for one reader', () => {
  const url = () => `/milestones/${house.plan.of('m5')}`

  test('is shown to no other: each sees their own name, and their own doors', async () => {
    const lead = await world.person(house.area, {
      role: 'milestone_lead',
      name: 'Lena Lead',
      posts: ['Workforce Lead'],
    })
    const reader = await world.person(house.area, { role: 'board_member', name: 'Bea Board' })
    const [leading, reading] = [await world.signedIn(lead), await world.signedIn(reader)]
    for (let turn = 0; turn < 2; turn += 1) {
      const [hers, theirs] = [(await leading.get(url())).body, (await reading.get(url())).body]
      expect([hers.includes('Lena Lead'), hers.includes('Bea Board')]).toEqual([true, false])
      expect([theirs.includes('Lena Lead'), theirs.includes('Bea Board')]).toEqual([false, true])
      expect([hers.includes('/update"'), theirs.includes('/update"')]).toEqual([true, false])
    }
  })

  test('is refused to them once their role has ended, without a word to the record', async () => {
    const person = await world.person(house.area, { role: 'analyst', until: '2026-11-23' })
    const browser = await world.signedIn(person)
    expect((await browser.get(url())).status).toBe(200)
    world.clock.set('2026-11-24T00:00:00Z')
    await browser.signInAs(person)
    expect((await browser.get(url())).status).toBe(403)
    world.clock.set(START)
  })

  test('tells what was said a moment ago, by whomever', async () => {
    const reading = await world.signedIn(await leader('board_member'))
    expect((await reading.get(url())).body).not.toContain('Said just now')
    const writing = await world.signedIn(await leader('programme_manager'))
    const said = {
      once: crypto.randomUUID(),
      status: 'on_track',
      done: 'Said just now',
      support_needed: 'no',
    }
    expect((await writing.post(`${url()}/update`, said)).status).toBe(303)
    expect((await reading.get(url())).body).toContain('Said just now')
  })
})

describe('a session', () => {
  const isIn = async (browser: TestClient): Promise<boolean> => (await browser.get('/access')).status === 200
  const analyst = () => world.person(house.area, { role: 'analyst' })

  test('is over after an hour without a request, and not before', async () => {
    const browser = await world.signedIn(await analyst())
    world.clock.forward({ minutes: 60 })
    expect(await isIn(browser)).toBe(true)
    world.clock.forward({ minutes: 61 })
    expect(await isIn(browser)).toBe(false)
    world.clock.set(START)
  })

  test('is over twelve hours after sign-in, however busy', async () => {
    const browser = await world.signedIn(await analyst())
    for (let hour = 0; hour < 24; hour += 1) {
      world.clock.forward({ minutes: 30 })
      expect(await isIn(browser)).toBe(true)
    }
    world.clock.forward({ minutes: 1 })
    expect(await isIn(browser)).toBe(false)
    world.clock.set(START)
  })

  test('ends with sign-out, for whoever copied the cookie too', async () => {
    const browser = await world.signedIn(await analyst())
    const copy = world.client()
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    expect(await isIn(copy)).toBe(true)
    const answer = await browser.post('/sign-out')
    expect([answer.status, answer.location]).toEqual([303, '/sign-in'])
    expect(browser.session).toBe('')
    expect(await isIn(copy)).toBe(false)
  })

  test('ends at once when access is ended', async () => {
    const person = await analyst()
    const browser = await world.signedIn(person)
    const manager = await world.signedIn(await leader('administrator'))
    expect((await manager.post(`/people/${person.id}/end-access`)).status).toBe(303)
    // Sent to sign in, not merely refused: the session itself is gone.
    expect((await browser.get('/access')).status).toBe(303)
  })

  test('ends at once when the login is disabled', async () => {
    const person = await world.person(house.area, {
      role: 'analyst',
      email: 'disabled@example.org',
      passphrase: PASSPHRASE,
    })
    const browser = await world.signedIn(person)
    await world.pool
      .updateTable('account')
      .set({ disabled_at: new Date() })
      .where('email', '=', person.email)
      .execute()
    expect(await isIn(browser)).toBe(false)
    const again = await signIn(world.client(), 'disabled@example.org', PASSPHRASE)
    expect(again.status).toBe(422)
  })

  test('a cookie that was made up, cut or altered opens nothing, and is no fault', async () => {
    const browser = await world.signedIn(await analyst())
    const [areaId = '', token = ''] = browser.session.split('.')
    for (const value of [
      '',
      'x',
      token,
      `${areaId}.`,
      `${areaId}.${token.slice(1)}x`,
      `${areaId}.${token}.x`,
      `'; drop table session; --.${token}`,
    ]) {
      const other = world.client()
      other.cookies.set('goldenthread', value)
      expect([value, (await other.get('/access')).status]).toEqual([value, 303])
    }
  })
})

const signIn = (browser: TestClient, email: string, passphrase: string, more: Record<string, string> = {}) =>
  browser.post('/sign-in', { email, passphrase, ...more })

describe('signing in', () => {
  let person: TestPerson
  let visitors = 0
  /** A browser at an address of its own, so that attempts of one test do not count for another. */
  const browserElsewhere = () => {
    visitors += 1
    return world.client({ remoteAddress: `198.51.100.${visitors}` })
  }
  beforeAll(async () => {
    person = await world.person(house.area, {
      role: 'analyst',
      email: 'analyst@example.org',
      passphrase: PASSPHRASE,
    })
  })

  test('gives a new secret each time, and takes none from before', async () => {
    const browser = browserElsewhere()
    browser.carry({ areaId: house.area.id, token: 'A'.repeat(43) })
    expect((await signIn(browser, person.email, PASSPHRASE)).status).toBe(303)
    const first = browser.session
    expect(first).toMatch(/^[0-9a-f-]{36}\.[\w-]{43}$/)
    expect(first).not.toContain('A'.repeat(43))
    expect((await signIn(browser, person.email, PASSPHRASE)).status).toBe(303)
    expect(browser.session).not.toBe(first)
  })

  test('ends the session that this browser had before', async () => {
    const browser = browserElsewhere()
    await signIn(browser, person.email, PASSPHRASE)
    const before = world.client()
    before.cookies.set('goldenthread', browser.session)
    await signIn(browser, person.email, PASSPHRASE)
    expect((await browser.get('/access')).status).toBe(200)
    expect((await before.get('/access')).status).toBe(303)
  })

  test('answers the same to an unknown address and to a wrong passphrase', async () => {
    const plain = ({ status, body }: Answer) => [
      status,
      body.replace(/name="_csrf" value="[^"]*"/g, '').replaceAll(/(un)?known@example\.org/g, 'X'),
    ]
    await world.person(house.area, { role: 'analyst', email: 'known@example.org', passphrase: PASSPHRASE })
    const wrong = await signIn(browserElsewhere(), 'known@example.org', 'not the passphrase at all')
    const unknown = await signIn(browserElsewhere(), 'unknown@example.org', 'not the passphrase at all')
    expect(plain(unknown)).toEqual(plain(wrong))
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('The e-mail address or the passphrase is wrong')
  })

  test('works as hard for an unknown address as for a wrong passphrase', async () => {
    await signIn(browserElsewhere(), 'nobody@example.org', 'warm the decoy up')
    const [unknown, wrong] = [await leastWork('nobody@example.org'), await leastWork(person.email)]
    expect(unknown / wrong).toBeGreaterThan(0.5)
    expect(unknown / wrong).toBeLessThan(2)
  })

  /** Of the processor's time, which a busy machine does not stretch as it does the clock's. */
  async function leastWork(email: string): Promise<number> {
    const spent = []
    for (let turn = 0; turn < 5; turn += 1) {
      const browser = browserElsewhere()
      await browser.csrfToken()
      const from = process.cpuUsage()
      await signIn(browser, email, 'not the passphrase at all')
      const { user, system } = process.cpuUsage(from)
      spent.push(user + system)
    }
    return Math.min(...spent)
  }

  test('the seventh attempt in a minute waits, however the address is written; a stranger locks nobody out', async () => {
    const stranger = world.client({ remoteAddress: '203.0.113.7' })
    const spellings = [person.email, person.email.toUpperCase(), ` ${person.email} `]
    for (let turn = 0; turn < 6; turn += 1) {
      expect((await signIn(stranger, spellings[turn % 3] ?? '', 'wrong')).status).toBe(422)
    }
    const seventh = await signIn(stranger, person.email, PASSPHRASE)
    expect(seventh.status).toBe(429)
    expect(seventh.body).toContain('Too many attempts')
    expect(
      (await signIn(world.client({ remoteAddress: '203.0.113.8' }), person.email, PASSPHRASE)).status,
    ).toBe(303)
  })

  test('an address that claims to speak for another does not escape the count', async () => {
    const stranger = world.client({ remoteAddress: '203.0.113.9' })
    const token = await stranger.csrfToken()
    const attempt = (turn: number) =>
      stranger.send('POST', '/sign-in', {
        payload: new URLSearchParams({ _csrf: token, email: person.email, passphrase: 'wrong' }).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': `192.0.2.${turn}`,
        },
      })
    const statuses = []
    for (let turn = 0; turn < 7; turn += 1) statuses.push((await attempt(turn)).status)
    expect(statuses.at(-1)).toBe(429)
  })

  test.each([
    ...['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'javascript:alert(1)'],
    ...[
      '\\\\elsewhere.example',
      '/\t/elsewhere.example',
      '/ /elsewhere.example',
      '/%0d%0aLocation: //x',
      'elsewhere.example',
      '',
    ],
    ...[
      '/\u2028/elsewhere.example',
      '///elsewhere.example',
      '/.//elsewhere.example',
      'http:elsewhere.example',
    ],
  ])('never leads off site: next=%j', async (next) => {
    const { status, location } = await signIn(browserElsewhere(), person.email, PASSPHRASE, { next })
    expect(status).toBe(303)
    expect(new URL(location, world.publicUrl).origin).toBe(world.publicUrl)
    expect(location).toMatch(/^\/(?![/\\])/)
  })

  test('leads to the page that was asked for', async () => {
    const browser = browserElsewhere()
    const asked = await browser.get(`/plans/${house.plan.id}?by=lead`)
    expect(asked.location).toBe(`/sign-in?next=${encodeURIComponent(`/plans/${house.plan.id}?by=lead`)}`)
    const answer = await signIn(browser, person.email, PASSPHRASE, {
      next: `/plans/${house.plan.id}?by=lead`,
    })
    expect(answer.location).toBe(`/plans/${house.plan.id}?by=lead`)
  })

  test('a first passphrase signs in with a session of its own, and the invitation works once', async () => {
    const guest = await world.person(house.area, { role: 'analyst' })
    const browser = browserElsewhere()
    const url = `/welcome/${guest.invitation.areaId}.${guest.invitation.token}`
    const form = { passphrase: PASSPHRASE, again: PASSPHRASE }
    expect((await browser.post(url, form)).status).toBe(303)
    expect((await browser.get('/access')).status).toBe(200)
    expect((await browserElsewhere().post(url, form)).status).toBe(404)
    expect((await browserElsewhere().get(url)).status).toBe(404)
  })

  test('an invitation runs out after fourteen days', async () => {
    const { invitation } = await world.person(house.area, { role: 'analyst' })
    const url = `/welcome/${invitation.areaId}.${invitation.token}`
    world.clock.forward({ days: 14 })
    expect((await browserElsewhere().get(url)).status).toBe(404)
    world.clock.set(START)
  })
})

describe('the demonstration sign-in', () => {
  let shown: TestWorld
  beforeAll(async () => {
    shown = await startWorld({ demonstration: true, publicUrl: 'http://127.0.0.1:3000' })
    const area = await shown.area({ name: 'Anyshire', demonstration: true })
    await shown.person(area, { role: 'analyst' })
    const real = await shown.area({ name: 'Realshire' })
    await shown.person(real, { role: 'analyst', name: 'Real Person' })
  })
  afterAll(() => shown.close())

  const visit = (headers: Record<string, string>) => shown.client().send('GET', '/demonstration', { headers })

  test('is nowhere without its setting', async () => {
    const answer = await world.client({ host: 'localhost' }).get('/demonstration')
    expect(answer.status).toBe(404)
    expect((await world.client({ host: 'localhost' }).post('/demonstration')).status).toBe(404)
  })

  test.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000'])(
    'is there for a browser on this machine: %s',
    async (host) => {
      expect((await visit({ host })).status).toBe(200)
    },
  )

  test.each([
    'elsewhere.example',
    'localhost.elsewhere.example',
    '127.0.0.1.elsewhere.example',
    '10.0.0.1',
    '127.0.0.1@elsewhere.example',
  ])('is nowhere for a browser that thinks us elsewhere: %s', async (host) => {
    expect((await visit({ host })).status).toBe(404)
  })

  test('cannot be talked into it by a header that a page elsewhere can set', async () => {
    expect((await visit({ host: 'elsewhere.example', 'x-forwarded-host': 'localhost' })).status).toBe(404)
  })

  test('lets in as people of the demonstration only', async () => {
    const { body } = await visit({ host: 'localhost' })
    expect(body).not.toContain('Real Person')
    const real = await shown.area({ name: 'Anothershire' })
    const person = await shown.person(real, { role: 'analyst' })
    const answer = await shown.client({ host: 'localhost' }).post('/demonstration', { person: person.id })
    expect(answer.status).toBe(422)
  })
})
