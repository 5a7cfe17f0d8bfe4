import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import {
  type Addressee,
  maySettle,
  NOBODY_NAMED,
  type SupportMoves,
  type SupportRequest,
} from '../domain/support.ts'
import { insertRemark, isRemarked, listRemarks } from '../queries/remarks.ts'
import { listBoards, lockMilestone } from '../queries/save.ts'
import { boardsOf } from '../queries/seats.ts'
import {
  findOpenSupport,
  getSupport,
  insertSupport,
  isSupportOpened,
  lockSupport,
  updateAsked,
  updateState,
} from '../queries/support.ts'
import { listReachable } from './audience.ts'
import { tellConcerned } from './support-told.ts'

export interface SupportAsked {
  planId: string
  milestoneId: string
  /** The update that asks; null when it is asked for by hand. */
  progressId: string | null
  words: string
  /** Null names nobody, and leaves whoever was named before. */
  to: Addressee | null
  /** The day by which it is wanted; null leaves the day that was named before. */
  wantedBy: PlainDate | null
  /** Made with the form: the same form sent twice is one request. */
  once: string
}

/**
 * An update asks for help. While a request of the milestone is open its words go into the same thread, with whomever it
 * names now; else a request is opened. Whoever is asked is told. Errors: Unacceptable when nobody of that kind is there.
 */
export async function openSupport(
  scope: Scope,
  asked: Omit<SupportAsked, 'progressId'> & { progressId: string },
): Promise<void> {
  await lockMilestone(scope, asked.milestoneId)
  if (await isSupportOpened(scope, asked.once)) return
  const open = await findOpenSupport(scope, asked.milestoneId)
  if (!open) return void (await openRequest(scope, asked))
  const { to, wantedBy } = asked
  const next = {
    to: to ?? open.to,
    toWords: to ? await nameOf(scope, to) : open.toWords,
    wantedBy: wantedBy ?? open.wantedBy,
  }
  await askInThread(scope, open, next, asked)
}

/** Asks for help by hand, in a request of its own. Gives its id; null when the form was sent before. Errors: Unacceptable. */
export async function openSupportByHand(scope: Scope, asked: SupportAsked): Promise<string | null> {
  await lockMilestone(scope, asked.milestoneId)
  if (await isSupportOpened(scope, asked.once)) return null
  return openRequest(scope, asked)
}

async function openRequest(scope: Scope, asked: SupportAsked): Promise<string> {
  const toWords = asked.to ? await nameOf(scope, asked.to) : NOBODY_NAMED
  const id = await insertSupport(scope, { ...asked, toWords })
  await record(scope, {
    act: 'support.opened',
    thing: { kind: 'support', id },
    detail: { milestone: asked.milestoneId, to: asked.to?.kind ?? null, wantedBy: asked.wantedBy },
  })
  const request = await getSupport(scope, id)
  await tellConcerned(scope, id, {
    words: `${scope.actor.name} asks for ${nameOfRequest(request)}`,
    cause: id,
  })
  return id
}

const nameOfRequest = ({ milestone }: SupportRequest): string =>
  milestone.ref ? `support with milestone ${milestone.ref}` : 'support with a milestone'

/** Whom a request is of, and by when. */
type Asked = Pick<SupportRequest, 'to' | 'toWords' | 'wantedBy'>

/** Asks again in an open request, of somebody else or by another day where they differ. */
async function askInThread(
  scope: Scope,
  open: SupportRequest,
  next: Asked,
  { words, once }: { words: string; once: string },
): Promise<void> {
  const moves: SupportMoves = {
    ...(next.toWords !== open.toWords && { to: { was: open.toWords, now: next.toWords } }),
    ...(next.wantedBy !== open.wantedBy && { wantedBy: { was: open.wantedBy, now: next.wantedBy } }),
  }
  const id = await insertThread(scope, open, { words, moves, once, saidOn: scope.today })
  if (!id) return
  await updateAsked(scope, open.id, next)
  await record(scope, {
    act: 'support.asked_again',
    thing: { kind: 'support', id: open.id },
    detail: { to: next.to?.kind ?? null, wantedBy: next.wantedBy },
  })
  await tellConcerned(scope, open.id, {
    words: `${scope.actor.name} asks again for ${nameOfRequest(open)}`,
    cause: id,
  })
}

const insertThread = (
  scope: Scope,
  { id, plan }: SupportRequest,
  said: { words: string; moves: SupportMoves; once: string; saidOn: PlainDate },
): Promise<string | null> =>
  insertRemark(scope, {
    ...{ planId: plan.id, about: { kind: 'support', id }, mentions: [], answers: null, ...said },
  })

