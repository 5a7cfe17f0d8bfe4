import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'

/** Plain text only, and never anything about a child: a message carries a reference to a page. */
export interface Message {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  /** Hands the message to the mail server. Errors: whatever the server said; the caller's job tries again. */
  send(message: Message): Promise<void>
}

/** Through the SMTP server named in the settings; without one, into `data/mail` as files that a person can open. */
export function createMailer(settings: { smtpUrl: string | null; from: string; folder: string }): Mailer {
  return settings.smtpUrl ? smtpMailer(settings.smtpUrl, settings.from) : folderMailer(settings)
}

/** Milliseconds: a mail server that hangs must not hold a worker for long; the job tries again. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...PATIENCE }, { from })
  return {
    async send(message) {
      await transport.sendMail(message)
    },
  }
}

/** As plain text, not as a mail server would write it down: a link in it can be copied as it stands. */
function folderMailer({ folder, from }: { folder: string; from: string }): Mailer {
  return {
    async send({ to, subject, text }) {
      const mailFolder = join(folder, 'mail')
      await mkdir(mailFolder, { recursive: true })
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(3).toString('hex')}.txt`
      // A message may carry a link that lets its bearer in.
      await writeFile(join(mailFolder, name), `From: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`, {
        mode: 0o600,
      })
    },
  }
}
