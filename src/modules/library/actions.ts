import type { Scope } from '../../platform/db/scope.ts'
import { Conflict, NotFound, Unacceptable } from '../../platform/http/errors.ts'
import { newId } from '../../platform/ids.ts'
import { record, recordAll } from '../../platform/record/record.ts'
import { sameTerm, type Term, type TermWish } from './domain/terms.ts'
import { endTermRow, findTerm, insertTerms, listTerms } from './queries.ts'

/**
 * Adds one term; the same form sent twice adds it once. Gives its id. Errors: Unacceptable when the term is
 * explained already.
 */
export async function addTerm(scope: Scope, { once, ...wish }: TermWish & { once: string }): Promise<string> {
  const added = await insertTerms(scope, [{ ...wish, id: once }])
  if (added.length === 0 && !(await findTerm(scope, once))) throw takenTerm(wish.term)
  await recordAll(
    scope,
    added.map((id) => act('added', id, wish.term)),
  )
  return once
}

/** Adds those of several terms that are not explained already, in one statement. Gives how many. */
export async function addTerms(scope: Scope, wishes: readonly TermWish[]): Promise<number> {
  const rows = wishes.map((wish) => ({ ...wish, id: newId() }))
  const added = new Set(await insertTerms(scope, rows))
  const made = rows.filter(({ id }) => added.has(id))
  await recordAll(
    scope,
    made.map(({ id, term }) => act('added', id, term)),
  )
  return made.length
}

/** A term that is to be changed: as its reader saw it, and as it stands now if somebody changed it since. */
export async function readTerm(scope: Scope, id: string): Promise<{ term: Term; now: Term }> {
  const term = await findTerm(scope, id)
  if (!term) throw new NotFound('term')
  if (!term.ended) return { term, now: term }
  const now = (await listTerms(scope)).find((one) => sameTerm(one.term, term.term))
  if (!now) throw new NotFound('term')
  return { term, now }
}

/**
 * Ends a term and adds it as it is to stand: the earlier words stay in the database. Errors: NotFound; Conflict when
 * somebody was quicker; Unacceptable when another term has that name.
 */
export async function changeTerm(scope: Scope, id: string, wish: TermWish): Promise<void> {
  const { term: held, now } = await readTerm(scope, id)
  if (isSame(now, wish)) return
  if (now.id !== id || !(await endTermRow(scope, id))) {
    throw new Conflict(`${now.addedBy} changed this term meanwhile: it now means “${now.meaning}”`, 'meaning')
  }
  const next = newId()
  const added = await insertTerms(scope, [{ ...wish, id: next }])
  if (added.length === 0) throw takenTerm(wish.term)
  await record(scope, act('changed', next, wish.term, { was: held.term }))
}

/** Takes a term out of the glossary. Errors: NotFound. */
export async function endTerm(scope: Scope, id: string): Promise<void> {
  const term = await findTerm(scope, id)
  if (!term) throw new NotFound('term')
  if (await endTermRow(scope, id)) await record(scope, act('ended', id, term.term))
}

const isSame = (held: TermWish, wish: TermWish): boolean =>
  held.term === wish.term && held.meaning === wish.meaning && held.firstUse === wish.firstUse

const act = (what: string, id: string, term: string, more: Record<string, string> = {}) => ({
  act: `term.${what}`,
  thing: { kind: 'term', id },
  detail: { term, ...more },
})

const takenTerm = (term: string) =>
  new Unacceptable(`“${term}” is explained already: change what is there`, 'term')
