import type { FindingEntry, ReviewFacts } from './facts.ts'

/** A finding to choose from, with where it stands. */
export interface Pickable {
  finding: FindingEntry
  review: ReviewFacts
  /** The words of the group that it is in already. */
  groupWords: string | null
}

export interface Picked {
  /** Ticked ones, which stay in sight whatever is searched for. */
  ticked: Pickable[]
  /** The others that fit, by review. */
  fitting: Pickable[]
}

/**
 * What a list of findings shows: those that are ticked, and of the rest those of the review that hold every word of the
 * search, in their number, words, group or review.
 */
export function pick(
  all: readonly Pickable[],
  asked: { search: string; review: string; ticked: readonly string[] },
): Picked {
  const words = asked.search.toLowerCase().split(/\s+/).filter(Boolean)
  const isTicked = ({ finding }: Pickable) => asked.ticked.includes(finding.id)
  const fits = (one: Pickable) =>
    (asked.review === '' || one.review.id === asked.review) &&
    words.every((word) => textOf(one).includes(word))
  return {
    ticked: all.filter(isTicked),
    fitting: all.filter((one) => !isTicked(one) && fits(one)),
  }
}

const textOf = ({ finding: { ref, words, group }, review: { title, body } }: Pickable): string =>
  [ref, words, group, title, body].join(' ').toLowerCase()
