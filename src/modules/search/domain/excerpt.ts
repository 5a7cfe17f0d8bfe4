/** Words of a hit, cut into what was looked for and what stands around it. */
export interface Part {
  text: string
  hit: boolean
}

/** Of no letters that anybody types: `search_words` of the database takes them out of every text. */
export const HIT_OPENS = '\uE000'
export const HIT_CLOSES = '\uE001'
const BEFORE = 60

/**
 * The words with their hits, cut to about so many characters around the first hit. `marked` is the same text as the
 * database folded it (one character for one), with a mark before and after each hit; where the two do not run side by
 * side, nothing is marked, rather than the wrong thing.
 */
export function excerptOf(words: string, marked: string | null, most: number): Part[] {
  const characters = [...words]
  const hits = marked === null ? [] : hitsIn(marked, characters.length)
  const [from, to] = windowAround(characters, hits[0]?.[0] ?? 0, most)
  const parts = partsOf(characters, hits, from, to)
  return [...dots(from > 0), ...parts, ...dots(to < characters.length)]
}

const dots = (cut: boolean): Part[] => (cut ? [{ text: '…', hit: false }] : [])

/** Where hits begin and end, counted in characters. */
function hitsIn(marked: string, length: number): [number, number][] {
  const hits: [number, number][] = []
  let at = 0
  let begun = 0
  for (const character of marked) {
    if (character === HIT_OPENS) begun = at
    else if (character === HIT_CLOSES) addHit(hits, begun, at)
    else at += 1
  }
  return at === length ? hits : []
}

/** Words side by side, as of a number or between quotes, are one hit. */
function addHit(hits: [number, number][], begins: number, ends: number): void {
  const last = hits.at(-1)
  if (last && begins - last[1] <= 1) last[1] = ends
  else hits.push([begins, ends])
}

/** From the start where all fits, else from a little before the first hit, at the beginning of a word. */
function windowAround(characters: readonly string[], hit: number, most: number): [number, number] {
  if (characters.length <= most) return [0, characters.length]
  const wish = Math.min(Math.max(0, hit - BEFORE), characters.length - most)
  const from = wish === 0 ? 0 : nextWord(characters, wish, hit)
  return [from, Math.min(characters.length, from + most)]
}

function nextWord(characters: readonly string[], from: number, before: number): number {
  const space = characters.indexOf(' ', from - 1)
  return space >= 0 && space < before ? space + 1 : from
}

function partsOf(
  characters: readonly string[],
  hits: readonly [number, number][],
  from: number,
  to: number,
): Part[] {
  const parts: Part[] = []
  let at = from
  const take = (until: number, hit: boolean): void => {
    if (until > at) parts.push({ text: characters.slice(at, until).join(''), hit })
    at = Math.max(at, until)
  }
  for (const [begins, ends] of hits) {
    take(Math.min(begins, to), false)
    take(Math.min(ends, to), true)
  }
  take(to, false)
  return parts
}
