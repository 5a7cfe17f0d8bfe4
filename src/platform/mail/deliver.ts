import { systemActor } from '../access/actor.ts'
import { signLink } from '../access/signed-links.ts'
import { type Scope, withScope } from '../db/scope.ts'
import type { WorkerDeps } from '../jobs/worker.ts'
import { minutesToNextTry } from './back-off.ts'
import type { Mailer, Message, Outcome } from './mail.ts'
import type { MailLink } from './outbox.ts'
import { type ClaimedMail, giveUpMailTakenBefore, type Settled, settleMail, takeDueMail } from './rows.ts'
import { NOBODY_WAITS_SO_LONG } from './smtp.ts'

const MINUTE = 60_000

/**
 * Makes what opens a link, as the mail is handed over and within the transaction that takes it. Null when there is
 * nothing to open any more: the mail is then withdrawn.
 */
export type MakeLink = (scope: Scope, id: string) => Promise<string | null>

/** By purpose; a purpose that is not here is signed with the installation's secret. */
export type LinkMakers = Readonly<Record<string, MakeLink>>

export interface Post {
  deps: Pick<WorkerDeps, 'pool' | 'clock' | 'mailer' | 'publicUrl' | 'secret'>
  makers: LinkMakers
  stopping?: AbortSignal | undefined
}

/** The areas that the round of a mailer still has to go to, while it is under way. */
const rounds = new WeakMap<Mailer, Set<string>>()

/**
 * Hands over what is due in these areas. One round at a time in a process: a mail server that is slow takes one place
 * in the queue, and leaves the other to work of other sorts. Who comes while a round is under way adds to it.
 */
export async function handOverDue(post: Post, areaIds: readonly string[]): Promise<void> {
  const underWay = rounds.get(post.deps.mailer)
  if (underWay) {
    for (const areaId of areaIds) underWay.add(areaId)
    return
  }
  const round = new Set(areaIds)
  rounds.set(post.deps.mailer, round)
  try {
    await goRound(post, round)
  } finally {
    rounds.delete(post.deps.mailer)
  }
}

async function goRound(post: Post, round: Set<string>): Promise<void> {
  for (const areaId of round) {
    round.delete(areaId)
    if (!(await handOverArea(post, areaId))) return
  }
}

/** False when there is no going on: the mail server is away, or the worker is told to stop. */
async function handOverArea(post: Post, areaId: string): Promise<boolean> {
  const { pool, clock, mailer } = post.deps
  const area = await pool
    .selectFrom('area')
    .select(['id', 'name'])
    .where('id', '=', areaId)
    .executeTakeFirst()
  if (!area) return true
  const inArea = <T>(work: (scope: Scope) => Promise<T>) =>
    withScope(pool, clock, systemActor(area, 'Mail'), work)
  while (!post.stopping?.aborted) {
    const mail = await inArea((scope) => takeOne(scope, post))
    if (mail === 'none') return true
    if (mail === 'withdrawn') continue
    const outcome = await mailer.send(mail.message)
    await inArea((scope) =>
      settleMail(scope, mail.claimed, fateOf(outcome, mail.claimed.attempts, scope.now)),
    )
    if (outcome.kind === 'later' && outcome.away) return false
  }
  return false
}

type Taken = 'none' | 'withdrawn' | { claimed: ClaimedMail; message: Message }

/** Takes the next mail for one's own, with its links made. It is written down before anything is handed over. */
async function takeOne(scope: Scope, post: Post): Promise<Taken> {
  const claimed = await takeDueMail(scope)
  if (!claimed) return 'none'
  const text = await withLinks(scope, post, claimed)
  if (text === null) {
    await settleMail(scope, claimed, { state: 'withdrawn', answer: 'What it led to is gone', dueAt: null })
    return 'withdrawn'
  }
  const { id, address: to, subject } = claimed
  return { claimed, message: { id, to, subject, text } }
}

async function withLinks(scope: Scope, post: Post, { text, links }: ClaimedMail): Promise<string | null> {
  let whole = text
  for (const link of links) {
    const address = await addressOf(scope, post, link)
    if (address === null) return null
    whole = whole.replaceAll(link.mark, () => address)
  }
  return whole
}

async function addressOf(
  scope: Scope,
  { deps, makers }: Post,
  { path, purpose, id }: MailLink,
): Promise<string | null> {
  if (purpose === null) return deps.publicUrl + path
  const make = makers[purpose] ?? (async () => signLink(deps.secret, purpose, { areaId: scope.areaId, id }))
  const token = await make(scope, id)
  return token && deps.publicUrl + path + token
}

function fateOf(outcome: Outcome, tries: number, now: Date): Settled {
  const { kind, words: answer } = outcome
  if (kind === 'taken') return { state: 'sent', answer, dueAt: null }
  if (kind !== 'later') return { state: kind, answer, dueAt: null }
  const minutes = minutesToNextTry(tries)
  if (minutes === null) return { state: 'stopped', answer, dueAt: null }
  return { state: 'waiting', answer, dueAt: new Date(now.getTime() + minutes * MINUTE) }
}

/** Says of mail whose worker was killed that nobody knows; it is not tried again by itself. */
export async function giveUpLost({ deps }: Post, area: { id: string; name: string }): Promise<void> {
  await withScope(deps.pool, deps.clock, systemActor(area, 'Mail'), (scope) =>
    giveUpMailTakenBefore(scope, new Date(scope.now.getTime() - NOBODY_WAITS_SO_LONG * MINUTE)),
  )
}
