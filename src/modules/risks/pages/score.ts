import { type Band, bandOf, type Rating, scoreOf } from '../domain/score.ts'

/** A score with the word of its band: what `risks/pages/score.njk` shows. */
export interface ScoreView {
  score: number
  band: Band['key']
  words: string
}

export function toScore(rating: Rating): ScoreView {
  const score = scoreOf(rating)
  const { key, words } = bandOf(score)
  return { score, band: key, words }
}
