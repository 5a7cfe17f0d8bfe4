import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidy } from './blocks-tidy.ts'

test('text is shown with single blanks and single line feeds', () => {
  expect(tidy(' a \u00a0\t b \n\n  c\u2028d ')).toBe('a b\nc\nd')
})

test('what cannot be seen is dropped, so that words are found as they look', () => {
  expect(tidy('safe\u00adguard\u200bing\u0000 \u202eplan\ufeff')).toBe('safeguarding plan')
})

test('dashes and quotation marks of Windows are what they were', () => {
  expect(tidy('2010 \u0096 \u0093plan\u0094')).toBe('2010 – “plan”')
})

test('text is never markup, and tidying it a second time changes nothing but the escapes', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(fc.property(text, (one) => !/<|&(?!amp;|lt;)/.test(tidy(one)) && tidy(one).isWellFormed()))
  const bare = fc.string({ unit: 'binary' }).map((one) => one.replace(/[<&]/g, ''))
  fc.assert(fc.property(bare, (one) => tidy(tidy(one)) === tidy(one)))
})
