import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeText, type SourceGrid, Unreadable } from '../grid.ts'
import { looksLikeCsv, readCsv } from './csv.ts'

const grid = ({ lines }: SourceGrid): string[][] => lines.map(({ cells }) => cells.map(({ text }) => text))
const read = (text: string): string[][] => grid(readCsv(text))

describe('comma-separated text', () => {
  test('comes as lines of cells with the place of each record', () => {
    const source = readCsv('No,Action,Lead\n1,"Audit, then report",Head of service\n2,Review\n')
    expect(grid(source)).toEqual([
      ['No', 'Action', 'Lead'],
      ['1', 'Audit, then report', 'Head of service'],
      ['2', 'Review', ''],
    ])
    expect(source.format).toBe('csv')
    expect(source.lines[1]).toMatchObject({ number: 2, table: true, where: 'row 2' })
  })

  test('is parted by whatever parts its lines most evenly', () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const lines = [
        ['No', 'Action', 'Lead'],
        ['1', 'Audit cases', 'Board'],
        ['2', 'Review', 'Board'],
      ]
      expect(read(lines.map((line) => line.join(delimiter)).join('\r\n'))).toEqual(lines)
    }
    expect(read('No;Action\n1;Audit, report, close\n2;Review, then close')[1]).toEqual([
      '1',
      'Audit, report, close',
    ])
  })

  test('says its delimiter itself where it begins as Excel’s own do', () => {
    expect(read('\ufeffsep=;\r\na,b;c\r\nd,e;f\r\n')).toEqual([
      ['a,b', 'c'],
      ['d,e', 'f'],
    ])
  })

  test('keeps line breaks within quotation marks, and counts records, not lines', () => {
    const source = readCsv('\ufeffNo,Action\n1,"first\r\nsecond ""quoted"""\n2,Review')
    expect(grid(source)[1]).toEqual(['1', 'first\nsecond "quoted"'])
    expect(source.lines[2]).toMatchObject({ number: 3, where: 'row 3' })
  })

  test('is taken as it stands where it is wrongly quoted', () => {
    expect(read('No,Action\n1,"never closed\n2,Review')).toHaveLength(3)
    expect(read('No,Action\n1,the "duty" team\n2,"Team" lead')[1]).toEqual(['1', 'the "duty" team'])
  })

  test('keeps an empty line as one, and tells titles from the table', () => {
    const source = readCsv('Improvement plan,,\n\nNo,Action,Lead\n1,Audit,Board\n,,\nEnd of plan,,')
    expect(source.lines.map(({ table }) => table)).toEqual([false, false, true, true, false, false])
    expect(source.lines[0]?.cells).toEqual([{ line: 1, column: 0, text: 'Improvement plan' }])
    expect(source.lines[1]?.cells).toEqual([])
    expect(source.lines[5]?.where).toBe('row 6')
  })

  test('is escaped, and bullets within a cell are a list', () => {
    expect(read('a,"• one <b>\n• two"\nc,d')[0]).toEqual(['a', '<ul><li>one &lt;b></li><li>two</li></ul>'])
  })

  test('has a list of one where a bullet stands alone, but no list where it is a dash or a status', () => {
    expect(read('1,• Train the staff\n2,- train\n3,● Amber').map(([, cell]) => cell)).toEqual([
      '<ul><li>Train the staff</li></ul>',
      '- train',
      '● Amber',
    ])
    expect(read('• Train the staff,\n,\nNo,Action\n1,Audit')[0]).toEqual(['• Train the staff'])
  })

  test('takes a paragraph that goes on below a gap with the text above it, and one below a row with the row', () => {
    const source = readCsv(
      'No,Action\n1,Audit\n,\nThe plan is made,\n,\nwith our partners.,\n,\nNo,Action\n2,Review\n,\nand report,',
    )
    const texts = source.lines.filter(({ table, cells }) => !table && cells.length > 0)
    expect(texts.map(({ number }) => number)).toEqual([4, 6, 11])
  })

  test('says what it leaves out, and refuses what no plan is', () => {
    const wide = readCsv(`${'x,'.repeat(250)}y\n`)
    expect(wide.lines[0]?.cells).toHaveLength(200)
    expect(wide.remarks).toEqual([
      { line: 1, text: 'The file has more than 200 columns: those after were passed over.' },
    ])
    expect(() => readCsv('a,b,c\n'.repeat(70_000))).toThrow(Unreadable)
  })

  test('reads any text without a fault', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '\t', ' ', '=', '|') }),
        (text) => {
          const { lines } = readCsv(text)
          expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1))
        },
      ),
    )
  })

  test('gives back any cells as they were written', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'B', '1', '"', ',', ';', '\n', '|', '<', '&', ' ', '€', '='),
    })
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      )
      .filter((rows) => rows.every((row) => row.filter((text) => text.trim() !== '').length > 1))
    fc.assert(
      fc.property(table, (rows) => {
        const written = rows.map((row) => row.map(quoted).join(',')).join('\r\n')
        expect(padded(read(written), rows[0]?.length ?? 0)).toEqual(
          rows.map((row) => row.map((text) => escapeText(text.trim()))),
        )
      }),
    )
  })
})

const quoted = (text: string): string => `"${text.replace(/"/g, '""')}"`

/** Lines end where the last column of the file that has text in it does. */
const padded = (rows: readonly string[][], width: number): string[][] =>
  rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')])

describe('text looks comma-separated', () => {
  test('by the name of its file', () => {
    expect(looksLikeCsv('anything', 'Plan.CSV')).toBe(true)
    expect(looksLikeCsv('anything', 'plan.txt')).toBe(false)
  })

  test('by three lines with as many commas or semicolons', () => {
    expect(looksLikeCsv('Plan\n\na,b,c\nd,e,f\n"g,\ng",h,i\n', 'plan.txt')).toBe(true)
    expect(looksLikeCsv('a;b;c\nd;e;f\ng;h;i', '')).toBe(true)
    expect(looksLikeCsv('a,b,c\nd,e,f', '')).toBe(false)
    expect(looksLikeCsv('a,b\nc,d\ne,f', '')).toBe(false)
  })

  test('not where tabs part it, nor where it is prose', () => {
    expect(looksLikeCsv('a,b,c\td\na,b,c\td\na,b,c\td', '')).toBe(false)
    expect(looksLikeCsv('We will audit, review and report, as agreed.\nThen, we stop.\nEnd.', '')).toBe(false)
    const even = 'We audit, report, and close.\n'.repeat(3)
    expect(looksLikeCsv(`${even}${'Another sentence of the plan.\n'.repeat(3)}`, '')).toBe(false)
  })
})
