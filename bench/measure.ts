/** A server of ours and the floor beside it, in a process of their own; and how many answers a second each gives. */
import { type ChildProcess, fork } from 'node:child_process'
import autocannon from 'autocannon'
import type { BenchServer } from './serve.ts'

const ROUNDS = 3

export function startServer(
  file: string,
  dataFolder: string,
): Promise<{ child: ChildProcess; server: BenchServer }> {
  const started = fork(new URL(file, import.meta.url), [dataFolder])
  return new Promise((resolve, reject) => {
    started.once('message', (message) => resolve({ child: started, server: message as BenchServer }))
    started.once('exit', (code) => reject(new Error(`The server under test ended with ${code}`)))
  })
}

export function stopped(server: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  server.kill('SIGTERM')
  return ended
}

export interface Compared {
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
