import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { escapeText } from './grid.ts'
import { readXlsx } from './read/xlsx.ts'
import { readXml } from './read/xml.ts'
import type { Workbook, WorkbookCell, WorkbookSheet } from './workbook.ts'
import { writeXlsx } from './xlsx.ts'
import { CUT_MARK, LONGEST_CELL, sheetNames } from './xlsx-text.ts'

const ACTION = { header: 'Action', width: 40, kind: 'text' } as const
const DUE = { header: 'Due', width: 12, kind: 'day' } as const
const SCORE = { header: 'Score', width: 8, kind: 'number' } as const
const ID = { header: 'gt:id', width: 8, kind: 'text', hidden: true } as const

const workbookOf = (...sheets: WorkbookSheet[]): Workbook => ({
  title: 'Improvement plan',
  author: 'Anyshire',
  written: '2011-06-02',
  sheets,
})

const planOf = (rows: WorkbookSheet['rows'], more: Partial<WorkbookSheet> = {}): Workbook =>
  workbookOf({ name: 'Plan', columns: [ACTION, DUE, SCORE, ID], rows, ...more })

async function partsOf(workbook: Workbook): Promise<Record<string, string>> {
  const parts = unzipSync(await writeXlsx(workbook))
  return Object.fromEntries(Object.entries(parts).map(([name, data]) => [name, strFromU8(data)]))
}

const sheetOf = async (workbook: Workbook): Promise<string> =>
  (await partsOf(workbook))['xl/worksheets/sheet1.xml'] ?? ''

/** The names of all elements of a part. */
function elements(xml: string): string[] {
  const names: string[] = []
  readXml(xml, { open: (name) => names.push(name) })
  return names
}

const DANGEROUS = [
  '=1+1',
  '+44 20',
  '-5',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '=HYPERLINK("http://example.test")',
  '|cmd',
]

