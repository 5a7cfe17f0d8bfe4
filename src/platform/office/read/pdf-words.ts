/** Words that a line's end has cut: put together by what else the document says. */

/** How the words of a document are written where no line's end is near; lower case. */
export type Vocabulary = ReadonlySet<string>

export function vocabularyOf(lines: Iterable<string>): Vocabulary {
  const words = new Set<string>()
  for (const line of lines) {
    const parts = line.toLowerCase().split(/[^\p{L}\p{N}'’-]+/u)
    // What stands at a line's end may be half a word.
    for (const word of parts.slice(0, -1)) if (word !== '') words.add(word)
    const last = parts.at(-1)
    if (last && !last.endsWith('-') && parts.length > 1) words.add(last)
  }
  return words
}

/** First parts after which a hyphen is written, not made by a line's end. */
const PREFIXES = new Set(
  'anti bi co cross counter day de e ex face follow full half hard high in inter intra lead long low mid multi non off on one out over part post pre pro re school self semi short single sub third three two under up well whole'.split(
    ' ',
  ),
)

/**
 * Two lines of one paragraph as one, the first without a hyphen that is not its own. `tight`: the upper line is one
 * word that leaves no room for a letter more.
 */
export function joinLines(above: string, below: string, vocabulary: Vocabulary, tight = false): string {
  if (above.endsWith('\u00ad')) return above.slice(0, -1) + below
  if (/[\p{L}\p{N}]-$/u.test(above) && /^[\p{L}\p{N}]/u.test(below))
    return joinHyphen(above, below, vocabulary)
  if (/\p{L}\/$/u.test(above)) return above + below
  return isCut(above, below, vocabulary, tight) ? above + below : `${above} ${below}`
}

const lastWord = (text: string): string => /[\p{L}\p{N}'’]+-?$/u.exec(text)?.[0].toLowerCase() ?? ''
const firstWord = (text: string): string => /^[\p{L}\p{N}'’]+/u.exec(text)?.[0].toLowerCase() ?? ''

function joinHyphen(above: string, below: string, vocabulary: Vocabulary): string {
  if (!/\p{Ll}-$/u.test(above) || !/^\p{Ll}/u.test(below)) return above + below
  const [first, second] = [lastWord(above).slice(0, -1), firstWord(below)]
  if (vocabulary.has(`${first}-${second}`)) return above + below
  if (vocabulary.has(first + second)) return above.slice(0, -1) + below
  const isOwn = PREFIXES.has(first) || (vocabulary.has(first) && vocabulary.has(second))
  return isOwn ? above + below : above.slice(0, -1) + below
}

/** No word of its own. */
const isEnd = (part: string, vocabulary: Vocabulary): boolean =>
  part.length <= LONGEST_END && (part.length === 1 ? part !== 'a' : !vocabulary.has(part))

/** A word's end longer than this would not have been left alone on a line. */
const LONGEST_END = 4

/**
 * "Implementat" and "ion" in a column too narrow for the word: the document has it whole elsewhere, or neither part is
 * a word and nothing more would have fitted.
 */
function isCut(above: string, below: string, vocabulary: Vocabulary, tight: boolean): boolean {
  const [first, second] = [lastWord(above), firstWord(below)]
  if (first.length < 3 || !/^\p{Ll}/u.test(below) || !/\p{L}$/u.test(above)) return false
  if (vocabulary.has(first)) return false
  return vocabulary.has(first + second) || (tight && isEnd(second, vocabulary))
}
