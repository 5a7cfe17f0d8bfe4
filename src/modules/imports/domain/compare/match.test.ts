import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Candidate, matchRows, type Wanted } from './match.ts'

const WORDS = ['duty desk staffed', 'visits planned ahead', 'course bought', 'course booked', '…', '']
const REFS = [null, '1.1', '1.2', '2.1']

const named = fc.record({
  ref: fc.constantFrom(...REFS),
  words: fc.constantFrom(...WORDS),
  under: fc.constantFrom('a', 'b'),
})
const held = fc
  .array(fc.record({ named, before: fc.option(named) }), { maxLength: 8 })
  .map((list): Candidate[] =>
    list.map(({ named: now, before }, index) => ({ id: `held ${index}`, before, ...now })),
  )
const wanted = fc.array(
  fc
    .record({ named, id: fc.option(fc.constantFrom('held 0', 'held 1', 'gone')) })
    .map(({ named: one, id }): Wanted => ({ ...one, id })),
  { maxLength: 8 },
)

describe('rows of a document and things of a plan', () => {
  test('are paired one to one: nothing is matched twice, nor offered to two', () => {
    fc.assert(
      fc.property(wanted, held, (rows, things) => {
        const ids = matchRows(rows, things).flatMap((match) => match?.id ?? [])
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  test('that are the same are the same in any order', () => {
    const shuffled = held.chain((things) =>
      fc.shuffledSubarray(things, { minLength: things.length }).map((rows) => ({ things, rows })),
    )
    fc.assert(
      fc.property(shuffled, ({ things, rows }) => {
        const plain = things.map((thing) => ({ ...thing, before: null }))
        const matches = matchRows(
          rows.map(({ ref, words, under }) => ({ id: null, ref, words, under })),
          plain,
        )
        matches.forEach((match, index) => {
          const thing = plain.find(({ id }) => id === match?.id)
          const { ref, words, under } = rows[index] ?? {}
          expect([match?.how, thing?.ref, thing?.words, thing?.under]).toEqual(['same', ref, words, under])
        })
      }),
    )
  })

  test('of which one bears our mark are matched by it, whatever it says', () => {
    const thing = { id: 'x', ref: '1.1', words: 'one thing', before: null, under: 'a' }
    expect(matchRows([{ id: 'x', ref: '9', words: 'another', under: 'b' }], [thing])).toEqual([
      { how: 'id', id: 'x' },
    ])
  })

  test('that are alike without a number are offered, and never taken for the same', () => {
    const thing = { id: 'x', ref: null, words: 'visits planned a week ahead', before: null, under: 'a' }
    const row = { id: null, ref: null, words: 'visits planned two weeks ahead', under: 'a' }
    expect(matchRows([row], [thing])).toEqual([{ how: 'offered', id: 'x' }])
  })

  test('of one number and quite other words are offered, and never taken for the same', () => {
    const thing = { id: 'x', ref: '1.1', words: 'visits planned ahead', before: null, under: 'a' }
    const row = { id: null, ref: '1.1', words: 'supervision policy agreed', under: 'a' }
    expect(matchRows([row], [thing])).toEqual([{ how: 'offered', id: 'x' }])
  })

  test('are found by what a document called them before somebody changed their words', () => {
    const before = { ref: '1.1', words: 'visits planned ahead' }
    const thing = { id: 'x', ref: '1.1', words: 'something else entirely', before, under: 'a' }
    expect(matchRows([{ id: null, ...before, under: 'a' }], [thing])).toEqual([{ how: 'same', id: 'x' }])
  })

  test('of five thousand the same words are paired, however many there are', () => {
    const things = Array.from({ length: 5_000 }, (_, index) => ({
      ...{ id: String(index), ref: null, words: 'ongoing', before: null, under: 'a' },
    }))
    const started = performance.now()
    const matches = matchRows(
      things.map(({ ref, words, under }) => ({ id: null, ref, words, under })),
      things,
    )
    expect(matches.every((match) => match?.how === 'same')).toBe(true)
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})
