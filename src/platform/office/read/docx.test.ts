import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GridLine, SourceGrid } from '../grid.ts'
import { readDocx } from './docx.ts'
import {
  item,
  p,
  part,
  relationships,
  run,
  type SampleParts,
  sampleDocx,
  span,
  tbl,
  tc,
  tr,
  zipOf,
} from './docx-sample.ts'

const read = (parts: SampleParts | string): Promise<SourceGrid> =>
  readDocx(sampleDocx(typeof parts === 'string' ? { body: parts } : parts))

const texts = ({ lines }: { lines: GridLine[] }): string[][] =>
  lines.map((line) => line.cells.map((cell) => cell.text))

const textOf = async (parts: SampleParts | string): Promise<string[][]> => texts(await read(parts))

/** The cell of a table of one row and two columns, the second of which is filled to make it a table. */
const cellOf = async (content: string, parts: Partial<SampleParts> = {}, properties = '') => {
  const body = tbl([1000, 1000], tr(tc(content, properties), tc('x')))
  return (await read({ body, ...parts })).lines[0]?.cells[0]
}

const inCell = async (content: string, parts: Partial<SampleParts> = {}) =>
  (await cellOf(content, parts))?.text

const fill = (colour: string): string => `<w:shd w:val="clear" w:color="auto" w:fill="${colour}"/>`

describe('the lines of a Word document', () => {
  test('are its paragraphs and tables in order, each with its place', async () => {
    const { lines, format } = await read(
      p('Before') + p() + tbl([1, 1], tr('a', 'b'), tr('c', '')) + p('After'),
    )
    expect(format).toBe('docx')
    expect(texts({ lines })).toEqual([['Before'], [], ['a', 'b'], ['c', ''], [], ['After']])
    expect(lines.map(({ number, table, where }) => [number, table, where])).toEqual([
      [1, false, 'paragraph 1'],
      [2, false, undefined],
      [3, true, 'table 1, row 1'],
      [4, true, 'table 1, row 2'],
      [5, false, undefined],
      [6, false, 'paragraph 2'],
    ])
    expect(lines[3]?.cells).toEqual([
      { line: 4, column: 0, text: 'c' },
      { line: 4, column: 1, text: '' },
    ])
  })

  test('never run two tables together', async () => {
    expect(await textOf(tbl([1, 1], tr('a', 'b')) + tbl([1, 1], tr('c', 'd')))).toEqual([
      ['a', 'b'],
      [],
      ['c', 'd'],
    ])
  })

  test('join runs that Word has split, and keep breaks, tabs and hyphens', async () => {
    const body = p(
      `${run('Implementat')}<w:proofErr w:type="spellStart"/>${run('ion')}<w:r><w:tab/><w:t>of</w:t><w:br/><w:t>multi</w:t><w:noBreakHyphen/><w:t>agency</w:t><w:softHyphen/></w:r>${run('\u00a0 work\u200b')}`,
    )
    expect(await textOf(body)).toEqual([['Implementation of\nmulti-agency work']])
  })

  test('escape the angle brackets and ampersands of the document', async () => {
    expect(await textOf(p('R&amp;D &lt;ul&gt; &amp;amp; x'))).toEqual([['R&amp;D &lt;ul> &amp;amp; x']])
  })

  test('show headings by their style, its ancestors, or the paragraph itself', async () => {
    const styles = [
      '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>',
      '<w:style w:styleId="Mine"><w:name w:val="Plan head"/><w:basedOn w:val="berschrift1"/></w:style>',
      '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>',
      '<w:style w:styleId="O"><w:name w:val="Odd"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>',
      '<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>',
    ].join('')
    const styled = (style: string) => p(run(style), `<w:pStyle w:val="${style}"/>`)
    const body = `${['berschrift1', 'Mine', 'T', 'O', 'Ring'].map(styled).join('')}${p('Own', '<w:outlineLvl w:val="1"/>')}`
    expect(await textOf({ body, styles })).toEqual([
      ['# berschrift1'],
      ['# Mine'],
      ['# T'],
      ['### O'],
      ['Ring'],
      ['## Own'],
    ])
  })

  test('mark what is bold from end to end', async () => {
    const styles =
      '<w:style w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style><w:style w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
    const body =
      p(run('All', '<w:b/>') + run(' ') + run('of it', '<w:rStyle w:val="Strong"/>')) +
      p(run('Part', '<w:b/>') + run(' of it', '<w:b w:val="0"/>')) +
      p('By style', '<w:pStyle w:val="B"/>')
    expect(await textOf({ body, styles })).toEqual([
      ['<b>All of it</b>'],
      ['Part of it'],
      ['<b>By style</b>'],
    ])
  })

  test('leave out the table of contents and say so', async () => {
    const styles = '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    const grid = await read({ body: p(run('Actions 4'), '<w:pStyle w:val="TOC1"/>') + p('Actions'), styles })
    expect(texts(grid)).toEqual([['Actions']])
    expect(grid.remarks.map(({ text }) => text).join()).toContain('table of contents')
  })

  test('end with the version that stands at the edge of the pages', async () => {
    const footer = p('Anyshire plan, Version 6, page 1')
    const { lines } = await read({ body: p('Text'), footer })
    expect(texts({ lines })).toEqual([['Text'], [], ['Version 6']])
    expect(await textOf({ body: p('Text'), footer: p('May 2011') })).toEqual([['Text']])
  })
})

