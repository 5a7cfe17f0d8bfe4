import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readText } from './read-plan.ts'

const word = fc.constantFrom(
  '',
  '',
  '',
  'Action',
  'Milestone',
  'Lead',
  'Due Date',
  'Status',
  'Ref',
  'Recommendation',
  'Timescale',
  'Theme: Practice',
  '1.1 Review the procedure',
  '2.04',
  'and written down by all',
  'May 2013',
  'On track',
  '•',
  'Team Manager',
  'Key',
  'Red',
  '<ul><li>One step</li><li>Two steps</li></ul>',
  '1. Improve the plans',
  'Within three months',
  '---',
  'Success criteria:',
  '"',
)
const cell = fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: fc.string({ maxLength: 12 }) })
const line = fc.array(cell, { maxLength: 9 }).map((cells) => cells.join('\t'))
const header = fc.constant('Ref\tAction\tMilestone\tStart\tDue\tStatus\tLead')
const document = fc.array(fc.oneof({ weight: 5, arbitrary: line }, { weight: 1, arbitrary: header }), {
  maxLength: 25,
})

describe('the cell ledger', () => {
  test('used, kept and ignored always add up to every cell of the source', () => {
    fc.assert(
      fc.property(document, (lines) => {
        const { ledger } = readText(lines.join('\n'))
        expect(ledger.used + ledger.kept + ledger.ignored).toBe(ledger.cells)
        expect(new Set(ledger.entries.map((entry) => `${entry.line}:${entry.column}`)).size).toBe(
          ledger.cells,
        )
      }),
      { numRuns: 400 },
    )
  })

  test('counts every non-empty cell of an unquoted text exactly once', () => {
    fc.assert(
      fc.property(document, (lines) => {
        const plain = lines.map((each) => each.replace(/["|\n\r\f]/g, ''))
        const cells = plain.flatMap((each) => each.split('\t')).filter((each) => each.trim() !== '')
        expect(readText(plain.join('\n')).ledger.cells).toBe(cells.length)
      }),
      { numRuns: 200 },
    )
  })

  test('gives each ignored cell its reason', () => {
    const text =
      'Action\tLead\tDue\nWrite it\tClerk\tMay 2013\n\nAction\tLead\tDue\nSend it\tClerk\tJune 2013\n12'
    const ignored = readText(text).ledger.entries.filter((entry) => entry.fate === 'ignored')
    expect(ignored.map((entry) => entry.reason)).toEqual([
      'headings repeated on a new page',
      'headings repeated on a new page',
      'headings repeated on a new page',
      'page number or running heading',
    ])
  })

  test('a refused document keeps every cell', () => {
    const { ledger, rows, refused } = readText(
      'Action Lead Due date Status Progress\nWrite the policy Clerk May 2013 On track',
    )
    expect(refused?.reason).toContain('borders are lost')
    expect(rows).toEqual([])
    expect(ledger.kept).toBe(ledger.cells)
  })
})
