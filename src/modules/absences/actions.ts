import { PERMISSIONS } from '../../platform/access/permissions.ts'
import type { PlainDate } from '../../platform/calendar.ts'
import type { Scope } from '../../platform/db/scope.ts'
import { NotAllowed, NotFound, Unacceptable } from '../../platform/http/errors.ts'
import { newId } from '../../platform/ids.ts'
import { record } from '../../platform/record/record.ts'
import { listPeople } from '../identity/index.ts'
import { notify } from '../notices/index.ts'
import { daysOf, refusalOfStandIn, type StandIn } from './domain/stand-ins.ts'
import { absencePaths } from './paths.ts'
import { mayEnd, mayName, namesForAnybody } from './policy.ts'
import { endStandInRow, getStandIn, insertStandIn, listStandInsFrom, lockPeople } from './queries.ts'

type PersonRow = Awaited<ReturnType<typeof listPeople>>[number]

const REPORTERS: readonly string[] = PERMISSIONS['plans.update'].roles

/** Whether somebody could report in another's place at all: standing in gives nobody a role. */
export const canStandIn = ({ roles }: PersonRow): boolean =>
  roles.some(({ role }) => REPORTERS.includes(role))

/**
 * Says who sees to somebody's milestones from a day to a day, and tells both. Gives its id. Errors: NotAllowed for
 * anybody but themselves and a programme manager; NotFound; Unacceptable (see `refusalOfStandIn`).
 */
export async function nameStandIn(
  scope: Scope,
  asked: { personId: string; standInId: string; from: PlainDate; to: PlainDate },
): Promise<string> {
  if (!mayName(scope.actor, asked.personId)) throw new NotAllowed('say who stands in for them')
  await lockPeople(scope, [asked.personId, asked.standInId])
  const people = new Map((await listPeople(scope)).map((one) => [one.id, one]))
  const [person, standIn] = [people.get(asked.personId), people.get(asked.standInId)]
  if (!person || !standIn) throw new NotFound('person')
  if (!canStandIn(standIn)) {
    throw new Unacceptable(`${standIn.name} cannot report on milestones: choose somebody who can`, 'standIn')
  }
  const named: StandIn = { id: newId(), person, standIn, from: asked.from, to: asked.to }
  const refused = refusalOfStandIn(named, await listStandInsFrom(scope, scope.today), scope.today)
  if (refused) throw new Unacceptable(refused.words, refused.field)
  await insertStandIn(scope, named)
  await record(scope, {
    act: 'stand_in.named',
    thing: { kind: 'stand_in', id: named.id },
    detail: { for: person.name, standIn: standIn.name, from: named.from, to: named.to },
  })
  await tell(scope, named, `stands in for ${person.name} ${daysOf(named)}`, 'named')
  return named.id
}

/** Ends it now: from the next request on nobody stands in. Errors: NotFound, also for whom it does not concern. */
export async function endStandIn(scope: Scope, id: string): Promise<void> {
  const named = await getStandIn(scope, id)
  if (!mayEnd(scope.actor, named)) throw new NotFound('stand-in')
  await endStandInRow(scope, id)
  await record(scope, {
    act: 'stand_in.ended',
    thing: { kind: 'stand_in', id },
    detail: { for: named.person.name, standIn: named.standIn.name },
  })
  await tell(scope, named, `no longer stands in for ${named.person.name}`, 'ended')
}

/** Tells both of them, but not whoever does it. */
function tell(scope: Scope, { id, person, standIn }: StandIn, does: string, what: string): Promise<void> {
  const told = [person, standIn].filter((one) => one.id !== scope.actor.personId)
  return notify(
    scope,
    told.map((one) => ({
      personId: one.id,
      kind: 'stand_in',
      words: `${standIn.name} ${does}`,
      href: absencePaths.standIns,
      once: `stand-in ${id} ${what}`,
    })),
  )
}

/** What the actor may see of who stands in, now and to come, and whom they may name. */
export async function readStandIns(scope: Scope) {
  const { actor } = scope
  const all = namesForAnybody(actor)
  const concerns = ({ person, standIn }: StandIn) =>
    all || person.id === actor.personId || standIn.id === actor.personId
  const people = (await listPeople(scope)).filter(({ roles }) => roles.length > 0)
  return {
    standIns: (await listStandInsFrom(scope, scope.today))
      .filter(concerns)
      .map((one) => ({ ...one, mayEnd: mayEnd(actor, one) })),
    people: all ? people : [],
    candidates: people.filter(canStandIn).filter((one) => all || one.id !== actor.personId),
    today: scope.today,
  }
}
