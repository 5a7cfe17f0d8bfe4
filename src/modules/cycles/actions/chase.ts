import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { queueMail } from '../../../platform/mail/outbox.ts'
import { type Act, recordAll } from '../../../platform/record/record.ts'
import type { Reachable } from '../domain/asks.ts'
import { type Rung, rungsOn } from '../domain/chasing.ts'
import { type AskedMilestone, silentAsks } from '../domain/replies.ts'
import {
  type AskRow,
  insertChases,
  listAsked,
  listAsks,
  listLeadsAbove,
  type NewChase,
  prolongAsks,
} from '../queries/asks.ts'
import { type CycleRow, setChasedOn } from '../queries/cycles.ts'
import { listReachable } from '../queries/who.ts'
import { askAnew, linkUntil, standInsToday } from './ask.ts'
import { escalationMail, reminderMail } from './mails.ts'
import { ruleOf } from './rules.ts'

/**
 * Reminds whoever has not said everything: all of them, or those that are named. One mail each, at most one a day; the
 * same link, which works for another fourteen days. Where somebody else sees to it than did when they were asked, that
 * person is sent a link of their own instead. Says how many were reminded.
 */
export async function remind(
  scope: Scope,
  cycle: CycleRow,
  askIds: readonly string[] | null,
): Promise<number> {
  refuseFrozen(cycle)
  const silent = silentAsks(await listAsked(scope, cycle.id))
  const open = (await listAsks(scope, cycle.id)).filter(
    (ask) => silent.has(ask.id) && ask.revokedAt === null && (!askIds || askIds.includes(ask.id)),
  )
  const standIns = await standInsToday(scope)
  const [same, moved] = split(open, (ask) => (standIns.get(ask.personId) ?? null) === ask.standInId)
  return (await remindSame(scope, cycle, same, silent)) + (await askOthers(scope, cycle, moved))
}

const split = <T>(all: readonly T[], holds: (one: T) => boolean): [T[], T[]] => [
  all.filter(holds),
  all.filter((one) => !holds(one)),
]

async function remindSame(
  scope: Scope,
  cycle: CycleRow,
  open: readonly AskRow[],
  silent: ReadonlyMap<string, AskedMilestone[]>,
): Promise<number> {
  const asks = open.filter(({ email }) => email !== null)
  const written = await insertChases(
    scope,
    asks.map((ask) => ({
      askId: ask.id,
      rung: 'reminder' as const,
      toPersonId: ask.standInId ?? ask.personId,
      silent: silent.get(ask.id)?.length ?? 0,
    })),
  )
  if (written.length === 0) return 0
  const reminded = new Set(written.map((one) => one.askId))
  const until = linkUntil(scope)
  await prolongAsks(scope, [...reminded], until)
  await queueMail(
    scope,
    asks
      .filter((ask) => reminded.has(ask.id))
      .map((ask) => reminderMail(scope, cycle, askingOf(ask, silent.get(ask.id) ?? []), until)),
  )
  await recordAll(scope, written.map(chaseAct))
  return written.length
}

/** Whoever sees to it now has not been asked yet: a link acts for one person, so theirs is a new one. */
async function askOthers(scope: Scope, cycle: CycleRow, moved: readonly AskRow[]): Promise<number> {
  const asked = Map.groupBy(await listAsked(scope, cycle.id), ({ askId }) => askId)
  const made = await askAnew(
    scope,
    cycle,
    moved.map((ask) => ({
      ...ask,
      milestones: (asked.get(ask.id) ?? []).map(({ milestoneId: id, ref, words }) => ({ id, ref, words })),
    })),
  )
  return made.length
}

const askingOf = (ask: AskRow, milestones: readonly AskedMilestone[]) => ({
  askId: ask.id,
  personId: ask.standInId ?? ask.personId,
  name: ask.standIn ?? ask.person,
  address: ask.email ?? '',
  forWhom: ask.standIn ? ask.person : null,
  milestones: milestones.map(({ milestoneId: id, ref, words }) => ({ id, ref, words })),
})

