import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '../../../tests/support/smtp.ts'
import { createMailer, type Message } from './mail.ts'

const FROM = 'goldenthread@anyshire.example'
const MESSAGE: Message = {
  to: 'lead@anyshire.example',
  subject: 'Your milestones for November',
  text: 'Two milestones need your words.\n\nhttp://goldenthread.test/updates\n',
}

describe('through a mail server', () => {
  let server: MailServer
  beforeAll(async () => {
    server = await startMailServer()
  })
  afterAll(() => server.close())

  const mailer = (smtpUrl = server.url) => createMailer({ smtpUrl, from: FROM, folder: '/nowhere' })

  async function sent(message: Partial<Message>) {
    await mailer().send({ ...MESSAGE, ...message })
    const delivery = server.deliveries.at(-1)
    if (!delivery) throw new Error('Nothing came')
    return { ...delivery, head: delivery.raw.split('\r\n\r\n')[0] ?? '' }
  }

  test('a message goes to whom it is for, from whom the settings say, as plain text', async () => {
    const { from, to, head, raw } = await sent({})
    expect([from, to]).toEqual([FROM, [MESSAGE.to]])
    expect(head).toContain('Subject: Your milestones for November')
    expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8/m)
    expect(raw).toContain('http://goldenthread.test/updates')
    expect(raw).not.toMatch(/text\/html|multipart/)
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

  test('a line break in a subject adds no header and no reader', async () => {
    const { to, head } = await sent({ subject: 'Hello\r\nBcc: other@elsewhere.example\r\n\r\n<b>bold</b>' })
    expect(to).toEqual([MESSAGE.to])
    expect(head).not.toMatch(/^Bcc:/im)
    expect(head).toMatch(/^Subject: .*Bcc/m)
  })

  test('a dot alone on a line ends nothing', async () => {
    const { raw } = await sent({ text: 'before\n.\nafter' })
    expect(raw).toContain('after')
  })

  test('what the server refuses is an error with the server’s own words', async () => {
    const strict = await startMailServer({ refuse: '550 No such mailbox' })
    try {
      await expect(mailer(strict.url).send(MESSAGE)).rejects.toThrow('No such mailbox')
      expect(strict.deliveries).toEqual([])
    } finally {
      await strict.close()
    }
  })

  test('a server that is not there is an error, at once', async () => {
    const gone = await startMailServer()
    await gone.close()
    await expect(mailer(gone.url).send(MESSAGE)).rejects.toThrow(/ECONNREFUSED/)
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
      Array.from({ length: 20 }, (_, at) => mailer.send({ ...MESSAGE, subject: `Message ${at}` })),
    )
    const names = await readdir(join(folder, 'mail'))
    expect(names).toHaveLength(20)
    expect(names.every((name) => /^[\w.-]+\.txt$/.test(name))).toBe(true)
    const texts = await Promise.all(names.map((name) => readFile(join(folder, 'mail', name), 'utf8')))
    expect(texts.map((text) => /^Subject: (.*?)\r?$/m.exec(text)?.[1]).sort()).toEqual(
      Array.from({ length: 20 }, (_, at) => `Message ${at}`).sort(),
    )
    expect(texts[0]).toContain(`To: ${MESSAGE.to}`)
    expect(texts[0]).toContain(`From: ${FROM}`)
    expect(texts[0]).toContain('http://goldenthread.test/updates')
  })
})
