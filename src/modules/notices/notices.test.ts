/** What people are told: on the site, by mail as they wish, once; and the page of the mail. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formsOf, mainTextOf, tagsOf } from '../../../tests/support/html.ts'
import { countStatements } from '../../../tests/support/statements.ts'
import {
  START,
  startWorld,
  type TestArea,
  type TestClient,
  type TestPerson,
  type TestWorld,
} from '../../../tests/support/world.ts'
import { JOBS } from '../../app.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import { mailLink, type NewMail, queueMail } from '../../platform/mail/outbox.ts'
import type { MailState } from '../../platform/mail/rows.ts'
import { countNotices, type NewNotice, notify } from './index.ts'

let world: TestWorld
let area: TestArea
let person: TestPerson
let browser: TestClient

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.set(START)
  area = await world.area()
  person = await world.person(area, { role: 'milestone_lead' })
  browser = await world.signedIn(person)
  // What other areas were told before is out of the way.
  await writeDigests()
  world.mail.length = 0
})

const notice = (some: Partial<NewNotice> = {}): NewNotice => ({
  ...{ personId: person.id, kind: 'query', words: 'Programme Manager asked you about milestone 3.2' },
  ...{ href: '/milestones/0190a000-0000-7000-8000-000000000003', once: newId() },
  ...some,
})

const tell = (...notices: NewNotice[]) => world.scope(area, (scope) => notify(scope, notices))
const wish = (mail: string, of: TestClient = browser) => of.post('/notices/wish', { mail })
const unread = (of = person) => world.scope(area, async (scope) => (await countNotices(scope, of.id)).unread)

/** The morning's run, then whatever it put into the queue. */
async function writeDigests(now = world.clock.now().toISOString()): Promise<void> {
  world.clock.set(now)
  await JOBS.find(({ name }) => name === 'notices.digest')?.run(world.workerDeps, {})
  await world.work()
}

describe('a notice', () => {
  test('is shown to whom it is for, with its page, and to nobody else', async () => {
    await tell(notice())
    const { body } = await browser.get('/notices')
    expect(mainTextOf(body)).toContain('1 notice, 1 not read')
    expect(mainTextOf(body)).toContain('Programme Manager asked you about milestone 3.2')
    expect(tagsOf(body).some(({ attributes }) => attributes.href === notice().href)).toBe(true)
    const other = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    expect(mainTextOf((await other.get('/notices')).body)).toContain('You have no notices')
  })

  test('of one cause is told once, at once or much later', async () => {
    const same = notice()
    await tell(same, same)
    await Promise.all([tell(same), tell({ ...same, words: 'Again' })])
    expect(await unread()).toBe(1)
  })

  test('does not exist when what caused it was taken back', async () => {
    const failing = world.scope(area, async (scope) => {
      await notify(scope, [notice()])
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await unread()).toBe(0)
  })

  test('leads to a page of the site, and nowhere else', async () => {
    for (const href of ['https://elsewhere.example', '//elsewhere.example', 'milestones']) {
      await expect(tell(notice({ href }))).rejects.toThrow(/check constraint/)
    }
  })

  test('is read when its reader says so: looking at the page, or at what it leads to, reads nothing', async () => {
    await tell(notice(), notice({ words: 'Another' }))
    const { body } = await browser.get('/notices')
    await browser.get('/notices')
    expect(await unread()).toBe(2)
    const action = formsOf(body).find((form) => form.action?.endsWith('/read'))?.action ?? ''
    expect((await browser.post(action)).status).toBe(303)
    expect((await browser.post(action)).status).toBe(303)
    expect(await unread()).toBe(1)
  })

  test('is marked as read with all others, but for what came since they were shown', async () => {
    await tell(notice(), notice())
    const { body } = await browser.get('/notices')
    await tell(notice())
    const all = formsOf(body).find((form) => form.action === '/notices/read-all')
    await browser.post('/notices/read-all', { upTo: all?.values.upTo ?? '' })
    expect(await unread()).toBe(1)
    expect((await browser.post('/notices/read-all', { upTo: 'nonsense' })).status).toBe(303)
    expect(await unread()).toBe(1)
  })

  test('cannot be read for somebody else', async () => {
    await tell(notice())
    const { body } = await browser.get('/notices')
    const action = formsOf(body).find((form) => form.action?.endsWith('/read'))?.action ?? ''
    const other = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    expect((await other.post(action)).status).toBe(404)
    expect(await unread()).toBe(1)
  })

  test('stands before those that were read, and long lists have pages', async () => {
    await tell(...Array.from({ length: 51 }, (_, at) => notice({ words: `Notice number ${at}.` })))
    const first = (await browser.get('/notices')).body
    const second = (await browser.get('/notices?page=2')).body
    const shown = (body: string) =>
      [...mainTextOf(body).matchAll(/Notice number (\d+)\./g)].map(([, at]) => at)
    expect(new Set([...shown(first), ...shown(second)]).size).toBe(51)
    expect(new Set(shown(second)).size).toBe(1)
    for (const page of ['0', '-1', 'x', '1e99'])
      expect((await browser.get(`/notices?page=${page}`)).status).toBe(200)
    const read = formsOf(first).find((form) => form.action?.endsWith('/read'))?.action ?? ''
    await browser.post(read)
    expect(formsOf((await browser.get('/notices?page=2')).body).some((form) => form.action === read)).toBe(
      false,
    )
  })

  test('costs as many statements for two hundred people as for one', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => world.person(area, { role: 'analyst' })))
    for (const one of [person, ...people]) await wish('at_once', await world.signedIn(one))
    const statements = (many: number) =>
      countStatements(world, area, (scope: Scope) =>
        notify(
          scope,
          Array.from({ length: many }, (_, at) =>
            notice({ personId: [person, ...people][at % 4]?.id ?? '' }),
          ),
        ),
      )
    expect(await statements(200)).toBe(await statements(1))
  })
})

