import { formatInstant } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { noticePaths } from '../paths.ts'
import { type Paging, pagingOf } from './paging.ts'

/** The area's mail: what waits, what was sent, what was not, and what the mail server said. */
export interface MailPage {
  words: string
  /** Said when something needs a person; null when nothing does. */
  concern: string | null
  /** Where all that was given up can be sent again; null where none is looked at. */
  againAll: { action: string; text: string } | null
  filters: { text: string; href: string; current: boolean }[]
  rows: {
    to: string
    address: string
    kind: string
    subject: string
    text: string
    state: string
    /** What it means and what to do, in a sentence. */
    meaning: string
    when: string
    /** The mail server's own words, or why it was withdrawn; null where there are none. */
    answer: { by: string; words: string } | null
    again: string | null
  }[]
  paging: Paging
  takeAway: TakeAway | null
}

export const MAIL_PAGE = 50

type State = 'waiting' | 'sending' | 'sent' | 'refused' | 'unsure' | 'stopped' | 'withdrawn'

/** What may be looked at by itself, in the order of the page, and the states that are in it. */
export const FILTERS = {
  all: { text: 'All', states: null },
  waiting: { text: 'Waiting', states: ['waiting', 'sending'] },
  sent: { text: 'Sent', states: ['sent'] },
  refused: { text: 'Refused', states: ['refused'] },
  unsure: { text: 'Not known', states: ['unsure'] },
  stopped: { text: 'Given up', states: ['stopped'] },
  withdrawn: { text: 'Withdrawn', states: ['withdrawn'] },
} as const satisfies Record<string, { text: string; states: readonly State[] | null }>

export type Filter = keyof typeof FILTERS

export const MAIL_KINDS: Record<string, string> = {
  invitation: 'Invitation',
  ask: 'Request for updates',
  reminder: 'Reminder',
  escalation: 'Not answered: told to the next in line',
  notices: 'Notices',
  digest: 'Notices of the day',
  anchor: 'Seal of the record',
}

export const MAIL_STATES: Record<State, { name: string; meaning: string }> = {
  waiting: { name: 'Waiting', meaning: 'It will be sent within a minute.' },
  sending: { name: 'On its way', meaning: 'The mail server is being spoken to.' },
  sent: { name: 'Sent', meaning: 'The mail server has taken it.' },
  refused: {
    name: 'Refused',
    meaning: 'The mail server will not take it. Check the address with this person, then send it again.',
  },
  unsure: {
    name: 'Not known',
    meaning:
      'The connection broke off while it was being sent, so it may have arrived. Ask this person before you send it again.',
  },
  stopped: {
    name: 'Given up',
    meaning: 'It was tried for two days. When the mail server is well again, send it again.',
  },
  withdrawn: { name: 'Withdrawn', meaning: 'It was not sent, because there was no reason for it any more.' },
}

const NEEDS_SOMEBODY: readonly State[] = ['refused', 'unsure', 'stopped']

export interface MailFacts {
  id: string
  kind: string
  person: string | null
  address: string
  subject: string
  text: string
  links: readonly { mark: string }[]
  state: State
  /** What a report said of it after it had been taken. */
  report: 'failed' | 'delayed' | null
  attempts: number
  answer: string | null
  writtenAt: Date
  dueAt: Date
  settledAt: Date | null
}

export interface MailInput {
  mails: readonly MailFacts[]
  counts: ReadonlyMap<State, number>
  filter: Filter
  page: number
}

export function toMailPage({ mails, counts, filter, page }: MailInput): MailPage {
  const total = totalOf(counts, filter)
  return {
    takeAway: mails.length === 0 ? null : takeAway((format) => noticePaths.mailTable(format, filter)),
    words: `${counted(total, 'mail', 'mails')}, newest first`,
    concern: concernOf(counts),
    againAll: againAllOf(counts, filter),
    filters: (Object.keys(FILTERS) as Filter[])
      .filter((one) => one === 'all' || one === filter || totalOf(counts, one) > 0)
      .map((one) => ({
        ...{ text: `${FILTERS[one].text} (${totalOf(counts, one)})`, href: noticePaths.mailOf(one) },
        current: one === filter,
      })),
    rows: mails.map(toRow),
    paging: pagingOf({ page, size: MAIL_PAGE, total }, (at) => noticePaths.mailOf(filter, at)),
  }
}

