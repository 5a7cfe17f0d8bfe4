import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { oneLine } from './lines.ts'
import type { Mailer, Message, Outcome } from './mail.ts'

/** Milliseconds: a mail server that hangs must not hold a worker for long. */
export interface Patience {
  /** Until the server has greeted us. */
  greeting: number
  /** Between two answers. */
  silence: number
  /** For the whole of one message. */
  whole: number
}

const PATIENCE: Patience = { greeting: 10_000, silence: 30_000, whole: 60_000 }

/** Minutes after which nothing can still be on its way: whoever was handing it over is gone. */
export const NOBODY_WAITS_SO_LONG = 5

/** A connection for each message: what the server says on it is about that message alone. */
export function smtpMailer(settings: { url: string; from: string; patience?: Patience }): Mailer {
  const { url, from, patience = PATIENCE } = settings
  const server = serverOf(url, patience)
  return {
    async send(message) {
      const line = new SMTPConnection(server.options)
      const way = { begun: false }
      const envelope = { from, to: [oneLine(message.to)] }
      try {
        const bytes = await compose(from, message)
        const said = speak(line, server.login, envelope, tellingStream(bytes, way))
        const words = await within(patience.whole, said)
        line.quit()
        return { kind: 'taken', words: wordsOf({ response: words }) }
      } catch (error) {
        line.close()
        return outcomeOf(error instanceof Error ? error : new Error(String(error)), way.begun)
      }
    },
  }
}

function serverOf(text: string, { greeting, silence }: Patience) {
  const url = new URL(text)
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  const options = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    secure: url.protocol === 'smtps:',
    requireTLS: url.searchParams.get('requireTLS') === 'true',
    connectionTimeout: greeting,
    greetingTimeout: greeting,
    socketTimeout: silence,
  }
  return { options, login: user ? { credentials: { user, pass } } : null }
}

/** Addresses are given in parts, so that none is read as two. */
function compose(from: string, { id, to, subject, text }: Message): Promise<Buffer> {
  const address = (of: string) => ({ name: '', address: oneLine(of) })
  const mail = new MailComposer({
    from: address(from),
    to: address(to),
    subject: oneLine(subject),
    text,
    messageId: `<${id}@${from.split('@').at(-1)}>`,
    // An answering machine does not answer what a machine wrote (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  return mail.compile().build()
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

/** From greeting to the answer that the message was taken; gives that answer. Errors: whatever came between. */
function speak(
  line: SMTPConnection,
  login: { credentials: { user: string; pass: string } } | null,
  envelope: { from: string; to: string[] },
  message: Readable,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const send = () =>
      line.send(envelope, message, (error, info) => (error ? reject(error) : resolve(info?.response ?? '')))
    const enter = () => (login ? line.login(login, (error) => (error ? reject(error) : send())) : send())
    line.on('error', reject)
    line.connect((error) => (error ? reject(error) : enter()))
  })
}

/** A server that keeps sending a little is not silent, and still has to come to an end. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('The mail server took too long')), milliseconds)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

interface Fault {
  message?: string
  code?: string
  command?: string
  /** What the server said, where it said something. */
  response?: string
  responseCode?: number
}

function outcomeOf(fault: Fault, begun: boolean): Outcome {
  const words = wordsOf(fault)
  const code = fault.responseCode ?? 0
  const answered = code >= 400 && code < 600
  if (begun && !answered) return { kind: 'unsure', words }
  const away = !begun && !isAboutMessage(fault)
  if (away || (code < 500 && answered)) return { kind: 'later', words, away: away || code === 421 }
  return { kind: 'refused', words }
}

/**
 * Until a recipient is named, whatever the server says would be said of every message: that it wants another password
 * or sender is no refusal of this one.
 */
const isAboutMessage = ({ code, command }: Fault): boolean => code === 'EENVELOPE' && command !== 'MAIL FROM'

const wordsOf = ({ response, message = '' }: Fault): string => oneLine(response || message).slice(0, 500)
