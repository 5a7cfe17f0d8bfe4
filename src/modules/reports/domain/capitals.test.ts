import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spelledOut, termsOfTables, unknownCapitals } from './capitals.ts'

const place = (name: string) => ({ name, href: `/${name}` })
const source = (text: string, name = 'a') => ({ text, place: place(name) })
const found = (...texts: string[]) =>
  unknownCapitals(
    texts.map((text, at) => source(text, String(at))),
    [],
  ).map(({ term, count }) => `${term} ${count}`)

describe('unknown capitals', () => {
  test('are counted in all the words, the most frequent first, in one or many', () => {
    expect(found('The LSCB and CAMHS', 'LSCB’s IROs; an IRO', 'DfE, A&E')).toEqual([
      ...['IRO 2', 'LSCB 2', 'A&E 1', 'CAMHS 1', 'DfE 1'],
    ])
  })

  test('what the glossary explains is not offered, in whichever way its term is written', () => {
    const terms = [{ term: 'LSCB' }, { term: 'Child in need (CIN)' }]
    expect(unknownCapitals([source('LSCB, CIN, CP')], terms).map(({ term }) => term)).toEqual(['CP'])
  })

  test('shouted words, headings, numerals, numbers and names are none', () => {
    expect(found('It must NOT slip, not at all')).toEqual([])
    expect(found('ACTION PLAN FOR CHILDREN\nThe CQC said')).toEqual(['CQC 1'])
    expect(found('Part IV of A4, NI59 by McDonald at 10AM')).toEqual([])
  })

  test('the first places are named, each once', () => {
    const [one] = unknownCapitals(
      ['a', 'a', 'b', 'c', 'd'].map((name) => source('QA', name)),
      [],
    )
    expect(one).toMatchObject({ count: 5, places: [place('a'), place('b'), place('c')] })
  })

  test('a meaning that the words spell out is found by its initials', () => {
    expect(spelledOut('IRO', 'Each Independent Reviewing Officer (IRO) sees')).toBe(
      'Independent Reviewing Officer',
    )
    expect(spelledOut('MASH', 'a Multi Agency and Safeguarding Hub (MASH)')).toBe(
      'Multi Agency and Safeguarding Hub',
    )
    expect(spelledOut('IRO', 'the chair (IRO)')).toBeNull()
  })

  test('whatever the words, each is offered once, and never what is explained', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (texts, names) => {
        const terms = names.map((term) => ({ term }))
        const offered = unknownCapitals(
          texts.map((text) => source(text)),
          terms,
        ).map(({ term }) => term)
        expect(new Set(offered).size).toBe(offered.length)
        expect(offered.filter((term) => names.includes(term))).toEqual([])
      }),
    )
  })
})

test('of a plan’s own glossary what has a meaning and is not explained yet is offered, each once', () => {
  const rows = [
    ['CIN', 'Child in need'],
    ['cin', 'again'],
    ['CP', ''],
    ['', 'x'],
    ['LSCB', 'Board'],
    ['IRO', '', 'Officer'],
  ]
  const tables = [
    { kind: 'glossary', rows },
    { kind: 'other', rows: [['QA', 'Quality']] },
  ]
  expect(termsOfTables(tables, [{ term: 'lscb' }])).toEqual([
    { term: 'CIN', meaning: 'Child in need' },
    { term: 'IRO', meaning: 'Officer' },
  ])
})