describe('by mail', () => {
  test('a person hears once a day until they say otherwise, and the page shows it', async () => {
    const chosen = formsOf((await browser.get('/notices')).body).find(
      (form) => form.action === '/notices/wish',
    )
    expect(chosen?.values.mail).toBe('daily')
    await tell(notice())
    await world.work()
    expect(world.mail).toEqual([])
  })

  test('at once means one mail, in the same transaction, with what happened and where', async () => {
    await wish('at_once')
    await tell(notice())
    await world.work()
    expect(world.mail).toHaveLength(1)
    const [mail] = world.mail
    expect([mail?.to, mail?.subject]).toEqual([person.email, `1 new notice in Goldenthread for ${area.name}`])
    expect(mail?.text).toContain('Programme Manager asked you about milestone 3.2')
    expect(mail?.text).toContain('http://goldenthread.test/milestones/0190a000-0000-7000-8000-000000000003')
    expect(mail?.text).toContain('http://goldenthread.test/notices')
    expect(mail?.text).not.toContain('[link')
  })

  test('several notices of one transaction to one person are one mail, told together or one by one', async () => {
    await wish('at_once')
    const other = await world.person(area, { role: 'analyst' })
    await wish('at_once', await world.signedIn(other))
    await world.scope(area, async (scope) => {
      await notify(scope, [notice({ words: 'First.' }), notice({ words: 'Second.' })])
      await notify(scope, [
        notice({ words: 'Third.' }),
        notice({ words: 'For another.', personId: other.id }),
      ])
    })
    await world.work()
    const text = world.mail.find(({ to }) => to === person.email)?.text ?? ''
    expect(world.mail.filter(({ subject }) => subject.includes('new notice'))).toHaveLength(2)
    expect(text).toMatch(/3 new notices[\s\S]*First\.[\s\S]*Second\.[\s\S]*Third\./)
    expect(text).not.toContain('For another')
    expect(text).not.toContain('[link')
  })

  test('the same cause again is no second mail', async () => {
    await wish('at_once')
    const same = notice()
    await tell(same)
    await tell(same)
    await world.work()
    expect(world.mail).toHaveLength(1)
  })

  test('never means never, and what was told meanwhile does not come later either', async () => {
    await wish('never')
    await tell(notice({ words: 'Told while never.' }))
    await wish('daily')
    await writeDigests()
    expect(world.mail).toEqual([])
    await tell(notice({ words: 'Told while daily.' }))
    await writeDigests()
    expect(world.mail.map(({ text }) => /Told while \w+/.exec(text)?.[0])).toEqual(['Told while daily'])
  })

  test('nothing goes to whoever has no access any more, nor to whoever has no address', async () => {
    await wish('at_once')
    const gone = person
    const nobody = await world.person(area, { role: 'analyst' })
    await world.scope(area, ({ db }) =>
      db.updateTable('person').set({ email: null }).where('id', '=', nobody.id).execute(),
    )
    const manager = await world.signedIn(await world.person(area, { role: 'administrator' }))
    await manager.post(`/people/${gone.id}/end-access`)
    await world.work()
    world.mail.length = 0
    await tell(notice(), notice({ personId: nobody.id }))
    await writeDigests()
    expect(world.mail).toEqual([])
  })

  test('a choice that is none is asked for again', async () => {
    const answer = await wish('weekly')
    expect(answer.status).toBe(422)
    expect(mainTextOf(answer.body)).toContain('Select how often you want mail')
  })
})

