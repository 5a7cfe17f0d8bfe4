import { formatInstant } from '../../platform/calendar.ts'
import { number, type Table, tableOf, text } from '../../platform/office/table.ts'
import { fateOf, MAIL_KINDS, type MailFacts } from './pages/mail.ts'

/** What became of the mail: to take away. Without what it said: a list of mail goes further than a page. */
export const toMailTable = (mails: readonly Omit<MailFacts, 'text' | 'links'>[]): Table =>
  tableOf('Mail', mails, [
    text('To', ({ person }) => person),
    text('Address', ({ address }) => address),
    text('Kind', ({ kind }) => MAIL_KINDS[kind] ?? 'Mail'),
    text('Subject', ({ subject }) => subject),
    text('What became of it', fateOf),
    text('Written', ({ writtenAt }) => formatInstant(writtenAt)),
    text('Settled', ({ settledAt }) => (settledAt ? formatInstant(settledAt) : null)),
    number('Tries', ({ attempts }) => attempts),
    text('Answer', ({ answer }) => answer),
  ])
