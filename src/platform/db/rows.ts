import { type Insertable, sql } from 'kysely'
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

type TableOfThings = { [T in Table]: 'id' extends keyof DB[T] ? T : never }[Table]

/** Saves those rows that clash with none that is held; gives the ids of those that are new. */
export async function insertNewRows<T extends TableOfThings>(
  { db, areaId }: Scope,
  table: T,
  rows: readonly Row<T>[],
): Promise<string[]> {
  const made: string[] = []
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map((row) => ({ ...row, area_id: areaId }))
    const written = await db
      .insertInto(table)
      .values(batch as unknown as Insertable<DB[T]>[])
      .onConflict((conflict) => conflict.doNothing())
      .returning(sql<string>`id`.as('id'))
      .execute()
    made.push(...written.map(({ id }) => id))
  }
  return made
}
