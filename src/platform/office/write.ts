import { Worker } from 'node:worker_threads'
import type { DocumentDescription } from './description.ts'
import type { Workbook } from './workbook.ts'
import type { WorkerAnswer, Writable } from './worker.ts'

/** Writes documents one after another in a thread of its own. */
export interface DocumentWriter {
  /** @throws Error with one clear sentence when the document cannot be written, takes too long or the thread ends */
  write(description: Writable): Promise<Uint8Array>
  /** Ends the thread; documents still waiting fail. The next `write` starts another. */
  close(): Promise<void>
}

export interface WriterOptions {
  /** The module that the thread runs. */
  worker: URL
  /** Milliseconds that one document may take before its thread is ended. */
  limit: number
  /** Milliseconds without work after which the thread is ended, so that its memory is given back. */
  idle: number
  /** Megabytes of heap that the thread may use. */
  memory: number
}

/**
 * Megabytes for what the thread has just made. A document is made of millions of short-lived things; left to itself V8
 * lets some sixty megabytes of them lie before it clears up, for no gain in time.
 */
const YOUNG = 8

const DEFAULTS: WriterOptions = {
  worker: new URL('./worker.ts', import.meta.url),
  limit: 60_000,
  idle: 30_000,
  memory: 512,
}

/** One document waiting for its bytes. */
interface Order {
  description: Writable
  done(bytes: Uint8Array): void
  failed(error: Error): void
}

/** A writer with a thread of its own. The thread starts with the first document and holds no process open when idle. */
export function createWriter(options: Partial<WriterOptions> = {}): DocumentWriter {
  return new ThreadWriter({ ...DEFAULTS, ...options })
}

class ThreadWriter implements DocumentWriter {
  readonly #settings: WriterOptions
  readonly #waiting: Order[] = []
  #current: Order | null = null
  #thread: Worker | null = null
  /** Counts the limit of the current document, or the idle time when there is none. */
  #timer: NodeJS.Timeout | undefined

  constructor(settings: WriterOptions) {
    this.#settings = settings
  }

  write(description: Writable): Promise<Uint8Array> {
    return new Promise((done, failed) => {
      this.#waiting.push({ description, done, failed })
      this.#next()
    })
  }

  async close(): Promise<void> {
    const closed = new Error('The document was not written: the writer was closed.')
    for (const order of this.#waiting.splice(0)) order.failed(closed)
    const stopped = this.#stop()
    this.#settle((order) => order.failed(closed))
    clearTimeout(this.#timer)
    await stopped
  }

  #next(): void {
    if (this.#current) return
    clearTimeout(this.#timer)
    this.#current = this.#waiting.shift() ?? null
    if (this.#current) this.#hand(this.#current)
    else this.#rest()
  }

  #hand(order: Order): void {
    const { limit } = this.#settings
    this.#thread ??= this.#start()
    this.#thread.ref()
    this.#timer = setTimeout(() => this.#abandon(tooLong(limit)), limit)
    try {
      this.#thread.postMessage(order.description)
    } catch (error) {
      this.#settle(({ failed }) => failed(new Error(`The document is not plain data: ${messageOf(error)}`)))
    }
  }

  #rest(): void {
    this.#thread?.unref()
    this.#timer = setTimeout(() => void this.#stop(), this.#settings.idle)
    this.#timer.unref()
  }

  #start(): Worker {
    const { worker: file, memory } = this.#settings
    const resourceLimits = { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: YOUNG }
    // Neither the process's flags (some are refused in a thread) nor its environment: the thread needs none of it.
    const worker = new Worker(file, { resourceLimits, execArgv: [], env: {} })
    worker.on('message', (answer: WorkerAnswer) => this.#settle((order) => give(order, answer)))
    worker.on('error', (error) => this.#lost(worker, messageOf(error)))
    worker.on('exit', (code) => this.#lost(worker, `it ended with code ${code}`))
    return worker
  }

  /** The thread is gone by itself; one that was sent away already is no news. */
  #lost(worker: Worker, why: string): void {
    if (this.#thread === worker) this.#abandon(crashed(why))
  }

  #abandon(error: Error): void {
    void this.#stop()
    this.#settle((order) => order.failed(error))
  }

  #settle(answer: (order: Order) => void): void {
    const order = this.#current
    this.#current = null
    if (order) answer(order)
    this.#next()
  }

  async #stop(): Promise<void> {
    const worker = this.#thread
    this.#thread = null
    await worker?.terminate()
  }
}

function give(order: Order, answer: WorkerAnswer): void {
  if ('bytes' in answer) order.done(answer.bytes)
  else order.failed(new Error(answer.fault))
}

const tooLong = (limit: number): Error =>
  new Error(`The document was not written: it took longer than ${limit / 1000} seconds.`)

const crashed = (why: string): Error =>
  new Error(`The document was not written: its writer stopped (${why}).`)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const shared = createWriter()

/**
 * The document as a Word file, written in the process's one worker thread so that the event loop stays free.
 * @throws Error with one clear sentence when it cannot be written, or takes longer than 60 seconds
 */
export function writeDocx(description: DocumentDescription): Promise<Uint8Array> {
  return shared.write(description)
}

/**
 * The document as a tagged PDF, written in the same thread.
 * @throws Error with one clear sentence when it cannot be written, or takes longer than 60 seconds
 */
export function writePdf(description: DocumentDescription): Promise<Uint8Array> {
  return shared.write({ pdf: description })
}

/**
 * The workbook as an Excel file, written in the same thread: 5,000 milestones take seconds, in which others ask for pages.
 * @throws Error with one clear sentence when it cannot be written, or takes longer than 60 seconds
 */
export function writeWorkbook(workbook: Workbook): Promise<Uint8Array> {
  return shared.write(workbook)
}

/** Ends the shared thread: for an orderly stop of the process. */
export function closeWriter(): Promise<void> {
  return shared.close()
}
