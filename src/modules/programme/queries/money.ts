import { insertNewRows } from '../../../platform/db/rows.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'
import type { BudgetLine } from '../domain/money.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

export interface LineWish
  extends Pick<BudgetLine, 'actionId' | 'year' | 'source' | 'needed' | 'allocated' | 'words'> {
  /** Made with the form: the same form sent twice is one line. */
  once: string
}

const lines = ({ db, areaId }: Reader) =>
  db
    .selectFrom('budget_line')
    .select(['id', 'plan_id as planId', 'action_id as actionId', 'year', 'source', 'needed', 'allocated'])
    .select(['words', 'from_on as fromOn', 'to_on as toOn', 'made_by as madeBy', 'ended_by as endedBy'])
    .where('area_id', '=', areaId)

type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

const toLine = ({ needed, allocated, ...row }: Row): BudgetLine & { planId: string } => ({
  ...row,
  needed: needed === null ? null : Number(needed),
  allocated: allocated === null ? null : Number(allocated),
})

/** Every line of a plan that ever was, the ended ones too; by year, then source. */
export const listLines = async (reader: Reader, planId: string): Promise<BudgetLine[]> =>
  (
    await lines(reader)
      .where('plan_id', '=', planId)
      .orderBy('year')
      .orderBy('source')
      .orderBy('id')
      .execute()
  ).map(toLine)

export async function findLine(
  reader: Reader,
  id: string,
): Promise<(BudgetLine & { planId: string }) | null> {
  const row = await lines(reader).where('id', '=', id).executeTakeFirst()
  return row ? toLine(row) : null
}

/** Saves a line from today on; gives its id, or null when its form was saved already. */
export async function insertLine(scope: Scope, planId: string, line: LineWish): Promise<string | null> {
  const { actionId, ...fields } = line
  const [id] = await insertNewRows(scope, 'budget_line', [
    {
      ...{ id: newId(), plan_id: planId, action_id: actionId, ...fields },
      ...{ from_on: scope.today, made_by: scope.actor.name },
    },
  ])
  return id ?? null
}

/** Whether a form was saved already. */
export const isLineSaved = async ({ db, areaId }: Reader, once: string): Promise<boolean> =>
  (await db
    .selectFrom('budget_line')
    .select('id')
    .where('area_id', '=', areaId)
    .where('once', '=', once)
    .executeTakeFirst()) !== undefined

/** Ends a line that still holds; says whether it did. */
export async function endLineRow({ db, areaId, actor, today }: Scope, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('budget_line')
    .set({ to_on: today, ended_by: actor.name })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .where('to_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
