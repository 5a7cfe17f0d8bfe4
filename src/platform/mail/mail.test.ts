import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type MailServer, type Manner, type Place, startMailServer } from '../../../tests/support/smtp.ts'
import { newId } from '../ids.ts'
import { createMailer, type Message } from './mail.ts'

const FROM = 'goldenthread@anyshire.example'
const message = (some: Partial<Message> = {}): Message => ({
  id: newId(),
  to: 'lead@anyshire.example',
  subject: 'Your milestones for November',
  text: 'Two milestones need your words.\n\nhttp://goldenthread.test/updates\n',
  ...some,
})
/** Milliseconds. */
const PATIENCE = { greeting: 300, silence: 300, whole: 1_000 }

const mailerTo = (smtpUrl: string) =>
  createMailer({ smtpUrl, from: FROM, folder: '/nowhere', patience: PATIENCE })

describe('through a mail server', () => {
  let server: MailServer
  beforeAll(async () => {
    server = await startMailServer()
  })
  afterAll(() => server.close())

  async function sent(some: Partial<Message>) {
    const outcome = await mailerTo(server.url).send(message(some))
    expect(outcome.kind).toBe('taken')
    const delivery = server.deliveries.at(-1)
    if (!delivery) throw new Error('Nothing came')
    return { ...delivery, head: delivery.raw.split('\r\n\r\n')[0] ?? '' }
  }

  test('a message goes to whom it is for, from whom the settings say, as plain text', async () => {
    const { from, to, head, raw } = await sent({})
    expect([from, to]).toEqual([FROM, ['lead@anyshire.example']])
    expect(head).toContain('Subject: Your milestones for November')
    expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8/m)
    expect(head).toMatch(/^Auto-Submitted: auto-generated/m)
    expect(raw).toContain('http://goldenthread.test/updates')
    expect(raw).not.toMatch(/text\/html|multipart/)
  })

  test('a message handed over again has the name that it had', async () => {
    const id = newId()
    const heads = [(await sent({ id })).head, (await sent({ id })).head]
    for (const head of heads) expect(head).toContain(`Message-ID: <${id}@anyshire.example>`)
  })

  test('letters of every language arrive', async () => {
    const { raw } = await sent({ text: 'Ŵythnos nesaf: “tŷ bach” 🧵', subject: 'Ŵythnos 🧵' })
    expect(raw).toMatch(/^Subject: =\?UTF-8\?/m)
    const body = (raw.split('\r\n\r\n')[1] ?? '').replaceAll('=\r\n', '')
    const text = /base64/.test(raw) ? Buffer.from(body, 'base64').toString() : unquoted(body)
    expect(text).toContain('Ŵythnos nesaf: “tŷ bach” 🧵')
  })

  const unquoted = (text: string): string =>
    Buffer.from(
      text.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      'latin1',
    ).toString()

  test.each(['\r\n', '\n', '\r', '\u2028', '\0\n'])(
    'a line break in a subject or an address adds no header and no reader: %j',
    async (end) => {
      const { to, head } = await sent({
        subject: `Hello${end}Bcc: other@elsewhere.example${end}${end}<b>bold</b>`,
      })
      expect(to).toEqual(['lead@anyshire.example'])
      expect(head).not.toMatch(/^Bcc:/im)
      expect(head).toMatch(/^Subject: .*Bcc/m)
      const before = server.deliveries.length
      await mailerTo(server.url).send(
        message({ to: `lead@anyshire.example${end}Bcc: other@elsewhere.example` }),
      )
      for (const one of server.deliveries.slice(before)) {
        expect(one.to).not.toContain('other@elsewhere.example')
        expect(one.raw).not.toMatch(/^Bcc:/im)
      }
    },
  )

  test('two addresses in the place of one reach nobody', async () => {
    const before = server.deliveries.length
    const to = 'one@anyshire.example, two@anyshire.example'
    expect((await mailerTo(server.url).send(message({ to }))).kind).not.toBe('taken')
    expect(server.deliveries).toHaveLength(before)
  })

  test('a dot alone on a line ends nothing', async () => {
    const { raw } = await sent({ text: 'before\n.\nafter' })
    expect(raw).toContain('after')
  })
})

