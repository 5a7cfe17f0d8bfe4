/** One thing that is looked for, or left out: a word, a word of which the end is not typed yet, or words in their order. */
export interface Term {
  words: string
  as: 'word' | 'start' | 'phrase'
  not: boolean
}

/** What somebody typed, taken apart. */
export interface Typed {
  /** As it stands in the box again. */
  text: string
  terms: readonly Term[]
  /** A number such as "1.06", "R3" or "Rec 5", where nothing else was typed; null else. */
  ref: string | null
}

export const MOST_CHARACTERS = 200
const MOST_TERMS = 12

const QUOTES = /[“”„‟«»″]/g
const DASHES = /[‐‑‒–—−]/g
/** A minus, words between quotes that somebody may have forgotten to close; or whatever stands between spaces. */
const PIECES = /(-?)"([^"]*)"?|(\S+)/g
const NUMBER = /^(\p{L}{1,12}\.?\s*)?\d[\p{L}\d.()/-]{0,11}$/u

/**
 * Takes apart whatever was typed: words that all have to be there, "words in their order", and -words to leave out. The
 * last word may be unfinished. It never fails: what makes no sense is left out, and past 200 characters or 12 words
 * nothing more is read.
 */
export function readTyped(typed: string): Typed {
  const text = typed
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Co}]/gu, ' ')
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .trim()
  const plain = text.replaceAll(QUOTES, '"').replaceAll(DASHES, '-')
  const terms = [...plain.matchAll(PIECES)].flatMap(toTerm).slice(0, MOST_TERMS)
  return { text, terms: withOpenEnd(terms), ref: NUMBER.test(plain) ? plain : null }
}

function toTerm([, minus = '', quoted, bare = '']: RegExpExecArray): Term[] {
  const not = quoted === undefined ? /^-[^-]/.test(bare) : minus === '-'
  const words = quoted ?? bare
  return /[\p{L}\p{N}]/u.test(words) ? [{ words, as: quoted === undefined ? 'word' : 'phrase', not }] : []
}

function withOpenEnd(terms: readonly Term[]): Term[] {
  return terms.map((term, at) =>
    at === terms.length - 1 && term.as === 'word' && !term.not ? { ...term, as: 'start' } : term,
  )
}
