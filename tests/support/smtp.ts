/** A mail server on loopback that does as it is told: takes, refuses, or says nothing. */
import { createRequire } from 'node:module'
import type { AddressInfo, Server } from 'node:net'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

export interface Delivery {
  from: string
  to: string[]
  /** The message as it came over the wire. */
  raw: string
}

export interface MailServer {
  url: string
  deliveries: Delivery[]
  close(): Promise<void>
}

interface Session {
  envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] }
}

type Done = (error?: Error | null) => void

interface SmtpServer {
  server: Server
  listen(port: number, host: string, done: () => void): void
  close(done: () => void): void
}

/** The package brings no types. */
const { SMTPServer } = createRequire(import.meta.url)('smtp-server') as {
  SMTPServer: new (options: object) => SmtpServer
}

/** `refuse` gives the words with which a recipient is turned away: "550 No such mailbox". */
export async function startMailServer(manner: { refuse?: string } = {}): Promise<MailServer> {
  const deliveries: Delivery[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address: unknown, _session: Session, done: Done) =>
      done(manner.refuse ? refusal(manner.refuse) : null),
    onData: (stream: Readable, session: Session, done: Done) => {
      void text(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope
        deliveries.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    deliveries,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

const refusal = (words: string): Error =>
  Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) })
