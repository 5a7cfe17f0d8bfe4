import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeness, propose } from './likeness.ts'

const statements = [
  { code: 'A', words: 'Staff are trained, and training leaves no gap' },
  { code: 'B', words: 'Children are asked what they think' },
  { code: 'C', words: 'The area knows what its services cost' },
]

test('proposes by words, whatever the order', () => {
  const printed = [
    { words: 'The costs of services are known' },
    { words: 'Training gaps are closed and staff trained' },
  ]
  expect(propose(printed, statements)).toEqual(['C', 'A'])
})

test('proposes by order, where no word is alike', () => {
  const printed = ['First item', 'Second item', 'Third item'].map((words) => ({ words }))
  expect(propose(printed, statements)).toEqual(['A', 'B', 'C'])
})

test('proposes nothing where there is nothing to propose', () => {
  expect(propose([{ words: 'Staff are trained' }], [])).toEqual([null])
})

test('likeness is the same from both sides, 1 for the same words and never more', () => {
  fc.assert(
    fc.property(fc.lorem(), fc.lorem(), (a, b) => {
      expect(likeness(a, b)).toBe(likeness(b, a))
      expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
      expect(likeness(a, b)).toBeLessThanOrEqual(1)
    }),
  )
  expect(likeness('Staff are trained', 'Staff are trained')).toBe(1)
})