describe('the mail of the day', () => {
  test('is one, with all that was told since the last and is not read; and none where nothing was', async () => {
    const quiet = await world.person(area, { role: 'analyst' })
    await world.work()
    world.mail.length = 0
    await tell(notice({ words: 'Read already.' }))
    const { body } = await browser.get('/notices')
    await browser.post(formsOf(body).find((form) => form.action?.endsWith('/read'))?.action ?? '')
    await tell(notice({ words: 'One.' }), notice({ words: 'Two.' }))
    await writeDigests('2026-11-24T07:30:00Z')
    expect(world.mail.map(({ to }) => to)).toEqual([person.email])
    expect(world.mail[0]?.text).toMatch(/2 new notices[\s\S]*One\.[\s\S]*Two\./)
    expect(world.mail[0]?.text).not.toContain('Read already')
    expect(world.mail.some(({ to }) => to === quiet.email)).toBe(false)
    await tell(notice({ words: 'Three.' }))
    await writeDigests('2026-11-25T07:30:00Z')
    expect(world.mail).toHaveLength(2)
    expect(world.mail[1]?.text).toMatch(/1 new notice[\s\S]*Three\./)
    expect(world.mail[1]?.text).not.toContain('One.')
  })

  test('run twice, or by two workers at once, is one', async () => {
    await tell(notice())
    const run = async () => JOBS.find(({ name }) => name === 'notices.digest')?.run(world.workerDeps, {})
    await Promise.all([run(), run(), run()])
    await run()
    await world.work()
    expect(world.mail).toHaveLength(1)
  })

  test('waits over weekends and bank holidays', async () => {
    await tell(notice())
    for (const day of ['2026-11-28', '2026-11-29', '2026-12-25', '2026-12-28']) {
      await writeDigests(`${day}T07:30:00Z`)
    }
    expect(world.mail).toEqual([])
    await writeDigests('2026-12-29T07:30:00Z')
    expect(world.mail).toHaveLength(1)
  })

  test('tells fifty, and how many more there are', async () => {
    await tell(...Array.from({ length: 53 }, (_, at) => notice({ words: `Notice number ${at}.` })))
    await writeDigests()
    expect(world.mail[0]?.text.match(/Notice number/g)).toHaveLength(50)
    expect(world.mail[0]?.text).toContain('And 3 more notices.')
    expect(world.mail[0]?.subject).toContain('53 new notices')
  })
})

