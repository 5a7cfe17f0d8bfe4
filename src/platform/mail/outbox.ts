import { sql } from 'kysely'
import { z } from 'zod'
import { insertNewRows } from '../db/rows.ts'
import type { Scope } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { enqueue } from '../jobs/jobs.ts'
import { oneLine } from './lines.ts'

/** A mail to be written down now and handed over soon. */
export interface NewMail {
  /** What sort it is, for whoever looks through the mail: "ask", "reminder", "digest". */
  kind: string
  /** Null for somebody who is nobody in the area. */
  personId: string | null
  address: string
  /** Made one line, whatever it was. */
  subject: string
  /** Plain text; the mark of a link stands where its address goes. Never anything about a child. */
  text: string
  links: readonly MailLink[]
  /** The cause: a mail of the same cause is written once, however often it is asked for. */
  once: string
}

/** A mark in the text that becomes an address as the mail is handed over: no secret lies in the row. */
export interface MailLink {
  mark: string
  /** Of the page; what opens it, if anything does, is put behind it: "/asked/". */
  path: string
  /** What the link is signed for; null for the page as it is, to which its reader signs in. */
  purpose: string | null
  /** The thing that is signed; empty where nothing is. */
  id: string
}

/** A link that opens by itself: path, then what `signLink` makes of the thing, or what the purpose's own maker makes. */
export function mailLink(path: string, purpose: string, id: string): MailLink {
  return { mark: newMark(), path, purpose, id }
}

/** A link to a page of the site, for whoever signs in there. */
export function pageLink(path: string): MailLink {
  return { mark: newMark(), path, purpose: null, id: '' }
}

/** A mark that nobody can have typed into a title. */
const newMark = (): string => `[link ${crypto.randomUUID()}]`

/** The job that hands mail over; it is run by `mailJobs`, which knows how links are made. */
export const DELIVER = { name: 'mail.deliver', payload: z.object({ areaId: z.uuid() }) }

/**
 * Writes mails into the outbox, within the transaction that causes them, and has them handed over after it. One of a
 * cause that was written before is left as it is. As many statements for a thousand mails as for one.
 */
export async function queueMail(scope: Scope, mails: readonly NewMail[]): Promise<void> {
  const rows = mails.map((mail) => rowOf(scope, mail))
  const written = await insertNewRows(scope, 'mail', rows)
  if (written.length > 0) await enqueue(scope.db, DELIVER, { areaId: scope.areaId })
}

const rowOf = ({ now }: Scope, { personId, address, subject, links, ...mail }: NewMail) => ({
  ...mail,
  id: newId(),
  person_id: personId,
  address: oneLine(address),
  subject: oneLine(subject),
  links: JSON.stringify(links),
  state: 'waiting',
  due_at: now,
  written_at: now,
})

/** Takes back mail that is still waiting, of these causes: it is not handed over any more. Gives how many were. */
export async function withdrawMail(scope: Scope, causes: readonly string[], why: string): Promise<number> {
  if (causes.length === 0) return 0
  const { numUpdatedRows } = await scope.db
    .updateTable('mail')
    .set({ state: 'withdrawn', answer: why, settled_at: scope.now })
    .where('area_id', '=', scope.areaId)
    .where('once', 'in', causes)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

/**
 * Has a mail tried once more that was refused, given up, or may be lost: to the person's address of today. Gives
 * false when it is in none of these states.
 */
export async function queueAgain(scope: Scope, id: string): Promise<boolean> {
  const { db, areaId, now } = scope
  const { rows } = await sql`
    update mail m
       set state = 'waiting', report = null, attempts = 0, due_at = ${now},
           address = coalesce((select p.email from person p where p.area_id = m.area_id and p.id = m.person_id), m.address)
     where m.area_id = ${areaId} and m.id = ${id} and m.state in ('refused', 'stopped', 'unsure')
    returning 1`.execute(db)
  if (rows.length > 0) await enqueue(db, DELIVER, { areaId })
  return rows.length > 0
}

/** Has all mail tried once more that was given up, none of which anybody has; gives how many it is. */
export async function queueGivenUpAgain(scope: Scope): Promise<number> {
  const { db, areaId, now } = scope
  const { numUpdatedRows } = await db
    .updateTable('mail')
    .set({ state: 'waiting', attempts: 0, due_at: now })
    .where('area_id', '=', areaId)
    .where('state', '=', 'stopped')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows > 0n) await enqueue(db, DELIVER, { areaId })
  return Number(numUpdatedRows)
}

/** Puts other words into mails of this very transaction, by their cause: the writer had more to say. */
export async function rewriteMail(
  { db, areaId }: Scope,
  mails: readonly Pick<NewMail, 'once' | 'subject' | 'text' | 'links'>[],
): Promise<void> {
  if (mails.length === 0) return
  const rows = mails.map((mail) => ({ ...mail, subject: oneLine(mail.subject) }))
  await sql`
    update mail m set subject = r.subject, text = r.text, links = r.links
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(once text, subject text, text text, links jsonb)
     where m.area_id = ${areaId} and m.once = r.once and m.state = 'waiting'`.execute(db)
}
