import type { Actor } from '../../../platform/access/actor.ts'
import { can } from '../../../platform/access/permissions.ts'
import { type AreaToken, hashToken, newToken } from '../../../platform/access/session.ts'
import { dayOf } from '../../../platform/calendar.ts'
import { type Scope, withArea, withScope } from '../../../platform/db/scope.ts'
import { NotAllowed, NotFound } from '../../../platform/http/errors.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { record } from '../../../platform/record/record.ts'
import { readActor } from '../../identity/index.ts'
import { type DueEvent, dueEvents, type Led } from '../domain/calendar-feed.ts'
import type { PlanAsAt } from '../domain/facts.ts'
import { ledMilestones } from '../policy.ts'
import { endFeedsOf, findFeed, findFeedOf, insertFeed, listLastChanges } from '../queries/calendar-feed.ts'
import { listPlansLedBy } from '../queries/plan.ts'
import { readPlans } from './read.ts'

/** Since when the actor has a feed; null while they have none. */
export async function readFeed(scope: Scope): Promise<{ madeAt: Date } | null> {
  return (await findFeedOf(scope, personOf(scope))) ?? null
}

/**
 * Makes the actor's feed, in the place of the one that they have: an address that was given away opens nothing from
 * then on. Gives the token, which is kept nowhere. Errors: NotAllowed for who is no person.
 */
export async function makeFeed(scope: Scope): Promise<AreaToken> {
  const personId = personOf(scope)
  const replaced = await endFeedsOf(scope, personId)
  const token = newToken()
  const id = await insertFeed(scope, personId, hashToken(token))
  await record(scope, {
    act: 'calendar.made',
    thing: { kind: 'calendar_feed', id },
    detail: { replaced: replaced.length > 0 },
  })
  return { areaId: scope.areaId, token }
}

/** Ends the actor's feed. Done twice is done once. */
export async function endFeed(scope: Scope): Promise<void> {
  for (const { id } of await endFeedsOf(scope, personOf(scope))) {
    await record(scope, { act: 'calendar.ended', thing: { kind: 'calendar_feed', id } })
  }
}

function personOf({ actor }: Scope): string {
  if (actor.kind !== 'person' || !actor.personId) throw new NotAllowed('have a calendar')
  return actor.personId
}

/**
 * The due dates behind a feed's token, as its person would see them today. Errors: NotFound, when the token opens
 * nothing, or its person may not read plans any more.
 */
export async function readFeedEvents(
  { pool, clock }: Pick<Deps, 'pool' | 'clock'>,
  { areaId, token }: AreaToken,
): Promise<DueEvent[]> {
  const day = dayOf(clock.now())
  const actor = await withArea(pool, areaId, async (db) => {
    const feed = await findFeed(db, areaId, hashToken(token))
    return feed ? readActor(db, areaId, feed.personId, day) : null
  })
  if (!actor || !can(actor, 'plans.view')) throw new NotFound('calendar')
  return withScope(pool, clock, actor, listDueEvents)
}

/** The actor's own due dates, and those of people whom they stand in for. */
export async function listDueEvents(scope: Scope): Promise<DueEvent[]> {
  const holders = [
    { ...scope.actor, standingInFor: null },
    ...scope.actor.standsInFor.map(absentAs(scope.actor)),
  ]
  const ids = await listPlansLedBy(
    scope,
    holders.flatMap(({ personId }) => personId ?? []),
    holders.flatMap(({ postIds }) => postIds),
  )
  const plans = await readPlans(scope, ids)
  const changes = await listLastChanges(scope, ids)
  return dueEvents(ledBy(holders, plans), changes, EPOCH)
}

/** Said of a milestone that was never changed and of which nothing was said: before anything was held. */
const EPOCH = '2000-01-01T00:00:00.000Z'

type Holder = Actor & { standingInFor: string | null }

/** Whoever is away, as if they looked themselves. */
const absentAs =
  (actor: Actor) =>
  ({ personId, name, postIds }: Actor['standsInFor'][number]): Holder => ({
    ...{ ...actor, personId, postIds, standsInFor: [], standingInFor: name },
  })

/** One's own come first: what somebody leads themselves is not shown again as another's. */
function ledBy(holders: readonly Holder[], plans: readonly PlanAsAt[]): Led[] {
  const led = new Map<string, Led>()
  for (const { standingInFor, ...holder } of holders) {
    for (const one of ledMilestones({ ...holder, standsInFor: [] }, plans)) {
      if (!led.has(one.milestone.id)) led.set(one.milestone.id, { ...one, standingInFor })
    }
  }
  return [...led.values()]
}
