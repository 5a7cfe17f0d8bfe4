import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotAllowed, Unacceptable } from '../../../platform/http/errors.ts'
import { record } from '../../../platform/record/record.ts'
import {
  type Risk,
  type RiskKind,
  type RiskState,
  type RiskWords,
  refOf,
  type Target,
} from '../domain/facts.ts'
import { isReview, movesBetween } from '../domain/moves.ts'
import { mayKeep, mayRaise } from '../policy.ts'
import { getRisk } from '../queries/read.ts'
import {
  findRaised,
  insertRisk,
  insertState,
  isSaid,
  lockPlan,
  lockRisk,
  nextNumber,
} from '../queries/save.ts'
import { toOwner } from './choices.ts'
import { linkAll } from './links.ts'
import { getSeen } from './read.ts'
import { tellOwner } from './tell.ts'

/** What people say of a risk: its owner by the key of `listOwners`, or in words alone. */
export interface Saying extends Omit<RiskWords, 'owner'> {
  owner: { key: string | null; words: string }
  /** The day whose state it tells; today where it is left out. */
  on?: PlainDate
  /** Made with the form: sent twice is saved once. */
  once: string
}

/**
 * Raises a risk or an issue of a plan, and gives its id. Errors: NotFound, NotAllowed; Unacceptable when the owner or
 * what it threatens is not of the lists, or the day of its review lies before the day that it is raised.
 */
export async function raiseRisk(
  scope: Scope,
  raised: Saying & { planId: string; kind: RiskKind; threatens: readonly Target[] },
): Promise<string> {
  if (!mayRaise(scope.actor)) throw new NotAllowed('raise a risk')
  const { planId, kind, once } = raised
  await lockPlan(scope, planId)
  const known = await findRaised(scope, once)
  if (known) return known
  const on = dayOf(scope, raised, null)
  const words = { ...raised, owner: await toOwner(scope, raised.owner, null) }
  refuseReview(words.reviewOn, null, on)
  const number = await nextNumber(scope, planId)
  const id = await insertRisk(scope, { planId, kind, number, on, once })
  await insertState(scope, { id, planId }, { ...words, on, state: 'open', because: null })
  await record(scope, { act: 'risk.raised', thing: { kind: 'risk', id }, detail: { kind, number, on } })
  await linkAll(scope, { id, planId }, raised.threatens, on)
  await tellOwner(scope, await getRisk(scope, id, on), once)
  return id
}

/**
 * Says all of a risk anew, and why. Nothing is saved where nothing moves. Errors: NotFound, NotAllowed; Conflict when
 * somebody said something since `expected`; Unacceptable as for `raiseRisk`, and when it is closed.
 */
export async function changeRisk(
  scope: Scope,
  id: string,
  saying: Saying & { because: string; expected: string },
): Promise<void> {
  const risk = await take(scope, id, saying)
  if (risk === 'saved') return
  refuseClosed(risk)
  const words = { ...saying, owner: await toOwner(scope, saying.owner, risk.now.owner) }
  const next = { ...words, state: risk.now.state, because: saying.because }
  if (movesBetween(risk.now, next).length === 0) return
  await say(scope, risk, next, 'risk.changed')
  if (ownerOf(next.owner) !== ownerOf(risk.now.owner)) {
    await tellOwner(scope, { ...risk, now: { ...risk.now, ...next } }, saying.once)
  }
}

const ownerOf = ({ personId, postId }: RiskWords['owner']): string => `${personId} ${postId}`

/** What each of the short forms says. */
export interface Settling {
  words: string
  /** When it is to be looked at next; left out where it is closed. */
  reviewOn?: PlainDate | null
  expected: string
  on?: PlainDate
  once: string
}

/** Looked at, and nothing changed but the day of the next look. Errors: as for `changeRisk`. */
export async function reviewRisk(scope: Scope, id: string, settling: Settling): Promise<void> {
  const risk = await take(scope, id, settling)
  if (risk === 'saved') return
  refuseClosed(risk)
  await say(scope, risk, settled(risk, settling, 'open'), 'risk.reviewed')
}

/** Closes it, with why. Errors: as for `changeRisk`. */
export async function closeRisk(scope: Scope, id: string, settling: Settling): Promise<void> {
  const risk = await take(scope, id, settling)
  if (risk === 'saved') return
  refuseClosed(risk)
  await say(scope, risk, settled(risk, settling, 'closed'), 'risk.closed')
}

/** Opens a closed one again, with why. Errors: as for `changeRisk`; Unacceptable when it is open. */
export async function reopenRisk(scope: Scope, id: string, settling: Settling): Promise<void> {
  const risk = await take(scope, id, settling)
  if (risk === 'saved') return
  if (risk.now.state === 'open') throw new Unacceptable(`${refOf(risk)} is open already`, 'words')
  await say(scope, risk, settled(risk, settling, 'open'), 'risk.reopened')
}

const settled = (
  { now }: Risk,
  { words, reviewOn = now.reviewOn, on, once }: Settling,
  state: RiskState['state'],
) => ({ ...now, reviewOn, state, because: words, once, ...(on && { on }) })

/** The field under which a conflict is told. */
export const CONFLICT = 'expected'

/** Holds the risk; "saved" when this very form was saved before. */
async function take(
  scope: Scope,
  id: string,
  { expected, once }: { expected: string; once: string },
): Promise<Risk | 'saved'> {
  await lockRisk(scope, id)
  const risk = await getSeen(scope, id, scope.today)
  if (!mayKeep(scope.actor, risk)) throw new NotAllowed('change this risk')
  if (await isSaid(scope, once)) return 'saved'
  if (risk.now.id !== expected) {
    throw new Conflict(
      `${risk.now.author} changed ${refOf(risk)} while you were writing. Read what is saved now, and save again to put yours in its place`,
      CONFLICT,
    )
  }
  return risk
}

function refuseClosed(risk: Risk): void {
  if (risk.now.state === 'closed')
    throw new Unacceptable(`${refOf(risk)} is closed: open it again first`, 'words')
}

async function say(
  scope: Scope,
  risk: Risk,
  next: RiskWords & Pick<RiskState, 'state' | 'because'> & { on?: PlainDate; once: string },
  act: string,
): Promise<void> {
  const on = dayOf(scope, next, risk)
  if (next.state === 'open')
    refuseReview(next.reviewOn, act === 'risk.changed' ? risk.now.reviewOn : null, on)
  const of = { id: risk.id, planId: risk.plan.id }
  await insertState(scope, of, { ...next, on })
  const moved = isReview(risk.now, next) ? 0 : movesBetween(risk.now, next).length
  await record(scope, { act, thing: { kind: 'risk', id: risk.id }, detail: { on, fields: moved } })
}

/** What is said tells of a day that has come, and of none before what was said last. */
function dayOf({ today }: Scope, { on = today }: { on?: PlainDate }, risk: Risk | null): PlainDate {
  if (on > today) throw new Unacceptable('The day must be today or before')
  if (risk && on < risk.now.saidOn) {
    throw new Unacceptable(
      `The last of it was said on ${formatDay(risk.now.saidOn)}: the day must not be before that`,
    )
  }
  return on
}

function refuseReview(reviewOn: PlainDate | null, was: PlainDate | null, on: PlainDate): void {
  if (reviewOn !== null && reviewOn !== was && reviewOn < on) {
    throw new Unacceptable('The day of the next review must be today or later', 'review')
  }
}
