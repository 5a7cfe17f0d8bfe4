import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneLine } from './lines.ts'

test('whatever was written becomes one line, and a line stays as it is', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('\r', '\n', '\0', '\u0085', '\u2028', '\t'), fc.string()),
  })
  fc.assert(
    fc.property(text, (some) => {
      const line = oneLine(some)
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      expect(oneLine(line)).toBe(line)
    }),
  )
  expect(oneLine('Your milestones for Tŷ Bach – 4 of 12')).toBe('Your milestones for Tŷ Bach – 4 of 12')
})
