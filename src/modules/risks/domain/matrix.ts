import type { Risk } from './facts.ts'
import type { Side } from './filter.ts'
import { type Band, bandOf, LEVELS, type Level, scoreOf } from './score.ts'

export interface MatrixCell {
  likelihood: Level
  impact: Level
  score: number
  band: Band
  count: number
}

/** Five rows, the likeliest first; in each five cells, the least impact first. Every risk is in one cell. */
export const matrixOf = (risks: readonly Risk[], side: Side): MatrixCell[][] =>
  LEVELS.toReversed().map((likelihood) =>
    LEVELS.map((impact) => {
      const score = scoreOf({ likelihood, impact })
      return {
        likelihood,
        impact,
        score,
        band: bandOf(score),
        count: countOf(risks, side, likelihood, impact),
      }
    }),
  )

const countOf = (risks: readonly Risk[], side: Side, likelihood: Level, impact: Level): number =>
  risks.filter(({ now }) => now[side].likelihood === likelihood && now[side].impact === impact).length
