/** Which statement of a framework a printed one is likely to be: a proposal, which a person confirms. */

interface Worded {
  code: string
  words: string
}

/** How much the order counts beside the words, when two lists are as long. */
const WEIGHT_OF_ORDER = 0.5

/**
 * For each printed statement the code of the likeliest one of the framework, by likeness of words and by place in the
 * list; null where the framework has none. Two may be proposed the same.
 */
export function propose(
  printed: readonly { words: string }[],
  statements: readonly Worded[],
): (string | null)[] {
  return printed.map(({ words }, at) => {
    const scored = statements.map((statement, place) => ({
      code: statement.code,
      score: likeness(words, statement.words) + nearness(at / printed.length, place / statements.length),
    }))
    return scored.toSorted((a, b) => b.score - a.score)[0]?.code ?? null
  })
}

/** 1 for the same place in both lists, taken as a share of their length; 0 for opposite ends. Times its weight. */
const nearness = (a: number, b: number): number => WEIGHT_OF_ORDER * (1 - Math.abs(a - b))

/** 0 for no word in common, 1 for the same words: twice the words in common, by the words of both. */
export function likeness(a: string, b: string): number {
  const [first, second] = [stemsOf(a), stemsOf(b)]
  const total = first.size + second.size
  return total === 0 ? 0 : (2 * [...first].filter((stem) => second.has(stem)).length) / total
}

/** Words that carry meaning, cut to their first four letters: "costs" and "cost" are alike. */
const stemsOf = (words: string): Set<string> =>
  new Set((words.toLowerCase().match(/[a-z]{4,}/g) ?? []).map((word) => word.slice(0, 4)))
