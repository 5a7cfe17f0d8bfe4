import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { throwAwayFolder } from '../../../tests/support/postgres.ts'
import { attachEmbedded, type EmbeddedServer } from './embedded.ts'
import { claimServe } from './serve-lock.ts'

const { folder: temp, remove } = throwAwayFolder('goldenthread-embedded-')
let folder: string
let open: EmbeddedServer[]
let children: ChildProcess[]

afterAll(remove)

beforeEach(() => {
  // One cluster for all: to make one takes longer than to start it.
  folder = join(temp, 'postgres')
  open = []
  children = []
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const server of open) await server.close()
  // Adopts what a failed test left behind, so that leaving stops it.
  if (serverPid()) await (await attachEmbedded(folder, ignore)).close()
})

const ignore = () => undefined

async function attach(): Promise<EmbeddedServer> {
  const server = await attachEmbedded(folder, ignore)
  open.push(server)
  return server
}

const MODULE = new URL('./embedded.ts', import.meta.url).href

/** Another process that attaches, says where, and stays until it is killed or its input ends. */
async function attachElsewhere(): Promise<{ url: string; process: ChildProcess }> {
  const script = `
    const { attachEmbedded } = await import('${MODULE}')
    const server = await attachEmbedded('${folder}', () => {})
    console.log(server.ownerUrl)
    process.stdin.on('end', () => server.close()).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const [url] = await once(createInterface(child.stdout), 'line')
  return { url, process: child }
}

async function leave(child: ChildProcess): Promise<void> {
  const left = once(child, 'exit')
  child.stdin?.end()
  await left
}

function serverPid(): number | undefined {
  const file = join(folder, 'cluster/data/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

/** A connection shows it better than the process table, where the dead may stay for a while. */
const isServing = (url: string) => query(url, 'select').then(Boolean, () => false)

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps rows from one start to the next', async () => {
    const first = await attach()
    await query(first.ownerUrl, 'create table kept (n int); insert into kept values (1)')
    await first.close()
    const second = await attach()
    expect(await query(second.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }])
  })

  it('is durable: fsync and data checksums are on', async () => {
    const { ownerUrl } = await attach()
    const settings = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums`
    expect(await query(ownerUrl, settings)).toEqual([
      { fsync: 'on', commit: 'on', pages: 'on', checksums: 'on' },
    ])
  })

  it('listens on the loopback address only, and asks for the password', async () => {
    const { ownerUrl } = await attach()
    const addresses =
      "select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as sockets"
    expect(await query(ownerUrl, addresses)).toEqual([{ tcp: '127.0.0.1', sockets: '' }])
    const wrong = new URL(ownerUrl)
    wrong.password = 'wrong'
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password/)
    expect(statSync(join(folder, 'cluster/password')).mode & 0o777).toBe(0o600)
  })

  it('knows letters beyond ASCII in search and case', async () => {
    const { ownerUrl } = await attach()
    const sql = "select upper('zoë') as upper, to_tsvector('simple', 'Zoë')::text as words"
    expect(await query(ownerUrl, sql)).toEqual([{ upper: 'ZOË', words: "'zoë':1" }])
  })

  it('never runs as root', async () => {
    await attach()
    const status = readFileSync(`/proc/${serverPid()}/status`, 'utf8')
    expect(status).toMatch(/^Uid:\s+[1-9]/m)
    expect(status).toMatch(/^Gid:\s+[1-9]/m)
  })
})