const LISTS = [
  '<w:abstractNum w:abstractNumId="1">',
  level(0, 'decimal', '%1.'),
  level(1, 'decimal', '%1.%2'),
  level(2, 'lowerLetter', '(%3)'),
  level(3, 'lowerRoman', '%4)'),
  '</w:abstractNum><w:abstractNum w:abstractNumId="2">',
  level(0, 'bullet', '\uf0b7'),
  level(1, 'bullet', 'o'),
  '</w:abstractNum><w:abstractNum w:abstractNumId="3">',
  level(0, 'upperRoman', 'Article %1', 'Numbered'),
  level(1, 'decimalZero', '%1.%2', undefined, '<w:isLgl/>'),
  '</w:abstractNum>',
  '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
  '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
  '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>',
  '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>',
].join('')

function level(at: number, format: string, text: string, style?: string, more = ''): string {
  const tie = style ? `<w:pStyle w:val="${style}"/>` : ''
  return `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${tie}${more}<w:lvlText w:val="${text}"/></w:lvl>`
}

const listed = (body: string, styles = '') => textOf({ body, numbering: LISTS, styles })

describe('the numbers that Word prints by itself', () => {
  test('stand before their paragraphs, over levels and restarts', async () => {
    const body = [0, 1, 1, 2, 2, 3, 0, 1].map((at) => item('x', 1, at)).join('')
    expect((await listed(body)).flat()).toEqual(
      ['1.', '1.1', '1.2', '(a)', '(b)', 'i)', '2.', '2.1'].map((number) => `${number} x`),
    )
  })

  test('begin anew where the list says so, and go on where it does not', async () => {
    const body = [item('a', 1), item('b', 4), item('c', 4), item('d', 1)].join('')
    expect((await listed(body)).flat()).toEqual(['1. a', '7. b', '8. c', '9. d'])
  })

  test('are bullets where the list has bullets', async () => {
    expect(await listed(item('a', 2) + item('b', 2, 1))).toEqual([['• a'], ['• b']])
  })

  test('come from a style, whose list is tied to it', async () => {
    const styles =
      '<w:style w:styleId="Numbered"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style><w:style w:styleId="Child"><w:basedOn w:val="Numbered"/></w:style>'
    const styled = (style: string, more = '') => p('x', `<w:pStyle w:val="${style}"/>${more}`)
    const off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    const body = styled('Numbered') + styled('Child') + item('y', 3, 1) + styled('Numbered', off)
    expect((await listed(body, styles)).flat()).toEqual([
      '## Article I x',
      '## Article II x',
      '2.1 y',
      '## x',
    ])
  })

  test('number the rows of a table whose cells hold nothing else', async () => {
    const body = tbl([1, 1], tr(item('', 1), 'a'), tr(item('', 1), 'b'), tr(item('Ensure', 1), 'c'))
    expect(await listed(body)).toEqual([
      ['1.', 'a'],
      ['2.', 'b'],
      ['3. Ensure', 'c'],
    ])
  })

  test('do not count the hidden part of a merged cell, nor a deleted row', async () => {
    const [restart, below] = ['<w:vMerge w:val="restart"/>', '<w:vMerge/>']
    const body = tbl(
      [1, 1],
      tr('<w:trPr><w:del w:id="1"/></w:trPr>', tc(item('', 1), ''), 'gone'),
      tr(tc(item('', 1), restart), 'a'),
      tr(tc(item('', 1), below), 'b'),
      tr(tc(item('', 1), ''), 'c'),
    )
    expect(await listed(body)).toEqual([
      ['1.', 'a'],
      ['', 'b'],
      ['2.', 'c'],
    ])
  })
})

