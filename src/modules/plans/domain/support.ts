import type { Actor } from '../../../platform/access/actor.ts'
import { can } from '../../../platform/access/permissions.ts'
import type { PlainDate } from '../../../platform/calendar.ts'

export const SUPPORT_STATES = ['open', 'met', 'withdrawn'] as const
export type SupportState = (typeof SUPPORT_STATES)[number]

/** Whom a request may be of. */
export interface Addressee {
  kind: 'person' | 'post' | 'board'
  id: string
}

/** What a remark made of the request that it was said of. A past day is worked out from these. */
export interface SupportMoves {
  state?: SupportState
  to?: { was: string; now: string }
  wantedBy?: { was: PlainDate | null; now: PlainDate | null }
}

export interface SupportRequest {
  id: string
  plan: { id: string; title: string }
  milestone: { id: string; ref: string | null; words: string }
  words: string
  to: Addressee | null
  toWords: string
  wantedBy: PlainDate | null
  state: SupportState
  openedBy: { id: string | null; name: string }
  openedOn: PlainDate
  closed: { by: string; on: PlainDate; words: string } | null
}

/** The choice of nobody: whoever runs the plans finds somebody. */
export const NOBODY = 'nobody'

/** What a request says while nobody is named. */
export const NOBODY_NAMED = 'Nobody named yet'

/** Whether a request is of the actor: by name, by a post that they hold, or by a board on which they sit. */
export function isAskedOf(
  actor: Pick<Actor, 'personId' | 'postIds'>,
  boardIds: readonly string[],
  { to }: Pick<SupportRequest, 'to'>,
): 'self' | 'board' | null {
  if (to?.kind === 'board') return boardIds.includes(to.id) ? 'board' : null
  if (to?.kind === 'post') return actor.postIds.includes(to.id) ? 'self' : null
  return to && to.id === actor.personId ? 'self' : null
}

/** A request is met, no longer wanted, or of somebody else, by whoever asked, whoever is asked, and whoever runs the plan. */
export function maySettle(actor: Actor, boardIds: readonly string[], request: SupportRequest): boolean {
  if (!can(actor, 'plans.comment')) return false
  if (actor.kind === 'system' || actor.roles.includes('programme_manager')) return true
  const asked = actor.personId !== null && request.openedBy.id === actor.personId
  return asked || isAskedOf(actor, boardIds, request) !== null
}

/** By wanted date; what is wanted by no day comes last, and then what was asked first. */
export const byWantedDate = (
  a: Pick<SupportRequest, 'wantedBy' | 'openedOn'>,
  b: Pick<SupportRequest, 'wantedBy' | 'openedOn'>,
): number =>
  (a.wantedBy ?? '9999').localeCompare(b.wantedBy ?? '9999') || a.openedOn.localeCompare(b.openedOn)
