import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import { queueMail, withdrawMail } from '../../../platform/mail/outbox.ts'
import { type Act, recordAll } from '../../../platform/record/record.ts'
import { listStandIns } from '../../absences/index.ts'
import type { Ask, Reachable } from '../domain/asks.ts'
import type { Coverable } from '../domain/coverage.ts'
import { endPairs, insertAsks, insertPairs, revokeAsk } from '../queries/asks.ts'
import type { CycleRow } from '../queries/cycles.ts'
import { listReachable } from '../queries/who.ts'
import { askMail, askMoreMail } from './mails.ts'

/** Days for which a mailed link works (spec/trust.md). */
const LINK_DAYS = 14

export const linkUntil = (scope: Scope): Date => new Date(scope.now.getTime() + LINK_DAYS * 24 * 60 * 60_000)

/** Who sees to whose milestones today. */
export const standInsToday = async (scope: Scope): Promise<ReadonlyMap<string, string>> =>
  new Map((await listStandIns(scope, scope.today)).map(({ personId, standInId }) => [personId, standInId]))

type Named = Pick<Coverable, 'id' | 'ref' | 'words'>

/** Writes to each of them: one ask, one link, one mail. Statements do not grow with asks. Gives the asks that were made. */
export async function askEach(
  scope: Scope,
  cycle: CycleRow,
  wanted: readonly Ask[],
  milestones: readonly Named[],
): Promise<(Ask & { id: string })[]> {
  const asks = wanted.map((ask) => ({ ...ask, id: newId() }))
  const until = linkUntil(scope)
  await insertAsks(scope, cycle.id, asks, until)
  const mails = await readersOf(scope, asks, milestones)
  await queueMail(
    scope,
    mails.map((asking) => askMail(cycle, asking, until)),
  )
  await recordAll(
    scope,
    asks.map((ask) => askedAct(ask, ask.personId)),
  )
  return asks
}

const askedAct = ({ id, milestoneIds }: { id: string; milestoneIds: string[] }, person: string): Act => ({
  act: 'lead.asked',
  thing: { kind: 'ask', id },
  detail: { person, milestones: milestoneIds.length },
})

/** An ask with the milestones that it does not hold yet. */
export interface More extends Ask {
  id: string
  expiresAt: Date
}

/** Asks about more by links that are there already; each mail names only what is new. */
export async function askMore(
  scope: Scope,
  cycle: CycleRow,
  more: readonly More[],
  milestones: readonly Named[],
): Promise<void> {
  await insertPairs(scope, more)
  const until = new Map(more.map(({ id, expiresAt }) => [id, expiresAt]))
  const mails = await readersOf(scope, more, milestones)
  await queueMail(
    scope,
    mails.map((asking) => askMoreMail(cycle, asking, until.get(asking.askId) ?? linkUntil(scope))),
  )
  await recordAll(
    scope,
    more.map((ask) => askedAct(ask, ask.personId)),
  )
}

/** Whom each mail goes to, and what it names; nobody, where there is no address. */
async function readersOf(
  scope: Scope,
  asks: readonly (Ask & { id: string })[],
  milestones: readonly Named[],
) {
  const named = new Map(milestones.map((milestone) => [milestone.id, milestone]))
  const people = new Map((await listReachable(scope)).map((person) => [person.id, person]))
  return asks.flatMap((ask) => {
    const reader = people.get(ask.standInId ?? ask.personId)
    const asked = ask.milestoneIds.flatMap((id) => named.get(id) ?? [])
    return reader?.email ? [askingOf(ask, reader, reader.email, people.get(ask.personId), asked)] : []
  })
}

const askingOf = (
  ask: Ask & { id: string },
  reader: Reachable,
  address: string,
  lead: Reachable | undefined,
  milestones: readonly Named[],
) => ({
  ...{ askId: ask.id, personId: reader.id, name: reader.name, address, milestones },
  forWhom: ask.standInId === null ? null : (lead?.name ?? null),
})

/** Ends a link; a mail with it that has not gone yet does not go. */
export async function endAsk(scope: Scope, askId: string): Promise<void> {
  await revokeAsk(scope, askId)
  await withdrawMail(scope, [`ask ${askId}`, `reminder ${askId} ${scope.today}`], 'The link was ended')
  await recordAll(scope, [{ act: 'ask.ended', thing: { kind: 'ask', id: askId } }])
}

/** Puts a new ask in the place of each, with all that it asks about, for whoever sees to it today. Gives the new ones. */
export async function askAnew(
  scope: Scope,
  cycle: CycleRow,
  asks: readonly { id: string; personId: string; revokedAt: Date | null; milestones: readonly Named[] }[],
): Promise<(Ask & { id: string })[]> {
  if (asks.length === 0) return []
  const standIns = await standInsToday(scope)
  for (const ask of asks) if (ask.revokedAt === null) await endAsk(scope, ask.id)
  await endPairs(
    scope,
    asks.flatMap(({ id, milestones }) => milestones.map((one) => [id, one.id] as const)),
  )
  const wanted = asks.map(({ personId, milestones }) => ({
    ...{ personId, standInId: standIns.get(personId) ?? null },
    milestoneIds: milestones.map((one) => one.id),
  }))
  const named = asks.flatMap(({ milestones }) => milestones)
  return askEach(scope, cycle, wanted, named)
}