const chaseAct = ({ askId, rung, silent }: NewChase): Act => ({
  act: rung === 'reminder' ? 'lead.reminded' : 'silence.escalated',
  thing: { kind: 'ask', id: askId },
  detail: { rung, silent },
})

export function refuseFrozen(cycle: CycleRow): void {
  if (cycle.frozenAt !== null)
    throw new Unacceptable('This month is frozen: nothing of it can change any more')
}

/**
 * Tells the leads of silent milestones' actions, or of their themes: one mail to each, with everybody below them who has
 * not answered. Nobody is told of their own silence, nor without an address. Says how many were told.
 */
export async function escalate(
  scope: Scope,
  cycle: CycleRow,
  rung: Exclude<Rung, 'reminder'>,
): Promise<number> {
  refuseFrozen(cycle)
  const silent = (await listAsked(scope, cycle.id)).filter((one) => !one.answered)
  const asks = new Map((await listAsks(scope, cycle.id)).map((ask) => [ask.id, ask]))
  const people = await listReachable(scope)
  const above = await leadsAbove(scope, cycle.planId, rung, people)
  const told = silent.flatMap((one) => {
    const ask = asks.get(one.askId)
    const key = rung === 'action_lead' ? one.actionId : one.themeId
    const leads = (key && above.get(key)) || []
    const told = leads.filter((lead) => lead.id !== ask?.personId && lead.email !== null)
    return ask ? told.map((lead) => ({ lead, ask, one })) : []
  })
  const chases = [...Map.groupBy(told, ({ lead, ask }) => `${ask.id} ${lead.id}`).values()].flatMap(
    (group) => {
      const [first] = group
      return first ? [{ askId: first.ask.id, rung, toPersonId: first.lead.id, silent: group.length }] : []
    },
  )
  const written = await insertChases(scope, chases)
  const fresh = new Set(written.map((chase) => `${chase.askId} ${chase.toPersonId}`))
  const byLead = Map.groupBy(
    told.filter(({ lead, ask }) => fresh.has(`${ask.id} ${lead.id}`)),
    ({ lead }) => lead,
  )
  await queueMail(
    scope,
    [...byLead].flatMap(([lead, group]) => mailTo(scope, cycle, rung, lead, group)),
  )
  await recordAll(scope, written.map(chaseAct))
  return byLead.size
}

async function leadsAbove(
  scope: Scope,
  planId: string,
  rung: Exclude<Rung, 'reminder'>,
  people: readonly Reachable[],
): Promise<Map<string, Reachable[]>> {
  const leads = await listLeadsAbove(scope, planId)
  const above = new Map<string, Reachable[]>()
  for (const lead of leads) {
    const key = rung === 'action_lead' ? lead.actionId : lead.themeId
    if (key === null) continue
    const holders = people.filter(
      (person) =>
        person.id === lead.personId || (lead.postId !== null && person.postIds.includes(lead.postId)),
    )
    above.set(key, [...(above.get(key) ?? []), ...holders])
  }
  return above
}

function mailTo(
  scope: Scope,
  cycle: CycleRow,
  rung: Exclude<Rung, 'reminder'>,
  lead: Reachable,
  group: readonly { ask: AskRow; one: AskedMilestone }[],
) {
  if (!lead.email) return []
  const byAsk = Map.groupBy(group, ({ ask }) => ask)
  const telling = {
    personId: lead.id,
    name: lead.name,
    address: lead.email,
    above: rung === 'action_lead' ? 'actions that you lead' : 'themes that you lead',
    silent: [...byAsk].map(([ask, list]) => ({ lead: ask.person, milestones: list.map(({ one }) => one) })),
  }
  return [escalationMail(scope, cycle, rung, telling)]
}

/** What the timetable does about silence today, by the plan's rule; what it did is not done again. */
export async function chaseByRule(scope: Scope, cycle: CycleRow): Promise<void> {
  const rule = await ruleOf(scope, cycle.planId)
  const rungs = rungsOn(rule, cycle.dueOn, cycle.chasedOn, scope.today)
  for (const rung of rungs) {
    if (rung === 'reminder') await remind(scope, cycle, null)
    else await escalate(scope, cycle, rung)
  }
  await setChasedOn(scope, cycle.id)
}
