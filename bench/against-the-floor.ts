/** Measures pages of a server of its own against a bare route that makes one query and sends as many bytes. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { BenchServer, CaseName } from './pages-server.ts'

const ROUNDS = 3

/** Both in one run, on one machine, one after the other and again. Prints the median ratio of each page. */
export async function measureAgainstFloor(of: CaseName, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
  const { child, server } = await startServer(folder, of)
  try {
    for (const page of server.pages) console.log(await lineOf(server, page, seconds))
  } finally {
    await stopped(child)
    await rm(folder, { recursive: true, force: true })
  }
}

async function lineOf(
  server: BenchServer,
  page: BenchServer['pages'][number],
  seconds: number,
): Promise<string> {
  const ratios: number[] = []
  let line = ''
  for (let round = 0; round < ROUNDS; round += 1) {
    const floor = await measure(`${server.floor}/${page.bytes}`, {}, seconds)
    const ours = await measure(`${server.address}${page.path}`, { cookie: server.cookie }, seconds)
    ratios.push(ours / floor)
    line = `${Math.round(ours)} a second against ${Math.round(floor)}`
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
  const kilobytes = Math.round(page.bytes / 1024)
  return `${page.name}: ${median.toFixed(2)} of the floor (${line}; ${kilobytes} kB, ${page.drawing} statements to draw it in ${page.milliseconds} ms, ${page.kept} while it is kept)`
}

function startServer(folder: string, of: CaseName): Promise<{ child: ChildProcess; server: BenchServer }> {
  const started = fork(new URL('./pages-server.ts', import.meta.url), [folder, of])
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

async function measure(url: string, headers: Record<string, string>, seconds: number): Promise<number> {
  const { requests, non2xx } = await autocannon({ url, headers, connections: 10, duration: seconds })
  if (non2xx > 0) throw new Error(`${url} answered ${non2xx} times with something else than a page`)
  return requests.average
}
