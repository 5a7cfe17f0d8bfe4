import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstTaken, readPasted } from './pasted.ts'

describe('findings that are pasted', () => {
  test('have the number before the tab, or before a point or a bracket', () => {
    expect(readPasted('1\tSee every child alone\n2.1\tShare plans\n\n3) Supervise\n4. Audit', [])).toEqual([
      { ref: '1', words: 'See every child alone' },
      { ref: '2.1', words: 'Share plans' },
      { ref: '3', words: 'Supervise' },
      { ref: '4', words: 'Audit' },
    ])
  })

  test('without numbers go on from the highest that is taken', () => {
    expect(readPasted('Governance\nCommunication', ['2', '11', 'CQC 40'])).toEqual([
      { ref: '12', words: 'Governance' },
      { ref: '13', words: 'Communication' },
    ])
  })

  test('that begin with a count are no numbered list', () => {
    expect(readPasted('3 of 5 files had no chronology', [])).toEqual([
      { ref: '1', words: '3 of 5 files had no chronology' },
    ])
  })

  test('lose no line, and plain ones never clash', () => {
    const word = fc.stringMatching(/^[A-Za-z][a-z ]{0,20}[a-z]$/)
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.array(fc.nat(99).map(String)), (lines, taken) => {
        const read = readPasted(lines.join('\n'), taken)
        expect(read.map(({ words }) => words)).toEqual(lines.map((line) => line.replace(/\s+/g, ' ')))
        expect(firstTaken(read, [...new Set(taken)])).toBeNull()
      }),
    )
  })

  test('with a number that stands there already are named', () => {
    expect(firstTaken(readPasted('1\tA\n2\tB', ['2']), ['2'])).toBe('2')
    expect(firstTaken(readPasted('1\tA\n1\tB', []), [])).toBe('1')
  })
})
