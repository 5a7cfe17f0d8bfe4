import { insertRows } from '../db/rows.ts'
import type { Scope } from '../db/scope.ts'
import { newId } from '../ids.ts'

/** A mail to be written down now and handed over soon. */
export interface NewMail {
  /** What sort it is, for whoever looks through the mail: "ask", "reminder", "digest". */
  kind: string
  personId: string | null
  address: string
  subject: string
  /** Plain text; what `linkMark` gave stands where a signed link goes. Never anything about a child. */
  text: string
  links: readonly MailLink[]
  /** The cause: a mail of the same cause is written once, however often it is asked for. */
  once: string
}

/** A mark in the text that becomes `publicUrl + path + token` as the mail is handed over: no secret lies in the row. */
export interface MailLink {
  mark: string
  /** What stands before the signed token: "/asked/". */
  path: string
  purpose: string
  id: string
}

/** A mark that nobody can have typed into a title. */
export function mailLink(path: string, purpose: string, id: string): MailLink {
  return { mark: `[link ${crypto.randomUUID()}]`, path, purpose, id }
}

/** Writes mails into the outbox, within the transaction that causes them. One of the same cause is left as it is. */
export async function queueMail(scope: Scope, mails: readonly NewMail[]): Promise<void> {
  await insertRows(
    scope,
    'mail',
    mails.map(({ personId, links, ...mail }) => ({
      ...mail,
      id: newId(),
      person_id: personId,
      links: JSON.stringify(links),
      state: 'waiting',
      due_at: scope.now,
      written_at: scope.now,
    })),
  )
}
