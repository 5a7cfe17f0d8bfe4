import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GridLine } from '../grid.ts'
import { readHtml } from './html.ts'

const texts = ({ lines }: { lines: GridLine[] }): string[][] =>
  lines.map((line) => line.cells.map((cell) => cell.text))

const read = (html: string): string[][] => texts(readHtml(html))

/** The first cell of a table of two columns. */
const cell = (content: string, attributes = '', head = '') =>
  readHtml(`${head}<table><tr><td ${attributes}>${content}</td><td>x</td></tr></table>`).lines[0]?.cells[0]

const inCell = (content: string) => cell(content)?.text

describe('the lines of a page', () => {
  test('are its headings, paragraphs and tables in order', () => {
    const { lines, format } = readHtml(
      '<h2>Plan</h2> <p>Some\n <i>words</i></p><table><tr><th>a<th>b<tr><td>c<td></table>After<br>that<p>&nbsp;</p><div>End</div>',
    )
    expect(format).toBe('html')
    expect(texts({ lines })).toEqual([
      ['## Plan'],
      ['Some words'],
      ['a', 'b'],
      ['c', ''],
      [],
      ['After'],
      ['that'],
      [],
      ['End'],
    ])
    expect(lines[3]).toMatchObject({ number: 4, table: true, where: 'table 1, row 2' })
  })

  test('hold entities as characters, and escape what could be taken for markup', () => {
    expect(read('<p>R&amp;D &lt;ul&gt; caf&eacute; &#8211; &pound;5&nbsp;m')).toEqual([
      ['R&amp;D &lt;ul> café – £5 m'],
    ])
  })

  test('hold nothing of scripts, styles, comments, titles or islands of Office', () => {
    const html =
      '<html><head><title>t</title><style>.a{color:red}</style><xml><o:x>y</o:x></xml></head><body><!-- c --><!--[if gte mso 9]><xml>z</xml><![endif]--><script>alert(1)</script>Text<noscript>n</noscript></body></html>'
    expect(read(html)).toEqual([['Text']])
  })

  test('leave out hidden and deleted text and say so', () => {
    const { lines, remarks } = readHtml(
      '<p>Seen<span style="display: none">no</span> <del>old</del><ins>new</ins></p>',
    )
    expect(texts({ lines })).toEqual([['Seen new']])
    expect(remarks.map(({ text }) => text)).toEqual([
      expect.stringContaining('Hidden text'),
      expect.stringContaining('marked as deleted'),
    ])
  })

  test('keep the line ends of preformatted text', () => {
    expect(read('<pre>a\n\nb  c</pre>')).toEqual([['a'], [], ['b c']])
  })

  test('mark what is bold from end to end, as it is seen', () => {
    expect(
      read('<p><b>All</b> <span style="font-weight:700">of it</span></p><p><b>Part</b> of it</p>'),
    ).toEqual([['<b>All of it</b>'], ['Part of it']])
    expect(read('<b style="font-weight:normal"><p>Not bold</p></b>')).toEqual([['Not bold']])
  })
})