describe('an Excel file', () => {
  test('never has a formula, whatever a text begins with', async () => {
    const rows = DANGEROUS.map((text) => [{ text }, { text }, { text }, { text }])
    const parts = await partsOf(
      workbookOf({ name: '=1+1', columns: [{ ...ACTION, header: '=1+1' }, DUE, SCORE, ID], rows }),
    )
    expect(elements(parts['xl/worksheets/sheet1.xml'] ?? '')).not.toContain('f')
    const source = await readXlsx(await writeXlsx(planOf(rows)))
    expect(source.lines.slice(1).map(({ cells }) => cells[0]?.text)).toEqual(
      DANGEROUS.map((text) => text.trim()),
    )
  })

  test('keeps a true −5 as a number and a day as a day', async () => {
    const sheet = await sheetOf(planOf([[null, { day: '2011-05-31' }, { number: -5 }]]))
    expect(sheet).toMatch(/<c r="C2"[^>]*><v>-5<\/v><\/c>/)
    expect(sheet).toMatch(/<c r="B2"[^>]*><v>40694<\/v><\/c>/)
  })

  test('shows a day that somebody types into a blank cell as a day', async () => {
    const parts = await partsOf(planOf([[{ text: 'Audit' }, null]]))
    expect(parts['xl/styles.xml']).toContain('formatCode="dd/mm/yyyy"')
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<c r="B2" s="[1-9]\d*"\/>/)
  })

  test('hides the column of identities, and has a sheet that only programs see', async () => {
    const parts = await partsOf({
      ...planOf([]),
      sheets: [
        ...planOf([]).sheets,
        { name: '_goldenthread', hidden: 'veryHidden', columns: [], rows: [[{ text: newId() }]] },
        { name: 'Notes', hidden: 'hidden', columns: [], rows: [] },
      ],
    })
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<col min="4" max="4"[^>]*hidden="(1|true)"/)
    expect(parts['xl/workbook.xml']).toMatch(/<sheet name="_goldenthread"[^>]*state="veryHidden"/)
    expect(parts['xl/workbook.xml']).toMatch(/<sheet name="Notes"[^>]*state="hidden"/)
  })

  test('keeps its headings in sight and filters by them, where asked', async () => {
    const rows: WorkbookSheet['rows'] = [[{ text: 'Audit' }], [{ text: 'Review' }]]
    const asked = await sheetOf(planOf(rows, { frozenHeader: true, autofilter: true }))
    expect(asked).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
    expect(asked).toContain('<autoFilter ref="A1:D3"/>')
    expect(await sheetOf(planOf(rows))).not.toMatch(/<pane|<autoFilter/)
  })

  test('prints across A4, one page wide, with its headings on every page', async () => {
    const parts = await partsOf(planOf([], { name: "Board's plan" }))
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(
      /<pageSetup (?=[^>]*paperSize="9")[^>]*orientation="landscape"/,
    )
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<pageSetUpPr [^>]*fitToPage="(1|true)"/)
    expect(parts['xl/workbook.xml']).toMatch(/_xlnm\.Print_Titles[^>]*>'Board''s plan'!\$1:\$1</)
  })

  test('offers choices of any wording, in rows that people add too', async () => {
    const choices = ['On track', 'Late, with "reasons"', 'x'.repeat(300)]
    const workbook = planOf([[{ text: 'Audit' }]])
    const sheets = [
      { ...workbook.sheets[0], columns: [{ ...ACTION, choices }], name: 'Plan' } as WorkbookSheet,
    ]
    const parts = await partsOf({ ...workbook, sheets })
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(
      /<dataValidation type="list"[^>]*sqref="A2:A502"[^>]*><formula1>'_goldenthread lists'!\$A\$1:\$A\$3<\/formula1>/,
    )
    expect(parts['xl/workbook.xml']).toMatch(/<sheet name="_goldenthread lists"[^>]*state="veryHidden"/)
    const source = await readXlsx(await writeXlsx({ ...workbook, sheets }))
    expect(source.sheets.map(({ name }) => name)).toEqual(['Plan'])
  })

  test('cuts a text that no cell can hold, and says so', async () => {
    const long = `${'word '.repeat(7_000)}end`
    const source = await readXlsx(await writeXlsx(planOf([[{ text: long }]])))
    const text = source.lines[1]?.cells[0]?.text ?? ''
    expect(text).toHaveLength(LONGEST_CELL)
    expect(text.endsWith(CUT_MARK)).toBe(true)
    expect(long.startsWith(text.slice(0, -CUT_MARK.length))).toBe(true)
  })

  test('colours cells so that they read as that colour', async () => {
    const fills = ['red', 'amber', 'green', 'blue', 'grey'] as const
    const rows = fills.map((fill): (WorkbookCell | null)[] => [{ text: 'Audit' }, { text: fill, fill }])
    const source = await readXlsx(await writeXlsx(planOf(rows)))
    expect(source.lines.slice(1).map(({ cells }) => cells[1]?.colour)).toEqual([...fills])
  })

  test('takes any name for a sheet', async () => {
    const names = ['__proto__', 'a/b:c', 'A b c', '', "'quoted'", 'x'.repeat(40), `${'x'.repeat(40)}y`]
    const sheets = names.map(
      (name): WorkbookSheet => ({ name, columns: [ACTION], rows: [[{ text: 'Audit' }]] }),
    )
    const source = await readXlsx(await writeXlsx(workbookOf(...sheets)))
    expect(source.sheets.map(({ name }) => name)).toEqual([
      '__proto__',
      'a b c',
      'A b c 2',
      'Sheet',
      'quoted',
      'x'.repeat(31),
      `${'x'.repeat(29)} 2`,
    ])
  })

  test('gives back the same texts, days, numbers and identities', async () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom(
          '_x000D_',
          '_x005F_',
          '__proto__',
          '<b>a</b>',
          '&amp;',
          'a\r\nb',
          'a\u0000b',
          ...DANGEROUS,
        ),
      )
      .filter((each) => carried(each) !== '')
    const day = fc
      .integer({ min: 0, max: 90_000 })
      .map((days) => new Date(Date.UTC(1900, 2, 1 + days)).toISOString().slice(0, 10))
    const row = fc.record({ text, day, number: fc.integer({ min: -1e9, max: 1e9 }), id: fc.uuid() })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.uuid(), async (rows, mark) => {
        const written = await writeXlsx(
          workbookOf(
            ...planOf(
              rows.map((each) => [
                { text: each.text },
                { day: each.day },
                { number: each.number },
                { text: each.id },
              ]),
            ).sheets,
            { name: '_goldenthread', hidden: 'veryHidden', columns: [], rows: [[{ text: mark }]] },
          ),
        )
        const source = await readXlsx(written)
        expect(source.exportId).toBe(mark)
        expect(source.remarks).toEqual([])
        expect(source.lines.map(({ cells }) => cells.map((cell) => cell.text))).toEqual([
          ['Action', 'Due', 'Score'],
          ...rows.map((each) => [
            escapeText(carried(each.text)),
            each.day.split('-').reverse().join('/'),
            String(each.number),
          ]),
        ])
        expect(source.lines.slice(1).map(({ cells }) => cells[0]?.id)).toEqual(rows.map(({ id }) => id))
      }),
      { numRuns: 30 },
    )
  })
})

/** What a spreadsheet can carry of a text. */
const carried = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the very characters that are dropped
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, '')
    .toWellFormed()
    .trim()

test('a sheet is named without the marks that Excel forbids, and without a gap in their place', () => {
  expect(sheetNames(['Appendix B: what has moved'])).toEqual(['Appendix B what has moved'])
})
