import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { type Ask, asksFor } from '../domain/asks.ts'
import { coveredBy } from '../domain/coverage.ts'
import { type AskRow, endPairs, findAsk, listAsked, listAsks, listCoverable } from '../queries/asks.ts'
import { type CycleRow, coverMilestones, getCycle, lockCycle } from '../queries/cycles.ts'
import { listReachable } from '../queries/who.ts'
import { askAnew, askEach, askMore, endAsk, type More, standInsToday } from './ask.ts'
import { refuseFrozen } from './chase.ts'

/** How many were asked for the first time, were asked about more, and had their link ended. */
export interface AskedAgain {
  asked: number
  more: number
  ended: number
}

/**
 * Brings the asks of a month up to date with who leads what today, after a hand-over, a new lead or a new milestone.
 * Whoever was not asked yet is asked; whoever leads more is asked about that by the link they have; what somebody handed
 * on is no longer asked of them, and the link of who leads nothing more is ended. A link that a person ended stays so.
 */
export async function askAgain(scope: Scope, cycle: CycleRow): Promise<AskedAgain> {
  await lockCycle(scope, cycle.id)
  const live = await listCoverable(scope, cycle.planId, scope.today)
  const covered = coveredBy(live, cycle.period)
  await coverMilestones(
    scope,
    cycle.id,
    covered.map(({ id }) => id),
  )
  const [people, standIns] = [await listReachable(scope), await standInsToday(scope)]
  const held = await heldBy(scope, cycle)
  // Of all live milestones: one that its lead has completed is not covered any more, and still theirs.
  const ended = await endWhatIsHandedOn(scope, held, asksFor(live, people, standIns).asks)
  const wanted = asksFor(covered, people, standIns).asks
  const known = new Map(held.map((ask) => [ask.personId, ask]))
  const fresh = await askEach(
    scope,
    cycle,
    wanted.filter(({ personId }) => !known.has(personId)),
    covered,
  )
  const more = wanted.flatMap((ask) => moreFor(ask, known.get(ask.personId)))
  await askMore(scope, cycle, more, covered)
  return { asked: fresh.length, more: more.length, ended }
}

interface Held extends AskRow {
  milestoneIds: string[]
}

/** The asks of a month that still ask about something, each with what; an ended one among them was ended by a person. */
async function heldBy(scope: Scope, cycle: CycleRow): Promise<Held[]> {
  const asked = Map.groupBy(await listAsked(scope, cycle.id), ({ askId }) => askId)
  return (await listAsks(scope, cycle.id)).flatMap((ask) => {
    const own = asked.get(ask.id)
    if (!own && ask.revokedAt !== null) return []
    return [{ ...ask, milestoneIds: (own ?? []).map(({ milestoneId }) => milestoneId) }]
  })
}

async function endWhatIsHandedOn(
  scope: Scope,
  held: readonly Held[],
  leading: readonly Ask[],
): Promise<number> {
  const led = new Map(leading.map(({ personId, milestoneIds }) => [personId, new Set(milestoneIds)]))
  const pairs = held.flatMap(({ id, personId, milestoneIds }) =>
    milestoneIds.filter((one) => !led.get(personId)?.has(one)).map((one) => [id, one] as const),
  )
  await endPairs(scope, pairs)
  const over = held.filter((ask) => ask.revokedAt === null && !led.has(ask.personId))
  for (const ask of over) await endAsk(scope, ask.id)
  return over.length
}

function moreFor(ask: Ask, held: Held | undefined): More[] {
  if (!held || held.revokedAt !== null) return []
  const milestoneIds = ask.milestoneIds.filter((id) => !held.milestoneIds.includes(id))
  const { id, expiresAt, standInId } = held
  return milestoneIds.length > 0 ? [{ ...ask, id, expiresAt, standInId, milestoneIds }] : []
}

/**
 * Sends a new link in the place of one that was ended, for whatever it still asks about. Done twice it is done once: gives
 * false when the lead has a newer one. Errors: NotFound; Unacceptable when the month is frozen, or nothing is left to ask.
 */
export async function renewAsk(scope: Scope, askId: string): Promise<{ cycleId: string; sent: boolean }> {
  const ask = await findAsk(scope, askId)
  if (!ask) throw new NotFound('ask')
  await lockCycle(scope, ask.cycleId)
  const cycle = await getCycle(scope, ask.cycleId)
  refuseFrozen(cycle)
  const all = await listAsks(scope, cycle.id)
  if (all.some((one) => one.personId === ask.personId && one.revokedAt === null))
    return { cycleId: cycle.id, sent: false }
  const asked = await listAsked(scope, cycle.id)
  const milestones = asked
    .filter(({ askId: of }) => of === ask.id)
    .map(({ milestoneId: id, ref, words }) => ({ id, ref, words }))
  if (milestones.length === 0 || ask.email === null)
    throw new Unacceptable('There is nothing left to ask them, or they cannot be written to')
  await askAnew(scope, cycle, [{ ...ask, milestones }])
  return { cycleId: cycle.id, sent: true }
}
