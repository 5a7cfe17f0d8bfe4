import { folderMailer } from './folder.ts'
import { smtpMailer } from './smtp.ts'
import type { Patience } from './smtp-line.ts'

/** Plain text only, and never anything about a child: a message carries a reference to a page. */
export interface Message {
  /** Of the mail in the outbox; the Message-ID is made of it, so that a mail handed over again is known as the same. */
  id: string
  to: string
  subject: string
  text: string
}

/** What became of a message, with the mail server's own words. */
export type Outcome =
  /** The mail server has it. */
  | { kind: 'taken'; words: string }
  /** It has not been handed over. `away`: so it would be with every other message too. */
  | { kind: 'later'; words: string; away: boolean }
  /** The mail server will not have it, now or later. */
  | { kind: 'refused'; words: string }
  /** The message was on its way when the mail server was heard of last: nobody can say whether it was kept. */
  | { kind: 'unsure'; words: string }

export interface Mailer {
  /** Tries once to hand the message over. It says what became of it, and throws nothing. */
  send(message: Message): Promise<Outcome>
}

export interface MailSettings {
  /** Null where no mail server is named. */
  smtpUrl: string | null
  from: string
  /** The data folder. */
  folder: string
  patience?: Patience
}

/** Through the SMTP server named in the settings; without one, into `data/mail` as files that a person can open. */
export function createMailer({ smtpUrl, ...settings }: MailSettings): Mailer {
  return smtpUrl ? smtpMailer({ ...settings, url: smtpUrl }) : folderMailer(settings)
}
