/** A server of ours and the floor beside it, in a process of their own; and how many answers a second each gives. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { BenchServer } from './serve.ts'

const ROUNDS = 3

/** Starts a server in a folder of its own, has each of its pages looked at, and prints a line for each. */
export async function eachPage(
  file: string,
  lineOf: (server: BenchServer, page: BenchServer['pages'][number]) => Promise<string>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
  const { child, server } = await startServer(file, folder)
  try {
    for (const page of server.pages) console.log(`${page.name}: ${await lineOf(server, page)}`)
  } finally {
    await stopped(child)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Pages as they are asked for, kept until the area's record moves, against the floor. */
export const comparePages = (file: string, seconds: number): Promise<void> =>
  eachPage(file, async (server, page) => {
    const { ratio, words } = await compare(server, page, { seconds })
    const kilobytes = Math.round(page.bytes / 1024)
    return `${ratio.toFixed(2)} of the floor (${words}; ${kilobytes} kB, ${page.drawing} statements to draw it in ${page.milliseconds} ms, ${page.kept} while it is kept)`
  })

function startServer(
  file: string,
  dataFolder: string,
): Promise<{ child: ChildProcess; server: BenchServer }> {
  const started = fork(new URL(file, import.meta.url), [dataFolder])
  return new Promise((resolve, reject) => {
    started.once('message', (message) => resolve({ child: started, server: message as BenchServer }))
    started.once('exit', (code) => reject(new Error(`The server under test ended with ${code}`)))
  })
}

function stopped(server: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  server.kill('SIGTERM')
  return ended
}

interface Compared {
  /** The median of what ours answers for each answer of the floor. */
  ratio: number
  words: string
}

/** Both in turn, three times. `anew` asks for another address each time, so that no page is kept. */
export async function compare(
  { floor, address, cookie }: BenchServer,
  { path, bytes }: { path: string; bytes: number },
  { seconds, anew = false }: { seconds: number; anew?: boolean },
): Promise<Compared> {
  const ratios: number[] = []
  let words = ''
  for (let round = 0; round < ROUNDS; round += 1) {
    const least = await measure(`${floor}/${bytes}`, {}, seconds, false)
    const ours = await measure(`${address}${path}`, { cookie }, seconds, anew)
    ratios.push(ours / least)
    words = `${Math.round(ours)} a second against ${Math.round(least)}`
  }
  return { ratio: ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0, words }
}

let addresses = 0

async function measure(
  url: string,
  headers: Record<string, string>,
  seconds: number,
  anew: boolean,
): Promise<number> {
  const path = url.replace(/^\w+:\/\/[^/]+/, '')
  const another = (request: autocannon.Request): autocannon.Request => {
    addresses += 1
    return { ...request, path: `${path}${path.includes('?') ? '&' : '?'}anew=${addresses}` }
  }
  const requests = anew ? { requests: [{ setupRequest: another }] } : {}
  const { requests: done, non2xx } = await autocannon({
    ...{ url, headers, connections: 10, duration: seconds },
    ...requests,
  })
  if (non2xx > 0) throw new Error(`${url} answered ${non2xx} times with something else than a page`)
  return done.average
}
