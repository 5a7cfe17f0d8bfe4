import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { newId } from '../../../platform/ids.ts'

export type Reader = Pick<Scope, 'db' | 'areaId'>

export interface EditionRow {
  id: string
  number: number
  label: string
  state: 'draft' | 'approved' | 'superseded'
  /** A board of the area by its name, or whoever it was, in words. */
  approvedBy: string | null
  approvedOn: PlainDate | null
  /** Null while it is being prepared, and for one that nobody had named before it was superseded. */
  inForceFrom: PlainDate | null
  supersededOn: PlainDate | null
  /** What changed, in the words of whoever approved it. */
  changes: string | null
  /** Of the facts with which it ended; null while it has not. */
  sha256: string | null
}

/** Every edition of a plan, the first first. */
export const listEditions = ({ db, areaId }: Reader, planId: string): Promise<EditionRow[]> =>
  db
    .selectFrom('edition')
    .select(['id', 'number', 'label', 'state', 'approved_by as approvedBy', 'approved_on as approvedOn'])
    .select(['in_force_from as inForceFrom', 'superseded_on as supersededOn', 'changes', 'sha256'])
    .where('area_id', '=', areaId)
    .where('plan_id', '=', planId)
    .orderBy('number')
    .execute()
    .then((rows) => rows.map((row) => ({ ...row, state: row.state as EditionRow['state'] })))

/** The text of an edition's facts, exactly as it was kept. Null for one that has not ended. */
export async function findFacts({ db, areaId }: Reader, editionId: string): Promise<string | null> {
  const row = await db
    .selectFrom('edition')
    .select('facts')
    .where('area_id', '=', areaId)
    .where('id', '=', editionId)
    .executeTakeFirst()
  return row?.facts ?? null
}

export interface NewEdition {
  planId: string
  number: number
  label: string
  state: 'draft' | 'approved'
}

/** An edition that is in force from no day yet; gives its id. */
export async function insertEdition({ db, areaId }: Scope, edition: NewEdition): Promise<string> {
  const id = newId()
  const { planId, number, label, state } = edition
  await db
    .insertInto('edition')
    .values({ area_id: areaId, id, plan_id: planId, number, label, state })
    .execute()
  return id
}

export const renameEdition = ({ db, areaId }: Scope, id: string, label: string) =>
  db.updateTable('edition').set({ label }).where('area_id', '=', areaId).where('id', '=', id).execute()

/** Ends an edition today, and keeps the facts with which it ends. */
export const supersede = (
  { db, areaId, today }: Scope,
  id: string,
  { facts, sha256 }: { facts: string; sha256: string },
) =>
  db
    .updateTable('edition')
    .set({ state: 'superseded', superseded_on: today, facts, sha256 })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

export interface Approval {
  boardId: string | null
  /** The board's name, or whoever approved it. */
  by: string
  on: PlainDate
  changes: string
}

/** Puts an edition in force from today. */
export const putInForce = (
  { db, areaId, today }: Scope,
  id: string,
  { boardId, by, on, changes }: Approval,
) =>
  db
    .updateTable('edition')
    .set({
      ...{ state: 'approved', in_force_from: today, changes },
      ...{ approved_by_board_id: boardId, approved_by: by, approved_on: on },
    })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .execute()

/** Holds a plan until the transaction ends: of two people who refresh it, the second sees what the first did. */
export async function lockPlanRow({ db, areaId }: Reader, planId: string): Promise<void> {
  const row = await db
    .selectFrom('plan')
    .select('id')
    .where('area_id', '=', areaId)
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound('plan')
}