describe('what stands in a cell', () => {
  const numbering = LISTS

  test('is its paragraphs, a line each', async () => {
    expect(await inCell(p('One') + p() + p('Two'))).toBe('One\nTwo')
    expect(await inCell(p(run('One', '<w:b/>')) + p(run('Two', '<w:b/>')))).toBe('<b>One\nTwo</b>')
  })

  test('is a list where its paragraphs are, whatever their level', async () => {
    const list = item('a', 2) + item('b', 2, 1) + item('', 2) + item('c', 2)
    expect(await inCell(p('Do:') + list + p('End'), { numbering })).toBe(
      'Do:\n<ul><li>a</li><li>b</li><li>c</li></ul>\nEnd',
    )
    expect(await inCell(item('only', 2), { numbering })).toBe('<ul><li>only</li></ul>')
  })

  test('loses a plain counter of a list and keeps a reference', async () => {
    expect(await inCell(item('a', 1) + item('b', 1), { numbering })).toBe('<ul><li>a</li><li>b</li></ul>')
    expect(await inCell(item('a', 1, 1) + item('b', 1, 1), { numbering })).toBe(
      '<ul><li>1.1 a</li><li>1.2 b</li></ul>',
    )
  })

  test('is a numbered line with its list where bullets hang below a number', async () => {
    expect(await inCell(item('Do', 1) + item('a', 2) + item('b', 2), { numbering })).toBe(
      '1. Do\n<ul><li>a</li><li>b</li></ul>',
    )
  })

  test('takes a table inside it as lines, and says so', async () => {
    const inner = tbl([1, 1], tr('Lead', 'Head of service'), tr('By:', 'May'), tr('', 'alone'))
    const grid = await read(tbl([1, 1], tr('a', tc(p('Text') + inner + p()))))
    expect(grid.lines[0]?.cells[1]?.text).toBe('Text\nLead: Head of service\nBy: May\nalone')
    expect(grid.remarks).toEqual([{ line: 1, text: expect.stringContaining('table stands inside a cell') }])
  })

  test('is freed of a box that is no table', async () => {
    const inner = tbl([1, 1], tr('a', 'b'))
    expect(await textOf(tbl([1], tr(tc(p('Box') + inner + p()))))).toEqual([['Box'], ['a', 'b'], [], []])
  })
})

