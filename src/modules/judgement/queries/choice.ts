import { insertRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { ChosenFramework } from '../../plans/index.ts'

/** False when the plan is held against it already. */
export async function insertChoice(
  { db, areaId, actor, today }: Scope,
  planId: string,
  chosen: ChosenFramework,
): Promise<boolean> {
  const done = await db
    .insertInto('plan_framework')
    .values({
      ...{ area_id: areaId, id: newId(), plan_id: planId, from_on: today, chosen_by: actor.name },
      ...{ framework: chosen.framework, version: chosen.version, grade: chosen.grade },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** False when the plan is not held against it. */
export async function endChoice(
  { db, areaId, today }: Scope,
  planId: string,
  { framework, version, grade }: ChosenFramework,
): Promise<boolean> {
  const done = await db
    .updateTable('plan_framework')
    .set({ to_on: today })
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .where('framework', '=', framework)
    .where('version', '=', version)
    .where('grade', '=', grade)
    .where('to_on', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Ends the target that a phase has, and gives it another from today; null leaves it without one. */
export async function setTarget(scope: Scope, phaseId: string, words: string | null): Promise<void> {
  const { db, areaId, actor, today } = scope
  await db
    .updateTable('phase_target')
    .set({ to_on: today, ended_by: actor.name })
    .where('area_id', '=', areaId)
    .where('phase_id', '=', phaseId)
    .where('to_on', 'is', null)
    .execute()
  if (words === null) return
  const row = { id: newId(), phase_id: phaseId, words, from_on: today, made_by: actor.name }
  await insertRows(scope, 'phase_target', [row])
}
