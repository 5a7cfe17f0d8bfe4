import type { PlainDate } from '../../../platform/calendar.ts'

/** A word of the sector that not everybody knows. */
export interface Term {
  id: string
  term: string
  meaning: string
  /** Where it was read first; null where nobody said. */
  firstUse: string | null
  addedOn: PlainDate
  addedBy: string
}

/** What somebody wants explained. */
export interface TermWish {
  term: string
  meaning: string
  firstUse: string | null
}

export const LONGEST_TERM = 80
export const LONGEST_MEANING = 1_000

/** Two spellings of one term: held once, whatever its capitals. */
export const sameTerm = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** The terms in which every word of a search is found, by term or meaning; all of them for an empty search. */
export function termsWith<T extends Pick<Term, 'term' | 'meaning'>>(terms: readonly T[], words: string): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return terms.filter(({ term, meaning }) => {
    const text = `${term} ${meaning}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}

/** Whether a term is capitals (LSCB, DfE): such a one is found only as it is written, any other in any case. */
export const isAbbreviation = (term: string): boolean => /^\p{Lu}\S*\p{Lu}/u.test(term)
