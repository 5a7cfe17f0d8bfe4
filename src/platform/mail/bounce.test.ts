import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { likeExchange, likeGmail, likePostfix } from '../../../tests/support/delivery-reports.ts'
import { mainTextOf } from '../../../tests/support/html.ts'
import { startWorld, type TestArea, type TestWorld } from '../../../tests/support/world.ts'
import { newId } from '../ids.ts'
import { takeReturned } from './bounce.ts'
import { LONGEST_REPORT, readDeliveryReport } from './delivery-report.ts'
import { queueAgain, queueMail } from './outbox.ts'

const FROM = 'goldenthread@anyshire.example'
const TO = 'head.of.first.response@health.example'

let world: TestWorld
let area: TestArea
let id: string

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.area({ name: `Another ${newId()}` })
  area = await world.area()
  id = await sent(area)
})

/** A mail that the mail server has taken. */
async function sent(of: TestArea): Promise<string> {
  const once = newId()
  await world.scope(of, (s) =>
    queueMail(s, [
      {
        ...{
          kind: 'ask',
          personId: null,
          address: TO,
          subject: 'Your milestones',
          text: 'Words',
          links: [],
          once,
        },
      },
    ]),
  )
  await world.goThroughMail()
  return (await mailOf(of, once)).id
}

const mailOf = (of: TestArea, once: string) =>
  world.scope(of, ({ db, areaId }) =>
    db
      .selectFrom('mail')
      .select(['id', 'state', 'report', 'answer'])
      .where('area_id', '=', areaId)
      .where((either) =>
        either.or([either('once', '=', once), either(either.cast<string>('id', 'text'), '=', once)]),
      )
      .executeTakeFirstOrThrow(),
  )

const messageId = () => `${id}@anyshire.example`
const take = (bytes: Uint8Array) => takeReturned({ pool: world.pool, clock: world.clock, from: FROM }, bytes)
const state = async () => {
  const { state, report, answer } = await mailOf(area, id)
  return { state, report, answer }
}

describe('mail that comes back', () => {
  test.each([
    [
      'like Postfix',
      likePostfix,
      `550 5.1.1 <${TO}>: Recipient address rejected: User unknown in virtual mailbox table`,
    ],
    [
      'like Exchange',
      likeExchange,
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    ],
    [
      'like Gmail',
      likeGmail,
      '550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 Check the address',
    ],
  ])('is marked as refused, with the words of the mail server: written %s', async (_, like, answer) => {
    expect(await take(like({ messageId: messageId(), to: TO }))).toEqual({
      ok: true,
      words: 'The mail came back: it is marked',
    })
    expect(await state()).toEqual({ state: 'refused', report: 'failed', answer })
  })

  test.each([
    ['Postfix', likePostfix],
    ['Exchange', likeExchange],
    ['Gmail', likeGmail],
  ])('and is only late stays sent, with what was said: like %s', async (_, like) => {
    expect((await take(like({ messageId: messageId(), to: TO, action: 'delayed' }))).ok).toBe(true)
    expect(await state()).toMatchObject({ state: 'sent', report: 'delayed' })
    await take(like({ messageId: messageId(), to: TO }))
    expect(await state()).toMatchObject({ state: 'refused', report: 'failed' })
  })

  test('told twice is marked once, and is not marked again after it was sent again', async () => {
    const report = likePostfix({ messageId: messageId(), to: TO })
    await take(report)
    expect(await take(report)).toEqual({ ok: true, words: 'This was known before' })
    await world.scope(area, (s) => queueAgain(s, id))
    expect((await take(report)).ok).toBe(false)
    expect(await state()).toMatchObject({ state: 'waiting', report: null })
  })

  test('is shown on the page of the mail, which can send it again', async () => {
    await take(likePostfix({ messageId: messageId(), to: TO }))
    const manager = await world.signedIn(await world.person(area, { role: 'programme_manager' }))
    const page = await manager.get('/mail')
    expect(mainTextOf(page.body)).toContain('Came back. It was sent, and could not be delivered.')
    expect(mainTextOf(page.body)).toContain('A mail server on the way said: 550 5.1.1')
    expect(page.body).toContain(`/mail/${id}/again`)
    expect((await manager.get('/mail/list.csv')).body).toContain('Came back')
  })

  test('is kept nowhere but for those words', async () => {
    await take(likePostfix({ messageId: messageId(), to: TO, body: 'A canary of the returned message' }))
    const kept = await world.scope(area, ({ db, areaId }) =>
      db.selectFrom('mail').selectAll().where('area_id', '=', areaId).execute(),
    )
    expect(JSON.stringify(kept)).not.toContain('canary')
  })
})

