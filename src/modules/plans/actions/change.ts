import { createHash } from 'node:crypto'
import { formatDay } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { Unacceptable } from '../../../platform/http/errors.ts'
import { recordAll } from '../../../platform/record/record.ts'
import type { LeadFacts, MilestoneAsAt, StatedDate, UpdateFacts } from '../domain/facts.ts'
import { REASONS } from '../domain/reasons.ts'
import { insertChanges, lockMilestone, replaceLeads, updateMilestoneFields } from '../queries/save.ts'
import { listHolders } from './holders.ts'
import { readMilestone } from './read.ts'

export interface MilestoneChange {
  words: string
  start: Pick<StatedDate, 'on' | 'precision'> | null
  due: Pick<StatedDate, 'on' | 'precision'> | null
  /** Identities of people, posts and partners; or the words of a lead that the milestone has and an import left open. */
  leads: string[]
  reason: string | null
  /** The mark of the milestone that the person had before them: see `markOf`. */
  seen: string
}

/** Tells one state of a milestone's changeable fields from another: the second of two people who change it is told. */
export const markOf = (milestone: MilestoneAsAt): string =>
  createHash('sha256')
    .update(JSON.stringify(FIELDS.map((field) => comparable(milestone[field]))))
    .digest('base64url')
    .slice(0, 16)

/** The field under which a conflict is told, so that the form can be sent again over the version that it names. */
export const CONFLICT = 'seen'

function conflictWords({ words, due, leads }: MilestoneAsAt): string {
  const when = due?.on ? `due ${formatDay(due.on)}` : 'without a due date'
  const who = leads.map((lead) => lead.name).join(', ') || 'nobody'
  return `Somebody changed this milestone while you were writing: it now says “${words}”, ${when}, led by ${who}. Save again to put your version in its place`
}

const FIELDS = ['words', 'start', 'due', 'leads'] as const

/**
 * Changes a milestone's words, dates or leads, and keeps what each was. A new date needs a reason.
 * Errors: NotFound; Unacceptable when the reason is missing, when it would be due before it starts, and when somebody
 * else changed it since it was shown.
 */
export async function changeMilestone(
  scope: Scope,
  milestoneId: string,
  asked: MilestoneChange,
): Promise<void> {
  await lockMilestone(scope, milestoneId)
  const { plan, milestone } = await readMilestone(scope, milestoneId, scope.today)
  if (asked.seen !== markOf(milestone)) throw new Unacceptable(conflictWords(milestone), CONFLICT)
  const wanted = {
    words: asked.words,
    start: keepingWords(milestone.start, asked.start),
    due: keepingWords(milestone.due, asked.due),
    leads: await toLeads(scope, milestone.leads, asked.leads),
    reason: asked.reason,
  }
  const changed = FIELDS.filter((field) => differs(milestone, wanted, field))
  if (changed.length === 0) return
  refuse(wanted, changed)
  await updateMilestoneFields(scope, milestoneId, wanted)
  if (changed.includes('leads')) await replaceLeads(scope, plan.id, milestoneId, wanted.leads)
  await insertChanges(
    scope,
    plan.id,
    changed.map((field) => ({
      thingKind: 'milestone' as const,
      thingId: milestoneId,
      field,
      was: milestone[field],
      now: wanted[field],
      reason: wanted.reason,
    })),
  )
  await recordAll(
    scope,
    changed.map((field) => ({
      act: 'milestone.changed',
      thing: { kind: 'milestone', id: milestoneId },
      detail: { field },
    })),
  )
}

/**
 * Gives a milestone the new date that its last update asks for, with the update's reason. Does nothing when it has that
 * date already. Errors: NotFound; Unacceptable when that update is no longer the last, asks for no date, or would have
 * it due before it starts.
 */
export async function agreeDate(scope: Scope, milestoneId: string, progressId: string): Promise<void> {
  await lockMilestone(scope, milestoneId)
  const { milestone } = await readMilestone(scope, milestoneId, scope.today)
  const { latest } = milestone
  if (latest?.id !== progressId || latest.proposedDue === null) {
    throw new Unacceptable('Something newer was said of this milestone: read it before you agree to a date')
  }
  await changeMilestone(scope, milestoneId, {
    words: milestone.words,
    start: boxesOf(milestone.start),
    due: { on: latest.proposedDue, precision: 'day' },
    leads: milestone.leads.map(keyOf),
    reason: proposalWords(latest),
    seen: markOf(milestone),
  })
}

const boxesOf = (date: StatedDate | null): MilestoneChange['due'] =>
  date?.on ? { on: date.on, precision: date.precision } : null

/** "Not enough people or time: a second cohort starts in January (asked for by Head of Service)". */
function proposalWords({ reason, recovery, done, author }: UpdateFacts): string {
  const why = [reason && REASONS[reason], recovery ?? done].filter((words) => words)
  return `${why.join(': ')} (asked for by ${author})`
}

type Wanted = Pick<MilestoneAsAt, (typeof FIELDS)[number]> & { reason: string | null }

/** A date that stays the same day keeps the words in which it was first written. */
function keepingWords(held: StatedDate | null, asked: MilestoneChange['due']): StatedDate | null {
  if (asked === null) return held?.on === null ? held : null
  const same = held?.on === asked.on && held?.precision === asked.precision
  return same ? held : { ...asked, words: null }
}

/** One of the leads answers for it: whoever did so far, else the first that was named. */
async function toLeads(
  scope: Scope,
  held: readonly LeadFacts[],
  keys: readonly string[],
): Promise<LeadFacts[]> {
  if (keys.length === held.length && held.every((lead, place) => keyOf(lead) === keys[place]))
    return [...held]
  const holders = await listHolders(scope)
  const leads = keys.map((key): LeadFacts => {
    const kept = held.find((lead) => keyOf(lead) === key)
    if (kept) return kept
    const holder = holders.find((one) => one.id === key)
    if (!holder) throw new Unacceptable('Choose leads from the list', 'leads')
    const { kind, id, name, partner } = holder
    return { holder: { kind, id }, name, partner, part: 'lead' }
  })
  if (leads.some((lead) => lead.part === 'accountable')) return leads
  const first = leads.find((lead) => lead.part === 'lead')
  return leads.map((lead) => (lead === first ? { ...lead, part: 'accountable' } : lead))
}

const keyOf = (lead: LeadFacts): string => lead.holder?.id ?? lead.name

function differs(milestone: MilestoneAsAt, wanted: Wanted, field: (typeof FIELDS)[number]): boolean {
  return JSON.stringify(comparable(milestone[field])) !== JSON.stringify(comparable(wanted[field]))
}

/** Two dates are the same when they are the same day and as exact; two leads when they are the same holder and part. */
function comparable(value: MilestoneAsAt[(typeof FIELDS)[number]]): unknown {
  if (Array.isArray(value))
    return value.map(({ holder, name, part }) => [holder?.kind, holder?.id ?? name, part])
  if (typeof value === 'object' && value !== null) return [value.on, value.precision]
  return value
}

function refuse({ start, due, reason }: Wanted, changed: readonly string[]): void {
  if (start?.on && due?.on && due.on < start.on) {
    throw new Unacceptable('The due date must be on or after the start date', 'due')
  }
  if ((changed.includes('due') || changed.includes('start')) && !reason) {
    throw new Unacceptable('Say why the date changes: the reason is kept with the old date', 'reason')
  }
}