describe('the tables of a page', () => {
  test('keep their columns over merged cells', () => {
    const { lines } = readHtml(
      '<table><tr><td rowspan=2>tall<td colspan=2>wide</tr><tr><td>b<td rowspan=0>c</tr><tr><td>d<td>e</table>',
    )
    const places = lines.map(({ cells }) =>
      cells.map(({ text, rowSpan, colSpan }) => [text, rowSpan ?? 1, colSpan ?? 1].join()),
    )
    expect(places).toEqual([
      ['tall,2,1', 'wide,1,2', ',1,1'],
      [',1,1', 'b,1,1', 'c,2,1'],
      ['d,1,1', 'e,1,1', ',1,1'],
    ])
  })

  test('are freed of the tables that only lay out the page', () => {
    const inner = '<table><tr><td>a<td>b</table>'
    expect(read(`<table><tr><td><p>Intro</p>${inner}</td></tr></table>`)).toEqual([['Intro'], ['a', 'b']])
    expect(read(`<table><tr><td>Head</td></tr><tr><td>${inner}</td></tr></table>`)).toEqual([
      ['Head'],
      ['a', 'b'],
    ])
  })

  test('take a table inside a cell as lines, and say so', () => {
    const { lines, remarks } = readHtml(
      '<table><tr><td>a<td>Text<table><tr><td>Lead<td>Head of service</table></table>',
    )
    expect(lines[0]?.cells[1]?.text).toBe('Text\nLead: Head of service')
    expect(remarks[0]).toMatchObject({ line: 1 })
  })

  test('never run together, and take a caption as the line above', () => {
    expect(read('<table><caption>One</caption><tr><td>a<td>b</table><table><tr><td>c<td>d</table>')).toEqual([
      ['One'],
      ['a', 'b'],
      [],
      ['c', 'd'],
    ])
  })

  test('say which rows are hidden', () => {
    const { lines } = readHtml("<table><tr><td>a<td>b</tr><tr style='display:none'><td>c<td>d</tr></table>")
    expect(lines.map(({ hidden }) => hidden)).toEqual([undefined, true])
    expect(texts({ lines })[1]).toEqual(['c', 'd'])
  })

  test('carry the marks of our own exports', () => {
    const grid = readHtml(
      `<a name="gtx_${'12'.repeat(16)}"></a><table><tr><td><td><a name="gt_${'0F'.repeat(16)}">x</a></table>`,
    )
    expect(grid.exportId).toBe('12121212-1212-1212-1212-121212121212')
    expect(grid.lines[0]?.cells[1]?.id).toBe('0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f')
  })
})

describe('the colour of a cell', () => {
  test('is said by its style, its old attribute, its class or its row', () => {
    expect(cell('x', 'style="background-color: rgb(146, 208, 80)"')?.colour).toBe('green')
    expect(cell('x', "style='background:#FFC7CE none repeat'")?.colour).toBe('red')
    expect(cell('x', 'bgcolor="#FFC000"')?.colour).toBe('amber')
    expect(
      cell(
        'x',
        'class=xl65',
        '<style><!-- td {color:red} .xl64, td.xl65 {mso-pattern:black none;background:#92D050;} --></style>',
      )?.colour,
    ).toBe('green')
    expect(
      readHtml('<table><tr bgcolor=red><td>a<td bgcolor=white>b</table>').lines[0]?.cells.map(
        ({ colour }) => colour,
      ),
    ).toEqual(['red', undefined])
  })

  test('is that of all its text where the cell has none, and never that of the page or the table', () => {
    expect(cell('<span style="background:yellow">x</span>')?.colour).toBe('yellow')
    expect(cell('<span style="background:yellow">x</span> y')?.colour).toBeUndefined()
    expect(
      readHtml('<body bgcolor=blue><table bgcolor=red><tr><td>a<td>b</table>').lines[0]?.cells[0]?.colour,
    ).toBeUndefined()
  })
})

describe('the lists of a page', () => {
  test('stand as items outside of tables, with the numbers that are seen', () => {
    expect(read('<ul><li>a<li>b<ol type=a start=3><li>c</li><li value=7>d</li></ol></ul><p>End')).toEqual([
      ['• a'],
      ['• b'],
      ['c. c'],
      ['g. d'],
      ['End'],
    ])
  })

  test('are one list in a cell, whatever the depth', () => {
    expect(inCell('Do:<ul><li>a<ul><li>b</ul><li><p>c</p><p>more</p><li></ul>End')).toBe(
      'Do:\n<ul><li>a</li><li>b</li><li>c\nmore</li></ul>\nEnd',
    )
  })

  test('number the rows of a table whose cells hold nothing else', () => {
    expect(inCell('<ol start="2"><li><p></p></ol>')).toBe('2.')
    expect(inCell('<ul><li><p></p></ul>')).toBe('')
  })

  test('come from Word without the glyph sticking to the text', () => {
    const word = (glyph: string, text: string) =>
      `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${glyph}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}</p>`
    expect(inCell(word('·', 'One') + word('·', 'Two'))).toBe('<ul><li>One</li><li>Two</li></ul>')
    expect(read(word('1.', 'One') + word('o', 'Two'))).toEqual([['1. One'], ['• Two']])
    expect(inCell('<p class="MsoListParagraph">·&nbsp;&nbsp; One</p><p>• Two</p>')).toBe(
      '<ul><li>One</li><li>Two</li></ul>',
    )
  })
})

