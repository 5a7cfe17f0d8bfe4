import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptOf, HIT_CLOSES, HIT_OPENS, type Part } from './excerpt.ts'

const told = (parts: Part[]): string => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
const mark = (words: string, hit: string): string => words.replaceAll(hit, `${HIT_OPENS}${hit}${HIT_CLOSES}`)

describe('an excerpt', () => {
  test('marks what was looked for', () => {
    const words = 'A sample, then another sample.'
    expect(told(excerptOf(words, mark(words, 'sample'), 200))).toBe('A [sample], then another [sample].')
  })

  test('shows the words as they were written, although the database folded them', () => {
    expect(told(excerptOf('CIN/LAC visits', `CIN ${HIT_OPENS}LAC${HIT_CLOSES} visits`, 200))).toBe(
      'CIN/[LAC] visits',
    )
  })

  test('takes words side by side for one hit', () => {
    const marked = `${HIT_OPENS}1${HIT_CLOSES} ${HIT_OPENS}06${HIT_CLOSES} holds`
    expect(told(excerptOf('1.06 holds', marked, 200))).toBe('[1.06] holds')
  })

  test('begins a little before the first hit, at a word, and says that it was cut', () => {
    const words = `${'before '.repeat(60)}sample ${'after '.repeat(60)}`
    expect(told(excerptOf(words, mark(words, 'sample'), 100))).toMatch(
      /^…(before ){7,8}\[sample\] (after )+\w*…$/,
    )
  })

  test('marks nothing rather than the wrong thing when the two texts differ', () => {
    expect(told(excerptOf('One two', `${HIT_OPENS}One${HIT_CLOSES} two three`, 100))).toBe('One two')
  })

  test('never loses or makes up a character: without hits and cuts it is the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (words) => {
        expect(told(excerptOf(words, words, 200))).toBe(words)
      }),
    )
  })

  test('is never much longer than it may be, wherever the hits are', () => {
    const long = fc.tuple(fc.lorem({ maxCount: 60 }), fc.constantFrom('a', 'e', ' ', 'm'))
    fc.assert(
      fc.property(long, fc.integer({ min: 61, max: 200 }), ([words, hit], most) => {
        const parts = excerptOf(words, mark(words, hit), most)
        const text = parts.map((part) => part.text).join('')
        expect(text.length).toBeLessThanOrEqual(most + 2)
        expect(words).toContain(text.replaceAll('…', ''))
      }),
    )
  })
})
