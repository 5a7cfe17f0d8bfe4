/** From the outbox to a mail server that refuses, delays, hangs or hangs up: never twice, never lost, all to be seen. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type MailServer, type Manner, startMailServer } from '../../../tests/support/smtp.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import { SECRET, startWorld, type TestArea, type TestWorld } from '../../../tests/support/world.ts'
import { JOBS } from '../../app.ts'
import { readLink } from '../access/signed-links.ts'
import { newId } from '../ids.ts'
import { workOnce } from '../jobs/worker.ts'
import { createMailer, type Mailer } from './mail.ts'
import { mailLink, type NewMail, pageLink, queueMail, withdrawMail } from './outbox.ts'
import { listMail, readFates } from './rows.ts'

const FROM = 'goldenthread@anyshire.example'
const MINUTES = 60_000

let world: TestWorld
let area: TestArea
let server: MailServer

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  area = await world.area()
  server = await startMailServer()
})
afterEach(async () => {
  await server.close()
  // What a test leaves waiting is not to be handed over in the next one.
  await world.scope(area, ({ db }) => db.updateTable('mail').set({ state: 'withdrawn' }).execute())
})

const mailer = (url = server.url): Mailer =>
  createMailer({
    smtpUrl: url,
    from: FROM,
    folder: '/nowhere',
    patience: { greeting: 300, silence: 300, whole: 1_000 },
  })

const newMail = (some: Partial<NewMail> = {}): NewMail => ({
  ...{ kind: 'ask', personId: null, address: 'lead@anyshire.example', subject: 'Your milestones' },
  ...{ text: 'Two milestones need your words.', links: [], once: newId() },
  ...some,
})

async function queue(...mails: NewMail[]): Promise<void> {
  await world.scope(area, (scope) => queueMail(scope, mails))
}

/** What a worker does that finds the queue as it is. */
const work = (by: Mailer = mailer()) =>
  workOnce(world.database.ownerUrl, JOBS, { ...world.workerDeps, mailer: by })

/** What the minute's timetable does. */
async function goThrough(by: Mailer = mailer()): Promise<void> {
  await JOBS.find(({ name }) => name === 'mail.go_through')?.run({ ...world.workerDeps, mailer: by }, {})
}

const mails = () => world.scope(area, (scope) => listMail(scope, { states: null, limit: 1_000, offset: 0 }))
const states = async () => (await mails()).map(({ state, answer, attempts }) => ({ state, answer, attempts }))

/** Lets it be tried with this manner of the server, from the queue on. */
async function tried(manner: Manner, ...some: NewMail[]) {
  Object.assign(server, { manner })
  await queue(...(some.length > 0 ? some : [newMail()]))
  await work()
  return states()
}

