import { insertNewRows } from '../../platform/db/rows.ts'
import type { Scope } from '../../platform/db/scope.ts'
import type { Term, TermWish } from './domain/terms.ts'

type Reader = Pick<Scope, 'db' | 'areaId'>

const terms = ({ db, areaId }: Reader) =>
  db
    .selectFrom('term')
    .select(['id', 'term', 'meaning', 'first_use as firstUse', 'added_on as addedOn', 'added_by as addedBy'])
    .where('area_id', '=', areaId)

/** The area's glossary as it stands, by term: one statement. */
export async function listTerms(reader: Reader): Promise<Term[]> {
  const rows = await terms(reader).where('ended_on', 'is', null).execute()
  return rows.sort((a, b) => a.term.localeCompare(b.term, 'en-GB'))
}

/** A term as it stood under this id, also one that was ended; null for none. */
export const findTerm = async (reader: Reader, id: string): Promise<(Term & { ended: boolean }) | null> => {
  const row = await terms(reader).select('ended_on').where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const { ended_on, ...term } = row
  return { ...term, ended: ended_on !== null }
}

/** Adds those that no live term has the name of; gives their ids. */
export const insertTerms = (
  scope: Scope,
  wishes: readonly (TermWish & { id: string })[],
): Promise<string[]> =>
  insertNewRows(
    scope,
    'term',
    wishes.map(({ id, term, meaning, firstUse }) => ({
      ...{ id, term, meaning, first_use: firstUse },
      ...{ added_on: scope.today, added_by: scope.actor.name },
    })),
  )

/** Says whether it still stood. */
export async function endTermRow({ db, areaId, today }: Scope, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('term')
    .set({ ended_on: today })
    .where('area_id', '=', areaId)
    .where('id', '=', id)
    .where('ended_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
