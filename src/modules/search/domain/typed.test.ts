import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MOST_CHARACTERS, readTyped } from './typed.ts'

const termsOf = (typed: string) => readTyped(typed).terms.map(({ words, as, not }) => [words, as, not])

describe('what was typed', () => {
  test('is words that all have to be there, the last of them perhaps unfinished', () => {
    expect(termsOf('strategy discuss')).toEqual([
      ['strategy', 'word', false],
      ['discuss', 'start', false],
    ])
  })

  test('keeps words between quotes in their order, also between a word processor’s quotes, also never closed', () => {
    for (const typed of ['"strategy discussion"', '“strategy discussion”', '"strategy discussion'])
      expect(termsOf(typed)).toEqual([['strategy discussion', 'phrase', false]])
  })

  test('leaves out what has a minus before it, and takes a hyphen within a word for none', () => {
    expect(termsOf('multi-agency -audit –"spot check"')).toEqual([
      ['multi-agency', 'word', false],
      ['-audit', 'word', true],
      ['spot check', 'phrase', true],
    ])
  })

  test.each(['1.06', 'R3', '1.06b', '2', 'Rec 5', '3/2', 'A1.2(c)'])('takes %s for a number', (typed) => {
    expect(readTyped(typed).ref).toBe(typed)
  })

  test.each(['strategy', '"1.06"', '', '-3', 'the 5 visits'])('does not take %s for one', (typed) =>
    expect(readTyped(typed).ref).toBeNull(),
  )

  test('never fails, never grows, and holds no term without a letter or a digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const { text, terms } = readTyped(typed)
        expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS)
        expect(text.isWellFormed()).toBe(true)
        for (const { words } of terms) expect(words).toMatch(/[\p{L}\p{N}]/u)
      }),
    )
  })

  test('means the same when it is typed again as it stands in the box', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (typed) => {
        const once = readTyped(typed)
        expect(readTyped(once.text)).toEqual(once)
      }),
    )
  })
})