describe('several processes on one folder', () => {
  it('a second process attaches to the live server', async () => {
    const { ownerUrl } = await attach()
    const other = await attachElsewhere()
    expect(other.url).toBe(ownerUrl)
  })

  it('two processes that start at the same moment share one server', async () => {
    folder = join(temp, 'fresh')
    const [one, two, three] = await Promise.all([attachElsewhere(), attachElsewhere(), attach()])
    expect(one.url).toBe(three.ownerUrl)
    expect(two.url).toBe(three.ownerUrl)
  })

  it('the server stays while another process is attached', async () => {
    const first = await attach()
    const other = await attachElsewhere()
    await first.close()
    expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('the server stays while any session is open', async () => {
    const first = await attach()
    const session = new pg.Client(first.ownerUrl)
    await session.connect()
    await first.close()
    expect((await session.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await session.end()
  })

  it('the server stops when the last one leaves', async () => {
    const first = await attach()
    const other = await attachElsewhere()
    await first.close()
    expect(await isServing(other.url)).toBe(true)
    await leave(other.process)
    expect(await isServing(other.url)).toBe(false)
    expect(serverPid()).toBeUndefined()
  })

  it('two that leave at the same moment leave no server behind', async () => {
    const [one, two] = await Promise.all([attach(), attach()])
    await Promise.all([one.close(), two.close()])
    expect(serverPid()).toBeUndefined()
  })

  it('leaving twice is leaving once', async () => {
    const first = await attach()
    const other = await attachElsewhere()
    await Promise.all([first.close(), first.close()])
    expect(await isServing(other.url)).toBe(true)
  })

  it('one that comes while the last one leaves has a server', async () => {
    const first = await attach()
    const [, second] = await Promise.all([first.close(), attach()])
    expect(await query(second.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('after an accident', () => {
  it('a server orphaned by kill -9 is adopted', async () => {
    const other = await attachElsewhere()
    other.process.kill('SIGKILL')
    await once(other.process, 'exit')
    const server = await attach()
    expect(server.ownerUrl).toBe(other.url)
    await server.close()
    expect(await isServing(other.url)).toBe(false)
  })

  it('acknowledged rows survive kill -9 of PostgreSQL', async () => {
    const other = await attachElsewhere()
    await query(other.url, 'create table acknowledged (n int)')
    const writer = new pg.Client(other.url)
    writer.on('error', ignore)
    await writer.connect()
    const acknowledged = insertUntilItFails(writer)
    await sleep(100)
    other.process.kill('SIGKILL')
    process.kill(Number(serverPid()), 'SIGKILL')
    const last = await acknowledged
    const { ownerUrl } = await attach()
    expect(last).toBeGreaterThan(0)
    // The row under way when it died may have been written without the answer having arrived.
    const [row] = (await query(
      ownerUrl,
      'select max(n) as last, count(*)::int as rows from acknowledged',
    )) as [{ last: number; rows: number }]
    expect(row.last).toBeGreaterThanOrEqual(last)
    expect(row.rows).toBe(row.last)
  })

  it('a server that dies under a living process is started again on its port', async () => {
    const { ownerUrl } = await attach()
    const pid = Number(serverPid())
    process.kill(pid, 'SIGKILL')
    await expect
      .poll(() => query(ownerUrl, 'select 1 as one').catch(() => []), { timeout: 15_000 })
      .toHaveLength(1)
    expect(serverPid()).not.toBe(pid)
  })

  it('a stale pid file that names another program is overlooked', async () => {
    await (await attach()).close()
    const pidFile = join(folder, 'cluster/data/postmaster.pid')
    const stale = [process.pid, join(folder, 'cluster/data'), 1, 5432, '', '127.0.0.1', '', 'ready   ', '']
    writeFileSync(pidFile, stale.join('\n'), { mode: 0o600 })
    const server = await attach()
    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('a dying server is waited out', async () => {
    const other = await attachElsewhere()
    const pid = Number(serverPid())
    other.process.kill('SIGKILL')
    await once(other.process, 'exit')
    process.kill(pid, 'SIGINT')
    const server = await attach()
    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(serverPid()).not.toBe(pid)
  })
})

async function insertUntilItFails(writer: pg.Client): Promise<number> {
  for (let n = 1; ; n++) {
    try {
      await writer.query('insert into acknowledged values ($1)', [n])
    } catch {
      return n - 1
    }
  }
}

describe('what cannot work is said in a sentence', () => {
  it('a folder that belongs to somebody else is refused with a sentence', async () => {
    expect(await refusalAsOrdinaryUser('/usr')).toMatch(
      'The database folder /usr belongs to the user root. Start Goldenthread as that user, or choose another data folder.',
    )
  })

  it('a link to a place that is gone is refused', async () => {
    folder = join(temp, 'link')
    symlinkSync(join(temp, 'gone'), folder)
    await expect(attach()).rejects.toThrow(/points to a place that is gone/)
  })

  it('a password file that does not fit is named', async () => {
    await (await attach()).close()
    const file = join(folder, 'cluster/password')
    const right = readFileSync(file)
    writeFileSync(file, 'another')
    await expect(attach()).rejects.toThrow(/The password in .*cluster\/password is not the one/)
    writeFileSync(file, right)
  })
})

/** Gives up root's rights first, where it has them: root is refused nothing. */
async function refusalAsOrdinaryUser(path: string): Promise<string> {
  const script = `
    const { attachEmbedded } = await import('${MODULE}')
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534) }
    await attachEmbedded('${path}', () => {}).catch((error) => console.log(error.message))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  children.push(child)
  const [line] = await once(createInterface(child.stdout), 'line')
  return line
}

describe('the one web process', () => {
  it('a second one is told who is running', async () => {
    const { ownerUrl } = await attach()
    const claim = await claimServe(ownerUrl, 'http://127.0.0.1:3000')
    await expect(claimServe(ownerUrl)).rejects.toThrow(
      `Goldenthread is already running on this data folder (process ${process.pid}, http://127.0.0.1:3000).`,
    )
    await claim.release()
  })

  it('may start again when the first has gone', async () => {
    const { ownerUrl } = await attach()
    await (await claimServe(ownerUrl)).release()
    await (await claimServe(ownerUrl)).release()
  })
})