describe('what stands in a cell', () => {
  test('has a line for each paragraph and break', () => {
    expect(inCell('<p>One</p><p>Two<br>three</p><br><div>four</div>')).toBe('One\nTwo\nthree\nfour')
    expect(inCell('&nbsp;')).toBe('')
  })

  test('shows ticks as ticks', () => {
    expect(inCell('<font face="Wingdings, serif">ü</font>')).toBe('✓')
    expect(inCell('<span style="font-family:\'Wingdings 2\',serif">P</span>')).toBe('✓')
    expect(inCell('<input type=checkbox checked> yes <input type=checkbox> no')).toBe('☑ yes ☐ no')
    expect(inCell('<img class="emoticon" alt="(tick)">')).toBe('✓')
    expect(inCell('<select><option>Red<option selected>Green</select>')).toBe('Green')
  })
})

describe('hostile pages', () => {
  test.each(['<div>', '<table>', '<table><tr><td>', '<ul><li>', '<b>', '<svg>', '<form><span>'])(
    'of 100,000 unclosed %s come to an end',
    (tag) => {
      const started = performance.now()
      expect(() => readHtml(tag.repeat(100_000))).toThrow(/nested deeper/)
      expect(performance.now() - started).toBeLessThan(15_000)
    },
  )

  test.each([
    ['<p>', '<p>'.repeat(100_000)],
    ['<tr>', `<table>${'<tr><td>a'.repeat(30_000)}`],
    ['</b>', '</b>'.repeat(100_000)],
    ['<', '<'.repeat(200_000)],
    ['&', '&amp'.repeat(100_000)],
    ['style', `<style>${'a'.repeat(500_000)}</style>${'{'.repeat(100_000)}`],
    ['rules', `<style>${'.a,'.repeat(100_000)}</style>`],
    ['attribute', `<p style="${';a:b'.repeat(100_000)}">`],
    ['blanks', `<p>a${' '.repeat(200_000)}b&nbsp;${'&nbsp;\n'.repeat(50_000)}`],
    ['bullets', `<p>• ${' '.repeat(100_000)}`],
    ['breaks', '<table><tr><td>a<td>b'.concat('<br>'.repeat(100_000))],
  ])('made of %s are read all the same', (_, html) => {
    const started = performance.now()
    readHtml(html)
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  test('cannot ask for a table of more cells than a plan has', () => {
    const wide = `<table>${'<tr><td colspan=1000 rowspan=65534>a'.repeat(3)}`
    expect(readHtml(wide).lines).toHaveLength(3)
    const many = `<table><tr>${'<td rowspan=65534>a'.repeat(1000)}${'<tr>'.repeat(2000)}`
    expect(() => readHtml(many)).toThrow(/million cells/)
  })

  test('of any tags in any order are read without an error', () => {
    const tag = fc.constantFrom(
      'p',
      'b',
      'td',
      'tr',
      'table',
      'li',
      'ul',
      'ol',
      'br',
      'h1',
      'pre',
      'style',
      'del',
      'th',
      'caption',
      'svg',
      'constructor',
      '__proto__',
      'option',
    )
    const piece = fc.oneof(
      fc.constant('x'),
      fc.tuple(fc.constantFrom('<', '</'), tag).map(([bracket, name]) => `${bracket}${name} rowspan=2>`),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { lines } = readHtml(pieces.join(''))
        expect(lines.map(({ number }) => number)).toEqual(lines.map((_, at) => at + 1))
        for (const line of lines)
          expect(line.cells.map(({ column }) => column)).toEqual(line.cells.map((_, at) => at))
      }),
      { numRuns: 500 },
    )
  })
})
