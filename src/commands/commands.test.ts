import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { unzipSync } from 'fflate'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { likePostfix } from '../../tests/support/delivery-reports.ts'
import { textOf } from '../../tests/support/html.ts'
import {
  browse as browseSite,
  freePort,
  type Settings,
  startProgram,
  untilServed,
} from '../../tests/support/served.ts'

const planText = (title: string) =>
  [
    title,
    '',
    'Action\tMilestone\tStart Date\tDue Date\tStatus\tProgress Note\tMilestone Lead\tOutcome',
    '1. Answer every contact within a day\t1.1 Duty desk staffed\t01-Sep-2026\t30-Sep-2026\tAchieved\tSeptember 2026 - Achieved. The desk is staffed.\tHead of First Response\tChildren are seen in time',
    '\t1.2 Contacts counted\t01-Sep-2026\t30-Nov-2026\tOn track\tOctober 2026 - On track. The first count was shown.\tPerformance Manager\t',
    '',
  ].join('\n')

let database: TestDatabase
let folder: string
let plan: string

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'goldenthread-commands-'))
  plan = join(folder, 'plan.txt')
  await writeFile(plan, planText('Brookshire Improvement Plan, October 2026'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const start = (args: string[], settings: Settings = {}) =>
  startProgram(args, folder, {
    DATABASE_URL: database.ownerUrl,
    DATA_FOLDER: join(folder, 'data'),
    ...settings,
  })

const run = (args: string[], settings: Settings = {}) => start(args, settings).ended

/** One owner's session, for what the product itself cannot do. */
async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Errors: not ended within so many seconds. */
async function within<T>(seconds: number, ended: Promise<T>): Promise<T> {
  const patience = new AbortController()
  const late = sleep(seconds * 1_000, null, { signal: patience.signal }).then(() => {
    throw new Error(`It still runs after ${seconds} seconds`)
  })
  try {
    return await Promise.race([ended, late])
  } finally {
    patience.abort()
    late.catch(() => {})
  }
}

const NO_INNARDS = /ENOENT|EACCES|\.ts:\d+|\n\s+at |node:internal/

describe('the command line', () => {
  test('says what there is when nothing, or something unknown, is asked for', async () => {
    const [plain, help, unknown] = await Promise.all([run([]), run(['--help']), run(['dance'])])
    for (const { err } of [plain, help, unknown]) {
      for (const name of ['serve', 'import', 'report', 'bounce', 'check', 'area', 'seed'])
        expect(err).toContain(`  ${name}`)
    }
    expect([plain.code, help.code, unknown.code]).toEqual([0, 0, 2])
  })

  test('says how each command is used when it is asked, and does nothing', async () => {
    const names = [
      'serve',
      'worker',
      'migrate',
      'seed',
      'area',
      'import',
      'report',
      'xray',
      'bounce',
      'check',
    ]
    const nowhere = { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/none' }
    for (const name of names) {
      const { code, out, err } = await run([name, '--help'], nowhere)
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain(`usage: goldenthread ${name}`)
    }
    expect((await run(['import', 'read', '--help'], nowhere)).code).toBe(0)
  })

  test('lists every setting that needs attention, by name, before it does anything', async () => {
    const wrong = { PORT: 'many', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', CLAMD: 'scanner' }
    const { code, err } = await run(['check'], wrong)
    expect(code).toBe(1)
    expect(err).toContain('These settings need attention')
    expect(err).toContain('PORT must be a number')
    expect(err).toContain('DATABASE_URL must look like postgres://')
    expect(err).toContain('LOG_LEVEL ')
    expect(err).toContain('CLAMD must look like host:port')
    expect(err).not.toMatch(NO_INNARDS)
  })

  test('will not serve a demonstration, or sessions without https, beyond this machine', async () => {
    const open = await run(['serve'], { HOST: '0.0.0.0', DEMONSTRATION: 'on' })
    expect(open.code).toBe(1)
    expect(open.err).toContain('DEMONSTRATION lets anybody in as anybody')
    expect(open.err).toContain('PUBLIC_URL must be an https:// address')
  })

  test('says in a sentence that the database does not answer', async () => {
    const { code, err } = await run(['check'], { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/none' })
    expect(code).toBe(1)
    expect(err.trim()).not.toBe('')
    expect(err).not.toMatch(NO_INNARDS)
  })

  const wrong: [string[], string][] = [
    [['area'], 'usage: goldenthread area NAME --manager E-MAIL'],
    [['area', 'Brookshire'], 'usage: goldenthread area'],
    [['import'], 'Say which file'],
    [['import', 'plan.txt'], 'Say which area it belongs to: --area NAME'],
    [['import', 'plan.txt', '--area', 'X', '--dated', '2026-02-30'], '2026-02-30 is not a date'],
    [['report'], 'Say which report, such as milestone-report'],
    [['report', 'milestone'], 'Say which plan: --plan TITLE'],
    [['report', 'milestone', '--plan', 'X'], 'Say where to write it: --out FILE'],
    [
      ['report', 'milestone', '--plan', 'X', '--out', 'f', '--format', 'odt'],
      '--format odt is none of html, docx, pdf, xlsx, csv, json',
    ],
    [['report', 'milestone', '--plan', 'X', '--out', 'f', '--as-at', 'May'], '--as-at May is not a date'],
    [['report', 'milestone', '--plan', 'X', '--out', 'f', '--colour'], 'usage: goldenthread report CODE'],
    [['import', 'plan.txt', '--areas', 'X'], 'usage: goldenthread import'],
  ]
  for (const [args, sentence] of wrong) {
    test(`given “${args.join(' ')}” says: ${sentence}`, async () => {
      const { code, err, out } = await run(args)
      expect(err).toContain(sentence)
      expect(err).not.toMatch(NO_INNARDS)
      expect([code, out]).toEqual([2, ''])
    })
  }
})

describe('import read', () => {
  test('says what it found, and touches no database', async () => {
    const nowhere = { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/none' }
    const [words, json] = await Promise.all([
      run(['import', 'read', plan], nowhere),
      run(['import', 'read', plan, '--json', '--published', '2026-06-15'], nowhere),
    ])
    expect([words.code, json.code]).toEqual([0, 0])
    expect(words.out).toContain('Brookshire Improvement Plan, October 2026')
    expect(words.out).toContain('Rows: 2, of which 0 with doubts')
    const reading = JSON.parse(json.out) as { rows: { ref: string }[]; document: { published: string } }
    expect(reading.rows.map(({ ref }) => ref)).toEqual(['1.1', '1.2'])
    expect(reading.document.published).toBe('2026-06-15')
  })

  const wrong: [string[], string][] = [
    [[], 'Say which file'],
    [['/no/such/file'], '/no/such/file is not there'],
    [['plan.txt', '--published', 'May'], 'May is not a date, like 2011-05-31'],
    [['plan.txt', '--shout'], "Unknown option '--shout'"],
    [['plan.txt', 'another.txt'], 'Give one file only'],
  ]
  for (const [args, sentence] of wrong) {
    test(`given “${args.join(' ')}” says what is wrong first: ${sentence}`, async () => {
      const { code, err, out } = await run(['import', 'read', ...args])
      expect(err.startsWith(sentence)).toBe(true)
      // 2 for what was not understood, 1 for what could not be done.
      expect([code, out]).toEqual([args[0] === '/no/such/file' ? 1 : 2, ''])
    })
  }
})

describe('an installation from the command line', () => {
  const TITLE = 'Brookshire plan'

  test('begins with an area, whose manager is mailed a link', async () => {
    const made = await run(['area', 'Brookshire', '--manager', 'PM@Brookshire.example'])
    expect([made.code, made.out]).toEqual([0, ''])
    expect(made.err).toContain('Brookshire is made. The invitation for its programme manager is in')
    const [name = '', ...more] = await readdir(join(folder, 'data/mail'))
    expect(more).toEqual([])
    const mail = await readFile(join(folder, 'data/mail', name), 'utf8')
    expect(mail).toContain('To: pm@brookshire.example')
    expect(mail.replace(/=\r?\n/g, '')).toMatch(/http:\/\/127\.0\.0\.1:3000\/welcome\/[\w.-]{80}/)

    const again = await run(['area', 'brookshire', '--manager', 'other@brookshire.example'])
    expect(again.code).toBe(1)
    expect(again.err).toMatch(/^There is an area "brookshire" already\.\n$/)
  })

  test('does not make an area whose manager cannot be written to', async () => {
    const made = await run(['area', 'Nowhere', '--manager', 'not an address'])
    expect(made.code).toBe(2)
    const areas = await asOwner((owner) => owner.query(`select from area where name = 'Nowhere'`))
    expect(areas.rowCount).toBe(0)
  })

  test('brings a plan in, and the same file again changes nothing', async () => {
    const args = ['import', plan, '--area', 'Brookshire', '--plan', TITLE, '--dated', '2026-10-31']
    const brought = await run(args)
    expect(brought.err).toContain(`"${TITLE}" is in Brookshire: 1 action, 2 milestones, 0 findings`)
    expect(brought.code).toBe(0)
    const again = await run(args)
    expect([again.code, again.err]).toEqual([
      0,
      `"${TITLE}" of Brookshire: 0 new, 0 changed, 2 unchanged, 0 gone (none deleted); 0 doubts to settle.\n`,
    ])
    const held = await asOwner((owner) => owner.query('select from milestone'))
    expect(held.rowCount).toBe(2)
  })

  test('refuses what it cannot bring in, each in a sentence', async () => {
    const word = join(folder, 'plan.docx')
    await writeFile(word, 'PK\u0003\u0004')
    const [noArea, noFile, docx] = await Promise.all([
      run(['import', plan, '--area', 'Atlantis']),
      run(['import', '/no/such/file', '--area', 'Brookshire']),
      run(['import', word, '--area', 'Brookshire']),
    ])
    expect([noArea.code, noFile.code, docx.code]).toEqual([1, 1, 1])
    expect(noArea.err).toContain('There is no area "Atlantis". Make it with: goldenthread area "Atlantis"')
    expect(docx.err).toContain('The file is damaged')
    expect(noFile.err).toContain('/no/such/file')
    for (const { err } of [noArea, noFile, docx]) expect(err).not.toMatch(NO_INNARDS)
  })

  test('writes the report of a past day in each form, with the same numbers', async () => {
    const report = (format: string) => {
      const args = ['--plan', TITLE, '--as-at', '2026-10-31', '--format', format]
      return run(['report', 'milestone-report', ...args, '--out', `report.${format}`])
    }
    const made = await Promise.all(['json', 'html', 'docx', 'pdf', 'xlsx', 'csv'].map(report))
    expect(made.map(({ code, out }) => [code, out])).toEqual(Array(6).fill([0, '']))
    const { report: facts } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      report: { summary: string; asAt: string }
    }
    expect(facts).toMatchObject({ asAt: '2026-10-31', summary: '1 of 2 milestones completed. 1 on track.' })
    expect(textOf(await readFile(join(folder, 'report.html'), 'utf8'))).toContain(facts.summary)
    const zip = unzipSync(await readFile(join(folder, 'report.docx')))
    expect(Buffer.from(zip['word/document.xml'] ?? []).toString()).toContain(facts.summary)
    for (const { err } of made) expect(err).toContain(facts.summary)
  })

  test('says which plan or folder is not there', async () => {
    const [noPlan, noFolder] = await Promise.all([
      run(['report', 'milestone-report', '--plan', 'Lost', '--out', 'f']),
      run(['report', 'milestone-report', '--plan', TITLE, '--out', 'no/such/folder/f.html']),
    ])
    expect([noPlan.code, noFolder.code]).toEqual([1, 1])
    expect(noPlan.err).toContain('No area here holds a plan "Lost"')
    expect(noFolder.err).toContain('no/such/folder/f.html')
    expect(noFolder.err).not.toMatch(NO_INNARDS)
  })

  test('loads the demonstration area once', async () => {
    const first = await run(['seed'])
    expect([first.code, first.err]).toEqual([0, 'Anyshire is loaded\n'])
    const second = await run(['seed'])
    expect([second.code, second.err]).toEqual([0, 'Anyshire is there already\n'])
  })

  test('marks a mail that came back, from what a mail server pipes in, and refuses anything else', async () => {
    const pipe = async (bytes: string | Buffer) => {
      const { child, ended } = start(['bounce'], { MAIL_FROM: 'goldenthread@anyshire.example' })
      child.stdin?.end(bytes)
      return ended
    }
    const { id, address: to } = await asOwner(async (owner) => {
      const { rows } = await owner.query(
        `update mail set state = 'sent' where id = (select id from mail limit 1) returning id, address`,
      )
      return rows[0]
    })
    const other = await pipe('Subject: I am on leave\n\nUntil Monday.\n')
    expect([other.code, other.out]).toEqual([1, ''])
    expect(other.err).toBe('This is no report of a delivery, so nothing was written down\n')
    const report = await pipe(likePostfix({ messageId: `${id}@anyshire.example`, to }))
    expect([report.code, report.err]).toEqual([0, 'The mail came back: it is marked\n'])
    const { rows } = await asOwner((owner) => owner.query(`select state from mail where id = '${id}'`))
    expect(rows).toEqual([{ state: 'refused' }])
  })

  test('finds the record of every area whole, and names the first entry that was altered', async () => {
    const whole = await run(['check'])
    expect(whole.out).toMatch(/^Anyshire: \d+ entries, 0 anchors, whole to [0-9a-f]{12}$/m)
    expect(whole.out).toMatch(/^Brookshire: \d+ entries, 0 anchors, whole to [0-9a-f]{12}$/m)
    expect([whole.code, whole.err]).toEqual([0, ''])

    const alter = (statement: string) =>
      asOwner((owner) =>
        owner.query(`${statement} and area_id = (select id from area where name = 'Brookshire')`),
      )
    await alter(`update record_entry set actor_name = actor_name || '!' where seq in (2, 4)`)
    const broken = await run(['check'])
    expect(broken.code).toBe(1)
    expect(broken.out).toMatch(
      /^Brookshire: the record is broken: entry 2 \(person\.invited, .*\) was altered$/m,
    )
    expect(broken.out).toMatch(/^Anyshire: \d+ entries, 0 anchors, whole/m)

    await alter(`update record_entry set actor_name = rtrim(actor_name, '!') where seq in (2, 4)`)
    expect((await run(['check'])).code).toBe(0)
    await alter('delete from record_entry where seq = 3')
    expect((await run(['check'])).out).toContain('Brookshire: the record is broken: entry 3 is missing')
  })
})

describe('serve', () => {
  const running: ChildProcess[] = []
  const servers: Server[] = []
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
    for (const server of servers.splice(0)) server.close()
  })

  async function serve(settings: Settings = {}) {
    const port = String(await freePort())
    const started = start(['serve'], { PORT: port, DEMONSTRATION: 'on', ...settings })
    running.push(started.child)
    const url = `http://127.0.0.1:${port}`
    await untilServed(started, url)
    return { ...started, url }
  }

  /** Somebody of the demonstration, signed in. */
  function browse(url: string) {
    const browser = browseSite(url)
    const signInAs = async (name: string) => {
      const { body } = await browser.get('/demonstration')
      const row = new RegExp(`value="([^"]+)">Sign in<span[^>]*> as ${name}<`).exec(body)
      expect((await browser.post('/demonstration', { person: row?.[1] ?? '' })).status).toBe(303)
    }
    return { ...browser, signInAs }
  }

  test('lets one process serve a database: the second is refused in a sentence that names the first', async () => {
    const first = await serve()
    const second = await run(['serve'], { PORT: String(await freePort()) })
    expect(second.code).toBe(1)
    expect(second.err).toMatch(
      /Goldenthread is already running on this data folder \(process \d+, http:\/\/127\.0\.0\.1:\d+\)\./,
    )
    expect(second.err).toContain(first.url)
    expect((await browse(first.url).get('/health')).status).toBe(200)
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    const third = await serve()
    expect((await browse(third.url).get('/health')).status).toBe(200)
  })

  test('on a port that is taken ends with a sentence, and leaves the database to the next', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    servers.push(other)
    await once(other, 'listening')
    const address = other.address()
    const port = String(typeof address === 'object' && address ? address.port : 0)
    const refused = start(['serve'], { PORT: port })
    running.push(refused.child)
    const ended = await within(25, refused.ended)
    expect(ended.code).toBe(1)
    expect(ended.err).toContain(port)
    expect(ended.err).not.toMatch(NO_INNARDS)
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`finishes the request in hand when it is told to stop by ${signal}, takes no other, and ends with 0`, async () => {
      const { child, ended, url } = await serve()
      const owner = new pg.Client({ connectionString: database.ownerUrl })
      await owner.connect()
      await owner.query('begin')
      await owner.query('lock table area in access exclusive mode')
      const slow = fetch(`${url}/demonstration`)
      await sleep(300)
      child.kill(signal)
      await sleep(500)
      expect(child.exitCode).toBeNull()
      await expect(fetch(`${url}/sign-in`)).rejects.toThrow()
      await owner.query('commit')
      await owner.end()
      const answer = await slow
      expect([answer.status, textOf(await answer.text())]).toEqual([200, expect.stringContaining('Anyshire')])
      // The browser keeps its connection open; that is no reason to stay.
      expect((await within(8, ended)).code).toBe(0)
    })
  }

  /** Refuses every recipient by repeating the address, as mail servers do. */
  async function refusingMailServer(): Promise<string> {
    const server = createServer((socket) => {
      socket.write('220 test\r\n')
      socket.on('error', () => {})
      socket.on('data', (bytes) => {
        const line = String(bytes).trim()
        const recipient = /^RCPT TO:(\S+)/i.exec(line)?.[1]
        socket.write(recipient ? `550 5.1.1 ${recipient}: no such person\r\n` : '250 fine\r\n')
        if (/^QUIT/i.test(line)) socket.end()
      })
    }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const address = server.address()
    return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  test('writes no address, passphrase or typed word to its log, whatever goes wrong', async () => {
    const { child, ended, url } = await serve({ LOG_LEVEL: 'debug', SMTP_URL: await refusingMailServer() })
    const stranger = browse(url)
    await stranger.get('/sign-in?next=/CANARY-in-the-address')
    await stranger.post('/sign-in', {
      email: 'canary.mail@example.org',
      passphrase: 'CANARY passphrase typed',
    })
    await stranger.get('/milestones/CANARY-in-a-path')
    await stranger.get('/welcome/CANARY-token')
    await stranger.post('/sign-in', { _csrf: 'CANARY-token', email: 'canary.mail@example.org' })

    const manager = browse(url)
    await manager.signInAs('Programme Manager')
    const plans = await manager.get('/plans')
    const plan = /href="(\/plans\/[\w-]{36})"/.exec(plans.body)?.[1] ?? ''
    const milestone = /href="(\/milestones\/[\w-]{36})"/.exec((await manager.get(plan)).body)?.[1] ?? ''
    await manager.get(`${plan}?words=CANARY-search`)
    const form = await manager.get(`${milestone}/update`)
    const once = /name="once" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
    const fields = { once, status: 'off_track', done: 'CANARY child Jo, 4 Elm Row', support_needed: 'no' }
    const refused = await asOwner(async (owner) => {
      await owner.query(
        `alter table progress add constraint canary check (done not like 'CANARY%') not valid`,
      )
      const answer = await manager.post(`${milestone}/update`, fields)
      await owner.query('alter table progress drop constraint canary')
      return answer
    })
    expect(refused.status).toBe(500)
    expect((await manager.post(`${milestone}/update`, fields)).status).toBe(303)
    await manager.post('/imports/new', { pasted: planText('CANARY plan') })
    await manager.post('/people', {
      ...{ name: 'CANARY name', email: 'canary.mail@example.org', role: 'analyst', partner: '', until: '' },
    })
    child.kill('SIGTERM')
    const { code, out, err } = await ended
    expect(code).toBe(0)
    const log = out + err
    expect(log.split('\n').filter((line) => /canary/i.test(line))).toEqual([])
    expect(log).not.toMatch(/@(?:anyshire|example)\./i)
    expect(log).toContain('database error')
    expect(log).toContain('"route":"/milestones/:id/update"')
  })
})
