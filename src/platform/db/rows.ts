import type { Insertable } from 'kysely'
import type { DB } from '../../database.ts'
import type { Scope } from './scope.ts'

type Table = keyof DB
export type Row<T extends Table> = Omit<Insertable<DB[T]>, 'area_id'>

/** PostgreSQL takes 65,535 parameters a statement; rows go in by so many that no table comes near it. */
const BATCH = 1_000

/** Saves rows of one table, however many, in as few statements as may be. */
export async function insertRows<T extends Table>(
  { db, areaId }: Scope,
  table: T,
  rows: readonly Row<T>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map((row) => ({ ...row, area_id: areaId }))
    await db
      .insertInto(table)
      .values(batch as unknown as Insertable<DB[T]>[])
      .execute()
  }
}
