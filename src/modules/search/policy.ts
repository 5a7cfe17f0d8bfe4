import type { Actor } from '../../platform/access/actor.ts'
import { can, PERMISSIONS } from '../../platform/access/permissions.ts'
import { ALL_KINDS, KINDS, type Kind } from './domain/kinds.ts'

/** Kinds that somebody may open: others are neither looked for nor counted. */
export const kindsFor = (actor: Actor): Kind[] => ALL_KINDS.filter((kind) => can(actor, KINDS[kind].can))

/** Whether somebody sees of the risks only those that they raised or own. */
export function seesOwnRisksOnly(actor: Actor): boolean {
  if (actor.kind === 'system') return false
  const wide = PERMISSIONS['risks.view'].roles.filter((role) => role !== 'milestone_lead')
  return !wide.some((role) => actor.roles.includes(role))
}

/** By name, by a post that they hold, or in the place of somebody who is away: people and posts. */
export const ownersFor = (actor: Actor): string[] =>
  [actor, ...actor.standsInFor].flatMap(({ personId, postIds }) => [
    ...(personId ? [personId] : []),
    ...postIds,
  ])

/** Whether somebody sees every board, or those on which they sit. */
export const seesEveryBoard = (actor: Actor): boolean => can(actor, 'boards.seat')