describe('a mail', () => {
  test('goes out once, after the transaction that caused it, and is seen to have gone', async () => {
    expect(await tried({})).toEqual([{ state: 'sent', answer: expect.stringMatching(/^250/), attempts: 1 }])
    await work()
    await goThrough()
    expect(server.deliveries).toHaveLength(1)
  })

  test('does not exist when the transaction that caused it was taken back', async () => {
    const failing = world.scope(area, async (scope) => {
      await queueMail(scope, [newMail()])
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await work()
    await goThrough()
    expect([await mails(), server.calls]).toEqual([[], 0])
  })

  test('of one cause is written once, however often and by however many it is asked for', async () => {
    const mail = newMail()
    await queue(mail, mail)
    await Promise.all(Array.from({ length: 10 }, () => queue({ ...mail, text: 'Again' })))
    await work()
    expect(server.deliveries).toHaveLength(1)
    expect(server.deliveries[0]?.raw).toContain('Two milestones')
  })

  test('carries its links, signed for what they open; and none of them lies in the database', async () => {
    const id = newId()
    const [asked, page] = [mailLink('/asked/', 'ask', id), pageLink('/notices')]
    await tried(
      {},
      newMail({ text: `Answer: ${asked.mark}\nAll: ${page.mark}\n$& ${asked.mark}`, links: [asked, page] }),
    )
    const raw = server.deliveries[0]?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? ''
    const token = /http:\/\/goldenthread\.test\/asked\/(\S+)/.exec(raw)?.[1] ?? ''
    expect(readLink(SECRET, 'ask', token)).toEqual({ areaId: area.id, id })
    expect(raw.split(token)).toHaveLength(3)
    expect(raw).toMatch(/All: http:\/\/goldenthread\.test\/notices\r\n/)
    expect(raw).not.toContain('[link')
    expect(JSON.stringify(await mails())).not.toContain(token)
  })

  test('that has no cause any more is withdrawn while it waits, and not afterwards', async () => {
    const [one, other] = [newMail(), newMail()]
    await tried({}, one)
    await queue(other)
    const taken = await world.scope(area, (scope) =>
      withdrawMail(scope, [one.once, other.once], 'Answered already'),
    )
    await work()
    expect([taken, server.deliveries.length]).toEqual([1, 1])
    const fates = await world.scope(area, (scope) => readFates(scope, [one.once, other.once]))
    expect([fates.get(one.once)?.state, fates.get(other.once)?.state]).toEqual(['sent', 'withdrawn'])
  })

  test('has one line for subject and address, whatever was written', async () => {
    const end = '\r\nBcc: other@elsewhere.example\r\n'
    await queue(newMail({ subject: `A plan${end}`, address: `lead@anyshire.example${end}` }))
    const [row] = await mails()
    expect(`${row?.subject}${row?.address}`).not.toMatch(/[\r\n]/)
    await work()
    for (const { to, raw } of server.deliveries) {
      expect(to).not.toContain('other@elsewhere.example')
      expect(raw).not.toMatch(/^Bcc:/im)
    }
  })

  test('costs as many statements for four hundred as for one', async () => {
    const statements = (many: number) =>
      countStatements(world, area, (scope) =>
        queueMail(
          scope,
          Array.from({ length: many }, () => newMail()),
        ),
      )
    expect([await statements(1), await statements(400)]).toEqual([2, 2])
  })
})

describe('a mail server that', () => {
  test('refuses for good is not asked again, and its words are kept', async () => {
    const refused = { state: 'refused', answer: '550 No such mailbox', attempts: 1 }
    expect(await tried({ refuse: '550 No such mailbox' })).toEqual([refused])
    world.clock.forward({ days: 3 })
    await goThrough()
    expect(await states()).toEqual([refused])
    expect(server.calls).toBe(1)
  })

  test('refuses for now is asked again after 1, 5, 15 and 60 minutes, then every four hours for two days', async () => {
    await tried({ refuse: '451 Try again later' })
    const waits: number[] = []
    for (;;) {
      const [mail] = await mails()
      if (mail?.state !== 'waiting') break
      const wait = (mail.dueAt.getTime() - world.clock.now().getTime()) / MINUTES
      waits.push(wait)
      world.clock.forward({ minutes: wait - 1 })
      await goThrough()
      expect(server.calls).toBe(waits.length)
      world.clock.forward({ minutes: 1 })
      await goThrough()
    }
    expect(waits).toEqual([1, 5, 15, 60, ...Array(12).fill(240)])
    expect(await states()).toEqual([{ state: 'stopped', answer: '451 Try again later', attempts: 17 }])
    expect(server.deliveries).toEqual([])
  })

  test('is away loses nothing, and takes all when it is back', async () => {
    const { port } = new URL(server.url)
    await server.close()
    const some = Array.from({ length: 5 }, () => newMail())
    await queue(...some)
    await work()
    // One has found out; the others are not asked to.
    expect((await states()).map(({ attempts }) => attempts).sort()).toEqual([0, 0, 0, 0, 1])
    server = await startMailServer({}, Number(port))
    world.clock.forward({ minutes: 1 })
    await goThrough()
    expect(server.deliveries).toHaveLength(5)
    expect(new Set((await states()).map(({ state }) => state))).toEqual(new Set(['sent']))
  })

  test.each(['at greeting', 'before the message'] as const)(
    'hangs or hangs up %s is asked again, and then has it once',
    async (place) => {
      for (const manner of [{ hangs: place }, { drops: place }]) {
        expect((await tried(manner)).filter(({ state }) => state === 'waiting')).toHaveLength(1)
        server.manner = {}
        world.clock.forward({ minutes: 1 })
        await goThrough()
      }
      expect(server.deliveries).toHaveLength(2)
    },
  )

  test.each([
    { hangs: 'after the message' },
    { drops: 'after the message' },
    { drops: 'within the message' },
  ] as const)('may have the message is never sent it again by itself: %o', async (manner) => {
    expect(await tried(manner)).toEqual([{ state: 'unsure', answer: expect.any(String), attempts: 1 }])
    server.manner = {}
    world.clock.forward({ days: 3 })
    await goThrough()
    expect((await states())[0]?.state).toBe('unsure')
    expect(server.calls).toBe(1)
  })

  test('is slow is waited for, and holds up nobody who saves', async () => {
    const plan = await world.plan(area)
    const person = await world.person(area, { role: 'programme_manager' })
    const browser = await world.signedIn(person)
    for (const manner of [{ slow: 150 }, { hangs: 'at greeting' } as const]) {
      server.manner = manner
      await queue(newMail())
      const delivering = work()
      const began = performance.now()
      const said = { once: newId(), status: 'on_track', done: 'Done.', support_needed: 'no' }
      const answer = await browser.post(`/milestones/${plan.of('m1')}/update`, said)
      expect(answer.status).toBe(303)
      expect(performance.now() - began).toBeLessThan(10_000)
      await delivering
    }
    expect(server.deliveries.some(({ raw }) => raw.includes('Two milestones'))).toBe(true)
  })

  test('refuses one of many takes the others', async () => {
    server.manner = { refuseFor: { 'bad@anyshire.example': '550 No such mailbox' } }
    await queue(newMail(), newMail({ address: 'bad@anyshire.example' }), newMail())
    await work()
    expect((await states()).map(({ state }) => state).sort()).toEqual(['refused', 'sent', 'sent'])
  })
})

describe('many workers and many mails', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      newMail({ subject: `Mail ${at}`, address: `lead${at}@anyshire.example` }),
    )

  test('four hundred mails reach four hundred people, each once', async () => {
    await queue(...many(400))
    await work()
    expect(new Set(server.deliveries.map(({ to }) => to[0])).size).toBe(400)
    expect(server.deliveries).toHaveLength(400)
    expect(new Set((await states()).map(({ state }) => state))).toEqual(new Set(['sent']))
  }, 60_000)

  test('two workers at once deliver each mail once', async () => {
    await queue(...many(40))
    await Promise.all([goThrough(mailer()), goThrough(mailer()), work(mailer())])
    expect(server.deliveries).toHaveLength(40)
    expect(new Set(server.deliveries.map(({ to }) => to[0])).size).toBe(40)
  })

  test('one process goes one round at a time, which also takes what was written meanwhile', async () => {
    server.manner = { slow: 50 }
    const by = mailer()
    await queue(...many(3))
    const first = goThrough(by)
    await vi.waitFor(() => expect(server.calls).toBeGreaterThan(0))
    await queue(newMail({ address: 'later@anyshire.example' }))
    await goThrough(by)
    // The second round has handed itself to the first.
    expect(server.deliveries.length).toBeLessThan(4)
    await first
    expect(server.deliveries).toHaveLength(4)
  })

  test('a worker that is told to stop hands over no more, and the next one does', async () => {
    server.manner = { slow: 50 }
    await queue(...many(6))
    const stopping = new AbortController()
    const run = JOBS.find(({ name }) => name === 'mail.go_through')?.run(
      { ...world.workerDeps, mailer: mailer() },
      {},
      stopping.signal,
    )
    await vi.waitFor(() => expect(server.deliveries.length).toBeGreaterThan(0))
    stopping.abort()
    await run
    expect(server.deliveries.length).toBeLessThan(6)
    await goThrough()
    expect(server.deliveries).toHaveLength(6)
  })
})

