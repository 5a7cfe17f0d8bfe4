import { isAbbreviation, type Term } from './terms.ts'

/** A stretch of words: plain, or a term that is explained elsewhere. */
export interface Piece {
  text: string
  /** Null for plain words. */
  term: { meaning: string; href: string } | null
}

type Explained = Pick<Term, 'id' | 'term' | 'meaning'>

/** Cuts words into pieces; remembers what it has marked. */
export type Marker = (words: string) => Piece[]

const WORD = /[\p{L}\p{N}]+/gu
const NONE: readonly Explained[] = []
const IN_A_WORD = /[\p{L}\p{N}]/u

/**
 * Marks the first use of each term on a page: one marker for a page, given its words in the order read. It walks the
 * words once, whatever the number of terms, so that a plan's page is not slower for a long glossary.
 */
export function createMarker(terms: readonly Explained[], hrefOf: (id: string) => string): Marker {
  if (terms.length === 0) return (text) => [{ text, term: null }]
  const byFirstWord = Map.groupBy(longestFirst(terms), ({ term }) => firstWordOf(term))
  const beginningWith = (word: string): readonly Explained[] => {
    const lower = word.toLowerCase()
    const own = byFirstWord.get(lower)
    const single = lower.endsWith('s') ? byFirstWord.get(lower.slice(0, -1)) : undefined
    return own && single ? [...own, ...single] : (own ?? single ?? NONE)
  }
  const marked = new Set<string>()
  return (words) => {
    const pieces: Piece[] = []
    let from = 0
    for (const { 0: word, index } of words.matchAll(WORD)) {
      if (index < from) continue
      const found = beginningWith(word).find((one) => !marked.has(one.id) && standsAt(words, index, one.term))
      if (!found) continue
      marked.add(found.id)
      const text = words.slice(index, index + found.term.length)
      if (index > from) pieces.push({ text: words.slice(from, index), term: null })
      pieces.push({ text, term: { meaning: found.meaning, href: hrefOf(found.id) } })
      from = index + text.length
    }
    if (from < words.length || pieces.length === 0) pieces.push({ text: words.slice(from), term: null })
    return pieces
  }
}

/** The terms that are used in these words, in the glossary's order: for a list of just those. */
export function termsIn<T extends Explained>(terms: readonly T[], texts: Iterable<string>): T[] {
  const used = new Set<string>()
  const mark = createMarker(terms, (id) => id)
  for (const text of texts) for (const { term } of mark(text)) if (term) used.add(term.href)
  return terms.filter(({ id }) => used.has(id))
}

const firstWordOf = (term: string): string => (term.match(WORD)?.[0] ?? '').toLowerCase()

const longestFirst = (terms: readonly Explained[]): Explained[] =>
  [...terms].sort((a, b) => b.term.length - a.term.length)

/** Whether a term stands here as whole words; an abbreviation may be in the plural. */
function standsAt(words: string, at: number, term: string): boolean {
  const text = words.slice(at, at + term.length)
  const short = isAbbreviation(term)
  if (short ? text !== term : text.toLowerCase() !== term.toLowerCase()) return false
  const after = words.slice(at + term.length, at + term.length + 2)
  if (short && after[0] === 's') return !IN_A_WORD.test(after[1] ?? '')
  return !IN_A_WORD.test(after[0] ?? '')
}
