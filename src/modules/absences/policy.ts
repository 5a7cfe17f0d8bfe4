import type { Actor } from '../../platform/access/actor.ts'
import type { StandIn } from './domain/stand-ins.ts'

export const namesForAnybody = (actor: Actor): boolean =>
  actor.kind === 'system' || actor.roles.includes('programme_manager')

/** Everybody says for themselves who stands in. */
export const mayName = (actor: Actor, personId: string): boolean =>
  namesForAnybody(actor) || actor.personId === personId

/** Ended by whoever is away, by whoever stands in, or by whoever runs the plan; nobody else is told of it. */
export const mayEnd = (actor: Actor, { person, standIn }: Pick<StandIn, 'person' | 'standIn'>): boolean =>
  mayName(actor, person.id) || actor.personId === standIn.id
