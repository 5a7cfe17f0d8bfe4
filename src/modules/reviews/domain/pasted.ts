/** One finding of a list that somebody pasted. */
export interface PastedFinding {
  ref: string
  words: string
}

/**
 * Reads findings, one on each line: a number, a tab and the words as a table is pasted, "3. Words" or "3) Words", or
 * plain words, which are numbered on from the highest number that is taken. Blank lines are left out.
 */
export function readPasted(text: string, taken: readonly string[]): PastedFinding[] {
  const lines = text.split('\n').map((line) => line.trim())
  const read = lines.filter((line) => line !== '').map(readLine)
  const known = [...taken, ...read.flatMap(({ ref }) => ref ?? [])]
  let last = Math.max(0, ...known.filter((ref) => /^\d{1,6}$/.test(ref)).map(Number))
  return read.map(({ ref, words }) => {
    if (ref !== null) return { ref, words }
    last += 1
    return { ref: String(last), words }
  })
}

function readLine(line: string): { ref: string | null; words: string } {
  const [before = '', ...after] = line.split('\t')
  if (after.length > 0 && before.trim().length <= 40) {
    const words = after.join(' ').replace(/\s+/g, ' ').trim()
    return words
      ? { ref: before.trim().replace(/[.)]$/, '') || null, words }
      : { ref: null, words: before.trim() }
  }
  const [, ref, words] = /^(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(\D.*)$/.exec(line.replace(/\s+/g, ' ')) ?? []
  // "3 out of 5 files …" begins with a number too: only a number with a sign behind it is one of the list's own.
  const isNumbered = ref !== undefined && /^\d{1,3}(?:\.\d{1,3})*[.)]\s/.test(line)
  return isNumbered && words ? { ref, words } : { ref: null, words: line.replace(/\s+/g, ' ') }
}

/** The first number that stands twice, in the list or among those that are held. */
export function firstTaken(pasted: readonly PastedFinding[], taken: readonly string[]): string | null {
  const seen = new Set(taken)
  for (const { ref } of pasted) {
    if (seen.has(ref)) return ref
    seen.add(ref)
  }
  return null
}
