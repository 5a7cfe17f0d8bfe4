import { sql } from 'kysely'
import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import type { MonthDays } from '../domain/day-rules.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface RuleRow {
  planId: string
  opens: string
  due: string
  review: string
  freeze: string
  board: string | null
  automatic: boolean
  remindBefore: number[]
  escalateToAction: number | null
  escalateToTheme: number | null
}

const rules = ({ db, areaId }: Reader) =>
  db
    .selectFrom('cycle_rule')
    .select([
      'plan_id as planId',
      'opens_rule as opens',
      'due_rule as due',
      'review_rule as review',
      'freeze_rule as freeze',
      'board_meets as board',
      'automatic',
      'remind_before as remindBefore',
      'escalate_to_action as escalateToAction',
      'escalate_to_theme as escalateToTheme',
    ])
    .where('area_id', '=', areaId)

export const findRule = (reader: Reader, planId: string): Promise<RuleRow | undefined> =>
  rules(reader).where('plan_id', '=', planId).executeTakeFirst()

export const listAutomaticRules = (reader: Reader): Promise<RuleRow[]> =>
  rules(reader).where('automatic', '=', true).execute()

export async function saveRule({ db, areaId, actor, now }: Scope, rule: RuleRow): Promise<void> {
  const values = {
    opens_rule: rule.opens,
    due_rule: rule.due,
    review_rule: rule.review,
    freeze_rule: rule.freeze,
    board_meets: rule.board,
    automatic: rule.automatic,
    remind_before: rule.remindBefore,
    escalate_to_action: rule.escalateToAction,
    escalate_to_theme: rule.escalateToTheme,
    set_by: actor.name,
    set_at: now,
  }
  await db
    .insertInto('cycle_rule')
    .values({ area_id: areaId, plan_id: rule.planId, ...values })
    .onConflict((held) => held.columns(['area_id', 'plan_id']).doUpdateSet(values))
    .execute()
}

export interface CycleRow {
  id: string
  planId: string
  plan: string
  period: PlainDate
  opensOn: PlainDate
  dueOn: PlainDate
  reviewOn: PlainDate
  freezeOn: PlainDate
  openedBy: string
  openedAt: Date
  chasedOn: PlainDate
  frozenAt: Date | null
}

const cycles = ({ db, areaId }: Reader) =>
  db
    .selectFrom('cycle')
    .innerJoin('plan', (join) =>
      join.onRef('plan.area_id', '=', 'cycle.area_id').onRef('plan.id', '=', 'cycle.plan_id'),
    )
    .select([
      'cycle.id',
      'cycle.plan_id as planId',
      'plan.title as plan',
      'cycle.period',
      'cycle.opens_on as opensOn',
      'cycle.due_on as dueOn',
      'cycle.review_on as reviewOn',
      'cycle.freeze_on as freezeOn',
      'cycle.opened_by as openedBy',
      'cycle.opened_at as openedAt',
      'cycle.chased_on as chasedOn',
      'cycle.frozen_at as frozenAt',
    ])
    .where('cycle.area_id', '=', areaId)

export const getCycle = (reader: Reader, id: string): Promise<CycleRow> =>
  cycles(reader)
    .where('cycle.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('month'))

/** Newest month first. */
export const listCycles = (reader: Reader): Promise<CycleRow[]> =>
  cycles(reader).orderBy('cycle.period', 'desc').orderBy('plan.title').execute()

export const listOpenCycles = (reader: Reader): Promise<CycleRow[]> =>
  cycles(reader).where('cycle.frozen_at', 'is', null).orderBy('cycle.period').execute()

/** Holds the month until the transaction ends: it is frozen once, and asked about once. */
export const lockCycle = ({ db, areaId }: Reader, id: string) =>
  db
    .selectFrom('cycle')
    .select(['id', 'frozen_at as frozenAt'])
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('month'))

/** False when the plan's month was opened before. */
export async function insertCycle(
  { db, areaId, actor, now, today }: Scope,
  cycle: { id: string; planId: string; period: PlainDate; days: MonthDays },
): Promise<boolean> {
  const done = await db
    .insertInto('cycle')
    .values({
      area_id: areaId,
      id: cycle.id,
      plan_id: cycle.planId,
      period: cycle.period,
      opens_on: cycle.days.opens,
      due_on: cycle.days.due,
      review_on: cycle.days.review,
      freeze_on: cycle.days.freeze,
      opened_by: actor.name,
      opened_at: now,
      chased_on: today,
    })
    .onConflict((held) => held.columns(['area_id', 'plan_id', 'period']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export const updateDays = ({ db, areaId }: Scope, id: string, days: Omit<MonthDays, 'opens'>) =>
  db
    .updateTable('cycle')
    .set({ due_on: days.due, review_on: days.review, freeze_on: days.freeze })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

export const setChasedOn = ({ db, areaId, today }: Scope, id: string) =>
  db
    .updateTable('cycle')
    .set({ chased_on: today })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

export const setFrozen = ({ db, areaId, now }: Scope, id: string) =>
  db.updateTable('cycle').set({ frozen_at: now }).where('area_id', '=', areaId).where('id', '=', id).execute()

export const coverMilestones = ({ db, areaId }: Scope, cycleId: string, ids: readonly string[]) =>
  sql`insert into cycle_milestone (area_id, cycle_id, milestone_id)
      select ${areaId}::uuid, ${cycleId}::uuid, unnest(${ids}::uuid[])
      on conflict do nothing`.execute(db)