describe('the columns of a table', () => {
  const places = ({ lines }: SourceGrid) =>
    lines
      .filter(({ table }) => table)
      .map(({ cells }) =>
        cells.map(({ text, colSpan, rowSpan }) => [text, colSpan ?? 1, rowSpan ?? 1].join()),
      )

  test('are kept over merged cells, whose other places are empty', async () => {
    const [restart, below] = ['<w:vMerge w:val="restart"/>', '<w:vMerge/>']
    const grid = await read(
      tbl(
        [1000, 1000, 1000],
        tr(tc('wide', span(2)), 'c'),
        tr(tc('tall', restart), 'b', 'c'),
        tr(tc('hidden', below), 'b2', 'c2'),
        tr(tc('', '<w:vMerge w:val="continue"/>'), 'b3', 'c3'),
        tr('a4', 'b4', 'c4'),
      ),
    )
    expect(places(grid)).toEqual([
      ['wide,2,1', ',1,1', 'c,1,1'],
      ['tall,1,3', 'b,1,1', 'c,1,1'],
      [',1,1', 'b2,1,1', 'c2,1,1'],
      [',1,1', 'b3,1,1', 'c3,1,1'],
      ['a4,1,1', 'b4,1,1', 'c4,1,1'],
    ])
  })

  test('are merged as old files merge them, cell by cell', async () => {
    const grid = await read(
      tbl(
        [1, 1, 1],
        tr(tc('wide', '<w:hMerge w:val="restart"/>'), tc('', '<w:hMerge/>'), 'c'),
        tr('a', 'b', 'c'),
      ),
    )
    expect(places(grid)[0]).toEqual(['wide,2,1', ',1,1', 'c,1,1'])
  })

  test('are no more than are seen, however fine the grid is', async () => {
    const grid = await read(
      tbl(
        [400, 600, 500, 500, 1000],
        tr(tc('a', span(2)), tc('b', span(2)), 'c'),
        tr(tc('d', span(2)), tc('e', span(2)), 'f'),
      ),
    )
    expect(places(grid)).toEqual([
      ['a,1,1', 'b,1,1', 'c,1,1'],
      ['d,1,1', 'e,1,1', 'f,1,1'],
    ])
  })

  test('stay the same where a border was dragged a little', async () => {
    const grid = await read(
      tbl(
        [3000, 100, 3000, 80, 3000],
        tr(tc('a'), tc('b', span(2)), tc('c', span(2))),
        tr(tc('d', span(2)), tc('e', span(2)), tc('f')),
      ),
    )
    expect(places(grid)).toEqual([
      ['a,1,1', 'b,1,1', 'c,1,1'],
      ['d,1,1', 'e,1,1', 'f,1,1'],
    ])
  })

  test('keep a narrow column that rows do have', async () => {
    const grid = await read(tbl([200, 4000, 4000], tr('1', 'b', 'c'), tr(tc('wide', span(2)), 'c')))
    expect(places(grid)).toEqual([
      ['1,1,1', 'b,1,1', 'c,1,1'],
      ['wide,2,1', ',1,1', 'c,1,1'],
    ])
  })

  test('are those of most rows, not those of one odd line', async () => {
    const rows = Array.from({ length: 9 }, () => tr(tc('a', span(2)), tc('b', span(2)), 'c'))
    const odd = tr(tc('Theme', span(3)), tc('Health', span(2)))
    const grid = await read(tbl([1000, 1000, 700, 1300, 2000], odd, ...rows))
    expect(grid.lines[1]?.cells).toHaveLength(3)
    expect(texts(grid)[0]).toEqual(['Theme', 'Health', ''])
  })

  test('begin where the row begins', async () => {
    const late = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>'
    expect(await textOf(tbl([1000, 1000, 1000], tr('a', 'b', 'c'), tr(late, 'b')))).toEqual([
      ['a', 'b', 'c'],
      ['', 'b', ''],
    ])
  })

  test('are told by the widths of cells where the grid is missing', async () => {
    const width = (twips: number) => `<w:tcW w:w="${twips}" w:type="dxa"/>`
    const grid = await read(
      tbl(
        [],
        tr(tc('a', width(1000)), tc('b', width(1000)), tc('c', width(1000))),
        tr(tc('wide', width(2010)), tc('c', width(990))),
      ),
    )
    expect(places(grid)[1]).toEqual(['wide,2,1', ',1,1', 'c,1,1'])
  })

  test('lose no cell, whatever the widths and spans are', async () => {
    const row = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
    const widths = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 0, maxLength: 24 })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 6 }), widths, async (rows, grid) => {
        const cells = rows.map((spans, at) => spans.map((width, cell) => tc(`c${at}x${cell}`, span(width))))
        const { lines } = await read(tbl(grid, ...cells.map((each) => tr(...each))))
        const found = lines.map((line) => line.cells.map(({ text }) => text).filter((text) => text !== ''))
        expect(found).toEqual(rows.map((spans, at) => spans.map((_, cell) => `c${at}x${cell}`)))
        expect(new Set(lines.map((line) => line.cells.length)).size).toBe(1)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the colour of a cell', () => {
  const colourOf = async (content: string, properties = '', parts: Partial<SampleParts> = {}) =>
    (await cellOf(content, parts, properties))?.colour

  test('is its shading, else that of all that stands in it', async () => {
    expect(await colourOf(p('x'), fill('92D050'))).toBe('green')
    expect(await colourOf(p('x', fill('FFC7CE')))).toBe('red')
    expect(await colourOf(p(run('x', '<w:highlight w:val="yellow"/>')))).toBe('yellow')
    expect(await colourOf(p(run('x', fill('FFC000')) + run(' ')))).toBe('amber')
    expect(await colourOf(p(run('x', fill('FFC000')) + run('y')))).toBeUndefined()
  })

  test('is none where the fill is white or automatic, or where only the table’s style is coloured', async () => {
    expect(await colourOf(p('x'), fill('auto'))).toBeUndefined()
    expect(await colourOf(p('x'), fill('FFFFFF'))).toBeUndefined()
    expect(await colourOf(p('x'), '<w:shd w:val="nil" w:fill="FF0000"/>')).toBeUndefined()
  })

  test('is asked of the theme where no digits are given', async () => {
    const theme =
      '<a:theme xmlns:a="a"><a:themeElements><a:clrScheme name="Office"><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent6><a:srgbClr val="70AD47"/></a:accent6></a:clrScheme></a:themeElements></a:theme>'
    const themed = (fill: string) => `<w:shd w:val="clear" w:color="auto" ${fill}/>`
    expect(
      await colourOf(p('x'), themed('w:fill="auto" w:themeFill="accent6" w:themeFillTint="66"'), { theme }),
    ).toBe('green')
    expect(await colourOf(p('x'), themed('w:themeFill="background1" w:themeFillShade="D9"'), { theme })).toBe(
      'grey',
    )
    expect(await colourOf(p('x'), themed('w:themeFill="accent6"'))).toBeUndefined()
  })

  test('is the pattern’s where the pattern covers it', async () => {
    expect(await colourOf(p('x'), '<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>')).toBe('red')
  })
})

