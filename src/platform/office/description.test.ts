import { describe, expect, test } from 'vitest'
import { type Cell, cellColumns, rowGroups, type Table, tableFaults, textCell } from './description.ts'

const spanning = (text: string, rowSpan: number): Cell => ({ ...textCell(text), rowSpan })

function table(rows: Cell[][], columns = 3): Table {
  const all = Array.from({ length: columns }, (_, index) => ({ header: `Column ${index}`, width: 10 }))
  return { kind: 'table', caption: 'A table', columns: all, rows }
}

const spanned = [
  [spanning('action', 2), textCell('first'), spanning('outcome', 2)],
  [textCell('second')],
  [textCell('a'), { ...textCell('b'), colSpan: 2 }],
]

describe('the grid of a table', () => {
  test('cells under a cell that reaches down move to the columns left free', () => {
    expect(cellColumns(table(spanned))).toEqual([[0, 1, 2], [1], [0, 1]])
  })

  test('rows that a cell reaches through are one group', () => {
    expect(rowGroups(spanned).map((group) => group.length)).toEqual([2, 1])
  })

  test('a grid that adds up has no faults', () => {
    expect(tableFaults(table(spanned))).toEqual([])
  })

  test('a short row, a long row and a cell that reaches too far are each named', () => {
    expect(tableFaults(table([[textCell('a')]]))).toEqual(['Row 1 of “A table” does not fit its columns.'])
    expect(tableFaults(table([Array.from({ length: 4 }, () => textCell('a'))]))).toHaveLength(1)
    expect(tableFaults(table([[spanning('a', 2)]], 1))).toEqual([
      'A cell of “A table” reaches below the last row.',
    ])
  })
})
