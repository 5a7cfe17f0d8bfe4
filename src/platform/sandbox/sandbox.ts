import { type ChildProcess, fork } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a piece of work may take before it is ended. */
export interface Caps {
  seconds: number
  megabytes: number
}

export class TookTooLong extends Error {}
export class TookTooMuch extends Error {}

/** What the process that is alone says: how far it has come, and in the end its answer. */
export type FromAlone = { progress: unknown } | { answer: unknown }

const ROOT = join(import.meta.dirname, '../../..')
/** Code and what it stands on; never the data of an area, which may lie beside them. The packages may be a link. */
const READABLE = ['src', 'node_modules'].flatMap((name) => [join(ROOT, name), realpathSync(join(ROOT, name))])
const LOOK_EVERY_MS = 100
const PAGE = 4096
const MEGABYTE = 1024 * 1024

/**
 * Runs one module in a process of its own that can read the project's code and nothing else: no other file, no
 * network, no child, no setting of ours. It is given one input and gives one answer. What it does to itself, it does
 * to itself alone. Errors: TookTooLong, TookTooMuch, or an Error when the process ended without an answer.
 */
export function runAlone(
  module: URL,
  input: unknown,
  caps: Caps,
  tell: (progress: unknown) => void = () => {},
): Promise<unknown> {
  const child = start(module, caps)
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      clearInterval(watch)
      child.removeAllListeners()
      child.on('error', () => {})
      child.kill('SIGKILL')
      settle()
    }
    const timer = setTimeout(() => end(() => reject(new TookTooLong())), caps.seconds * 1000)
    const watch = setInterval(async () => {
      if ((await residentOf(child)) > caps.megabytes) end(() => reject(new TookTooMuch()))
    }, LOOK_EVERY_MS)
    child.on('message', (said: FromAlone) =>
      'answer' in said ? end(() => resolve(said.answer)) : tell(said.progress),
    )
    child.once('error', (error) => end(() => reject(error)))
    child.once('exit', (code, signal) => end(() => reject(endedWith(code, signal))))
    child.send({ input })
  })
}

const readable = (path: string): string => `--allow-fs-read=${path}`

function start(module: URL, { megabytes }: Caps): ChildProcess {
  return fork(module, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // The project's Node may need the stand-in for libatomic to start at all; nothing else of ours goes along.
    env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH ?? '' },
    execArgv: [
      '--permission',
      ...new Set([`${ROOT}/package.json`, ...READABLE.map((folder) => `${folder}/*`)].map(readable)),
      `--max-old-space-size=${megabytes}`,
      '--no-warnings',
    ],
  })
}

/** V8 ends the process itself when its heap is full; it aborts, which is no fault of ours. */
function endedWith(code: number | null, signal: NodeJS.Signals | null): Error {
  if (signal === 'SIGABRT' || code === 134) return new TookTooMuch()
  return new Error(`The process ended with ${signal ?? `code ${code}`} and no answer`)
}

/** Megabytes that the process holds, heap and beside it; 0 where the system does not tell (then the heap's cap stands). */
async function residentOf({ pid }: ChildProcess): Promise<number> {
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').then(
    (text) => Number(text.split(' ')[1]),
    () => 0,
  )
  return (pages * PAGE) / MEGABYTE
}
