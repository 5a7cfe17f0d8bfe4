import { sameTerm, type Term } from '../../library/index.ts'

/** Words of a plan or of its reports, and where they stand. */
export interface Source {
  text: string
  place: Place
}

export interface Place {
  name: string
  href: string
}

/** Capitals that no term of the glossary explains. */
export interface UnknownCapitals {
  term: string
  count: number
  /** The first places, each once. */
  places: Place[]
  /** How the words themselves spell it out somewhere: "Independent Reviewing Officer (IRO)". */
  said: string | null
}

/** Two capitals or more, with at most one small letter between (DfE), in one or many (IROs, LSCB’s). */
const CAPITALS = /(?<![\p{L}\p{N}&])\p{Lu}(?:\p{Ll}?\p{Lu}|&\p{Lu})+(?=(?:['’]?s)?(?![\p{L}\p{N}&]))/gu
const LONGEST = 12
const PLACES = 3
const NUMERAL = /^[IVX]+$/
const WORD = /\p{L}+/gu

/**
 * The abbreviations in these words that nobody explained, the most frequent first. What also stands there in small
 * letters is a word that somebody shouted (NOT), and lines in capitals are headings: neither is offered.
 */
export function unknownCapitals(
  sources: readonly Source[],
  terms: readonly Pick<Term, 'term'>[],
): UnknownCapitals[] {
  const explained = new Set(terms.flatMap(({ term }) => [term, ...(term.match(CAPITALS) ?? [])]))
  const small = smallWords(sources)
  const found = new Map<string, UnknownCapitals>()
  for (const { text, place } of sources) {
    for (const term of quietly(text).match(CAPITALS) ?? []) {
      if (explained.has(term) || !isAbbreviation(term) || small.has(term.toLowerCase())) continue
      const one = found.get(term) ?? { term, count: 0, places: [], said: null }
      found.set(term, one)
      one.count += 1
      one.said ??= spelledOut(term, text)
      if (one.places.length < PLACES && !one.places.some(({ href }) => href === place.href)) {
        one.places.push(place)
      }
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.term.localeCompare(b.term))
}

const isAbbreviation = (term: string): boolean => term.length <= LONGEST && !NUMERAL.test(term)

/** Words without their headings: lines that are in capitals throughout, and no mere list of abbreviations. */
const quietly = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !isHeading(line))
    .join('\n')

function isHeading(line: string): boolean {
  if (line !== line.toUpperCase()) return false
  const words = line.match(WORD) ?? []
  return words.length >= 3 && words.some(({ length }) => length >= 7)
}

function smallWords(sources: readonly Source[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const { text } of sources) {
    for (const [word] of text.matchAll(WORD)) if (word === word.toLowerCase()) words.add(word)
  }
  return words
}

const LINKING = /^(and|of|the|for|in|to|on|with|&)$/i

/** "Independent Reviewing Officer" of "an Independent Reviewing Officer (IRO)"; null where the initials do not fit. */
export function spelledOut(term: string, text: string): string | null {
  const at = text.search(new RegExp(`\\(${term}(?:['’]?s)?\\)`))
  if (at < 0) return null
  const before = text.slice(0, at).trim().split(/\s+/)
  return fitting(term, before, true) ?? fitting(term, before, false)
}

/** The last words whose initials are the term; "and", "for" and their like count as letters, or are passed over. */
function fitting(term: string, before: readonly string[], linkingCounts: boolean): string | null {
  const initials = [...term.replaceAll('&', '').toUpperCase()]
  let from = before.length
  while (initials.length > 0 && from > 0) {
    from -= 1
    const word = before[from] ?? ''
    const linking = LINKING.test(word)
    if (linking && !linkingCounts) continue
    if (word.charAt(0).toUpperCase() === initials.at(-1)) initials.pop()
    else if (!linking) return null
  }
  return initials.length === 0 ? before.slice(from).join(' ') : null
}

/** What a plan's own glossary explains and ours does not, in its order, each once. */
export function termsOfTables(
  tables: readonly { kind: string; rows: readonly (readonly string[])[] }[],
  terms: readonly Pick<Term, 'term'>[],
): { term: string; meaning: string }[] {
  const offered: { term: string; meaning: string }[] = []
  const isKnown = (name: string) => [...terms, ...offered].some((one) => sameTerm(one.term, name))
  for (const [term = '', ...rest] of tables
    .filter(({ kind }) => kind === 'glossary')
    .flatMap(({ rows }) => rows)) {
    const meaning = rest.find((cell) => cell.trim() !== '')?.trim() ?? ''
    const name = term.trim()
    if (name && meaning && !isKnown(name)) offered.push({ term: name, meaning })
  }
  return offered
}
