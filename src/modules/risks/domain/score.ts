/** How likely something is and how much it would hurt, each from 1 to 5, as words that people can agree on. */

export const LEVELS = [1, 2, 3, 4, 5] as const

export type Level = (typeof LEVELS)[number]

export const LIKELIHOODS: Record<Level, string> = {
  1: 'Rare',
  2: 'Unlikely',
  3: 'Possible',
  4: 'Likely',
  5: 'Almost certain',
}

export const IMPACTS: Record<Level, string> = {
  1: 'Negligible',
  2: 'Minor',
  3: 'Moderate',
  4: 'Major',
  5: 'Severe',
}

export interface Rating {
  likelihood: Level
  impact: Level
}

/** From 1 to 25: likelihood times impact. */
export const scoreOf = ({ likelihood, impact }: Rating): number => likelihood * impact

/** Lowest first, from the lowest to the highest score that falls into each. The cuts are ours: see decision 0030. */
export const BANDS = [
  { key: 'low', words: 'Low', from: 1, to: 4 },
  { key: 'medium', words: 'Medium', from: 5, to: 9 },
  { key: 'high', words: 'High', from: 10, to: 16 },
  { key: 'very_high', words: 'Very high', from: 20, to: 25 },
] as const

export type Band = (typeof BANDS)[number]

/** The band of a score from 1 to 25. */
export const bandOf = (score: number): Band => BANDS.findLast(({ from }) => score >= from) ?? BANDS[0]

/** "12, high". */
export const scoreWords = (rating: Rating): string =>
  `${scoreOf(rating)}, ${bandOf(scoreOf(rating)).words.toLowerCase()}`

export const isLevel = (value: number): value is Level => LEVELS.some((level) => level === value)
