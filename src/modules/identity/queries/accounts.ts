import { sql } from 'kysely'
import type { Pool } from '../../../platform/db/connect.ts'
import type { Db, Scope } from '../../../platform/db/scope.ts'
import { newId } from '../../../platform/ids.ts'

// Areas and accounts stand outside the wall (see migrations/0001-identity.sql), so these need no scope.

export const listAreas = (pool: Pool) =>
  pool.selectFrom('area').select(['id', 'name', 'demonstration']).orderBy('name').execute()

export const findArea = (pool: Pool, name: string) =>
  pool
    .selectFrom('area')
    .select(['id', 'name', 'demonstration'])
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst()

export const insertArea = ({ db }: Scope, area: { id: string; name: string; demonstration: boolean }) =>
  db.insertInto('area').values(area).execute()

export const findAccount = (pool: Pool, email: string) =>
  pool
    .selectFrom('account')
    .select(['id', 'passphrase_hash', 'disabled_at'])
    .where('email', '=', email)
    .executeTakeFirst()

/** The people that a login stands for, over all areas; to be asked within `withAccount`. */
export const listPeopleOfAccount = (db: Db, accountId: string) =>
  db
    .selectFrom('person')
    .innerJoin('area', 'area.id', 'person.area_id')
    .select(['person.id', 'person.area_id', 'area.name as area_name'])
    .where('person.account_id', '=', accountId)
    .orderBy('area.name')
    .execute()

/** The login of an address: made, or given a new passphrase by whoever holds the invitation sent to it. */
export async function saveAccount({ db }: Scope, email: string, passphraseHash: string): Promise<string> {
  const { id } = await db
    .insertInto('account')
    .values({ id: newId(), email, passphrase_hash: passphraseHash })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ passphrase_hash: passphraseHash }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const linkAccount = ({ db, areaId }: Scope, personId: string, accountId: string) =>
  db
    .updateTable('person')
    .set({ account_id: accountId })
    .where('area_id', '=', areaId)
    .where('id', '=', personId)
    .execute()
