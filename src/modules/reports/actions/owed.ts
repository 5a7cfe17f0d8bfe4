import { can } from '../../../platform/access/permissions.ts'
import { addMonths, formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound, Unacceptable } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { record } from '../../../platform/record/record.ts'
import { counted } from '../../../platform/words.ts'
import { listPeople } from '../../identity/index.ts'
import { notify } from '../../notices/index.ts'
import { getPlanHeader, listBoards } from '../../plans/index.ts'
import { isClose, type Owed, owedDays, owedOf } from '../domain/owed.ts'
import { reportPaths } from '../paths.ts'
import {
  endSchedule,
  insertSchedule,
  listSchedules,
  lockSchedule,
  type NewSchedule,
  type ScheduleRow,
} from '../queries/schedules.ts'
import { listSent } from '../queries/sent.ts'
import { getLayout } from './layouts.ts'

/** How many months back and ahead the list of what is owed reaches. */
const BACK = 6
const AHEAD = 3

export interface OwedLine extends Owed {
  schedule: ScheduleRow
}

export interface OwedRead {
  schedules: ScheduleRow[]
  /** By day. */
  owed: OwedLine[]
}

/** Who is owed which report: of the last six months and the next three, with what was sent. Two queries. */
export async function readOwed(scope: Scope): Promise<OwedRead> {
  const { today } = scope
  const schedules = await listSchedules(scope)
  const sent = await listSent(scope)
  const reach = { from: addMonths(today, -BACK), to: addMonths(today, AHEAD), today }
  const owed = schedules.flatMap((schedule) =>
    owedOf(schedule, sent, reach).map((one) => ({ ...one, schedule })),
  )
  return { schedules, owed: owed.sort((a, b) => a.on.localeCompare(b.on)) }
}

/** What is owed of one report of one plan, and was not sent: what a paper can be sent as. */
export async function listOwedAs(scope: Scope, of: { planId: string; code: string }): Promise<OwedLine[]> {
  const { owed } = await readOwed(scope)
  return owed.filter(
    ({ schedule, state }) => state !== 'sent' && schedule.planId === of.planId && schedule.layout === of.code,
  )
}

/**
 * Says that somebody is owed a report from now on. Sent twice, it is saved once. Errors: NotFound (plan, report);
 * Unacceptable with the field at fault: a rule that gives no day, a board or an owner who is not of the area.
 */
export async function addSchedule(scope: Scope, schedule: NewSchedule): Promise<void> {
  await getPlanHeader(scope, schedule.planId, scope.today)
  await getLayout(scope, schedule.layout)
  await expectOurs(scope, schedule)
  expectDays(schedule)
  const id = newId()
  if (!(await insertSchedule(scope, id, schedule))) return
  await record(scope, {
    act: 'schedule.made',
    thing: { kind: 'report_schedule', id },
    detail: { report: schedule.layout, plan: schedule.planId, rhythm: schedule.rhythm },
  })
}

async function expectOurs(scope: Scope, { boardId, ownerId }: NewSchedule): Promise<void> {
  if (boardId && !(await listBoards(scope)).some(({ id }) => id === boardId)) throw new NotFound('board')
  if (ownerId && !(await listPeople(scope)).some(({ id }) => id === ownerId)) throw new NotFound('person')
}

function expectDays(schedule: NewSchedule): void {
  const days = owedDays({ ...schedule, endedOn: null }, schedule.fromOn, addMonths(schedule.fromOn, 12))
  if (days.length > 0) return
  if (schedule.rhythm === 'days')
    throw new Unacceptable('List a meeting on or after the day from which it is owed', 'days')
  throw new Unacceptable(
    `“${schedule.dayWords}” gives no day: write a rule such as “second Tuesday” or “last working day”`,
    'dayWords',
  )
}

/** Nothing is owed by it from today on; what it owed before stays owed. Errors: NotFound, Unacceptable. */
export async function stopSchedule(scope: Scope, id: string): Promise<void> {
  const schedule = await lockSchedule(scope, id)
  if (schedule.endedOn !== null) throw new Unacceptable('This was ended before')
  await endSchedule(scope, id)
  await record(scope, { act: 'schedule.ended', thing: { kind: 'report_schedule', id } })
}

/**
 * Tells each owner once that a report is due soon, and once that it was missed; programme managers where nobody owns it
 * any more. Safe to run twice.
 */
export async function remindOfOwed(scope: Scope): Promise<void> {
  const { owed } = await readOwed(scope)
  const telling = owed.filter(
    (one) => one.state === 'missed' || isClose(one, one.schedule.remindDays, scope.today),
  )
  if (telling.length === 0) return
  const people = await listPeople(scope)
  const here = new Set(people.filter(({ roles }) => roles.length > 0).map(({ id }) => id))
  const managers = people.filter(({ roles }) => roles.some(({ role }) => role === 'programme_manager'))
  const toldOf = ({ schedule }: OwedLine): string[] =>
    schedule.ownerId && here.has(schedule.ownerId) ? [schedule.ownerId] : managers.map(({ id }) => id)
  await notify(
    scope,
    telling.flatMap((one) => toldOf(one).map((personId) => reminder(one, personId))),
  )
}

const reminder = ({ schedule, on, state }: OwedLine, personId: string) => ({
  ...{ personId, kind: 'report', href: reportPaths.owed, once: `report owed ${schedule.id} ${on} ${state}` },
  words:
    state === 'missed'
      ? `${schedule.audience} was owed a report of ${schedule.plan} on ${formatDay(on)}, and nothing was marked as sent`
      : `${schedule.audience} is owed a report of ${schedule.plan} on ${formatDay(on)}`,
})

export interface OwedCall {
  words: string
  hint: string
  href: string
}

/** For the first page: what the actor owes soon, and what was missed. Who sends papers sees what nobody owns as well. */
export async function listOwedCalls(scope: Scope): Promise<OwedCall[]> {
  const { actor, today } = scope
  if (!can(actor, 'reports.make')) return []
  const mine = ({ schedule }: OwedLine): boolean =>
    schedule.ownerId === null ? can(actor, 'papers.send') : schedule.ownerId === actor.personId
  const owed = (await readOwed(scope)).owed.filter(mine)
  const missed = owed.filter(({ state }) => state === 'missed')
  const close = owed.filter((one) => isClose(one, one.schedule.remindDays, today))
  return [
    ...call(close, 'due soon', nextWords(close)),
    ...call(missed, 'missed', 'Nothing was marked as sent'),
  ]
}

const call = (owed: readonly Owed[], what: string, hint: string): OwedCall[] =>
  owed.length === 0
    ? []
    : [{ words: `${counted(owed.length, 'report')} ${what}`, hint, href: reportPaths.owed }]

const nextWords = ([next]: readonly { on: PlainDate; schedule: ScheduleRow }[]): string =>
  next ? `Next: ${next.schedule.audience}, ${formatDay(next.on)}` : ''
