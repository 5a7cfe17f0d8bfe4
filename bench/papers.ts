/**
 * Reports as Word, PDF and Excel: time and memory of each, in a process of its own, against the document library alone
 * writing the words of the same cells without styles, spans or tags; then how free a web process stays while a worker
 * makes one in every form.
 * Run: bin/node bench/papers.ts [rounds]
 */
import { type ChildProcess, fork } from 'node:child_process'

const rounds = process.argv[2] ?? '5'

/** What one process says of one form of one report. */
export interface Told {
  first: number
  middle: number
  /** Megabytes above what the process held before it wrote. */
  memory: number
  kilobytes: number
  /** The library alone, middle of the rounds. */
  alone: number
}

const lines: Record<string, Record<string, string>> = {}
for (const [layout, milestones] of [
  ['milestone', 240],
  ['committee', 240],
  ['milestone', 2000],
] as const) {
  for (const format of ['docx', 'pdf', 'xlsx']) {
    const told = await tell<Told>('./papers-writing.ts', layout, format, String(milestones), rounds)
    lines[`${layout}, ${milestones}, ${format}`] = {
      'first (ms)': told.first.toFixed(0),
      'middle (ms)': told.middle.toFixed(0),
      'memory (MB)': told.memory.toFixed(0),
      'file (kB)': told.kilobytes.toFixed(0),
      'library alone (ms)': told.alone.toFixed(0),
      ratio: (told.middle / told.alone).toFixed(2),
    }
  }
}
console.table(lines)

console.table(await tell<Record<string, string>>('./papers-serving.ts'))

function tell<T>(file: string, ...args: string[]): Promise<T> {
  const child: ChildProcess = fork(new URL(file, import.meta.url), args)
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`${file} ${args.join(' ')} ended with ${code}`)))
  })
}