describe('one message after the other', () => {
  test('goes over one line, which is closed when no more come', async () => {
    const server = await startMailServer()
    const mailer = mailerTo(server.url)
    for (let at = 0; at < 5; at += 1) expect((await mailer.send(message())).kind).toBe('taken')
    expect([server.calls, server.deliveries.length]).toEqual([1, 5])
    await vi.waitFor(() => expect(server.open()).toBe(0), { timeout: 5_000 })
    expect((await mailer.send(message())).kind).toBe('taken')
    await server.close()
  })

  test.each([{ most: 2 }, { dropsAfter: 2 }])(
    'goes over another line when the server will not take more over the first: %o',
    async (manner) => {
      const server = await startMailServer(manner)
      const mailer = mailerTo(server.url)
      for (let at = 0; at < 5; at += 1) {
        expect((await mailer.send(message())).kind).toBe('taken')
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      expect([server.calls, server.deliveries.length]).toEqual([3, 5])
      await server.close()
    },
  )

  test('that was refused spoils nothing for the next', async () => {
    const server = await startMailServer({ refuseFor: { 'bad@anyshire.example': '550 No such mailbox' } })
    const mailer = mailerTo(server.url)
    const kinds = []
    for (const to of ['a@anyshire.example', 'bad@anyshire.example', 'b@anyshire.example']) {
      kinds.push((await mailer.send(message({ to }))).kind)
    }
    expect(kinds).toEqual(['taken', 'refused', 'taken'])
    await server.close()
  })

  test('may be sent at the same time', async () => {
    const server = await startMailServer()
    const mailer = mailerTo(server.url)
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => mailer.send(message())))
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['taken']))
    expect(server.deliveries).toHaveLength(10)
    await server.close()
  })

  test('is never sent twice when a line that was kept breaks off after the message', async () => {
    const server = await startMailServer()
    const mailer = mailerTo(server.url)
    await mailer.send(message())
    server.manner = { drops: 'after the message' }
    expect((await mailer.send(message())).kind).toBe('unsure')
    expect([server.calls, server.read.length]).toEqual([1, 2])
    await server.close()
  })
})

