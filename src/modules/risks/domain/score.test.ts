import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleRisk, exampleState } from '../pages/example.ts'
import { matrixOf } from './matrix.ts'
import { isReview, movesBetween } from './moves.ts'
import { BANDS, bandOf, LEVELS, scoreOf } from './score.ts'

const level = fc.constantFrom(...LEVELS)
const rating = fc.record({ likelihood: level, impact: level })

test('every score falls into the band whose bounds hold it', () => {
  fc.assert(
    fc.property(rating, (of) => {
      const score = scoreOf(of)
      const holding = BANDS.filter(({ from, to }) => from <= score && score <= to)
      expect(holding).toEqual([bandOf(score)])
    }),
  )
})

test.each([
  [4, 'Low'],
  [5, 'Medium'],
  [9, 'Medium'],
  [10, 'High'],
  [16, 'High'],
  [20, 'Very high'],
  [25, 'Very high'],
])('a score of %i is %s', (score, words) => {
  expect(bandOf(score).words).toBe(words)
})

test('more likely or more harmful is never a lower band', () => {
  const place = (score: number) => BANDS.findIndex(({ key }) => key === bandOf(score).key)
  fc.assert(
    fc.property(rating, rating, (a, b) => {
      fc.pre(a.likelihood <= b.likelihood && a.impact <= b.impact)
      expect(place(scoreOf(a))).toBeLessThanOrEqual(place(scoreOf(b)))
    }),
  )
})

test('the matrix counts each risk once on either side, the likeliest row first', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ before: rating, after: rating })), (ratings) => {
      const risks = ratings.map((of) => exampleRisk({ now: exampleState(of) }))
      for (const side of ['before', 'after'] as const) {
        const cells = matrixOf(risks, side).flat()
        expect(cells).toHaveLength(25)
        expect(cells[0]).toMatchObject({ likelihood: 5, impact: 1 })
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(risks.length)
      }
    }),
  )
})

test('what moved is told field by field, and a look that moves only its next day is a review', () => {
  const was = exampleState()
  expect(movesBetween(was, exampleState())).toEqual([])
  const rescored = exampleState({ after: { likelihood: 1, impact: 4 } })
  expect(movesBetween(was, rescored).map(({ field }) => field)).toEqual(['Score now'])
  expect(isReview(was, rescored)).toBe(false)
  expect(isReview(was, exampleState({ reviewOn: '2027-01-31' }))).toBe(true)
})
