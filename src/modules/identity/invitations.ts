import { z } from 'zod'
import { systemActor } from '../../platform/access/actor.ts'
import { type AreaToken, hashToken, newToken, writeAreaToken } from '../../platform/access/session.ts'
import { type Scope, withScope } from '../../platform/db/scope.ts'
import { defineJob } from '../../platform/jobs/jobs.ts'
import { identityPaths } from './paths.ts'
import { listAreas } from './queries/accounts.ts'
import { insertInvitation } from './queries/invitations.ts'
import { getPerson } from './queries/people.ts'

const INVITATION_DAYS = 14

/**
 * Makes a link for a person and mails it. The secret is made here, and so never lies in the queue; run twice, the
 * person has two links, of which either works once.
 */
export const sendInvitation = defineJob({
  name: 'identity.send_invitation',
  payload: z.object({ areaId: z.uuid(), personId: z.uuid() }),
  run: async ({ pool, clock, mailer, publicUrl }, { areaId, personId }) => {
    const area = (await listAreas(pool)).find((one) => one.id === areaId)
    if (!area) throw new Error('The area of an invitation is not held')
    const { email, token } = await withScope(pool, clock, systemActor(area, 'Invitation'), (scope) =>
      makeLink(scope, personId),
    )
    if (email === null) return
    const link = `${publicUrl}${identityPaths.welcome(writeAreaToken(token))}`
    await mailer.send({
      to: email,
      subject: `Your access to Goldenthread for ${area.name}`,
      text: [
        `You have been given access to the improvement programme of ${area.name}.`,
        `Choose a passphrase here: ${link}`,
        `The link works once, for ${INVITATION_DAYS} days.`,
      ].join('\n\n'),
    })
  },
})

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
