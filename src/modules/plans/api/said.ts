import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import type { UpdateFacts } from '../domain/facts.ts'
import { findSaid } from '../queries/said.ts'

/**
 * What stands under a mark after something was said of a thing. A person who sends other words under one mark has
 * pressed Back, and they are added; a program has mixed its marks up, and is told. Errors: Conflict, which undoes it.
 */
export async function saidUnder(
  scope: Scope,
  once: string,
  thingId: string,
  sent: Partial<UpdateFacts>,
): Promise<UpdateFacts> {
  const held = await findSaid(scope, once)
  if (held?.thingId === thingId && fits(held.said, sent)) return held.said
  throw new Conflict('This mark stands for other words already: send new words under a new mark', 'once')
}

const fits = (said: UpdateFacts, sent: Partial<UpdateFacts>): boolean =>
  Object.entries(sent).every(([field, value]) => said[field as keyof UpdateFacts] === value)
