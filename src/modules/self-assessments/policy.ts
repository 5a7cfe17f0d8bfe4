import type { Actor } from '../../platform/access/actor.ts'
import { can } from '../../platform/access/permissions.ts'

/**
 * A round of the whole area is answered by whoever may answer at all; that of a partner by that partner's people, and by
 * whoever runs the programme or answers for quality. A closed one is answered by nobody: the action asks that apart.
 */
export const mayAnswerRound = (actor: Actor, partner: { id: string } | null): boolean =>
  can(actor, 'self-assessments.answer') &&
  (actor.kind === 'system' ||
    partner === null ||
    actor.partnerId === partner.id ||
    actor.roles.some((role) => role === 'programme_manager' || role === 'qa_lead'))
