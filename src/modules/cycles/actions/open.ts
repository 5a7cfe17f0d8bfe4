import { formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { queueMail, withdrawMail } from '../../../platform/mail/outbox.ts'
import { type Act, recordAll } from '../../../platform/record/record.ts'
import { listStandIns } from '../../absences/index.ts'
import { listPlans } from '../../plans/index.ts'
import { type Ask, asksFor, type Reachable, type Unasked } from '../domain/asks.ts'
import { type Coverable, coveredBy } from '../domain/coverage.ts'
import { insertAsks, listAsks, listCoverable, revokeAsk } from '../queries/asks.ts'
import { type CycleRow, coverMilestones, getCycle, insertCycle } from '../queries/cycles.ts'
import { listReachable } from '../queries/who.ts'
import { askMail } from './mails.ts'
import { daysOf } from './rules.ts'

/** Days for which a mailed link works (spec/trust.md). */
const LINK_DAYS = 14

export const linkUntil = (scope: Scope): Date => new Date(scope.now.getTime() + LINK_DAYS * 24 * 60 * 60_000)

export interface Opened {
  cycleId: string
  covered: number
  asked: number
  unasked: Unasked[]
}

/** Who sees to whose milestones today. */
export const standInsToday = async (scope: Scope): Promise<ReadonlyMap<string, string>> =>
  new Map((await listStandIns(scope, scope.today)).map(({ personId, standInId }) => [personId, standInId]))

/** Errors: NotFound. */
export async function getPlanTitle(scope: Scope, planId: string): Promise<{ id: string; title: string }> {
  const plan = (await listPlans(scope)).find((one) => one.id === planId)
  if (!plan) throw new NotFound('plan')
  return plan
}

/** Whether leads are written to: not for a month that was over before the plan came here. */
interface Opening {
  ask: boolean
}

/**
 * Opens a plan's month: keeps which milestones it asks about, writes one mail to each of their leads, and says of which
 * nobody can be asked. `period` is the first day of the month. Statements do not grow with milestones or leads.
 * Errors: NotFound; Conflict when it was opened before; Unacceptable when the plan's rules give no days.
 */
export async function openMonth(
  scope: Scope,
  planId: string,
  period: PlainDate,
  { ask }: Opening = { ask: true },
): Promise<Opened> {
  await getPlanTitle(scope, planId)
  const id = newId()
  const days = await daysOf(scope, planId, period)
  if (!(await insertCycle(scope, { id, planId, period, days })))
    throw new Conflict(`${formatMonth(period)} was opened before`, 'period')
  const cycle = await getCycle(scope, id)
  const covered = coveredBy(await listCoverable(scope, planId, scope.today), period)
  await coverMilestones(
    scope,
    id,
    covered.map((milestone) => milestone.id),
  )
  const { asks, unasked } = ask ? await askLeads(scope, cycle, covered, new Set()) : { asks: 0, unasked: [] }
  const detail = { period, milestones: covered.length, asked: asks, unasked: unasked.length }
  await recordAll(scope, [{ act: 'month.opened', thing: { kind: 'month', id }, detail }])
  return { cycleId: id, covered: covered.length, asked: asks, unasked }
}

/**
 * Asks whoever leads something now and was not asked yet, after a hand-over, a new lead or a new milestone; the link of
 * somebody who leads nothing of it any more is ended. Says how many were asked.
 */
export async function askAgain(scope: Scope, cycle: CycleRow): Promise<{ asked: number; ended: number }> {
  const covered = coveredBy(await listCoverable(scope, cycle.planId, scope.today), cycle.period)
  await coverMilestones(
    scope,
    cycle.id,
    covered.map((milestone) => milestone.id),
  )
  const held = await listAsks(scope, cycle.id)
  const known = new Set(held.map((ask) => ask.personId))
  const { asks, leading } = await askLeads(scope, cycle, covered, known)
  const over = held.filter((ask) => !leading.has(ask.personId) && ask.revokedAt === null)
  for (const ask of over) await endAsk(scope, ask.id)
  const ends = over.map((ask): Act => ({ act: 'ask.ended', thing: { kind: 'ask', id: ask.id } }))
  await recordAll(scope, ends)
  return { asked: asks, ended: over.length }
}

/** Ends a link; a mail with it that has not gone yet does not go. */
export async function endAsk(scope: Scope, askId: string): Promise<void> {
  await revokeAsk(scope, askId)
  await withdrawMail(scope, [`ask ${askId}`, `reminder ${askId} ${scope.today}`], 'The link was ended')
}

async function askLeads(
  scope: Scope,
  cycle: CycleRow,
  covered: readonly Coverable[],
  known: ReadonlySet<string>,
): Promise<{ asks: number; unasked: Unasked[]; leading: Set<string> }> {
  const people = await listReachable(scope)
  const found = asksFor(covered, people, await standInsToday(scope))
  const asks = found.asks.filter((ask) => !known.has(ask.personId)).map((ask) => ({ ...ask, id: newId() }))
  const until = linkUntil(scope)
  await insertAsks(scope, cycle.id, asks, until)
  await queueMail(scope, mailsOf(cycle, asks, covered, people, until))
  await recordAll(
    scope,
    asks.map(
      (ask): Act => ({
        act: 'lead.asked',
        thing: { kind: 'ask', id: ask.id },
        detail: { person: ask.personId, milestones: ask.milestoneIds.length },
      }),
    ),
  )
  return {
    asks: asks.length,
    unasked: found.unasked,
    leading: new Set(found.asks.map((ask) => ask.personId)),
  }
}

function mailsOf(
  cycle: CycleRow,
  asks: readonly (Ask & { id: string })[],
  covered: readonly Coverable[],
  people: readonly Reachable[],
  until: Date,
) {
  const milestones = new Map(covered.map((milestone) => [milestone.id, milestone]))
  const byId = new Map(people.map((person) => [person.id, person]))
  return asks.flatMap((ask) => {
    const lead = byId.get(ask.personId)
    const reader = byId.get(ask.standInId ?? ask.personId)
    if (!lead || !reader?.email) return []
    const asking = {
      askId: ask.id,
      personId: reader.id,
      name: reader.name,
      address: reader.email,
      forWhom: ask.standInId === null ? null : lead.name,
      milestones: ask.milestoneIds.flatMap((id) => milestones.get(id) ?? []),
    }
    return [askMail(cycle, asking, until)]
  })
}
