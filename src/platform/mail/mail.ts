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

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from })
  return {
    async send(message) {
      await transport.sendMail(message)
    },
  }
}

function folderMailer({ folder, from }: { folder: string; from: string }): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true }, { from })
  return {
    async send(message) {
      const { message: bytes } = await composer.sendMail(message)
      const mailFolder = join(folder, 'mail')
      await mkdir(mailFolder, { recursive: true })
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(3).toString('hex')}.eml`
      await writeFile(join(mailFolder, name), bytes as Buffer)
    },
  }
}
