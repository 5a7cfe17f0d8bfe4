/** The product as a program of its own: started, served to a browser over the network, and killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formsOf } from './html.ts'

const PROGRAM = join(import.meta.dirname, '../../bin/goldenthread')

export interface Ended {
  code: number | null
  out: string
  err: string
}

export type Settings = Record<string, string>

export interface Started {
  child: ChildProcess
  heard: { out: string; err: string }
  ended: Promise<Ended>
}

/** Starts the program with just these settings. */
export function startProgram(args: readonly string[], cwd: string, settings: Settings): Started {
  const child = spawn(PROGRAM, args, { cwd, env: { PATH: process.env.PATH ?? '', ...settings } })
  const heard = { out: '', err: '' }
  child.stdout.on('data', (bytes) => {
    heard.out += bytes
  })
  child.stderr.on('data', (bytes) => {
    heard.err += bytes
  })
  return { child, heard, ended: once(child, 'close').then(([code]): Ended => ({ code, ...heard })) }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** Until the site says where it is. Errors: what it said, when it ended instead. */
export async function untilServed({ child, heard }: Started, url: string): Promise<void> {
  while (!heard.err.includes(`Goldenthread is at ${url}`)) {
    if (child.exitCode !== null) throw new Error(heard.err)
    await sleep(50)
  }
}

/** A browser over the network: keeps cookies and the form's token. */
export function browse(url: string) {
  const cookies = new Map<string, string>()
  let token = ''
  const send = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const answer = await fetch(url + path, {
      ...init,
      headers: { ...init.headers, cookie },
      redirect: 'manual',
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const body = await answer.text()
    token = formsOf(body).find(({ values }) => values._csrf)?.values._csrf ?? token
    return { status: answer.status, body, location: answer.headers.get('location') ?? '' }
  }
  const post = (path: string, fields: Record<string, string>) =>
    send(path, { method: 'POST', body: new URLSearchParams({ _csrf: token, ...fields }) })
  return { get: (path: string) => send(path), post }
}