describe('what it cannot be sure of', () => {
  const unmarked = async (bytes: Uint8Array): Promise<string> => {
    const before = await state()
    const { ok, words } = await take(bytes)
    expect(ok).toBe(false)
    expect(await state()).toEqual(before)
    return words
  }

  test('a report about a mail that is not ours, or is of another house, marks nothing', async () => {
    const to = TO
    for (const other of [
      `${newId()}@anyshire.example`,
      `${id}@elsewhere.example`,
      `${id}@x.anyshire.example`,
      id,
      '',
    ]) {
      await unmarked(likePostfix({ messageId: other, to }))
    }
  })

  test('a report about another address than the mail went to marks nothing', async () => {
    expect(await unmarked(likePostfix({ messageId: messageId(), to: 'someone@health.example' }))).toContain(
      'not about the address',
    )
  })

  test.each(['delivered', 'relayed', 'expanded', 'failed; delayed', ''])(
    '"%s" marks nothing',
    async (action) => {
      await unmarked(likePostfix({ messageId: messageId(), to: TO, action }))
    },
  )

  test('two fates of one address, and two Message-IDs of ours, mark nothing', async () => {
    const one = (action: string) => `Final-Recipient: rfc822; ${TO}\nAction: ${action}\nStatus: 5.0.0`
    const status = `Reporting-MTA: dns; mx\n\n${one('failed')}\n\n${one('delivered')}`
    await unmarked(likePostfix({ messageId: messageId(), to: TO, status }))
    const second = `Reporting-MTA: dns; mx\nOriginal-Message-ID: <${newId()}@anyshire.example>\n\n${one('failed')}`
    await unmarked(likePostfix({ messageId: messageId(), to: TO, status: second }))
  })

  test('a mail that waits, or was withdrawn, is left as it is', async () => {
    for (const other of ['waiting', 'withdrawn', 'stopped'] as const) {
      await world.scope(area, ({ db, areaId }) =>
        db
          .updateTable('mail')
          .set({ state: other })
          .where('area_id', '=', areaId)
          .where('id', '=', id)
          .execute(),
      )
      await unmarked(likePostfix({ messageId: messageId(), to: TO }))
    }
  })

  test('an answer of a person or a machine, and our own mail, mark nothing', async () => {
    const head = `From: x@health.example\r\nIn-Reply-To: <${messageId()}>\r\n`
    const words = await unmarked(Buffer.from(`${head}\r\nI am on leave. Action: failed\r\n`))
    expect(words).toContain('no report of a delivery')
    expect(words).not.toContain('health.example')
    const disposition = likePostfix({ messageId: messageId(), to: TO })
      .toString()
      .replace('report-type=delivery-status', 'report-type=disposition-notification')
    await unmarked(Buffer.from(disposition))
  })
})

describe('hostile input', () => {
  const real = () => likePostfix({ messageId: messageId(), to: TO }).toString()

  test.each<[string, () => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['zeros', () => Buffer.alloc(5_000)],
    ['no boundary', () => Buffer.from(real().replace(/boundary="[^"]+"/, ''))],
    ['an empty boundary', () => Buffer.from(real().replace(/boundary="[^"]+"/, 'boundary=""'))],
    ['a quote that never ends', () => Buffer.from(real().replace(/boundary="[^"]+"/, 'boundary="x'))],
    ['two content types', () => Buffer.from(`Content-Type: text/plain\r\n${real()}`)],
    ['cut off in the middle', () => Buffer.from(real().slice(0, 900))],
    ['two tables of what became of it', () => Buffer.from(doubled(real()))],
    ['more than its share', () => Buffer.concat([Buffer.from(real()), Buffer.alloc(LONGEST_REPORT, 'x\n')])],
    ['names out of the prototype', () => Buffer.from(`__proto__: x\r\nconstructor: y\r\n\r\n`)],
  ])('%s: nothing is marked', async (_, make) => {
    const before = await state()
    expect((await take(make())).ok).toBe(false)
    expect(await state()).toEqual(before)
  })

  const doubled = (text: string): string => {
    const [, edge = ''] = /boundary="([^"]+)"/.exec(text) ?? []
    const extra = `--${edge}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: x\r\n\r\nAction: failed\r\n`
    return text.replace(`--${edge}--`, `${extra}--${edge}--`)
  }

  test('what the mail server says is one line of at most 500 characters', async () => {
    const words = `smtp; 550 \u0000\u0007\u2028${'x'.repeat(9_000)}`
    const status = `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${TO}\nAction: failed\nDiagnostic-Code: ${words}`
    await take(likePostfix({ messageId: messageId(), to: TO, status }))
    const { answer } = await state()
    expect(answer).toHaveLength(500)
    expect(answer).not.toMatch(/\p{Cc}|\u2028/u)
  })

  test.each([
    ['folded lines', `X: a\n${' b\n'.repeat(300_000)}`],
    ['headers', 'A: b\n'.repeat(190_000)],
    [
      'boundaries',
      `Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n${'--b\n'.repeat(200_000)}`,
    ],
    ['quotes', `Content-Type: ${'";'.repeat(400_000)}`],
    [
      'recipients',
      `Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n${'a: b\n\n'.repeat(150_000)}--b--`,
    ],
  ])('a megabyte of %s costs less than three seconds of work', (_, text) => {
    const before = process.cpuUsage()
    readDeliveryReport(Buffer.from(text))
    // Work, and not time: the tests share the machine.
    expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(3)
  })

  test('whatever comes, it is read or refused, and never fails', () => {
    const lines = fc.constantFrom(
      ...[
        '',
        '--b',
        '--b--',
        ' folded',
        'Action: failed',
        'Content-Type: message/delivery-status',
        ': x',
        'a:',
        '"',
        ';',
      ],
      ...[
        'Content-Type: message/rfc822',
        'Message-ID: <x>',
        'Content-Transfer-Encoding: base64',
        '=3D=',
        '\u0000',
      ],
    )
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 60 }), fc.uint8Array({ maxLength: 200 }), (some, bytes) => {
        const head = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n'
        readDeliveryReport(bytes)
        const report = readDeliveryReport(Buffer.from(head + some.join('\n')))
        expect(report === null || report.recipients.length <= 20).toBe(true)
      }),
    )
  })
})