describe('signs of symbol fonts', () => {
  const fonts = (font: string) => `<w:rFonts w:ascii="${font}" w:hAnsi="${font}"/>`

  test('are the signs that are seen', async () => {
    expect(await inCell(p(run('ü', fonts('Wingdings'))))).toBe('✓')
    expect(await inCell(p(run('û \uf06e§l', fonts('Wingdings'))))).toBe('✗ ■▪●')
    expect(await inCell(p(run('P', fonts('Wingdings 2'))))).toBe('✓')
    expect(await inCell(p(run('Ÿ ‹', fonts('Wingdings'))))).toBe('• ⓿')
    expect(await inCell(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'))).toBe('✓')
    expect(await inCell(p('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'))).toBe('•')
    expect(await inCell(p('\uf0b7 a \uf0fc'))).toBe('• a ✓')
  })

  test('that we do not know are shown as something that was there', async () => {
    expect(await inCell(p('<w:r><w:sym w:font="Strange" w:char="F021"/></w:r>'))).toBe('\ufffd')
    expect(await inCell(p('<w:r><w:sym w:font="constructor" w:char="zz"/></w:r>'))).toBe('')
  })
})

describe('what Word shows is what is read', () => {
  test('tracked changes as if they were accepted, and a remark counts them', async () => {
    const body =
      p(
        `${run('Kept ')}<w:del w:id="1">${run('gone').replaceAll('w:t', 'w:delText')}</w:del><w:ins w:id="2">${run('new')}</w:ins>`,
      ) +
      p(`<w:moveFrom w:id="3">${run('moved')}</w:moveFrom>`, '<w:rPr><w:moveFrom w:id="3"/></w:rPr>') +
      p('Between') +
      p(`<w:moveTo w:id="3">${run('moved')}</w:moveTo>`) +
      p('Joined ', '<w:rPr><w:del w:id="4"/></w:rPr>') +
      p('line') +
      tbl(
        [1, 1],
        tr('<w:trPr><w:del w:id="5"/></w:trPr>', 'x', 'y'),
        tr('<w:trPr><w:ins w:id="6"/></w:trPr>', 'a', 'b'),
      )
    const grid = await read(body)
    expect(texts(grid)).toEqual([['Kept new'], ['Between'], ['moved'], ['Joined line'], ['a', 'b']])
    expect(grid.remarks[0]?.text).toMatch(/^The document has 6 tracked changes:/)
  })

  test('hidden text is left out, and a remark says so', async () => {
    const grid = await read(p(run('Seen') + run(' hidden', '<w:vanish/>')))
    expect(texts(grid)).toEqual([['Seen']])
    expect(grid.remarks[0]?.text).toContain('hidden text')
  })

  test('fields by their result, links by their text', async () => {
    const field = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const code = '<w:r><w:instrText> DATE </w:instrText></w:r>'
    const body =
      p(
        field('begin') +
          code +
          run('not shown') +
          field('separate') +
          run('May 2011') +
          field('end') +
          run('.'),
      ) +
      p(
        `<w:hyperlink r:id="x">${run('a link')}</w:hyperlink><w:fldSimple w:instr="PAGE">${run(' 7')}</w:fldSimple>`,
      ) +
      p(field('begin') + code) +
      p('still here')
    expect(await textOf(body)).toEqual([['May 2011.'], ['a link 7'], [], ['still here']])
  })

  test('content controls: what was filled in, never what only asks for it', async () => {
    const control = (properties: string, content: string) =>
      `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`
    const box = (checked: number) => `<w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox>`
    const body =
      p(control(box(1), run('☒')) + run(' yes ') + control(box(0), run('☐')) + run(' no')) +
      control('<w:dropDownList/>', p('On track')) +
      p(control('<w:showingPlcHdr/>', run('Choose an item.')) + run('own')) +
      tbl(
        [1, 1],
        tr(control('', tc('a')), control('<w:showingPlcHdr/>', tc('Click here'))),
        control('', tr('c', 'd')),
      )
    expect(await textOf(body)).toEqual([['☑ yes ☐ no'], ['On track'], ['own'], ['a', ''], ['c', 'd']])
  })

  test('tick boxes of old forms', async () => {
    const form = (checked: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>${checked}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
    expect(await textOf(p(form('<w:checked/>') + run(' a ') + form('')))).toEqual([['☑ a ☐']])
  })

  test('text boxes once, after the paragraph that they hang on', async () => {
    const inside = `<w:txbxContent>${p('In the box')}</w:txbxContent>`
    const body = p(
      `${run('Anchor')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>${run(' goes on')}`,
    )
    expect(await textOf(body)).toEqual([['Anchor goes on'], ['In the box']])
    expect(await inCell(body)).toBe('Anchor goes on\nIn the box')
  })

  test('comments as notes of their cells, footnotes and pictures as remarks', async () => {
    const comments = `<w:comment w:id="4">${p('Check')}${p('this &amp; that')}</w:comment><w:comment w:id="5">${p('Row')}</w:comment>`
    const body =
      tbl(
        [1, 1],
        tr(
          'a',
          tc(p(`<w:commentRangeStart w:id="4"/>${run('b')}<w:r><w:footnoteReference w:id="1"/></w:r>`)),
        ),
      ) +
      p(
        `<w:r><w:commentReference w:id="4"/></w:r><w:r><w:commentReference w:id="5"/></w:r><w:r><w:drawing><a:blip/></w:drawing></w:r>${run('end')}`,
      )
    const grid = await read({ body, comments })
    expect(grid.lines[0]?.cells[1]).toMatchObject({ text: 'b', note: 'Check\nthis & that' })
    expect(grid.lines[2]?.cells[0]).toMatchObject({ text: 'end', note: 'Row' })
    expect(grid.remarks.map(({ text }) => text.slice(0, 28))).toEqual([
      'The document has 2 comments:',
      'The document has 1 footnote:',
      'The document has 1 picture: ',
    ])
  })

  test('comments on empty lines, and hidden rows, as remarks', async () => {
    const comments = `<w:comment w:id="1">${p('Why?')}</w:comment>`
    const row = tr('<w:trPr><w:hidden/></w:trPr>', 'a', 'b')
    const grid = await read({ body: p('<w:commentRangeStart w:id="1"/>') + tbl([1, 1], row), comments })
    expect(grid.lines[1]).toMatchObject({ hidden: true, cells: [{ text: 'a' }, { text: 'b' }] })
    expect(grid.remarks.slice(1)).toEqual([
      { line: 1, text: 'A comment stands on an empty line: Why?' },
      { line: null, text: expect.stringContaining('row of a table is hidden') },
    ])
  })

  test('the marks of our own exports', async () => {
    const mark = (name: string) => `<w:bookmarkStart w:id="1" w:name="${name}"/><w:bookmarkEnd w:id="1"/>`
    const [row, other, whole] = ['0f'.repeat(16), 'AB'.repeat(16), '12'.repeat(16)]
    const body =
      mark(`gtx_${whole}`) +
      tbl(
        [1, 1],
        tr('head', 'b'),
        tr(tc(p()), tc(p(mark(`gt_${row}`) + run('x')))),
        mark(`gt_${other}`),
        tr('y', 'z'),
      )
    const grid = await read(body)
    expect(grid.exportId).toBe('12121212-1212-1212-1212-121212121212')
    expect(grid.lines.map(({ cells }) => cells.map(({ id }) => id))).toEqual([
      [undefined, undefined],
      [undefined, '0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f'],
      ['abababab-abab-abab-abab-abababababab', undefined],
    ])
  })
})

/** Bytes that do not shrink, so that the rest of a file may. */
const noise = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => ((at * 2_654_435_761) >>> 13) & 255)

describe('a file', () => {
  test('whose main part has another name and namespace is read', async () => {
    const rels = relationships({ officeDocument: '/doc/main.xml' }).replaceAll(
      'schemas.openxmlformats.org',
      'purl.oclc.org/ooxml',
    )
    const main = part('document', `<w:body>${p('Strict')}</w:body>`)
      .replaceAll('w:', 'x:')
      .replaceAll(':w=', ':x=')
    const bytes = zipOf({ '[Content_Types].xml': '<Types/>', '_rels/.rels': rels, 'doc/main.xml': main })
    expect(texts(await readDocx(bytes))).toEqual([['Strict']])
  })

  test('written in UTF-16 is read', async () => {
    const main = part('document', `<w:body>${p('Žena')}</w:body>`)
    for (const bytes of [Buffer.from(`\ufeff${main}`, 'utf16le'), Buffer.from(main, 'utf16le')])
      expect(await textOf({ body: '', raw: { 'word/document.xml': bytes } })).toEqual([['Žena']])
  })

  test('of another kind is refused in a sentence', async () => {
    const workbook = zipOf({
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels': relationships({ officeDocument: 'xl/workbook.xml' }),
      'xl/workbook.xml': '<workbook/>',
    })
    await expect(readDocx(workbook)).rejects.toThrow('The file is no Word document')
    await expect(readDocx(zipOf({ 'a.txt': 'x' }))).rejects.toThrow('The file is no Word document')
  })

  test('with macros is refused, also where it does not say so by its name', async () => {
    const raw = {
      '[Content_Types].xml':
        '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    }
    await expect(read({ body: p('x'), raw })).rejects.toThrow('macros')
    await expect(read({ body: p('x'), raw: { 'word/vbaProject.bin': 'x' } })).rejects.toThrow('macros')
  })

  test('with a document type or endless nesting is refused', async () => {
    const doctype = `<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>${part('document', `<w:body>${p('&a;')}</w:body>`)}`
    await expect(read({ body: '', raw: { 'word/document.xml': doctype } })).rejects.toThrow('document type')
    const deep = '<w:ins>'.repeat(300) + '</w:ins>'.repeat(300)
    await expect(read(deep)).rejects.toThrow('nested deeper')
  })

  test('that repeats without end what it says once is read in time', async () => {
    const field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    const long = `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}${level(1, 'decimal', 'x'.repeat(100_000))}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`
    const started = performance.now()
    const body = p(field.repeat(20_000)) + p(run('x')).repeat(20_000) + item('y', 1, 1).repeat(2_000)
    const varied = Array.from({ length: 5_000 }, (_, at) => p((at * 7_919).toString(36))).join('')
    const { lines } = await read({ body: varied + body, numbering: long, raw: { noise: noise(100_000) } })
    expect(lines.at(-1)?.cells[0]?.text.length).toBeLessThan(200)
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  test('with elements in the wrong places is read as far as it can be, without an error', async () => {
    const names = [
      'p',
      'r',
      't',
      'tbl',
      'tr',
      'tc',
      'tcPr',
      'pPr',
      'rPr',
      'sdt',
      'sdtContent',
      'txbxContent',
      'del',
      'constructor',
      '__proto__',
      'fldChar',
      'vMerge',
      'hMerge',
      'gridSpan',
      'numPr',
      'numId',
      'checkBox',
      'checked',
    ]
    const node = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constant('x'),
        fc
          .tuple(fc.constantFrom(...names), fc.array(tie('node'), { maxLength: 3 }))
          .map(([name, inside]) => `<w:${name} w:val="1">${inside.join('')}</w:${name}>`),
      ),
    })).node
    await fc.assert(
      fc.asyncProperty(fc.array(node, { maxLength: 6 }), async (nodes) => {
        const { lines } = await read({ body: nodes.join(''), numbering: LISTS })
        expect(lines.map(({ number }) => number)).toEqual(lines.map((_, at) => at + 1))
      }),
      { numRuns: 300 },
    )
  })
})
