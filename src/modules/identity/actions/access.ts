import { systemActor } from '../../../platform/access/actor.ts'
import { hashPassphrase, matchesNobody, matchesPassphrase } from '../../../platform/access/passphrase.ts'
import type { Role } from '../../../platform/access/permissions.ts'
import { type AreaToken, hashToken, newToken } from '../../../platform/access/session.ts'
import { addDays, type Clock, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { Pool } from '../../../platform/db/connect.ts'
import { type Scope, withAccount, withArea, withScope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import { queueInvitation } from '../invitations.ts'
import {
  findAccount,
  insertArea,
  linkAccount,
  listPeopleOfAccount,
  saveAccount,
} from '../queries/accounts.ts'
import { countIntegrationsBy } from '../queries/integrations.ts'
import { endInvitations, findInvitation, useInvitation } from '../queries/invitations.ts'
import {
  endGrants,
  findPersonByEmail,
  getPerson,
  insertDirectory,
  insertGrant,
  insertPerson,
} from '../queries/people.ts'
import { deleteSession, deleteSessionsOf, insertSession } from '../queries/sessions.ts'

interface Stores {
  pool: Pool
  clock: Clock
}

export interface Reachable {
  areaId: string
  areaName: string
  personId: string
}

/** The areas that an e-mail address and passphrase open; empty when they do not fit, and no word on which was wrong. */
export async function checkSignIn({ pool }: Stores, email: string, passphrase: string): Promise<Reachable[]> {
  const account = await findAccount(pool, email)
  const fits = account?.passphrase_hash
    ? await matchesPassphrase(passphrase, account.passphrase_hash)
    : await matchesNobody(passphrase)
  if (!account || !fits || account.disabled_at) return []
  const people = await withAccount(pool, account.id, (db) => listPeopleOfAccount(db, account.id))
  return people.map((person) => ({
    areaId: person.area_id,
    areaName: person.area_name,
    personId: person.id,
  }))
}

/** Opens a session for a person and writes it down. A new secret each time: none survives from before sign-in. */
export async function startSession({ pool, clock }: Stores, who: Reachable, how: string): Promise<AreaToken> {
  const token = newToken()
  const area = { id: who.areaId, name: who.areaName }
  await withScope(pool, clock, systemActor(area, 'Sign-in'), async (scope) => {
    await insertSession(scope, hashToken(token), who.personId)
    await record(scope, {
      act: 'person.signed_in',
      thing: { kind: 'person', id: who.personId },
      detail: { how },
    })
  })
  return { areaId: who.areaId, token }
}

export async function endSession({ pool }: Stores, cookie: AreaToken): Promise<void> {
  await withArea(pool, cookie.areaId, (db) => deleteSession(db, cookie.areaId, hashToken(cookie.token)))
}

export interface Grant {
  role: Role
  /** The last day of access; null where it has no end. */
  until: PlainDate | null
}

export interface Invitation extends Grant {
  name: string
  email: string
  partnerId: string | null
}

const OUTSIDE_DAYS = 90

/** Access ends by itself: somebody from outside has it for 90 days at most (spec/trust.md). */
function refuseGrant({ role, until }: Grant, today: PlainDate): void {
  if (until && until < today) throw new Unacceptable('The last day of access must be today or later', 'until')
  const latest = addDays(today, OUTSIDE_DAYS)
  if (role !== 'inspector' || (until && until <= latest)) return
  throw new Unacceptable(`Enter a last day of access, no later than ${formatDay(latest)}`, 'until')
}

/**
 * Adds a person with one role, and gives their id; the link by which they set a passphrase is mailed.
 * Errors: the address is taken.
 */
export async function invite(scope: Scope, input: Invitation): Promise<string> {
  if (await findPersonByEmail(scope, input.email)) {
    throw new Unacceptable('Somebody in this area already has this e-mail address', 'email')
  }
  refuseGrant(input, scope.today)
  const id = newId()
  await insertPerson(scope, { id, name: input.name, email: input.email, partnerId: input.partnerId })
  await grantAndInvite(scope, id, input)
  return id
}

/** Gives somebody else of the area one more role, and a new link. Errors: NotFound; Unacceptable without an address. */
export async function giveAccess(scope: Scope, personId: string, grant: Grant): Promise<void> {
  const person = await getPerson(scope, personId)
  if (person.id === scope.actor.personId) throw new Unacceptable('You cannot give access to yourself', 'role')
  if (!person.email) throw new Unacceptable('This person has no e-mail address to send a link to', 'role')
  refuseGrant(grant, scope.today)
  await grantAndInvite(scope, personId, grant)
}

async function grantAndInvite(scope: Scope, personId: string, { role, until }: Grant): Promise<void> {
  await insertGrant(scope, { personId, role, until })
  await queueInvitation(scope, personId)
  await record(scope, {
    act: 'person.invited',
    thing: { kind: 'person', id: personId },
    detail: { role, until },
  })
}

/** Whom an invitation is for. Errors: NotFound when it was used, has run out, or never was. */
export async function getInvitation({ pool, clock }: Stores, { areaId, token }: AreaToken) {
  const found = await withArea(pool, areaId, (db) =>
    findInvitation(db, areaId, hashToken(token), clock.now()),
  )
  if (!found?.email) throw new NotFound('invitation')
  return { ...found, email: found.email }
}

/** Sets the passphrase and uses the invitation up, in one transaction. Errors: NotFound as above. */
export async function acceptInvitation(
  stores: Stores,
  invitation: AreaToken,
  passphrase: string,
): Promise<Reachable> {
  const { personId, email, areaName } = await getInvitation(stores, invitation)
  const hash = await hashPassphrase(passphrase)
  const actor = systemActor({ id: invitation.areaId, name: areaName }, 'Invitation')
  await withScope(stores.pool, stores.clock, actor, async (scope) => {
    if (!(await useInvitation(scope, hashToken(invitation.token)))) throw new NotFound('invitation')
    await linkAccount(scope, personId, await saveAccount(scope, email, hash))
    // Whoever knew the old passphrase may still be signed in with it.
    await deleteSessionsOf(scope, personId)
    await record(scope, { act: 'person.accepted_invitation', thing: { kind: 'person', id: personId } })
  })
  return { areaId: invitation.areaId, areaName, personId }
}

/**
 * Ends all that a person may do here, at once: their next request finds no session. Says how many integrations that
 * they made still have access: each is the area's, and its token was in their hands.
 */
export async function endAccess(scope: Scope, personId: string): Promise<{ integrations: number }> {
  const person = await getPerson(scope, personId)
  if (person.id === scope.actor.personId) throw new Unacceptable('You cannot end your own access')
  await endGrants(scope, personId)
  await endInvitations(scope, personId)
  await deleteSessionsOf(scope, personId)
  await record(scope, { act: 'person.access_ended', thing: { kind: 'person', id: personId } })
  return { integrations: await countIntegrationsBy(scope, personId) }
}

/** Makes an area, and whatever `fill` puts into it, in one transaction. Errors: the name is taken. */
export async function createArea(
  { pool, clock }: Stores,
  area: { name: string; demonstration: boolean },
  fill: (scope: Scope) => Promise<unknown>,
): Promise<void> {
  const made = { id: newId(), ...area }
  await withScope(pool, clock, systemActor(made, 'Set-up'), async (scope) => {
    await insertArea(scope, made)
    await record(scope, {
      act: 'area.created',
      thing: { kind: 'area', id: made.id },
      detail: { name: area.name },
    })
    await fill(scope)
  })
}

/** A whole set of partners, posts and people at once, by keys of the writer's own. */
export interface Directory {
  partners: { key: string; name: string; kind: string }[]
  posts: { key: string; title: string; partner: string }[]
  people: {
    key: string
    name: string
    email: string
    partner: string | null
    post: string | null
    role: Role
  }[]
}

/** Saves a directory from a day on; says what each key became. Errors: a name that the area already has. */
export async function establish(
  scope: Scope,
  directory: Directory,
  from: PlainDate,
): Promise<ReadonlyMap<string, string>> {
  const ids = await insertDirectory(scope, directory, from)
  await record(scope, {
    act: 'people.established',
    thing: { kind: 'area', id: scope.areaId },
    detail: {
      partners: directory.partners.length,
      posts: directory.posts.length,
      people: directory.people.length,
    },
  })
  return ids
}
