import { describe, expect, test } from 'vitest'
import type { GridLine, SourceGrid } from '../grid.ts'
import { readXlsx } from './xlsx.ts'
import { numberCell, samplePlan, sampleXlsx, textCell, textRow } from './xlsx-sample.ts'

const HEADINGS = ['No', 'Action', 'Lead', 'Due']

const texts = (line: GridLine | undefined): string[] => line?.cells.map(({ text }) => text) ?? []
const grid = ({ lines }: SourceGrid): string[][] => lines.map(texts)
const remarks = (source: SourceGrid): string[] => source.remarks.map(({ text }) => text)

/** The text of cell A1 with this content. */
async function shown(cell: string, more: Parameters<typeof samplePlan>[1] = {}): Promise<string> {
  const source = await readXlsx(samplePlan(`<row r="1">${cell}</row>`, more))
  return source.lines[0]?.cells[0]?.text ?? ''
}

const formats = (...codes: string[]): string =>
  `<numFmts>${codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replace(/"/g, '&quot;')}"/>`).join('')}</numFmts>` +
  `<cellXfs><xf/>${codes.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}</cellXfs>`

const withFormat = (value: number, code: string, from1904 = false): Promise<string> =>
  shown(numberCell('A1', value, 1), { styles: formats(code), from1904 })

describe('a workbook', () => {
  test('comes as lines of cells with the place of each row', async () => {
    const source = await readXlsx(
      samplePlan(
        textRow(3, HEADINGS) + textRow(4, ['1', 'Publish the duty rota', 'Service manager', 'May 2011']),
      ),
    )
    expect(grid(source)).toEqual([HEADINGS, ['1', 'Publish the duty rota', 'Service manager', 'May 2011']])
    expect(source.lines[1]).toMatchObject({ number: 2, table: true, where: 'sheet “Plan”, row 4', sheet: 0 })
    expect(source.sheets).toEqual([{ name: 'Plan', hidden: false, firstLine: 1, lastLine: 2 }])
  })

  test('begins at its first filled column and ends every line at its last', async () => {
    const source = await readXlsx(
      samplePlan(textRow(1, ['', '', 'No', 'Action', 'Lead', '']) + textRow(2, ['', '', '1', 'Audit cases'])),
    )
    expect(grid(source)).toEqual([
      ['No', 'Action', 'Lead'],
      ['1', 'Audit cases', ''],
    ])
    expect(source.lines[1]?.cells.map(({ column, line }) => [line, column])).toEqual([
      [2, 0],
      [2, 1],
      [2, 2],
    ])
  })

  test('makes one empty line of any number of empty rows, and none of those above', async () => {
    const source = await readXlsx(
      samplePlan(`${textRow(9, HEADINGS)}${textRow(40, HEADINGS)}<row r="41"/><row r="1048576"/>`),
    )
    expect(grid(source)).toEqual([HEADINGS, [], HEADINGS])
    expect(source.lines[1]).toMatchObject({ number: 2, table: false })
  })

  test('tells titles above the table and notes below it from its lines', async () => {
    const source = await readXlsx(
      samplePlan(
        textRow(1, ['', 'Improvement plan – May 2011']) +
          textRow(3, HEADINGS) +
          textRow(4, ['Theme 1: Leadership']) +
          textRow(5, ['1', 'Audit', 'Head of service']) +
          textRow(7, ['Next review in June']),
      ),
    )
    expect(source.lines.map(({ table }) => table)).toEqual([false, false, true, true, true, false, false])
    expect(source.lines[0]?.cells).toEqual([{ line: 1, column: 0, text: 'Improvement plan – May 2011' }])
    expect(texts(source.lines[6])).toEqual(['Next review in June'])
  })

  test('tells headings between tables from rows, and from rows that go on below a gap', async () => {
    const wide = ['No', 'Action', 'Lead', 'Due', 'Notes']
    const source = await readXlsx(
      samplePlan(
        textRow(1, wide) +
          textRow(2, ['1', 'Audit', 'Board', 'May 2011', 'Begun']) +
          textRow(3, ['Leadership']) +
          textRow(4, ['2', 'Review', 'Board']) +
          textRow(6, ['Recommendation 2:']) +
          textRow(7, ['Publish the duty rota']) +
          textRow(8, ['3', 'Publish', 'Board']) +
          textRow(10, ['', 'and tell partners']) +
          textRow(12, ['by the end of the month']) +
          textRow(13, ['4', 'Close', 'Board']),
      ),
    )
    const kinds = source.lines.map(({ table, cells }) => (cells.length === 0 ? '' : table ? 'row' : 'text'))
    expect(kinds).toEqual([
      'row',
      'row',
      'row',
      'row',
      '',
      'text',
      'text',
      'row',
      '',
      'row',
      '',
      'row',
      'row',
    ])
  })

  test('has lines as wide as their table, where blank cells are drawn to say so, else as the sheet', async () => {
    const rows = (drawn: string) =>
      `${textRow(1, ['A', 'B', 'C', 'D', 'E'])}<row r="3">${textCell('A3', 'Targets')}</row><row r="5">${textCell('A5', 'x')}${textCell('B5', 'y')}${drawn}</row>`
    const widths = async (drawn: string) =>
      (await readXlsx(samplePlan(rows(drawn)))).lines.map(({ cells }) => cells.length)
    expect(await widths('<c r="C5"/>')).toEqual([5, 0, 1, 0, 3])
    expect(await widths('')).toEqual([5, 0, 1, 0, 5])
  })

  test('parts its sheets by an empty line and names them', async () => {
    const sheet = (name: string) => ({
      name,
      xml: `<sheetData>${textRow(1, HEADINGS)}${textRow(2, ['1', name])}</sheetData>`,
    })
    const source = await readXlsx(
      sampleXlsx({ sheets: [sheet('One'), { name: 'Empty', xml: '' }, sheet('Two')] }),
    )
    expect(source.lines.map(({ sheet: index }) => index)).toEqual([0, 0, 2, 2, 2])
    expect(texts(source.lines[2])).toEqual([])
    expect(source.sheets).toEqual([
      { name: 'One', hidden: false, firstLine: 1, lastLine: 2 },
      { name: 'Empty', hidden: false, firstLine: 3, lastLine: 2 },
      { name: 'Two', hidden: false, firstLine: 4, lastLine: 5 },
    ])
  })

  test('tells how far it has come, sheet by sheet', async () => {
    const told: unknown[] = []
    await readXlsx(samplePlan(textRow(1, HEADINGS)), (...step) => told.push(step))
    expect(told).toEqual([
      [0, 1, 'sheet'],
      [1, 1, 'sheet'],
    ])
  })
})

describe('hidden things of a workbook', () => {
  test('are read, marked and said: rows, columns and sheets', async () => {
    const rows = [5, 6, 8].map((row) => textRow(row, ['1', 'Audit', 'Head'], 'hidden="1"')).join('')
    const source = await readXlsx(
      sampleXlsx({
        sheets: [
          {
            name: 'Plan',
            xml: `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>${textRow(4, HEADINGS)}${rows}</sheetData>`,
          },
          { name: 'Lists', state: 'hidden', xml: `<sheetData>${textRow(1, ['a', 'b'])}</sheetData>` },
        ],
      }),
    )
    expect(source.lines.map(({ hidden }) => hidden ?? false)).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
      true,
    ])
    expect(remarks(source)).toEqual([
      'Rows 5–6 and 8 of “Plan” are hidden.',
      'Column B of “Plan” is hidden.',
      'The sheet “Lists” is hidden.',
    ])
    expect(source.sheets[1]?.hidden).toBe(true)
  })

  test('say when it is a filter that hides the row', async () => {
    const xml = `<sheetPr filterMode="1"/><sheetData>${textRow(1, HEADINGS)}${textRow(2, ['1', 'Audit'], 'hidden="1"')}</sheetData>`
    const source = await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml }] }))
    expect(source.remarks).toEqual([{ line: 2, text: 'Row 2 of “Plan” is hidden by a filter.' }])
  })
})

describe('text of a workbook', () => {
  test('is joined of its runs, without what tells how it is spoken', async () => {
    const strings =
      '<si><r><t>Head of </t></r><r><rPr><b/></rPr><t>service</t></r><rPh sb="0" eb="1"><t>hedo</t></rPh></si>'
    expect(await shown('<c r="A1" t="s"><v>0</v></c>', { strings })).toBe('Head of service')
    expect(await shown('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>')).toBe('ab')
  })

  test('keeps its line breaks, and its own brackets are no markup', async () => {
    expect(await shown(textCell('A1', ' one_x000D_\n<b>two</b> & three '))).toBe(
      'one\n&lt;b>two&lt;/b> &amp; three',
    )
    expect(await shown(textCell('A1', '_x005F_x000D_'))).toBe('_x000D_')
  })

  test('becomes a list where two lines begin with bullets', async () => {
    expect(await shown(textCell('A1', 'To do:\n• first\n  goes on\no\tsecond'))).toBe(
      'To do:\n<ul><li>first goes on</li><li>second</li></ul>',
    )
    expect(await shown(textCell('A1', '- only one\nand more'))).toBe('- only one\nand more')
    expect(await shown(textCell('A1', 'on time\nor not'))).toBe('on time\nor not')
  })

  test('says what a symbol font shows', async () => {
    const styles =
      '<fonts><font/><font><name val="Wingdings"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    expect(await shown(textCell('A1', 'ü', 1), { styles })).toBe('✓')
    expect(await shown(textCell('A1', '\uf0fb', 1), { styles })).toBe('✗')
    expect(await shown(textCell('A1', 'ü'), { styles })).toBe('ü')
  })

  test('is marked bold, but not in a row that is bold from end to end, as headings are', async () => {
    const styles = '<fonts><font/><font><b/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    const source = await readXlsx(
      samplePlan(
        textRow(1, HEADINGS) +
          `<row r="2">${textCell('A2', 'Leadership', 1)}</row><row r="3">${textCell('A3', '1', 1)}${textCell('B3', 'Audit', 1)}</row>` +
          `<row r="4">${textCell('A4', 'Other issues', 1)}${textCell('B4', '1.06')}</row>`,
        { styles },
      ),
    )
    expect(grid(source).slice(1)).toEqual([
      ['<b>Leadership</b>', '', '', ''],
      ['1', 'Audit', '', ''],
      ['<b>Other issues</b>', '1.06', '', ''],
    ])
  })
})

describe('a number of a workbook', () => {
  test('is a day where its format says so, in both ways of counting', async () => {
    expect(await withFormat(40694, 'dd/mm/yyyy')).toBe('31/05/2011')
    expect(await withFormat(40694.75, '[$-809]d mmmm yyyy hh:mm;@')).toBe('31/05/2011')
    expect(await withFormat(39232, 'dd/mm/yyyy', true)).toBe('31/05/2011')
    expect(await withFormat(59, 'd/m/yy')).toBe('28/02/1900')
    expect(await withFormat(61, 'd/m/yy')).toBe('01/03/1900')
    expect(await withFormat(2_958_465, 'd/m/yy')).toBe('31/12/9999')
  })

  test('is a day by the formats that have no code of their own', async () => {
    for (const id of [14, 15, 16, 22, 27, 36, 50, 58]) {
      const styles = `<cellXfs><xf/><xf numFmtId="${id}"/></cellXfs>`
      expect(await shown(numberCell('A1', 40694, 1), { styles })).toBe('31/05/2011')
    }
    expect(
      await shown(numberCell('A1', 40694, 1), { styles: '<cellXfs><xf/><xf numFmtId="17"/></cellXfs>' }),
    ).toBe('May 2011')
  })

  test('is a month, a year or a time where the format shows no more', async () => {
    expect(await withFormat(40694, 'mmm yy')).toBe('May 2011')
    expect(await withFormat(40694, 'yyyy')).toBe('2011')
    expect(await withFormat(0.604166667, 'h:mm AM/PM')).toBe('14:30')
    expect(await withFormat(1.5, '[h]:mm')).toBe('36:00')
    expect(await withFormat(0.5, 'mm:ss')).toBe('12:00')
  })

  test('that can be no day stays a number', async () => {
    expect(await withFormat(-1, 'dd/mm/yyyy')).toBe('-1')
    expect(await withFormat(1e308, 'dd/mm/yyyy')).toBe('1E+308')
  })

  test('is shown as Excel shows it', async () => {
    expect(await shown(numberCell('A1', '0.30000000000000004'))).toBe('0.3')
    expect(await shown(numberCell('A1', '-5'))).toBe('-5')
    expect(await withFormat(0.53, '0%')).toBe('53%')
    expect(await withFormat(1.1, '0.00')).toBe('1.10')
    expect(await withFormat(1.005, '0.00')).toBe('1.01')
    expect(await withFormat(1234567.5, '#,##0')).toBe('1,234,568')
    expect(await withFormat(-1234.5, '"£"#,##0.00;[Red]-"£"#,##0.00')).toBe('-£1,234.50')
    expect(await withFormat(14, '0" days"')).toBe('14 days')
    expect(await withFormat(3, 'General')).toBe('3')
  })

  test('of a formula is its last result; an error and a missing result are blank and said', async () => {
    const source = await readXlsx(
      samplePlan(
        `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c><c r="C1" t="e"><f>Z1</f><v>#REF!</v></c><c r="D1"><f>A1</f></c><c r="E1" t="b"><v>1</v></c></row>`,
      ),
    )
    expect(grid(source)).toEqual([['2', '2x', '', '', 'TRUE']])
    expect(remarks(source)).toEqual([
      '“Plan” has 1 cell with an error such as #REF! and 1 formula without a result: read as blank. Open it in Excel to check them.',
    ])
  })
})

