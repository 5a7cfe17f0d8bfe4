import { type Selectable, sql } from 'kysely'
import type { Mail } from '../../database.ts'
import type { Scope } from '../db/scope.ts'
import { NotFound } from '../http/errors.ts'
import type { MailLink } from './outbox.ts'

export type MailState = 'waiting' | 'sending' | 'sent' | 'refused' | 'unsure' | 'stopped' | 'withdrawn'

/** It came back, or it is late and still tried. */
export type MailReport = 'failed' | 'delayed'

export interface ClaimedMail {
  id: string
  address: string
  subject: string
  text: string
  links: MailLink[]
  attempts: number
  claimedAt: Date
}

/**
 * Takes the mail that is due longest for one's own, so that no other worker has it too; undefined when none is due.
 */
export async function takeDueMail({ db, areaId, now }: Scope): Promise<ClaimedMail | undefined> {
  const { rows } = await sql<ClaimedMail>`
    update mail set state = 'sending', attempts = attempts + 1, claimed_at = ${now}
     where area_id = ${areaId}
       and id = (select id from mail
                  where area_id = ${areaId} and state = 'waiting' and due_at <= ${now}
                  order by due_at, id limit 1
                    for update skip locked)
    returning id, address, subject, text, links, attempts, claimed_at as "claimedAt"`.execute(db)
  return rows[0]
}

export interface Settled {
  state: MailState
  answer: string
  /** When it is tried again; null when it is not. */
  dueAt: Date | null
}

/** Writes down what became of a mail that was taken; left alone when somebody has decided on it since. */
export async function settleMail(
  { db, areaId, now }: Scope,
  { id, claimedAt }: Pick<ClaimedMail, 'id' | 'claimedAt'>,
  { state, answer, dueAt }: Settled,
): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state, answer, settled_at: now, ...(dueAt && { due_at: dueAt }) })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .where('state', 'in', ['sending', 'unsure'])
    .where('claimed_at', '=', claimedAt)
    .execute()
}

/** Mail that somebody took before an instant and never settled: nobody can say what became of it. */
export async function giveUpMailTakenBefore({ db, areaId, now }: Scope, instant: Date): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: 'unsure', settled_at: now, answer: null })
    .where('area_id', '=', areaId)
    .where('state', '=', 'sending')
    .where('claimed_at', '<', instant)
    .execute()
}

export interface MailRow
  extends Pick<
    Selectable<Mail>,
    'id' | 'kind' | 'address' | 'subject' | 'text' | 'attempts' | 'answer' | 'once'
  > {
  state: MailState
  /** What a later report said of a mail that had been taken; null where none came. */
  report: MailReport | null
  links: MailLink[]
  person: string | null
  writtenAt: Date
  dueAt: Date
  settledAt: Date | null
}

/** A page of the area's mail, newest first; of the states named, or of all. */
export async function listMail(
  { db, areaId }: Pick<Scope, 'db' | 'areaId'>,
  { states, limit, offset }: { states: readonly MailState[] | null; limit: number; offset: number },
): Promise<MailRow[]> {
  const rows = await db
    .selectFrom('mail')
    .leftJoin('person', (join) =>
      join.onRef('person.area_id', '=', 'mail.area_id').onRef('person.id', '=', 'mail.person_id'),
    )
    .select(['mail.id', 'mail.kind', 'mail.address', 'mail.subject', 'mail.text', 'mail.links', 'mail.once'])
    .select(['mail.state', 'mail.report', 'mail.attempts', 'mail.answer', 'person.name as person'])
    .select(['mail.written_at as writtenAt', 'mail.due_at as dueAt', 'mail.settled_at as settledAt'])
    .where('mail.area_id', '=', areaId)
    .$if(states !== null, (some) => some.where('mail.state', 'in', states ?? []))
    .orderBy('mail.written_at', 'desc')
    .orderBy('mail.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows as unknown as MailRow[]
}

/** How many of the area's mails are in each state; a state that none is in is left out. */
export async function countMail({
  db,
  areaId,
}: Pick<Scope, 'db' | 'areaId'>): Promise<Map<MailState, number>> {
  const rows = await db
    .selectFrom('mail')
    .select(['state', (of) => of.fn.countAll().as('many')])
    .where('area_id', '=', areaId)
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, many }) => [state as MailState, Number(many)]))
}

export interface MailFate {
  state: MailState
  /** What the mail server said last; null when it said nothing. */
  answer: string | null
  writtenAt: Date
  settledAt: Date | null
}

/** What became of the mails of these causes: by cause; one that was never written is left out. */
export async function readFates(
  { db, areaId }: Pick<Scope, 'db' | 'areaId'>,
  causes: readonly string[],
): Promise<ReadonlyMap<string, MailFate>> {
  if (causes.length === 0) return new Map()
  const rows = await db
    .selectFrom('mail')
    .select(['once', 'state', 'answer', 'written_at as writtenAt', 'settled_at as settledAt'])
    .where('area_id', '=', areaId)
    .where('once', 'in', causes)
    .execute()
  return new Map(rows.map(({ once, state, ...row }) => [once, { ...row, state: state as MailState }]))
}

/** Errors: NotFound. */
export async function getMailState(
  { db, areaId }: Pick<Scope, 'db' | 'areaId'>,
  id: string,
): Promise<MailState> {
  const { state } = await db
    .selectFrom('mail')
    .select('state')
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('mail'))
  return state as MailState
}

export interface SentMail {
  id: string
  address: string
  state: MailState
  report: MailReport | null
}

/** Holds a mail until the transaction ends; undefined where the area has none of this id. */
export async function lockSentMail({ db, areaId }: Scope, id: string): Promise<SentMail | undefined> {
  const row = await db
    .selectFrom('mail')
    .select(['id', 'address', 'state', 'report'])
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row as SentMail | undefined
}

/** A mail that came back is refused; one that is late stays as it was. Either keeps what the mail server said. */
export async function settleReported(
  { db, areaId, now }: Scope,
  { id }: Pick<SentMail, 'id'>,
  { report, words }: { report: MailReport; words: string },
): Promise<void> {
  await db
    .updateTable('mail')
    .set({ report, answer: words, ...(report === 'failed' && { state: 'refused', settled_at: now }) })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()
}