describe('a worker that is killed', () => {
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  /** A process of its own, so that it can be killed as a machine kills it. */
  function startPostman(): ChildProcess {
    const script = join(import.meta.dirname, '../../../tests/support/postman.ts')
    const now = world.clock.now().toISOString()
    const child = spawn(process.execPath, [script, world.database.ownerUrl, server.url, now], {
      stdio: 'inherit',
    })
    children.push(child)
    return child
  }

  test('with a message on its way leaves it as one of which nobody knows, once nobody can still be waiting', async () => {
    server.manner = { hangs: 'after the message' }
    await queue(newMail())
    const child = startPostman()
    await vi.waitFor(() => expect(server.read).toHaveLength(1), { timeout: 20_000, interval: 20 })
    child.kill('SIGKILL')
    await once(child, 'exit')
    server.manner = {}

    expect((await states())[0]?.state).toBe('sending')
    world.clock.forward({ minutes: 4 })
    await goThrough()
    expect((await states())[0]?.state).toBe('sending')
    world.clock.forward({ minutes: 2 })
    await goThrough()
    expect((await states())[0]?.state).toBe('unsure')
    await work()
    expect([server.read.length, server.deliveries.length]).toEqual([1, 0])
  }, 40_000)

  test('leaves what it had not taken to the next one', async () => {
    server.manner = { slow: 100 }
    await queue(...Array.from({ length: 8 }, () => newMail()))
    const child = startPostman()
    await vi.waitFor(() => expect(server.deliveries.length).toBeGreaterThan(1), {
      timeout: 20_000,
      interval: 5,
    })
    child.kill('SIGKILL')
    await once(child, 'exit')
    server.manner = {}
    await goThrough()
    world.clock.forward({ minutes: 10 })
    await goThrough()
    const names = server.deliveries.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
    expect(new Set(names).size).toBe(names.length)
    const after = (await states()).map(({ state }) => state)
    expect(after.filter((state) => state === 'unsure').length).toBeLessThanOrEqual(1)
    expect(after.filter((state) => state === 'sent').length).toBeGreaterThanOrEqual(7)
  }, 40_000)
})