describe('merged cells', () => {
  test('say how far they reach, and what they cover is empty', async () => {
    const xml = `<sheetData>${textRow(1, HEADINGS)}${textRow(2, ['Theme', 'Audit', 'Head'])}${textRow(3, ['', 'Review', 'Head'])}${textRow(4, ['Wide'])}</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A4:D4"/></mergeCells>`
    const source = await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml }] }))
    expect(source.lines[1]?.cells[0]).toEqual({ line: 2, column: 0, text: 'Theme', rowSpan: 2 })
    expect(source.lines[2]?.cells[0]).toEqual({ line: 3, column: 0, text: '' })
    expect(source.lines[3]?.cells[0]).toEqual({ line: 4, column: 0, text: 'Wide', colSpan: 4 })
  })

  test('leave no gap where they fill rows without text of their own', async () => {
    const xml = `<sheetData>${textRow(1, HEADINGS)}${textRow(2, ['1', 'Audit', 'Head'])}${textRow(5, ['2', 'Review', 'Head'])}</sheetData><mergeCells><mergeCell ref="B2:B4"/></mergeCells>`
    const source = await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml }] }))
    expect(source.lines).toHaveLength(3)
    expect(source.lines[1]?.cells[1]).toEqual({ line: 2, column: 1, text: 'Audit' })
  })

  test('hide no text: an area over cells with text is no merge', async () => {
    const xml = `<sheetData>${textRow(1, HEADINGS)}${textRow(2, ['1', 'Audit'])}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`
    const source = await readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml }] }))
    expect(grid(source)).toEqual([HEADINGS, ['1', 'Audit', '', '']])
    expect(source.lines[0]?.cells[0]).toEqual({ line: 1, column: 0, text: 'No' })
  })
})

