import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMarker, termsIn } from './mark.ts'

const term = (name: string) => ({ id: name, term: name, meaning: `Means ${name}` })
const marker = (...names: string[]) => createMarker(names.map(term), (id) => `#${id}`)
const marked = (mark: ReturnType<typeof marker>, words: string) =>
  mark(words).flatMap((piece) => (piece.term ? [`${piece.text} ${piece.term.href}`] : []))

describe('marking terms', () => {
  test('the first use of a term is marked, and no other', () => {
    const mark = marker('LSCB', 'CIN')
    expect(marked(mark, 'The LSCB asks the LSCB')).toEqual(['LSCB #LSCB'])
    expect(marked(mark, 'The LSCB sees each CIN')).toEqual(['CIN #CIN'])
  })

  test('an abbreviation is found as it is written, in one or many; other terms in any case', () => {
    expect(marked(marker('IRO'), 'All IROs; an iron')).toEqual(['IRO #IRO'])
    expect(marked(marker('IT'), 'as it is')).toEqual([])
    expect(marked(marker('Strategy discussion'), 'A strategy discussion')).toEqual([
      'strategy discussion #Strategy discussion',
    ])
  })

  test('a part of a word is no term, and the longest term wins', () => {
    expect(marked(marker('CP'), 'CPS, aCP, CP2')).toEqual([])
    expect(marked(marker('Care', 'Care plan'), 'A care plan')).toEqual(['care plan #Care plan'])
  })

  test('the terms that are used are listed in their own order', () => {
    const terms = ['CIN', 'CP', 'LSCB'].map(term)
    expect(termsIn(terms, ['LSCB', 'a CIN']).map(({ id }) => id)).toEqual(['CIN', 'LSCB'])
  })

  test('the pieces are the words, whatever they are', () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 5 })
    fc.assert(
      fc.property(names, fc.string(), (terms, words) => {
        const mark = marker(...terms)
        expect(
          mark(words)
            .map(({ text }) => text)
            .join(''),
        ).toBe(words)
      }),
    )
  })
})
