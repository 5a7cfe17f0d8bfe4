/** A mail server on loopback that does as it is told: takes, refuses, waits, says nothing, or hangs up. */
import { createRequire } from 'node:module'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

export interface Delivery {
  from: string
  to: string[]
  /** The message as it came over the wire. */
  raw: string
}

/** What it does otherwise than to take everything; may be changed while it runs. */
export interface Manner {
  /** The words with which a recipient is turned away: "550 No such mailbox". */
  refuse?: string
  /** The same for these addresses only. */
  refuseFor?: Record<string, string>
  refuseSender?: string
  /** The answer to a message that has come whole. */
  refuseMessage?: string
  /** Where it says nothing any more, and keeps the line. */
  hangs?: Place
  /** Where it breaks the line off. */
  drops?: Place
  /** How many messages it takes over one line before it says so, or before it breaks the line off. */
  most?: number
  dropsAfter?: number
  /** Milliseconds before each answer. */
  slow?: number
  /** The one password that it takes; without one, it asks for none. */
  password?: string
}

export type Place = 'at greeting' | 'before the message' | 'within the message' | 'after the message'

export interface MailServer {
  url: string
  manner: Manner
  /** What it said that it had taken. */
  deliveries: Delivery[]
  /** What it had read whole, whether or not it then said so. */
  read: Delivery[]
  /** How often somebody called. */
  calls: number
  /** How many lines are open now. */
  open(): number
  close(): Promise<void>
}

interface Session {
  remotePort: number
  /** Which message of this line it is, counted from 1. */
  transaction: number
  envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] }
}

type Done = (error?: Error | null, answer?: { user: string } | string) => void

interface SmtpServer {
  server: Server
  on(event: 'error', hear: () => void): void
  listen(port: number, host: string, done: () => void): void
  close(done: () => void): void
}

/** The package brings no types. */
const { SMTPServer } = createRequire(import.meta.url)('smtp-server') as {
  SMTPServer: new (options: object) => SmtpServer
}

export async function startMailServer(manner: Manner = {}, port = 0): Promise<MailServer> {
  const sockets = new Set<Socket>()
  const it: Omit<MailServer, 'url' | 'open' | 'close'> = { manner, deliveries: [], read: [], calls: 0 }

  /** Goes on as it is told to at this place: with an answer, with none, or not at all. */
  const at = (place: Place, { remotePort }: Session, answer: () => void): void => {
    const { hangs, drops, slow = 0 } = it.manner
    if (hangs === place) return
    if (drops === place) hangUp(remotePort)
    else setTimeout(answer, slow)
  }
  const hangUp = (remotePort: number) => {
    for (const socket of sockets) if (socket.remotePort === remotePort) socket.destroy()
  }
  const leave = () => {}
  const hangUpSoon = ({ remotePort }: Session) => setTimeout(() => hangUp(remotePort), 5)
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    closeTimeout: 50,
    disableReverseLookup: true,
    disabledCommands: manner.password ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    onConnect: (session: Session, done: Done) => at('at greeting', session, done),
    onAuth: ({ password }: { password: string }, _session: Session, done: Done) =>
      password === it.manner.password
        ? done(null, { user: 'sender' })
        : done(refusal('535 Authentication credentials invalid')),
    onMailFrom: (_address: unknown, { transaction }: Session, done: Done) => {
      const { refuseSender, most = Number.POSITIVE_INFINITY } = it.manner
      const words = transaction > most ? '421 Too many messages over this line' : refuseSender
      done(words ? refusal(words) : null)
    },
    onRcptTo: ({ address }: { address: string }, session: Session, done: Done) => {
      const words = it.manner.refuseFor?.[address] ?? it.manner.refuse
      at('before the message', session, () => done(words ? refusal(words) : null))
    },
    onData: (stream: Readable, session: Session, done: Done) => {
      if (it.manner.drops === 'within the message')
        return stream.once('data', () => hangUp(session.remotePort))
      void text(stream).then((raw) => {
        const delivery = deliveryOf(session, raw)
        it.read.push(delivery)
        at('after the message', session, () => {
          if (it.manner.refuseMessage) return done(refusal(it.manner.refuseMessage))
          it.deliveries.push(delivery)
          if (session.transaction === it.manner.dropsAfter) hangUpSoon(session)
          done()
        })
      }, leave)
    },
  })
  server.server.on('connection', (socket) => {
    it.calls += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  // A line that breaks off is what it was told to do.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address() as AddressInfo
  return Object.assign(it, {
    url: `smtp://127.0.0.1:${address.port}`,
    open: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(resolve))
    },
  })
}

const deliveryOf = ({ envelope: { mailFrom, rcptTo } }: Session, raw: string): Delivery => ({
  from: mailFrom ? mailFrom.address : '',
  to: rcptTo.map(({ address }) => address),
  raw,
})

const refusal = (words: string): Error =>
  Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) })
