/**
 * What bringing a plan in takes: processor, time and memory of reading each kind of file, each against the least
 * that it could take (a floor, in the same run), and how free the web process stays meanwhile.
 *
 *   bin/node bench/import.ts [rounds]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Took } from './import-case.ts'
import { FILES, type FileKind, writeFiles } from './import-files.ts'
import type { Ask, Delay, ImportServer } from './import-server.ts'

const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
const ROUNDS = Number(process.argv[2] ?? 3)

/** Milliseconds of the processor that reading may take. */
const AIMS: Readonly<Record<FileKind, number>> = { text: 150, docx: 2_000, pdf: 2_000, xlsx: 3_000 }
const SAID: Readonly<Record<FileKind, string>> = {
  text: 'plan as text, 62 kB',
  docx: 'Word, 400 rows × 8',
  pdf: 'PDF, the same',
  xlsx: 'Excel, 5,000 rows × 12',
}
const LOOK_EVERY_MS = 50
const LONGEST_MS = 180_000

async function measureReading(): Promise<void> {
  const table: Record<string, Record<string, string>> = {}
  for (const kind of Object.keys(FILES) as FileKind[]) {
    const ours = await middleOf(kind, 'ours')
    const floor = await middleOf(kind, 'floor')
    table[SAID[kind]] = {
      'CPU (ms)': whole(ours.cpu),
      'aim (ms)': whole(AIMS[kind]),
      'its floor (ms)': whole(floor.cpu),
      ratio: (ours.cpu / floor.cpu).toFixed(1),
      'time (ms)': whole(ours.wall),
      'floor’s time (ms)': whole(floor.wall),
      'peak memory (MB)': whole(ours.peak),
      'floor’s (MB)': whole(floor.peak),
      'read as': ours.made,
      floor: floor.made,
    }
  }
  console.table(table)
}

/** The middle of several rounds by its processor time, each in a new process. */
async function middleOf(kind: FileKind, which: 'ours' | 'floor'): Promise<Took> {
  const taken: Took[] = []
  for (let round = 0; round < ROUNDS; round += 1) taken.push(await inNewProcess(kind, which))
  const middle = taken.toSorted((a, b) => a.cpu - b.cpu)[Math.floor(ROUNDS / 2)]
  if (!middle) throw new Error('At least one round is needed')
  return middle
}

async function inNewProcess(kind: FileKind, which: 'ours' | 'floor'): Promise<Took> {
  return (await firstMessage(
    fork(new URL('./import-case.ts', import.meta.url), [folder, kind, which]),
  )) as Took
}

function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A process ended with ${code} and no answer`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}

// ── The web process meanwhile ─────────────────────────────────────────────────────────────────────────────

async function measureServer(): Promise<void> {
  const data = join(folder, 'data')
  await mkdir(data)
  const child = fork(new URL('./import-server.ts', import.meta.url), [data])
  const server = (await firstMessage(child)) as ImportServer
  const table: Record<string, Record<string, string>> = {}
  try {
    for (const kind of ['docx', 'pdf', 'xlsx'] as const) {
      let at = ''
      table[`${SAID[kind]}: sent and read`] = await phase(child, async () => {
        at = await upload(server, kind)
        await untilProposed(child, at)
      })
      table[`${SAID[kind]}: its first page`] = await phase(child, () => page(server, at))
      if (kind === 'xlsx') {
        table[`${SAID[kind]}: its preview`] = await phase(child, () => page(server, `${at}/preview`))
        table[`${SAID[kind]}: confirmed`] = await phase(child, () => confirm(server, at))
      }
    }
  } finally {
    await stopped(child)
  }
  console.table(table)
}

async function phase(child: ChildProcess, work: () => Promise<unknown>): Promise<Record<string, string>> {
  await asked(child, { ask: 'start' })
  const started = performance.now()
  await work()
  const time = performance.now() - started
  const { p99, longest } = (await asked(child, { ask: 'stop' })) as Delay
  return {
    'time (ms)': whole(time),
    'web process, delay p99 (ms)': p99.toFixed(1),
    'longest (ms)': longest.toFixed(1),
  }
}

function asked(child: ChildProcess, ask: Ask): Promise<unknown> {
  child.send(ask)
  return firstMessage(child)
}

async function upload(server: ImportServer, kind: FileKind): Promise<string> {
  const form = new FormData()
  form.set('pasted', '')
  form.set('published', '')
  form.set('file', new Blob([await readFile(join(folder, FILES[kind]))]), FILES[kind])
  return sent(server, '/imports/new', form)
}

async function untilProposed(child: ChildProcess, at: string): Promise<void> {
  const id = at.split('/').at(-1) ?? ''
  const until = performance.now() + LONGEST_MS
  for (
    let state: unknown = 'reading';
    state !== 'proposed';
    state = await asked(child, { ask: 'state', id })
  ) {
    if (state !== 'reading' || performance.now() > until) throw new Error(`The import is ${state}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

const confirm = (server: ImportServer, at: string): Promise<string> =>
  sent(
    server,
    `${at}/confirm`,
    new URLSearchParams({ title: 'Improvement plan', documentOn: '2026-01-05', reason: 'Bench' }),
  )

/** Sends a form, with the token of a page as a browser has it; gives back where the answer leads. */
async function sent(server: ImportServer, path: string, body: FormData | URLSearchParams): Promise<string> {
  const { token, cookie } = await tokenOf(server)
  body.set('_csrf', token)
  const answer = await fetch(`${server.address}${path}`, {
    ...{ method: 'POST', body, redirect: 'manual' },
    headers: { cookie },
  })
  const location = answer.headers.get('location')
  if (!location) throw new Error(`${path} answered ${answer.status}: ${errorsOf(await answer.text())}`)
  return new URL(location, server.address).pathname
}

const errorsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 600)

async function page({ address, cookie }: ImportServer, path: string): Promise<string> {
  const answer = await fetch(`${address}${path}`, { headers: { cookie } })
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return answer.text()
}

async function tokenOf({ address, cookie }: ImportServer): Promise<{ token: string; cookie: string }> {
  const answer = await fetch(`${address}/imports/new`, { headers: { cookie } })
  const token = /name="_csrf" value="([^"]+)"/.exec(await answer.text())?.[1] ?? ''
  const set = answer.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  return { token, cookie: [cookie, ...set].join('; ') }
}

function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  return ended
}

const whole = (value: number): string => value.toFixed(0)

try {
  await writeFiles(folder)
  console.log(`Load of this machine: ${loadavg()[0]?.toFixed(1)}`)
  await measureReading()
  await measureServer()
} finally {
  await rm(folder, { recursive: true, force: true })
}
