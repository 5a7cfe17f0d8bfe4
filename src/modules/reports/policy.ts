import type { Actor } from '../../platform/access/actor.ts'
import { can } from '../../platform/access/permissions.ts'

/** Who makes reports reads every paper; others read what was sent and is for publication. */
export const mayRead = (actor: Actor, paper: { published: boolean; sent: boolean }): boolean =>
  can(actor, 'reports.make') || (paper.published && paper.sent)

/** All facts as data say more than a published paper does. */
export const mayTakeFacts = (actor: Actor): boolean => can(actor, 'reports.make')

/** Whoever asked for a paper, and whoever sends papers. */
export const mayStop = (actor: Actor, paper: { askedById: string | null }): boolean =>
  can(actor, 'papers.send') || (paper.askedById !== null && paper.askedById === actor.personId)
