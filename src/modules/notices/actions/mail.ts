import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { queueAgain, queueGivenUpAgain } from '../../../platform/mail/outbox.ts'
import {
  countMail,
  getMailState,
  listMail,
  type MailRow,
  type MailState,
} from '../../../platform/mail/rows.ts'
import { record } from '../../../platform/record/record.ts'

export interface MailRead {
  mails: MailRow[]
  counts: ReadonlyMap<MailState, number>
}

/** A page of the area's mail, newest first, of these states or of all; and how many there are of each. */
export const readMail = async (
  scope: Scope,
  some: { states: readonly MailState[] | null; limit: number; offset: number },
): Promise<MailRead> => ({ mails: await listMail(scope, some), counts: await countMail(scope) })

/** Errors: NotFound; Unacceptable when it is on its way, was sent, or has no cause any more. */
export async function sendAgain(scope: Scope, id: string): Promise<void> {
  const was = await getMailState(scope, id)
  if (!(await queueAgain(scope, id))) {
    throw new Unacceptable('This mail has been sent, or is waiting to be sent. Look at its state again.')
  }
  await record(scope, { act: 'mail.sent_again', thing: { kind: 'mail', id }, detail: { was } })
}

/** Sends again all that was given up, as after a mail server was away for long; gives how many mails it is. */
export async function sendAllAgain(scope: Scope): Promise<number> {
  const mails = await queueGivenUpAgain(scope)
  if (mails > 0) {
    const thing = { kind: 'area', id: scope.areaId }
    await record(scope, { act: 'mail.given_up_sent_again', thing, detail: { mails } })
  }
  return mails
}
