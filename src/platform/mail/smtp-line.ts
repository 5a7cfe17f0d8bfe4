import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Outcome } from './mail.ts'
import { outcomeOf, wordsOf } from './smtp-outcome.ts'

/** Milliseconds: a mail server that hangs must not hold a worker for long. */
export interface Patience {
  /** Until the server has greeted us. */
  greeting: number
  /** Between two answers. */
  silence: number
  /** For the whole of one message. */
  whole: number
}

const LONGEST_GOODBYE = 1_000

export interface MailServerSettings {
  host: string
  port: string
  secure: boolean
  requireTLS: boolean
  login: { credentials: { user: string; pass: string } } | null
}

export interface Envelope {
  from: string
  to: string[]
}

/** A connection to a mail server, over which messages go one after the other. */
export class Line {
  readonly #connection: SMTPConnection
  readonly #login: MailServerSettings['login']
  readonly #patience: Patience
  #entered: Promise<void> | null = null

  constructor({ login, ...server }: MailServerSettings, patience: Patience) {
    const { greeting, silence } = patience
    const times = { connectionTimeout: greeting, greetingTimeout: greeting, socketTimeout: silence }
    this.#connection = new SMTPConnection({ ...server, ...times })
    this.#login = login
    this.#patience = patience
    // Between two messages a line may break off, and nobody is hurt.
    this.#connection.on('error', () => {})
  }

  /** Tries once; on any outcome but `taken` the line is closed. */
  async handOver(envelope: Envelope, bytes: Buffer): Promise<Outcome> {
    const way = { begun: false }
    try {
      const said = this.#speak(envelope, tellingStream(bytes, way))
      return { kind: 'taken', words: wordsOf({ response: await within(this.#patience.whole, said) }) }
    } catch (error) {
      this.#connection.close()
      return outcomeOf(error instanceof Error ? error : new Error(String(error)), way.begun)
    }
  }

  /** Says goodbye; a server that does not answer to it keeps nobody from leaving. */
  hangUp(): void {
    this.#connection.quit()
    setTimeout(() => this.#connection.close(), LONGEST_GOODBYE)
  }

  /** Gives the server's answer to the message. Errors: whatever came between. */
  #speak(envelope: Envelope, message: Readable): Promise<string> {
    return this.#orBreak(async (resolve, reject) => {
      this.#entered ??= this.#enter()
      await this.#entered
      // It writes its own notes into what it is given, and would find them there with the next try.
      this.#connection.send({ ...envelope }, message, (error, info) =>
        error ? reject(error) : resolve(info?.response ?? ''),
      )
    })
  }

  #enter(): Promise<void> {
    const line = this.#connection
    return this.#orBreak((resolve, reject) => {
      const end = (error?: Error | null) => (error ? reject(error) : resolve())
      line.connect((error) => (error || !this.#login ? end(error) : line.login(this.#login, end)))
    })
  }

  /** What the connection itself has to say of its end is an error of the work that is in hand. */
  #orBreak<T>(work: (resolve: (value: T) => void, reject: (error: Error) => void) => unknown): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    this.#connection.on('error', reject)
    Promise.resolve(work(resolve, reject)).catch(reject)
    return promise.finally(() => this.#connection.off('error', reject))
  }
}

/**
 * Nothing of the message leaves before the server has asked for it, and asking for it is what reads this stream: so it
 * knows, and nobody else can say truly, whether the server may have the message.
 */
function tellingStream(bytes: Buffer, way: { begun: boolean }): Readable {
  return new Readable({
    read() {
      way.begun = true
      this.push(bytes)
      this.push(null)
    },
  })
}

/** A server that keeps sending a little is not silent, and still has to come to an end. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('The mail server took too long')), milliseconds)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
