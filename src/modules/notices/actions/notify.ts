import { insertNewRows } from '../../../platform/db/rows.ts'
import type { Db, Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { queueMail, rewriteMail } from '../../../platform/mail/outbox.ts'
import { FIRST_WISH } from '../domain/wish.ts'
import { findReaders, type NoticeReader } from '../queries/readers.ts'
import { type Letter, toMail } from './letters.ts'

/** Something that a person should know, with the page where it is. Never anything about a child. */
export interface NewNotice {
  personId: string
  /** "mention", "query", "support", "escalation", "verification", "answer", "not_mine". */
  kind: string
  /** One sentence: what happened, and never what somebody typed, since it may go out by mail. */
  words: string
  /** A page of the site: "/milestones/…". */
  href: string
  /** The cause: the same is told to the same person once. */
  once: string
}

interface MadeNotice extends NewNotice {
  id: string
  reader: NoticeReader
}

/**
 * Tells people, on the site and by mail as each of them wishes, within the transaction that causes it. As many
 * statements for many notices as for one.
 */
export async function notify(scope: Scope, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  const readers = await findReaders(scope, [...new Set(notices.map(({ personId }) => personId))])
  // In the order in which they were told: ids of one moment are in none.
  const ids = notices.map(newId).sort()
  const made = notices.map(
    (notice, at): MadeNotice => ({ ...notice, id: ids[at] ?? '', reader: readerOf(readers, notice) }),
  )
  const rows = made.map((notice) => rowOf(scope, notice))
  const fresh = new Set(await insertNewRows(scope, 'notice', rows))
  await mailAtOnce(
    scope,
    made.filter((notice) => fresh.has(notice.id) && goesAtOnce(notice)),
  )
}

const readerOf = (readers: ReadonlyMap<string, NoticeReader>, { personId }: NewNotice): NoticeReader =>
  readers.get(personId) ?? { id: personId, wish: FIRST_WISH, address: null }

const goesAtOnce = ({ reader }: MadeNotice): boolean => reader.wish === 'at_once' && reader.address !== null

const rowOf = ({ now }: Scope, notice: MadeNotice) => {
  const { id, personId, kind, words, href, once, reader } = notice
  const mailed_at = goesAtOnce(notice) ? now : null
  return { id, person_id: personId, kind, words, href, once, made_at: now, mail: reader.wish, mailed_at }
}

/** What a transaction has told each person so far: several notices of one cause make one mail. */
const letters = new WeakMap<Db, Map<string, Letter>>()

async function mailAtOnce(scope: Scope, notices: readonly MadeNotice[]): Promise<void> {
  const known = letters.get(scope.db) ?? new Map<string, Letter>()
  letters.set(scope.db, known)
  const before = new Set(known.keys())
  for (const notice of notices) known.set(notice.personId, withNotice(known.get(notice.personId), notice))
  const touched = [...new Set(notices.map(({ personId }) => personId))].flatMap((id) => known.get(id) ?? [])
  await rewriteMail(
    scope,
    touched.filter(({ personId }) => before.has(personId)).map((letter) => toMail(scope, letter)),
  )
  await queueMail(
    scope,
    touched.filter(({ personId }) => !before.has(personId)).map((letter) => toMail(scope, letter)),
  )
}

function withNotice(letter: Letter | undefined, { id, reader, personId, ...notice }: MadeNotice): Letter {
  if (letter) return { ...letter, notices: [...letter.notices, notice] }
  const address = reader.address ?? ''
  return { kind: 'notices', personId, address, once: `notices:${id}`, notices: [notice] }
}
