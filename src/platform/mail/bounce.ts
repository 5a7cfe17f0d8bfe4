import { systemActor } from '../access/actor.ts'
import type { Clock } from '../calendar.ts'
import type { Pool } from '../db/connect.ts'
import { type Scope, withScope } from '../db/scope.ts'
import { isId } from '../ids.ts'
import { type DeliveryReport, type ReportedRecipient, readDeliveryReport } from './delivery-report.ts'
import { lockSentMail, type SentMail, settleReported } from './rows.ts'

export interface Returned {
  /** Whether it was understood: what it says is written down, or was before. */
  ok: boolean
  /** A sentence for whoever reads the mail server's log. It holds nothing of the message, and no address. */
  words: string
}

interface Stores {
  pool: Pool
  clock: Clock
  /** From whom our mail comes: its Message-IDs end in the same domain. */
  from: string
}

/**
 * Writes down what a mail server reports of a mail of ours that it had taken. A state is changed only where the report
 * names the mail by the Message-ID that we gave it, and the address that it went to, and nothing has been decided since.
 */
export async function takeReturned(stores: Stores, bytes: Uint8Array): Promise<Returned> {
  const report = readDeliveryReport(bytes)
  if (!report) return refused('This is no report of a delivery, so nothing was written down')
  const id = ownId(report, stores.from)
  if (!id) return refused('This report does not name one mail of ours, so nothing was written down')
  for (const area of await listAreas(stores.pool)) {
    const done = await withScope(stores.pool, stores.clock, systemActor(area, 'Mail'), (scope) =>
      writeDown(scope, id, report),
    )
    if (done) return done
  }
  return refused('No mail of this name was sent from here, so nothing was written down')
}

const refused = (words: string): Returned => ({ ok: false, words })

/** The mail's id in our Message-ID; null where there is none of ours, or more than one. */
function ownId({ messageIds }: DeliveryReport, from: string): string | null {
  const domain = `@${from.split('@').at(-1)}`.toLowerCase()
  const ours = messageIds
    .map((id) => id.toLowerCase())
    .filter((id) => id.endsWith(domain) && isId(id.slice(0, -domain.length)))
  const [only, ...others] = ours
  return only && others.length === 0 ? only.slice(0, -domain.length) : null
}

const listAreas = (pool: Pool) => pool.selectFrom('area').select(['id', 'name']).orderBy('name').execute()

/** Null where the mail is not of this area. */
async function writeDown(scope: Scope, id: string, report: DeliveryReport): Promise<Returned | null> {
  const mail = await lockSentMail(scope, id)
  if (!mail) return null
  const said = report.recipients.filter(({ addresses }) => addresses.includes(mail.address.toLowerCase()))
  const [recipient, ...others] = said
  if (!recipient || others.length > 0) {
    return refused('This report is not about the address that the mail went to, so nothing was written down')
  }
  return settle(scope, mail, recipient)
}

async function settle(scope: Scope, mail: SentMail, { action, words }: ReportedRecipient): Promise<Returned> {
  if (action !== 'failed' && action !== 'delayed') {
    return refused('This report says nothing of a failure or a delay, so nothing was written down')
  }
  if (mail.report === action) return { ok: true, words: 'This was known before' }
  if (mail.state !== 'sent' && mail.state !== 'unsure') {
    return refused('Something else has become of this mail since, so nothing was written down')
  }
  await settleReported(scope, mail, { report: action, words: words || 'It gave no reason' })
  return {
    ok: true,
    words: action === 'failed' ? 'The mail came back: it is marked' : 'The mail is late: it is marked',
  }
}
