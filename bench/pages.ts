/**
 * The pages that carry the product against the least that a page could cost: a bare Fastify route that makes one
 * query and sends as many bytes. Both in one run, on one machine, one after the other and again. Prints ratios.
 *
 *   bin/node bench/pages.ts [seconds]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { BenchServer } from './pages-server.ts'

const SECONDS = Number(process.argv[2] ?? 8)
const ROUNDS = 3

const folder = await mkdtemp(join(tmpdir(), 'goldenthread-bench-'))
const { child, server } = await startServer(folder)
try {
  for (const page of server.pages) {
    const ratios: number[] = []
    let line = ''
    for (let round = 0; round < ROUNDS; round += 1) {
      const floor = await measure(`${server.floor}/${page.bytes}`, {})
      const ours = await measure(`${server.address}${page.path}`, { cookie: server.cookie })
      ratios.push(ours / floor)
      line = `${Math.round(ours)} a second against ${Math.round(floor)}`
    }
    const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
    const kilobytes = Math.round(page.bytes / 1024)
    console.log(
      `${page.name}: ${median.toFixed(2)} of the floor (${line}; ${kilobytes} kB, ${page.drawing} statements to draw it, ${page.kept} while it is kept)`,
    )
  }
} finally {
  await stopped(child)
  await rm(folder, { recursive: true, force: true })
}

function startServer(dataFolder: string): Promise<{ child: ChildProcess; server: BenchServer }> {
  const started = fork(new URL('./pages-server.ts', import.meta.url), [dataFolder])
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

async function measure(url: string, headers: Record<string, string>): Promise<number> {
  const { requests, non2xx } = await autocannon({ url, headers, connections: 10, duration: SECONDS })
  if (non2xx > 0) throw new Error(`${url} answered ${non2xx} times with something else than a page`)
  return requests.average
}
