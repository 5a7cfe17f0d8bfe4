import { sql } from 'kysely'
import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { Answers, Changes, Decision, Disposition, Kind } from '../domain/disposition.ts'
import type { Reader } from './editions.ts'

const COLUMNS = [
  'd.id',
  'd.refresh_id as refreshId',
  'd.action_id as actionId',
  'd.kind',
  'd.answers',
  'd.because',
  'd.into_ids as intoIds',
  'd.moved_to as movedTo',
  'd.moved_to_plan_id as movedToPlanId',
  'd.changes',
  'd.decided_by as decidedBy',
  'd.decided_on as decidedOn',
  'u.undone_by as undoneBy',
  'u.undone_on as undoneOn',
] as const

const dispositions = ({ db, areaId }: Reader) =>
  db
    .selectFrom('disposition as d')
    .leftJoin('disposition_undone as u', (join) =>
      join.onRef('u.area_id', '=', 'd.area_id').onRef('u.disposition_id', '=', 'd.id'),
    )
    .select(COLUMNS)
    .where('d.area_id', '=', areaId)
    .orderBy('d.recorded_at')
    .orderBy('d.id')

type Row = Awaited<ReturnType<ReturnType<typeof dispositions>['execute']>>[number]

const typed = ({ kind, answers, changes, undoneBy, undoneOn, ...row }: Row): Disposition => ({
  ...row,
  undone: undoneBy && undoneOn ? { by: undoneBy, on: undoneOn } : null,
  kind: kind as Kind,
  answers: answers as Answers,
  changes: changes as Changes,
})

/** Every decision of a refresh, oldest first: of an action the last counts. */
export const listDispositions = (reader: Reader, refreshId: string): Promise<Disposition[]> =>
  dispositions(reader)
    .where('d.refresh_id', '=', refreshId)
    .execute()
    .then((rows) => rows.map(typed))

/** The last decision on each action, of every approved refresh of a plan; the oldest refresh first. */
export async function listApproved(reader: Reader, planId: string): Promise<Disposition[]> {
  const rows = await dispositions(reader)
    .innerJoin('refresh as r', (join) =>
      join.onRef('r.area_id', '=', 'd.area_id').onRef('r.id', '=', 'd.refresh_id'),
    )
    .where('d.plan_id', '=', planId)
    .where('r.state', '=', 'approved')
    .distinctOn(['r.id', 'd.action_id'])
    .clearOrderBy()
    .orderBy('r.id')
    .orderBy('d.action_id')
    .orderBy('d.recorded_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute()
  return rows.map(typed)
}

/** Saves a decision; false when the form that it came by was saved before. */
export async function insertDisposition(
  { db, areaId, actor, today, now }: Scope,
  refresh: { id: string; planId: string },
  decision: Decision & { once: string },
): Promise<boolean> {
  const saved = await db
    .insertInto('disposition')
    .values({
      ...{ area_id: areaId, id: newId(), refresh_id: refresh.id, plan_id: refresh.planId },
      ...{ action_id: decision.actionId, kind: decision.kind, because: decision.because },
      answers: JSON.stringify(decision.answers),
      into_ids: sql<string[]>`${[...decision.intoIds]}::uuid[]`,
      ...{ moved_to: decision.movedTo, moved_to_plan_id: decision.movedToPlanId },
      changes: JSON.stringify(decision.changes),
      ...{ decided_by_id: actor.personId, decided_by: actor.name, decided_on: today, recorded_at: now },
      once: decision.once,
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'once']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return saved !== undefined
}

/** Saves that actions were dropped from the plan, for the reason given there. */
export const insertDropped = (
  scope: Scope,
  refresh: { id: string; planId: string },
  dropped: readonly { actionId: string; because: string }[],
): Promise<void> =>
  insertRows(
    scope,
    'disposition',
    dropped.map(({ actionId, because }) => ({
      ...{ id: newId(), refresh_id: refresh.id, plan_id: refresh.planId, action_id: actionId },
      ...{ kind: 'dropped', because, answers: JSON.stringify({}), once: newId() },
      ...{ decided_by_id: scope.actor.personId, decided_by: scope.actor.name },
      ...{ decided_on: scope.today, recorded_at: scope.now },
    })),
  )

/** Whether the form of that mark was saved before. */
export async function isDecided({ db, areaId }: Reader, once: string): Promise<boolean> {
  const row = await db
    .selectFrom('disposition')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a decision back; false when somebody did before. */
export async function insertUndone(
  { db, areaId, actor, today, now }: Scope,
  dispositionId: string,
): Promise<boolean> {
  const saved = await db
    .insertInto('disposition_undone')
    .values({
      ...{ area_id: areaId, disposition_id: dispositionId, recorded_at: now },
      ...{ undone_by_id: actor.personId, undone_by: actor.name, undone_on: today },
    })
    .onConflict((conflict) => conflict.columns(['area_id', 'disposition_id']).doNothing())
    .returning('disposition_id')
    .executeTakeFirst()
  return saved !== undefined
}
