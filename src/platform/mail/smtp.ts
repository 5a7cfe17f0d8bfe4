import MailComposer from 'nodemailer/lib/mail-composer'
import { oneLine } from './lines.ts'
import type { Mailer, Message } from './mail.ts'
import { Line, type MailServerSettings, type Patience } from './smtp-line.ts'

const PATIENCE: Patience = { greeting: 10_000, silence: 30_000, whole: 60_000 }

/** Minutes after which nothing can still be on its way: whoever was handing it over is gone. */
export const NOBODY_WAITS_SO_LONG = 5

/** Milliseconds for which a line stays open for the next message. */
const KEPT_OPEN = 1_000

/** Messages that come one after the other share a line for as long as all goes well. */
export function smtpMailer(settings: { url: string; from: string; patience?: Patience }): Mailer {
  const { url, from, patience = PATIENCE } = settings
  const server = serverOf(url)
  let kept: { line: Line; timer: NodeJS.Timeout } | null = null

  const takeKept = (): Line | null => {
    const line = kept?.line ?? null
    clearTimeout(kept?.timer)
    kept = null
    return line
  }
  const keep = (line: Line): void => {
    takeKept()?.hangUp()
    kept = { line, timer: setTimeout(() => takeKept()?.hangUp(), KEPT_OPEN) }
  }

  return {
    async send(message) {
      const bytes = await compose(from, message)
      const envelope = { from, to: [oneLine(message.to)] }
      const tryOn = async (line: Line) => {
        const outcome = await line.handOver(envelope, bytes)
        if (outcome.kind === 'taken') keep(line)
        return outcome
      }
      const open = takeKept()
      const outcome = open && (await tryOn(open))
      // A server may close a line after so many messages or so long: that says nothing of a new one.
      const isLineOver = outcome?.kind === 'later' && outcome.away
      return outcome && !isLineOver ? outcome : tryOn(new Line(server, patience))
    },
  }
}

function serverOf(text: string): MailServerSettings {
  const url = new URL(text)
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    secure: url.protocol === 'smtps:',
    requireTLS: url.searchParams.get('requireTLS') === 'true',
    login: user ? { credentials: { user, pass } } : null,
  }
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
