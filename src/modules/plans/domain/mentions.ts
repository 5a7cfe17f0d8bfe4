/** Whoever can be mentioned, by the name under which people know them. */
export interface Mentionable {
  id: string
  name: string
}

export interface Mentions {
  /** Each once, in the order in which they were first named. Two of one name are both meant. */
  ids: string[]
  /** What stands after an "@" and is nobody's name: its first word, as typed. */
  unknown: string[]
}

/**
 * Who is meant by "@Head of First Response": the longest name that stands there, whatever its case, and no more than a
 * whole one. An "@" within a word, as in an address of mail, mentions nobody.
 */
export function findMentions(words: string, names: readonly Mentionable[]): Mentions {
  const longestFirst = names
    .filter(({ name }) => name.trim() !== '')
    .toSorted((a, b) => b.name.length - a.name.length)
  const [ids, unknown] = [new Set<string>(), new Set<string>()]
  for (const { index } of words.matchAll(OPENING)) {
    const rest = words.slice(index + 1)
    const best = longestFirst.find(({ name }) => begins(rest, name))
    if (best) for (const id of allNamed(best.name, longestFirst)) ids.add(id)
    else addFirstWord(rest, unknown)
  }
  return { ids: [...ids], unknown: [...unknown] }
}

const OPENING = /(?<![\p{L}\p{N}._%+-])@(?=[\p{L}\p{N}])/gu
const GOES_ON = /^[\p{L}\p{N}]/u

function begins(text: string, name: string): boolean {
  const there = text.slice(0, name.length)
  return isSame(there, name) && !GOES_ON.test(text.slice(name.length))
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const allNamed = (name: string, names: readonly Mentionable[]): string[] =>
  names.filter((one) => isSame(one.name, name)).map(({ id }) => id)

function addFirstWord(text: string, to: Set<string>): void {
  const [word] = /^[\p{L}\p{N}'’-]+/u.exec(text) ?? []
  if (word) to.add(word)
}