describe('the page of the mail', () => {
  let manager: TestClient
  beforeEach(async () => {
    manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    await world.work()
  })

  const written = (some: Partial<NewMail> = {}): NewMail => ({
    ...{ kind: 'ask', personId: person.id, address: person.email, subject: 'Your milestones' },
    ...{ text: 'Two milestones need your words.', links: [], once: newId() },
    ...some,
  })

  /** A mail that came to this. */
  async function came(
    state: MailState,
    some: Partial<NewMail> = {},
    answer = '550 No such mailbox',
  ): Promise<string> {
    const mail = written(some)
    return world.scope(area, async (scope) => {
      await queueMail(scope, [mail])
      const { id } = await scope.db
        .updateTable('mail')
        .set({ state, answer, settled_at: scope.now, attempts: 1 })
        .where('once', '=', mail.once)
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    })
  }

  test('shows what waits, what went and what did not, to whom, of what sort, and what the server said', async () => {
    await came('refused', { subject: 'A mail that bounced' })
    await came('sent', { subject: 'A mail that went' }, '250 Kept')
    const text = mainTextOf((await manager.get('/mail')).body)
    expect(text).toContain(person.name)
    expect(text).toContain(person.email)
    expect(text).toContain('Request for updates')
    expect(text).toContain('Refused. The mail server will not take it. Check the address')
    expect(text).toContain('550 No such mailbox')
    expect(text).toContain('1 mail may not have arrived')
  })

  test('can be looked at by state, and counts add up', async () => {
    for (const state of ['refused', 'unsure', 'stopped', 'withdrawn'] as const) await came(state)
    const subjects = async (show: string) => mainTextOf((await manager.get(`/mail?show=${show}`)).body)
    expect(await subjects('unsure')).toContain('1 mail, newest first')
    expect(await subjects('unsure')).toContain('Not known. The connection broke off')
    expect(await subjects('refused')).not.toContain('Not known.')
    const all = await subjects('all')
    const [total = 0, ...parts] = [
      ...all.matchAll(/\b(?:All|Waiting|Sent|Refused|Not known|Given up|Withdrawn) \((\d+)\)/g),
    ].map(([, count]) => Number(count))
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
    expect((await manager.get('/mail?show=nonsense&page=x')).status).toBe(200)
  })

  test('never shows what a link would open', async () => {
    const link = mailLink('/asked/', 'ask', newId())
    await came('sent', { text: `Answer here: ${link.mark}`, links: [link] })
    const { body } = await manager.get('/mail')
    expect(mainTextOf(body)).toContain('Answer here: [a link]')
    expect(body).not.toContain(link.mark.slice(6, -1))
    expect(body).not.toContain(link.id)
  })

  test('sends again what was refused, given up or is not known, once for each press, to the address of today', async () => {
    const told = { subject: 'Sent again' }
    const ids = [await came('refused', told), await came('unsure', told), await came('stopped', told)]
    const now = 'new.address@example.org'
    await world.scope(area, ({ db }) =>
      db.updateTable('person').set({ email: now }).where('id', '=', person.id).execute(),
    )
    for (const id of ids) expect((await manager.post(`/mail/${id}/again`)).status).toBe(303)
    await world.work()
    expect(world.mail.filter(({ subject }) => subject === 'Sent again').map(({ to }) => to)).toEqual([
      now,
      now,
      now,
    ])
    const again = await manager.post(`/mail/${ids[0]}/again`)
    expect([again.status, mainTextOf(again.body)]).toEqual([
      422,
      expect.stringContaining('This mail has been sent'),
    ])
    const acts = await world.scope(area, ({ db }) =>
      db.selectFrom('record_entry').select(['act', 'detail']).where('act', '=', 'mail.sent_again').execute(),
    )
    expect(acts.map(({ detail }) => detail)).toEqual([
      { was: 'refused' },
      { was: 'unsure' },
      { was: 'stopped' },
    ])
  })

  test('sends again all that was given up, and nothing that somebody may have', async () => {
    const all = { subject: 'Given up' }
    for (const state of ['stopped', 'stopped', 'unsure', 'refused'] as const) await came(state, all)
    const page = mainTextOf((await manager.get('/mail?show=stopped')).body)
    expect(page).toContain('Send all 2 again')
    expect(mainTextOf((await manager.get('/mail')).body)).not.toContain('Send all')
    const answer = await manager.post('/mail/again-all')
    expect(mainTextOf((await manager.follow(answer)).body)).toContain('2 mails are on the way again')
    await world.work()
    expect(world.mail.filter(({ subject }) => subject === 'Given up')).toHaveLength(2)
  })

  test('pressed twice in one moment sends one', async () => {
    const id = await came('refused', { subject: 'Pressed twice' })
    await manager.csrfToken()
    await Promise.all([manager.post(`/mail/${id}/again`), manager.post(`/mail/${id}/again`)])
    await world.work()
    expect(world.mail.filter(({ subject }) => subject === 'Pressed twice')).toHaveLength(1)
  })

  test('does not send again what was withdrawn or has gone', async () => {
    for (const state of ['withdrawn', 'sent'] as const) {
      const id = await came(state, { subject: `Was ${state}` })
      expect((await manager.post(`/mail/${id}/again`)).status).toBe(422)
    }
    await world.work()
    expect(world.mail.filter(({ subject }) => subject.startsWith('Was '))).toEqual([])
  })

  test('has pages when there is much of it', async () => {
    await world.scope(area, (scope) =>
      queueMail(
        scope,
        Array.from({ length: 60 }, (_, at) => written({ subject: `Subject number ${at}.` })),
      ),
    )
    const shown = async (url: string) =>
      [...mainTextOf((await manager.get(url)).body).matchAll(/Subject number (\d+)\./g)].map(([, at]) => at)
    const both = [...(await shown('/mail?show=waiting')), ...(await shown('/mail?show=waiting&page=2'))]
    expect(new Set(both).size).toBe(60)
  })
})
