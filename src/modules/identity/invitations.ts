import { type AreaToken, hashToken, newToken, writeAreaToken } from '../../platform/access/session.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { newId } from '../../platform/ids.ts'
import type { LinkMakers } from '../../platform/mail/deliver.ts'
import { mailLink, queueMail } from '../../platform/mail/outbox.ts'
import { identityPaths } from './paths.ts'
import { insertInvitation } from './queries/invitations.ts'
import { getPerson, hasAccess } from './queries/people.ts'

const INVITATION_DAYS = 14
const PURPOSE = 'invitation'

/** Writes the mail by which somebody sets a passphrase. Whoever has no address gets none. */
export async function queueInvitation(scope: Scope, personId: string): Promise<void> {
  const { email } = await getPerson(scope, personId)
  if (email === null) return
  const { areaName } = scope.actor
  const link = mailLink(identityPaths.welcome(''), PURPOSE, personId)
  const text = [
    `You have been given access to the improvement programme of ${areaName}.`,
    `Choose a passphrase here: ${link.mark}`,
    `The link works once, for ${INVITATION_DAYS} days.`,
  ].join('\n\n')
  const subject = `Your access to Goldenthread for ${areaName}`
  const once = `invitation:${newId()}`
  await queueMail(scope, [
    { kind: 'invitation', personId, address: email, subject, text, links: [link], once },
  ])
}

/**
 * The secret of an invitation is made as its mail is handed over, and so never lies in the outbox: its hash is kept.
 * Handed over twice, the person has two links, of which either works once. Whose access has ended gets none.
 */
export const invitationLinks: LinkMakers = {
  [PURPOSE]: async (scope, personId) =>
    (await hasAccess(scope, personId)) ? writeAreaToken((await makeLink(scope, personId)).token) : null,
}

/** A link that works once, for fourteen days; only the hash of its secret is kept. Errors: NotFound. */
export async function makeLink(
  scope: Scope,
  personId: string,
): Promise<{ email: string | null; token: AreaToken }> {
  const { email } = await getPerson(scope, personId)
  const token = newToken()
  const expiresAt = new Date(scope.now.getTime() + INVITATION_DAYS * 24 * 60 * 60_000)
  await insertInvitation(scope, { tokenHash: hashToken(token), personId, expiresAt })
  return { email, token: { areaId: scope.areaId, token } }
}
