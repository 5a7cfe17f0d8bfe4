/** Which row of a document is which thing of the plan. What is not certain is offered, and never taken for the same. */
import { headKey, plain, wordKey } from '../words.ts'

export interface Candidate {
  id: string
  ref: string | null
  words: string
  /** What it was called when a document last named it; null where none did. */
  before: { ref: string | null; words: string } | null
  /** What it stands under: the action's number and words. */
  under: string
}

export interface Wanted {
  /** The identity that an export of ours gave it. */
  id: string | null
  ref: string | null
  words: string
  under: string
}

/** `id`: our own mark; `same`: number and opening words; `number`: the number alone, where only one has it. */
export type How = 'id' | 'same' | 'number'

export type Match = { how: How; id: string } | { how: 'offered'; id: string } | null

/** Below this, two texts under one number are not taken for one that was reworded. */
const REWORDED = 0.3
/** From this on, a text without a number in common may be one that was reworded. */
const ALIKE = 0.6

/**
 * One match for each wanted row, in order; no thing is matched twice. A mark of ours is certain; then number and
 * opening words, in the same place first; then the number, where it is nobody else's. What is left over and alike is
 * offered.
 */
export function matchRows(wanted: readonly Wanted[], held: readonly Candidate[]): Match[] {
  const matches: Match[] = wanted.map(() => null)
  const free = new Map(held.map((candidate) => [candidate.id, candidate]))
  const take = (index: number, how: How, id: string) => {
    matches[index] = { how, id }
    free.delete(id)
  }
  // The same words are asked for again and again: by pass, and as what a thing was called before.
  const [text, number] = [remembered(textKey), remembered((ref: string) => wordKey(ref))]
  wanted.forEach(({ id }, index) => {
    if (id !== null && free.has(id)) take(index, 'id', id)
  })
  bySameKey(
    wanted,
    matches,
    free,
    take,
    ({ ref, words, under }) => `${under}|${number(ref ?? '')}|${text(words)}`,
  )
  bySameKey(wanted, matches, free, take, ({ ref, words }) =>
    text(words) === '' ? null : `${number(ref ?? '')}|${text(words)}`,
  )
  byNumber(wanted, matches, free, take)
  offer(wanted, matches, free)
  return matches
}

/** Words without a letter or digit of ours ("…", another script) are told apart by what they are. */
const textKey = (words: string): string => headKey(words) || plain(words).slice(0, 60)

function remembered(keyOf: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const key = known.get(text) ?? keyOf(text)
    known.set(text, key)
    return key
  }
}

type Take = (index: number, how: How, id: string) => void
type Named = { ref: string | null; words: string; under: string }

function bySameKey(
  wanted: readonly Wanted[],
  matches: readonly Match[],
  free: ReadonlyMap<string, Candidate>,
  take: Take,
  keyOf: (named: Named) => string | null,
): void {
  const keyed = [...free.values()].flatMap((candidate) => {
    const before = candidate.before && keyOf({ ...candidate.before, under: candidate.under })
    return [...new Set([keyOf(candidate), before])].map((key) => ({ key, candidate }))
  })
  const byKey = Map.groupBy(keyed, ({ key }) => key)
  const seen = new Map<string, number>()
  wanted.forEach((row, index) => {
    const key = matches[index] ? null : keyOf(row)
    if (key === null) return
    const same = byKey.get(key) ?? []
    let at = seen.get(key) ?? 0
    while (at < same.length && !free.has(same[at]?.candidate.id ?? '')) at += 1
    seen.set(key, at)
    const found = same[at]
    if (found) take(index, 'same', found.candidate.id)
  })
}

/** A number that one row and one thing have, and no other, is the same row reworded; unless the words are worlds apart. */
function byNumber(
  wanted: readonly Wanted[],
  matches: Match[],
  free: ReadonlyMap<string, Candidate>,
  take: Take,
): void {
  const numberOf = ({ ref }: { ref: string | null }) => wordKey(ref ?? '')
  const counts = Map.groupBy(wanted, numberOf)
  const held = Map.groupBy([...free.values()], numberOf)
  wanted.forEach((row, index) => {
    const number = numberOf(row)
    const [only, ...more] = held.get(number) ?? []
    if (matches[index] || number === '' || !only || more.length > 0 || !free.has(only.id)) return
    if ((counts.get(number)?.length ?? 0) > 1) return
    if (likeness(row.words, only.words) >= REWORDED) take(index, 'number', only.id)
    else matches[index] = { how: 'offered', id: only.id }
  })
}

/** The likest thing that is left, where it is alike enough: the likest pairs first, each thing once. */
function offer(wanted: readonly Wanted[], matches: Match[], free: ReadonlyMap<string, Candidate>): void {
  const taken = new Set(matches.flatMap((match) => match?.id ?? []))
  const left = [...free.values()]
    .filter(({ id }) => !taken.has(id))
    .map((held) => ({ held, bag: bagOf(held.words) }))
  if (left.length * wanted.length > MOST_PAIRS) return
  const pairs = wanted.flatMap(({ words }, index) => {
    if (matches[index]) return []
    const bag = bagOf(words)
    return left
      .map(({ held, bag: other }) => ({ index, id: held.id, alike: overlap(bag, other) }))
      .filter(({ alike }) => alike >= ALIKE)
  })
  for (const { index, id } of pairs.sort((a, b) => b.alike - a.alike)) {
    if (matches[index] || taken.has(id)) continue
    matches[index] = { how: 'offered', id }
    taken.add(id)
  }
}

/** Comparing every leftover row with every leftover thing is quick for hundreds; beyond, nothing is offered. */
const MOST_PAIRS = 1_000_000

const bagOf = (text: string): ReadonlySet<string> => new Set(wordKey(text).split(' '))

/** How many of the words of two texts they share: 0 for none, 1 for all. */
export function likeness(a: string, b: string): number {
  return overlap(bagOf(a), bagOf(b))
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return (2 * shared) / (a.size + b.size)
}
