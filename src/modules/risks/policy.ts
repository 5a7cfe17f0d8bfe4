import type { Actor } from '../../platform/access/actor.ts'
import { can, PERMISSIONS, type Role } from '../../platform/access/permissions.ts'
import type { Owner, Risk } from './domain/facts.ts'

const has = ({ roles }: Actor, wanted: readonly Role[]): boolean =>
  roles.some((role) => wanted.includes(role))

const runsThePlan = (actor: Actor): boolean => actor.kind === 'system' || has(actor, ['programme_manager'])

/** A milestone lead raises risks and sees what became of them, and no more. */
export const KEEPERS: readonly Role[] = PERMISSIONS['risks.keep'].roles

/** Everybody else who may come to the register reads all of it. */
const READERS: readonly Role[] = [...KEEPERS, 'board_member', 'analyst', 'qa_lead', 'inspector']

/** By name, by a post that they hold, or in the place of somebody who is away. */
export const owns = (actor: Actor, owner: Owner): boolean =>
  [actor, ...actor.standsInFor].some(
    ({ personId, postIds }) =>
      (owner.personId !== null && owner.personId === personId) ||
      (owner.postId !== null && postIds.includes(owner.postId)),
  )

const raised = ({ personId }: Actor, { raisedById }: Pick<Risk, 'raisedById'>): boolean =>
  raisedById !== null && raisedById === personId

export const maySee = (actor: Actor, risk: Pick<Risk, 'raisedById' | 'now'>): boolean =>
  can(actor, 'risks.view') &&
  (actor.kind === 'system' ||
    actor.kind === 'integration' ||
    has(actor, READERS) ||
    raised(actor, risk) ||
    owns(actor, risk.now.owner))

export const mayRaise = (actor: Actor): boolean => can(actor, 'risks.raise')

/**
 * Whoever runs the plan keeps any; theme and action leads keep what they own, and what they raised themselves while
 * nobody of the area owns it.
 */
export const mayKeep = (
  actor: Actor,
  { now: { owner }, ...risk }: Pick<Risk, 'raisedById' | 'now'>,
): boolean =>
  runsThePlan(actor) ||
  (can(actor, 'risks.keep') && (owns(actor, owner) || (isNobodys(owner) && raised(actor, risk))))

/** For a board on which they sit, which the act asks; nobody challenges what they own. */
export const mayChallenge = (actor: Actor, { now: { owner } }: Pick<Risk, 'now'>): boolean =>
  can(actor, 'risks.challenge') && !owns(actor, owner)

const isNobodys = ({ personId, postId }: Owner): boolean => personId === null && postId === null