function totalOf(counts: MailInput['counts'], filter: Filter): number {
  const states: readonly State[] = FILTERS[filter].states ?? [...counts.keys()]
  return states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)
}

function concernOf(counts: MailInput['counts']): string | null {
  const many = NEEDS_SOMEBODY.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)
  if (many === 0) return null
  return `${counted(many, 'mail', 'mails')} may not have arrived. Look at what the mail server said, and send again what should go.`
}

function againAllOf(counts: MailInput['counts'], filter: Filter): MailPage['againAll'] {
  const many = counts.get('stopped') ?? 0
  if (filter !== 'stopped' || many < 2) return null
  return { action: noticePaths.againAll, text: `Send all ${many} again` }
}

function toRow(mail: MailInput['mails'][number]): MailPage['rows'][number] {
  const { id, kind, person, address, subject, state } = mail
  return {
    ...{
      to: person ?? 'Nobody of the area',
      address,
      kind: MAIL_KINDS[kind] ?? 'Mail',
      subject,
      text: withoutLinks(mail),
    },
    ...{
      state: fateOf(mail),
      meaning: meaningOf(mail),
      when: whenOf(mail),
      answer: answerOf(mail),
    },
    again: NEEDS_SOMEBODY.includes(state) ? noticePaths.again(id) : null,
  }
}

/** What became of a mail, in a word or two. */
export function fateOf({ state, report }: Pick<MailFacts, 'state' | 'report'>): string {
  if (state === 'refused' && report === 'failed') return 'Came back'
  return report === 'delayed' ? `${MAIL_STATES[state].name}, and late` : MAIL_STATES[state].name
}

const answerOf = ({ state, report, answer }: MailFacts): MailPage['rows'][number]['answer'] => {
  if (!answer) return null
  const by = report ? 'A mail server on the way said' : 'The mail server said'
  return { by: state === 'withdrawn' ? 'Why' : by, words: answer }
}

/** What a link would open is for its reader alone. */
const withoutLinks = ({ text, links }: MailInput['mails'][number]): string =>
  links.reduce((so, { mark }) => so.replaceAll(mark, '[a link]'), text)

const REPORTS = {
  failed: 'It was sent, and could not be delivered. Check the address with this person, then send it again.',
  delayed: 'The mail server has taken it, and it is late. It is still tried, so do nothing yet.',
} as const

function meaningOf({ state, report, attempts, dueAt }: MailInput['mails'][number]): string {
  if (report) return REPORTS[report]
  if (state !== 'waiting' || attempts === 0) return MAIL_STATES[state].meaning
  return `The mail server was not ready. Tried ${counted(attempts, 'time')}; next on ${formatInstant(dueAt)}.`
}

const settledWords = ({ state, report }: MailFacts): string =>
  report === 'failed' ? 'came back' : MAIL_STATES[state].name.toLowerCase()

function whenOf(mail: MailInput['mails'][number]): string {
  const { writtenAt, settledAt, state, attempts } = mail
  const written = `Written ${formatInstant(writtenAt)}`
  if (!settledAt || state === 'waiting') return written
  const tries = attempts > 1 ? `, after ${counted(attempts, 'try', 'tries')}` : ''
  return `${written}; ${settledWords(mail)} ${formatInstant(settledAt)}${tries}`
}

export const mailPage = definePage<MailPage>('notices/pages/mail.njk', () =>
  toMailPage({
    mails: [
      {
        ...{ id: '0190a000-0000-7000-8000-000000000002', kind: 'ask', person: 'Head of First Response' },
        ...{ address: 'first.response@anyshire.example', subject: 'Your milestones for November' },
        ...{ text: 'Two milestones need your words: [link 1]', links: [{ mark: '[link 1]' }] },
        ...{ state: 'refused', report: 'failed', attempts: 2, answer: '550 No such mailbox' },
        ...{ writtenAt: new Date('2026-11-23T09:00:00Z'), dueAt: new Date('2026-11-23T09:00:00Z') },
        settledAt: new Date('2026-11-23T09:01:00Z'),
      },
    ],
    counts: new Map([
      ['sent', 411],
      ['refused', 1],
    ]),
    filter: 'all',
    page: 2,
  }),
)