describe('what became of a message', () => {
  async function outcomeWith(manner: Manner, some: Partial<Message> = {}, login = '') {
    const server = await startMailServer(manner)
    try {
      const outcome = await mailerTo(server.url.replace('//', `//${login}`)).send(message(some))
      return { outcome, read: server.read.length, taken: server.deliveries.length }
    } finally {
      await server.close()
    }
  }

  test('a recipient that is refused for good is refused, in the server’s own words', async () => {
    const { outcome } = await outcomeWith({ refuse: '550 No such mailbox' })
    expect(outcome).toEqual({ kind: 'refused', words: '550 No such mailbox' })
  })

  test('a recipient that is refused for now is for later, and is no reason to leave the others', async () => {
    const { outcome } = await outcomeWith({ refuse: '451 Try again in a while' })
    expect(outcome).toEqual({ kind: 'later', words: '451 Try again in a while', away: false })
  })

  test('a message that the server refuses once it has it is refused, or for later, as it says', async () => {
    expect((await outcomeWith({ refuseMessage: '554 Looks like spam' })).outcome).toEqual({
      ...{ kind: 'refused', words: '554 Looks like spam' },
    })
    expect((await outcomeWith({ refuseMessage: '452 The disk is full' })).outcome).toEqual({
      ...{ kind: 'later', words: '452 The disk is full', away: false },
    })
  })

  test('what the server says of our password or our sender is said of no message: all wait', async () => {
    const password = await outcomeWith({ password: 'right' }, {}, 'sender:wrong@')
    expect(password.outcome).toMatchObject({ kind: 'later', away: true })
    expect(password.outcome.words).toContain('535')
    const sender = await outcomeWith({ refuseSender: '553 Not from you' })
    expect(sender.outcome).toEqual({ kind: 'later', words: '553 Not from you', away: true })
  })

  test('the right password opens', async () => {
    const { outcome } = await outcomeWith({ password: 'r:ght@' }, {}, 'sender:r%3Aght%40@')
    expect(outcome.kind).toBe('taken')
  })

  test('an address that no mail can have is refused, without a word of the server', async () => {
    expect((await outcomeWith({}, { to: 'a<b>@c.example' })).outcome).toMatchObject({ kind: 'refused' })
  })

  test('a server that is not there is for later, at once', async () => {
    const gone = await startMailServer()
    await gone.close()
    const outcome = await mailerTo(gone.url).send(message())
    expect(outcome).toMatchObject({ kind: 'later', away: true })
    expect(outcome.words).toContain('ECONNREFUSED')
  })

  const BEFORE: Place[] = ['at greeting', 'before the message']
  const ON_ITS_WAY: Place[] = ['within the message', 'after the message']

  test.each(BEFORE)('a server that hangs or hangs up %s has nothing: it is for later', async (place) => {
    for (const manner of [{ hangs: place }, { drops: place }]) {
      const { outcome, read } = await outcomeWith(manner)
      expect([outcome.kind, read]).toEqual(['later', 0])
      expect(outcome).toMatchObject({ away: true })
    }
  })

  test.each(ON_ITS_WAY)('a server that hangs up %s may have it: nobody can say', async (place) => {
    // Large enough to come in several pieces.
    const { outcome } = await outcomeWith({ drops: place }, { text: 'words '.repeat(100_000) })
    expect(outcome.kind).toBe('unsure')
  })

  test('a server that hangs after the message has it, and nobody can say', async () => {
    const { outcome, read, taken } = await outcomeWith({ hangs: 'after the message' })
    expect([outcome.kind, read, taken]).toEqual(['unsure', 1, 0])
  })

  test('a server that is slow is waited for', async () => {
    const { outcome, taken } = await outcomeWith({ slow: 150 })
    expect([outcome.kind, taken]).toEqual(['taken', 1])
  })

  test('a server that drips a little for ever has an end too', async () => {
    const { createServer } = await import('node:net')
    const server = createServer((socket) => {
      socket.write('220 Welcome\r\n')
      const drip = setInterval(() => socket.write('250-Wait\r\n'), 100)
      socket.on('close', () => clearInterval(drip)).on('error', () => {})
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const began = performance.now()
    expect(await mailerTo(`smtp://127.0.0.1:${port}`).send(message())).toMatchObject({
      kind: 'later',
      away: true,
    })
    expect(performance.now() - began).toBeGreaterThan(PATIENCE.whole - 50)
    expect(performance.now() - began).toBeLessThan(PATIENCE.whole + 10_000)
    server.close()
  })
})

describe('into the folder, where no server is named', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'goldenthread-mail-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('each message is a file of plain text, and none takes the place of another', async () => {
    const mailer = createMailer({ smtpUrl: null, from: FROM, folder })
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => mailer.send(message({ subject: `Message ${at}` }))),
    )
    const names = await readdir(join(folder, 'mail'))
    expect(names).toHaveLength(20)
    expect(names.every((name) => /^\d[\w.-]+\.txt$/.test(name))).toBe(true)
    const texts = await Promise.all(names.map((name) => readFile(join(folder, 'mail', name), 'utf8')))
    expect(texts.map((text) => /^Subject: (.*?)\r?$/m.exec(text)?.[1]).sort()).toEqual(
      Array.from({ length: 20 }, (_, at) => `Message ${at}`).sort(),
    )
    expect(texts[0]).toContain('To: lead@anyshire.example')
    expect(texts[0]).toContain(`From: ${FROM}`)
    expect(texts[0]).toContain('http://goldenthread.test/updates')
  })

  test('a folder that cannot be written to is for later', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const mailer = createMailer({ smtpUrl: null, from: FROM, folder: file })
    expect(await mailer.send(message())).toMatchObject({ kind: 'later', away: true })
  })
})
