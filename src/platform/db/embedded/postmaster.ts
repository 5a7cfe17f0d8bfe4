/** PostgreSQL's main process: what its pid file says of it, how it is started and stopped. */
import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cleanEnvironment, runAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { Home } from './home.ts'
import { explain } from './sentences.ts'

export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/** `stale`: a pid file whose process is dead or another program. */
export type Sight =
  | { readonly state: 'absent' }
  | { readonly state: 'stale'; readonly text: string }
  | { readonly state: 'starting' | 'ready' | 'stopping'; readonly postmaster: Postmaster }

const PID_LINE = 0
const PORT_LINE = 3
const STATUS_LINE = 7

const pidFile = (home: Home) => join(home.data, 'postmaster.pid')

export async function look(home: Home): Promise<Sight> {
  const text = await readFile(pidFile(home), 'utf8').catch(() => undefined)
  if (text === undefined) return { state: 'absent' }
  const lines = text.split('\n')
  const postmaster = { pid: Number(lines[PID_LINE]), port: Number(lines[PORT_LINE]) }
  if (!(await isRunning(home, postmaster.pid))) return { state: 'stale', text }
  return { state: stateNamed(lines[STATUS_LINE]), postmaster }
}

function stateNamed(status: string | undefined): 'starting' | 'ready' | 'stopping' {
  const word = status?.trim()
  return word === 'ready' || word === 'stopping' ? word : 'starting'
}

/** Numbers of processes are used again, so the process must also be a server on this very folder. */
export async function isRunning(home: Home, pid: number): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  return (await commandLine(pid)).join('\0').includes(['-D', home.data].join('\0'))
}

// Readable for everybody and empty for a zombie, where /proc/<pid>/cwd needs rights that containers drop.
async function commandLine(pid: number): Promise<string[]> {
  if (process.platform === 'linux')
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  return (await runAs(undefined, '/bin/ps', ['-o', 'args=', '-p', String(pid)])).output.split(' ')
}

/**
 * PostgreSQL overlooks a stale pid file only when no process at all has that number. Moving it away first and
 * reading it after means that a file written meanwhile by a server just started is seen, and put back.
 */
export async function removeStale(home: Home, judged: string): Promise<void> {
  const aside = `${pidFile(home)}.stale-${process.pid}`
  const moved = await rename(pidFile(home), aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  if ((await readFile(aside, 'utf8')) === judged) await rm(aside)
  else await rename(aside, pidFile(home))
}

export interface StartOptions {
  readonly port: number | undefined
  /** Loses everything at a power cut: for test data only. */
  readonly unsafe: boolean
}

/** `undefined` when it runs; a reason when another try may do better; throws when none will. */
export async function start(
  home: Home,
  binaries: Binaries,
  options: StartOptions,
): Promise<string | undefined> {
  const log = await openLog(home)
  try {
    const before = (await log.stat()).size
    const port = options.port ?? (await freePort())
    const exited = await launch(home, binaries, log, serverArguments(home, port, options.unsafe))
    return exited ? judgeFailure(home, await wordsSince(home, before)) : undefined
  } finally {
    await log.close()
  }
}

const MAX_LOG = 10 * 1024 * 1024

async function openLog(home: Home): Promise<FileHandle> {
  const size = await stat(home.logFile).then(
    (found) => found.size,
    () => 0,
  )
  if (size > MAX_LOG) await rename(home.logFile, `${home.logFile}.1`)
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants
  const log = await open(home.logFile, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o600)
  // So that the cluster's own user can start it, too, after root has.
  if (home.account) await log.chown(home.account.uid, home.account.gid)
  return log
}

async function wordsSince(home: Home, offset: number): Promise<string> {
  return (await readFile(home.logFile)).subarray(offset).toString('utf8')
}

/** Starts the server in a process group of its own (Ctrl-C is ours alone); true when it ended before it was up. */
async function launch(home: Home, binaries: Binaries, log: FileHandle, args: string[]): Promise<boolean> {
  const child = spawn(binaries.postgres, args, {
    ...home.account,
    cwd: '/',
    env: cleanEnvironment(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  let ended = false
  const end = () => {
    ended = true
  }
  child.on('exit', end).on('error', end)
  child.unref()
  while (!ended && !(await hasWrittenPidFile(home, child.pid))) await sleep(10)
  return ended
}

async function hasWrittenPidFile(home: Home, pid: number | undefined): Promise<boolean> {
  const sight = await look(home)
  return 'postmaster' in sight && sight.postmaster.pid === pid && sight.state !== 'starting'
}

function serverArguments(home: Home, port: number, unsafe: boolean): string[] {
  const settings = { ...SETTINGS, ...(unsafe ? UNSAFE : {}), port: String(port) }
  return ['-D', home.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  huge_pages: 'off',
  jit: 'off',
  log_checkpoints: 'off',
  // Rows are about children: neither statements nor the values that broke a rule are written to the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

const UNSAFE: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

const TRY_AGAIN: readonly RegExp[] = [
  /lock file "postmaster\.pid" already exists/, // another process started it first
  /could not create any TCP\/IP sockets/, // the port was taken meanwhile
  /pre-existing shared memory block/, // children of a killed server are still leaving
]

function judgeFailure(home: Home, output: string): string {
  if (TRY_AGAIN.some((pattern) => pattern.test(output))) return output
  throw explain(`PostgreSQL did not start (its log is ${home.logFile}).`, output)
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Fast shutdown: sessions are ended, what was committed is written, the process is waited for. */
export async function stop(home: Home, postmaster: Postmaster): Promise<void> {
  if (!(await isRunning(home, postmaster.pid))) return
  process.kill(postmaster.pid, 'SIGINT')
  const deadline = Date.now() + 60_000
  while (await isRunning(home, postmaster.pid)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop.`)
    await sleep(20)
  }
}