describe('colours of a workbook', () => {
  const fills = (...colours: string[]): string =>
    `<fills>${colours.map((colour) => `<fill><patternFill patternType="solid"><fgColor ${colour}/></patternFill></fill>`).join('')}</fills><cellXfs><xf fillId="99"/>${colours.map((_, index) => `<xf fillId="${index}"/>`).join('')}</cellXfs>`

  async function colours(styles: string, count: number, theme = ''): Promise<(string | undefined)[]> {
    const cells = Array.from({ length: count }, (_, index) =>
      index === 0 ? textCell('A1', 'x', 1) : `<c r="${String.fromCharCode(65 + index)}1" s="${index + 1}"/>`,
    )
    const last = textCell(`${String.fromCharCode(65 + count)}1`, 'end')
    const source = await readXlsx(samplePlan(`<row r="1">${cells.join('')}${last}</row>`, { styles, theme }))
    return source.lines[0]?.cells.slice(0, count).map(({ colour }) => colour) ?? []
  }

  test('are named, on cells without text too: by themselves, by the theme with its tint, by the old palette', async () => {
    const theme =
      '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:accent6><a:srgbClr val="00B050"/></a:accent6>'
    const styles = fills(
      'rgb="FFFF0000"',
      'theme="9"',
      'theme="9" tint="0.6"',
      'indexed="10"',
      'indexed="64"',
      'theme="0"',
    )
    expect(await colours(styles, 6, theme)).toEqual(['red', 'green', 'green', 'red', undefined, undefined])
  })

  test('are read by a palette of the file’s own', async () => {
    const styles = `${fills('indexed="1"')}<colors><indexedColors><rgbColor rgb="00FFFFFF"/><rgbColor rgb="0000B050"/></indexedColors></colors>`
    expect(await colours(styles, 1)).toEqual(['green'])
  })

  test('are those of the dot itself where a status is a coloured dot', async () => {
    const styles =
      '<fonts><font/><font><color rgb="FFFF0000"/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    const source = await readXlsx(
      samplePlan(`<row r="1">${textCell('A1', '●', 1)}${textCell('B1', 'red words', 1)}</row>`, { styles }),
    )
    expect(source.lines[0]?.cells.map(({ colour }) => colour)).toEqual(['red', undefined])
  })

  test('that Excel works out by rules are said where they colour statuses', async () => {
    const xml = (ref: string) =>
      `<sheetData>${textRow(1, ['Action', 'RAG status'])}</sheetData><conditionalFormatting sqref="${ref}"/><conditionalFormatting sqref="${ref}"/>`
    const read = (ref: string) => readXlsx(sampleXlsx({ sheets: [{ name: 'Plan', xml: xml(ref) }] }))
    expect(remarks(await read('B2:B90'))).toEqual([
      '“Plan” colours its statuses by rules of Excel’s (conditional formatting): those colours were not read, the words were.',
    ])
    expect(remarks(await read('A2:A90'))).toEqual([])
  })
})

describe('comments of a workbook', () => {
  test('hang on their cells, threads in place of what old programs see of them', async () => {
    const source = await readXlsx(
      sampleXlsx({
        sheets: [
          {
            name: 'Plan',
            xml: `<sheetData>${textRow(1, HEADINGS)}${textRow(2, ['1', 'Audit'])}</sheetData>`,
            comments:
              '<comment ref="B2"><text><r><t>[Threaded comment]</t></r></text></comment><comment ref="D2"><text><t>No date &amp; no lead</t></text></comment>',
            threads:
              '<threadedComment ref="B2"><text>Who?</text></threadedComment><threadedComment ref="B2"><text>The board</text></threadedComment>',
          },
        ],
      }),
    )
    expect(source.lines[1]?.cells.map(({ note }) => note)).toEqual([
      undefined,
      'Who?\nThe board',
      undefined,
      'No date & no lead',
    ])
    expect(remarks(source)).toEqual([
      '“Plan” has 2 comments: each is kept with its cell where that stands in a row with text.',
    ])
  })
})
