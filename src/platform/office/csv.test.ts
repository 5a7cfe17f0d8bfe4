import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeCsv } from './csv.ts'
import { type Table, type TableCell, tableOf, text } from './table.ts'

const tableWith = (cells: readonly TableCell[]): Table => ({
  title: 'List',
  columns: [{ heading: 'What', kind: 'text' }],
  rows: cells.map((cell) => [cell]),
})

const written = (table: Table): string => Buffer.from(writeCsv(table)).toString('utf8')
const cellsOf = (table: Table): (string | undefined)[] => {
  const rows: string[][] = parse(written(table), { bom: true })
  return rows.slice(1).map((row) => row[0])
}

describe('a list as CSV', () => {
  test('begins with the mark by which Excel knows UTF-8, and keeps every letter', () => {
    const table = tableWith(['Siân Llŷr, “Ready”', 'two\nlines', 'a "word"'])
    expect([...writeCsv(table).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(cellsOf(table)).toEqual(['Siân Llŷr, “Ready”', 'two\nlines', 'a "word"'])
    expect(written(table).split('\r\n')).toHaveLength(5)
  })

  test.each([
    ...['=1+1', '+44 20', '-5', '@SUM(A1)', '\t=1+1', '\r=1+1', '\n=1+1', '\ufeff=1+1', ' =1+1', '\u200b@x'],
    ...['"=1+1', "'=1+1", '＝1+1', '－5', '-'],
  ])('never has a formula: %j becomes a text', (dangerous) => {
    expect(cellsOf(tableWith([dangerous]))[0]).toMatch(/^'/)
  })

  test('keeps a true −5 as a number, and a day as a day', () => {
    expect(cellsOf(tableWith([-5, 0, 2.5, '2011-05-31', null, Number.NaN]))).toEqual([
      ...['-5', '0', '2.5', '2011-05-31', '', ''],
    ])
  })

  test('makes headings inert too', () => {
    const table = tableOf('List', ['x'], [text('=HYPERLINK("http://example.test")', (one) => one)])
    expect(written(table)).toMatch(/^\ufeff"'=HYPERLINK/)
  })

  test('gives back what was put in, but for the apostrophe before what could be a formula', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((one) => !/[\0\r]/.test(one))
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const read = cellsOf(tableWith([...cells, 'last']))
        expect(read.slice(0, -1).filter((one) => one !== '')).toEqual(
          cells.filter((one) => one !== '').map((one) => expect.stringMatching(endsWith(one))),
        )
      }),
    )
  })
})

const endsWith = (text: string): RegExp => new RegExp(`^'?${RegExp.escape(text)}$`)
