import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { type SourceGrid, Unreadable } from '../grid.ts'
import { readXlsx } from './xlsx.ts'
import { numberCell, samplePlan, sampleXlsx, textCell, textRow } from './xlsx-sample.ts'

const HEADINGS = ['No', 'Action', 'Lead']

const grid = ({ lines }: SourceGrid): string[][] => lines.map(({ cells }) => cells.map(({ text }) => text))
const planOf = (xml: string) => sampleXlsx({ sheets: [{ name: 'Plan', xml }] })

async function cpu(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

describe('a workbook that means harm, or was made without care,', () => {
  test('is refused where it would unpack to far more than it is', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': strToU8(' '.repeat(30_000_000)) }, { level: 9 })
    await expect(readXlsx(bomb)).rejects.toThrow(Unreadable)
  })

  test('is refused where it points at other files', async () => {
    const parts = {
      'xl/sharedStrings.xml':
        '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>',
    }
    const bytes = samplePlan('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', { parts })
    await expect(readXlsx(bytes)).rejects.toThrow(Unreadable)
  })

  test('is refused with a sentence where it is a binary workbook, a document, or no office file', async () => {
    const pointing = (target: string) =>
      zipSync({
        '_rels/.rels': strToU8(
          `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="${target}"/></Relationships>`,
        ),
        [target]: strToU8('<x/>'),
      })
    await expect(readXlsx(pointing('xl/workbook.bin'))).rejects.toThrow(/save it as \.xlsx/)
    await expect(readXlsx(pointing('word/document.xml'))).rejects.toThrow(/no Excel workbook/)
    await expect(readXlsx(pointing('xl/other.xml').slice(0, 40))).rejects.toThrow(Unreadable)
    await expect(readXlsx(strToU8('no zip at all'))).rejects.toThrow(Unreadable)
  })

  test('reads as blank, and says so, where the text that it points at is missing', async () => {
    const cells = ['99', '-1', '__proto__', 'length', '']
      .map((index, column) => `<c r="${'ABCDE'[column]}1" t="s"><v>${index}</v></c>`)
      .join('')
    const source = await readXlsx(samplePlan(`<row r="1">${cells}${textCell('F1', 'end')}</row>`))
    expect(grid(source)).toEqual([['end']])
    expect(source.remarks[0]?.text).toContain('5 cells whose text is missing in the file')
  })

  test('costs nothing where it claims or merges the whole sheet', async () => {
    const merge = '<mergeCell ref="A1:XFD1048576"/>'.repeat(20_000)
    const xml = `<dimension ref="A1:XFD1048576"/><sheetData>${textRow(1, ['Title'])}</sheetData><mergeCells>${merge}</mergeCells>`
    const source = await readXlsx(planOf(xml))
    expect(source.lines).toHaveLength(1)
    expect(source.lines[0]?.cells).toEqual([{ line: 1, column: 0, text: 'Title' }])
  })

  test('is read in bounded time where thousands of merges lie across each other', async () => {
    const rows = Array.from({ length: 5_000 }, (_, row) =>
      textRow(row + 1, [row % 4999 === 0 ? 'a' : '', 'x']),
    )
    const merges = '<mergeCell ref="A1:A5000"/>'.repeat(20_000)
    const bytes = planOf(`<sheetData>${rows.join('')}</sheetData><mergeCells>${merges}</mergeCells>`)
    expect(await cpu(() => readXlsx(bytes))).toBeLessThan(3_000)
  })

  test('gives no lines for rows that are only formatted, however many', async () => {
    const styles =
      '<fills><fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill></fills><cellXfs><xf/><xf fillId="0"/></cellXfs>'
    const blank = Array.from(
      { length: 20_000 },
      (_, row) => `<row r="${row + 2}"><c r="A${row + 2}" s="1"/></row>`,
    )
    const source = await readXlsx(samplePlan(textRow(1, HEADINGS) + blank.join(''), { styles }))
    expect(grid(source)).toEqual([HEADINGS])
  })

  test('is read by the places of its cells, in whatever order they stand', async () => {
    const rows = `<row r="3">${textCell('C3', 'c')}${textCell('A3', 'a')}</row>${textRow(2, HEADINGS)}<row r="3">${textCell('B3', 'b')}</row>`
    expect(grid(await readXlsx(samplePlan(rows)))).toEqual([HEADINGS, ['a', 'b', 'c']])
  })

  test('is read in order where cells and rows do not say their places, or say impossible ones', async () => {
    const plain = (text: string) => `<c t="str"><v>${text}</v></c>`
    const rows = `<row>${plain('a')}${plain('b')}</row><row r="9999999">${plain('c')}<c r="ZZZZ9" t="str"><v>d</v></c></row>`
    const source = await readXlsx(samplePlan(rows))
    expect(grid(source)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(source.lines[1]?.where).toBe('sheet “Plan”, row 2')
  })

  test('keeps odd numbers and days as what they say', async () => {
    const styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    const cells = [
      numberCell('A1', '1e308'),
      numberCell('B1', '-40000', 1),
      numberCell('C1', '1e999'),
      numberCell('D1', 'NaN'),
      numberCell('E1', '99999999', 1),
      numberCell('F1', '-0'),
      numberCell('G1', '1', 7),
    ]
    const source = await readXlsx(samplePlan(`<row r="1">${cells.join('')}</row>`, { styles }))
    expect(grid(source)).toEqual([['1E+308', '-40000', '1e999', 'NaN', '99999999', '0', '1']])
  })

  test('has sheets of any name, and elements of any name', async () => {
    const xml = `<constructor/><__proto__/><sheetData>${textRow(1, HEADINGS)}</sheetData>`
    const source = await readXlsx(
      sampleXlsx({
        sheets: [{ name: '__proto__', xml }],
        styles: '<__proto__><a/></__proto__><constructor><a/></constructor>',
      }),
    )
    expect(source.sheets[0]?.name).toBe('__proto__')
    expect(source.lines[0]?.where).toBe('sheet “__proto__”, row 1')
    expect(({} as Record<string, unknown>).text).toBeUndefined()
  })

  test('is read up to its two-hundredth column, and what is beyond is said', async () => {
    const source = await readXlsx(
      samplePlan(
        `<row r="1">${textCell('A1', 'a')}${textCell('GR1', 'last')}${textCell('GS1', 'beyond')}</row>`,
      ),
    )
    expect(source.lines[0]?.cells).toHaveLength(200)
    expect(source.remarks.map(({ text }) => text)).toEqual([
      '“Plan” has columns after GR, which were passed over.',
    ])
  })

  test('is refused beyond 200,000 filled cells, and never padded to millions', async () => {
    const rows = (count: number, cells: string) =>
      Array.from({ length: count }, (_, row) => `<row r="${row + 1}">${cells}</row>`).join('')
    const one = '<c t="str"><v>a</v></c>'
    await expect(readXlsx(samplePlan(rows(20_001, one.repeat(10))))).rejects.toThrow(/200,000 filled cells/)
    const far = `<row r="30000">${textCell('A30000', 'a')}${textCell('GR30000', 'far')}</row>`
    const source = await readXlsx(samplePlan(rows(20_000, one.repeat(2)) + far))
    expect(source.lines.reduce((sum, { cells }) => sum + cells.length, 0)).toBeLessThan(50_000)
  })

  test('is refused where one long text stands in very many cells, and takes no longer for a long format', async () => {
    const cells = (cell: string) => `<row>${cell.repeat(180)}</row>`.repeat(20)
    const strings = `<si><t>${'a &amp; b\n'.repeat(10_000)}</t></si>`
    const shared = samplePlan(cells('<c t="s"><v>0</v></c>'), { strings })
    await expect(readXlsx(shared)).rejects.toThrow(/20 million letters/)
    for (const code of ['0', 'h', '&quot;', '[']) {
      const styles = `<numFmts><numFmt numFmtId="200" formatCode="${code.repeat(90_000)}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>`
      const formatted = samplePlan(cells('<c><v>1</v></c>'), { styles })
      expect(await cpu(() => readXlsx(formatted))).toBeLessThan(1_500)
    }
  })

  test('is refused where it has more sheets than any plan', async () => {
    const bytes = sampleXlsx({
      sheets: [],
      parts: {
        'xl/workbook.xml': `<workbook><sheets>${'<sheet name="a" sheetId="1" id="rId1"/>'.repeat(101)}</sheets></workbook>`,
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="sheet1.xml"/></Relationships>',
        'xl/sheet1.xml': '<worksheet/>',
      },
    })
    await expect(readXlsx(bytes)).rejects.toThrow(/more than 100 sheets/)
  })

  test('loses no text, wherever it stands, whatever is merged over it or hidden', async () => {
    const place = fc.record({ row: fc.integer({ min: 1, max: 12 }), column: fc.integer({ min: 0, max: 7 }) })
    const areas = fc.array(fc.tuple(place, place), { maxLength: 4 })
    const cells = fc.uniqueArray(place, { selector: ({ row, column }) => row * 10 + column, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(cells, areas, fc.boolean(), async (places, merges, hidden) => {
        const ref = ({ row, column }: { row: number; column: number }) => `${'ABCDEFGH'[column]}${row}`
        const rows = places.map(
          (each) => `<row r="${each.row}">${textCell(ref(each), `T${ref(each)}`)}</row>`,
        )
        const merged = merges.map(([from, to]) => `<mergeCell ref="${ref(from)}:${ref(to)}"/>`)
        const xml = `<sheetData>${rows.join('')}</sheetData><mergeCells>${merged.join('')}</mergeCells>`
        const state = hidden ? { state: 'hidden' as const } : {}
        const source = await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml, ...state }] }))
        const found = source.lines.flatMap((line) => line.cells)
        expect(
          found
            .map(({ text }) => text)
            .filter((text) => text !== '')
            .sort(),
        ).toEqual(places.map((each) => `T${ref(each)}`).sort())
        for (const [index, line] of source.lines.entries()) {
          expect(line.number).toBe(index + 1)
          expect(line.cells.map(({ line: number, column }) => [number, column])).toEqual(
            line.cells.map((_, column) => [index + 1, column]),
          )
        }
      }),
    )
  })

  test('is read or refused with a sentence, however its parts are torn', async () => {
    const sheet = `<cols><col min="1" max="3" hidden="1"/></cols><sheetData>${textRow(1, HEADINGS)}<row r="2" hidden="1"><c r="A2" s="1"><f>1</f><v>40694</v></c><c t="s"><v>0</v></c><c t="e"><v>#REF!</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><conditionalFormatting sqref="A1 B2:C9"/>`
    const styles = `<numFmts><numFmt numFmtId="200" formatCode="[$£-809]#,##0.00;[Red]d/m"/></numFmts><fills><fill><patternFill patternType="solid"><fgColor theme="4" tint="0.4"/></patternFill></fill></fills><cellXfs><xf/><xf numFmtId="200" fillId="0"/></cellXfs>`
    const strings = '<si><r><rPr><b/><rFont val="Wingdings"/></rPr><t>ü</t></r><rPh><t>x</t></rPh></si>'
    const comments = '<comment ref="A1"><text><t>Note</t></text></comment>'
    const tear = fc.tuple(
      fc.nat(),
      fc.nat(60),
      fc.constantFrom('', '<', '>', '"', '</c>', '<c>', '&', '99', '<row>', ':'),
    )
    const torn = (xml: string, [at, length, put]: [number, number, string]) => {
      const from = at % xml.length
      return xml.slice(0, from) + put + xml.slice(from + length)
    }
    await fc.assert(
      fc.asyncProperty(tear, tear, tear, tear, async (a, b, c, d) => {
        const bytes = sampleXlsx({
          sheets: [{ name: 'Plan', xml: torn(sheet, a), comments: torn(comments, d) }],
          styles: torn(styles, b),
          strings: torn(strings, c),
        })
        const outcome = await readXlsx(bytes).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Unreadable)
        else expect(outcome).toHaveProperty('lines')
      }),
      { numRuns: 60 },
    )
  })

  test('is an empty grid where it has only a chart', async () => {
    const bytes = sampleXlsx({
      sheets: [],
      parts: {
        'xl/workbook.xml':
          '<workbook><sheets><sheet name="Chart" sheetId="1" id="rId1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
      },
    })
    const source = await readXlsx(bytes)
    expect(source).toMatchObject({ lines: [], sheets: [], exportId: null })
    expect(source.remarks.map(({ text }) => text)).toEqual([
      '“Chart” is a chart and no table: it was passed over.',
    ])
  })
})