/** Puts whom and by when in the place of what was asked before; null is nobody, and no day. Errors: NotFound, NotAllowed, Unacceptable when it is closed. */
export async function askAnother(
  scope: Scope,
  id: string,
  asked: Pick<SupportAsked, 'words' | 'to' | 'wantedBy' | 'once'>,
): Promise<void> {
  const request = await takeForSettling(scope, id)
  if (await isRemarked(scope, asked.once)) return
  if (request.state !== 'open') throw new Unacceptable(`${CLOSED}: open it again first`, 'words')
  const toWords = asked.to ? await nameOf(scope, asked.to) : NOBODY_NAMED
  await askInThread(scope, request, { ...asked, toWords }, asked)
}

const CLOSED = 'This request is closed'

/**
 * Closes a request, as met or no longer wanted, from a day on. Errors: NotFound, NotAllowed; Unacceptable when it is
 * closed already, and when the day has not come or lies before the request was opened.
 */
export async function closeSupport(
  scope: Scope,
  id: string,
  closing: { state: 'met' | 'withdrawn'; words: string; on: PlainDate; once: string },
): Promise<void> {
  const request = await takeForSettling(scope, id)
  if (await isRemarked(scope, closing.once)) return
  if (request.state !== 'open') throw new Unacceptable(`${CLOSED} already: look at it again`, 'words')
  const since = await openSince(scope, request)
  if (closing.on > scope.today) throw new Unacceptable('The day must be today or before', 'on')
  if (closing.on < since)
    throw new Unacceptable(`It was opened on ${formatDay(since)}: the day must not be before that`, 'on')
  const { state, words, on } = closing
  await move(scope, request, { ...closing, closed: { on, words } })
  const how = state === 'met' ? 'is met' : 'is no longer wanted'
  await tellOf(
    scope,
    request,
    `${capital(nameOfRequest(request))} ${how}, says ${scope.actor.name}`,
    closing.once,
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const tellOf = (scope: Scope, { id }: SupportRequest, words: string, cause: string): Promise<void> =>
  tellConcerned(scope, id, { words, cause })

/** Opens a closed request again, from today. Errors: NotFound, NotAllowed, Unacceptable when it is open. */
export async function reopenSupport(
  scope: Scope,
  id: string,
  { words, once }: { words: string; once: string },
): Promise<void> {
  const request = await takeForSettling(scope, id)
  if (await isRemarked(scope, once)) return
  if (request.state === 'open') throw new Unacceptable('This request is open: reply in it', 'words')
  await move(scope, request, { state: 'open', words, on: scope.today, once, closed: null })
  await tellOf(scope, request, `${scope.actor.name} opened ${nameOfRequest(request)} again`, once)
}

async function takeForSettling(scope: Scope, id: string): Promise<SupportRequest> {
  await lockSupport(scope, id)
  const request = await getSupport(scope, id)
  if (!maySettle(scope.actor, await boardIdsOf(scope), request)) throw new NotAllowed('settle this request')
  return request
}

/** Boards on which the actor sits today. */
export async function boardIdsOf(scope: Scope): Promise<string[]> {
  const { personId } = scope.actor
  return personId ? (await boardsOf(scope, personId, scope.today)).map(({ id }) => id) : []
}

async function openSince(scope: Scope, { id, openedOn }: SupportRequest): Promise<PlainDate> {
  const thread = await listRemarks(scope, { kind: 'support', id }, scope.today)
  return thread.findLast(({ moves }) => moves.state === 'open')?.saidOn ?? openedOn
}

async function move(
  scope: Scope,
  request: SupportRequest,
  to: {
    state: SupportRequest['state']
    words: string
    on: PlainDate
    once: string
    closed: { on: PlainDate; words: string } | null
  },
): Promise<void> {
  const { state, words, on, once, closed } = to
  await insertThread(scope, request, { words, moves: { state }, once, saidOn: on })
  await updateState(scope, request.id, { state, closed })
  await record(scope, { act: `support.${state}`, thing: { kind: 'support', id: request.id }, detail: { on } })
}

/** Whoever may be asked for support: boards first, then posts and people, each by name. */
export async function listAddressees(scope: Scope): Promise<(Addressee & { name: string })[]> {
  const boards = await listBoards(scope)
  const { posts, people } = await listReachable(scope)
  return [
    ...boards.map(({ id, name }) => ({ kind: 'board' as const, id, name })),
    ...posts.map(({ id, name }) => ({ kind: 'post' as const, id, name })),
    ...people.map(({ id, name }) => ({ kind: 'person' as const, id, name })),
  ]
}

async function nameOf(scope: Scope, to: Addressee): Promise<string> {
  const all = await listAddressees(scope)
  const one = all.find(({ kind, id }) => kind === to.kind && id === to.id)
  if (!one) throw new Unacceptable('Choose whom you ask from the list', 'to')
  return one.name
}
