import type { Actor } from '../../../platform/access/actor.ts'
import { type ApiScope, can, isApiScope, SCOPES } from '../../../platform/access/permissions.ts'
import { writeProgramToken } from '../../../platform/access/program-token.ts'
import { hashToken, newToken } from '../../../platform/access/session.ts'
import { addMonths, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotAllowed, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import { endIntegrationRow, insertIntegration, isIntegrationLive } from '../queries/integrations.ts'

/** What somebody may give a program: no more than they may do themselves. */
export const grantable = (actor: Actor): ApiScope[] =>
  Object.keys(SCOPES).filter((scope): scope is ApiScope => isApiScope(scope) && can(actor, scope))

/**
 * Makes an integration and gives its token, which is kept nowhere: only its hash is. Errors: NotAllowed where it would
 * be wider than whoever makes it; Unacceptable for a day past or more than a year away, and for a name in use.
 */
export async function makeIntegration(
  scope: Scope,
  asked: { name: string; scopes: readonly ApiScope[]; expires: PlainDate },
): Promise<{ id: string; token: string }> {
  const may = grantable(scope.actor)
  if (!asked.scopes.every((one) => may.includes(one))) throw new NotAllowed('give what you may not do')
  refuseExpiry(asked.expires, scope.today)
  if (await isIntegrationLive(scope, asked.name)) {
    throw new Unacceptable(
      'An integration of this name has access: end it first, or enter another name',
      'name',
    )
  }
  const [id, token] = [newId(), newToken()]
  await insertIntegration(scope, { id, ...asked, tokenHash: hashToken(token) })
  await record(scope, {
    act: 'integration.made',
    thing: { kind: 'integration', id },
    detail: { name: asked.name, scopes: [...asked.scopes], expires: asked.expires },
  })
  return { id, token: writeProgramToken({ areaId: scope.areaId, token }) }
}

function refuseExpiry(expires: PlainDate, today: PlainDate): void {
  const latest = addMonths(today, 12)
  if (expires < today) throw new Unacceptable('The last day must be today or later', 'expires')
  if (expires <= latest) return
  throw new Unacceptable(`Enter a last day no later than ${formatDay(latest)}`, 'expires')
}

/** Ends an integration: its next request is a stranger's. Errors: NotFound, also when it has ended. */
export async function endIntegration(scope: Scope, id: string): Promise<void> {
  const name = await endIntegrationRow(scope, id)
  await record(scope, { act: 'integration.ended', thing: { kind: 'integration', id }, detail: { name } })
}
