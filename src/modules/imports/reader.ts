import { Worker } from 'node:worker_threads'
import type { PlainDate } from '../../platform/calendar.ts'
import { Unacceptable } from '../../platform/http/errors.ts'
import type { PlanReading } from './domain/reading.ts'

/** Bytes of text at most; the longest published plan known has 62,000. */
const LARGEST = 5_000_000
const SECONDS = 30
const MEGABYTES = 256

/**
 * Reads a plan in a thread of its own, with caps on time and memory, so that other pages stay fast and a hostile
 * file harms only itself. Errors: Unacceptable, in a sentence.
 */
export function readInThread(bytes: Uint8Array, publishedOn: PlainDate | null): Promise<PlanReading> {
  if (bytes.length === 0) throw new Unacceptable('The file is empty', 'file')
  if (bytes.length > LARGEST) throw new Unacceptable('The text is larger than 5 MB', 'file')
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData: { bytes, publishedOn },
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
      env: {},
    })
    const refuse = (words: string) => reject(new Unacceptable(words, 'file'))
    const timer = setTimeout(() => {
      refuse(`The file could not be read within ${SECONDS} seconds`)
      void worker.terminate()
    }, SECONDS * 1000)
    worker.once('message', (answer: { reading: PlanReading } | { refusal: string }) =>
      'reading' in answer ? resolve(answer.reading) : refuse(answer.refusal),
    )
    worker.once('error', (error: Error) =>
      'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? refuse('The file needs more memory than a plan may take')
        : reject(error),
    )
    worker.once('exit', () => clearTimeout(timer))
  })
}
