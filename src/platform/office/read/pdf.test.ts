import { describe, expect, it, vi } from 'vitest'
import {
  box,
  type DrawnPage,
  line,
  locked,
  makePdf,
  picture,
  ruledTable,
  textAt,
  textUnknown,
  textUp,
} from '../../../../tests/support/pdf.ts'
import type { GridLine, SourceGrid } from '../grid.ts'
import { readPdf } from './pdf.ts'

const read = (...pages: string[][]): Promise<SourceGrid> => readPdf(makePdf(pages.map((draw) => ({ draw }))))
const readPages = (...pages: DrawnPage[]): Promise<SourceGrid> => readPdf(makePdf(pages))
const textsOf = (line: GridLine): string[] => line.cells.map(({ text }) => text)
const rowsOf = ({ lines }: SourceGrid): string[][] => lines.filter(({ table }) => table).map(textsOf)
const paragraphsOf = ({ lines }: SourceGrid): string[] =>
  lines.filter(({ table, cells }) => !table && cells.length > 0).map((line) => line.cells[0]?.text ?? '')

const XS = [40, 100, 360, 460, 640]
const HEADINGS = ['Ref', 'Action', 'By when', 'Lead']

describe('a table with ruled rows and columns', () => {
  it('comes as its rows, with wrapped lines joined and the place said', async () => {
    const grid = await read(
      ruledTable(
        XS,
        [100, 120, 160, 190],
        [
          HEADINGS,
          [
            '1.1',
            'Review how concerns that come in overnight are passed\non to the daytime team',
            '31/05/2027',
            'Head of Service',
          ],
          ['1.2', 'Train the duty team', '30/06/2027', 'Team Manager'],
        ],
      ),
    )
    expect(rowsOf(grid)).toEqual([
      HEADINGS,
      [
        '1.1',
        'Review how concerns that come in overnight are passed on to the daytime team',
        '31/05/2027',
        'Head of Service',
      ],
      ['1.2', 'Train the duty team', '30/06/2027', 'Team Manager'],
    ])
    expect(grid.lines.map(({ number }) => number)).toEqual(grid.lines.map((_, index) => index + 1))
    expect(grid.lines[0]).toMatchObject({ table: true, where: 'page 1' })
    expect(grid.lines[0]?.cells.map(({ column }) => column)).toEqual([0, 1, 2, 3])
  })

  it('keeps a line that ended early apart from the next', async () => {
    const grid = await read(
      ruledTable(XS, [100, 120, 160], [HEADINGS, ['1', 'First\nSecond', 'May', 'Team']]),
    )
    expect(rowsOf(grid)[1]?.[1]).toBe('First\nSecond')
  })

  it('gives bullets as a list, and escapes what looks like markup', async () => {
    const grid = await read(
      ruledTable(
        XS,
        [100, 120, 170],
        [HEADINGS, ['1', '\u0095 Fewer than <5 cases\n\u0095 Audit & report', '', '']],
      ),
    )
    expect(rowsOf(grid)[1]?.[1]).toBe('<ul><li>Fewer than &lt;5 cases</li><li>Audit &amp; report</li></ul>')
  })

  it('says how far a cell reaches where lines are missing', async () => {
    const grid = await read([
      ...[100, 130, 190].map((y) => line(40, y, 640, y)),
      line(240, 160, 640, 160),
      ...[40, 240, 640].map((x) => line(x, 100, x, 190)),
      line(440, 130, 440, 190),
      textAt(44, 112, 'Outcome'),
      textAt(244, 112, 'Over both'),
      textAt(44, 142, 'Down both'),
      textAt(244, 142, 'a'),
      textAt(444, 142, 'b'),
      textAt(244, 172, 'c'),
      textAt(444, 172, 'd'),
    ])
    expect(rowsOf(grid)).toEqual([
      ['Outcome', 'Over both', ''],
      ['Down both', 'a', 'b'],
      ['', 'c', 'd'],
    ])
    expect(grid.lines[0]?.cells[1]).toMatchObject({ colSpan: 2 })
    expect(grid.lines[1]?.cells[0]).toMatchObject({ rowSpan: 2 })
  })

  it('is found by thin boxes as well as by lines, and names the colours of its cells', async () => {
    const grid = await read([
      box(240, 130, 200, 30, '0.57 0.82 0.31'),
      ...[100, 130, 160].map((y) => box(40, y, 600, 0.7)),
      ...[40, 240, 640].map((x) => box(x, 100, 0.7, 60)),
      textAt(44, 112, 'Action'),
      textAt(244, 112, 'Status'),
      textAt(44, 142, 'Train'),
    ])
    expect(rowsOf(grid)).toEqual([
      ['Action', 'Status'],
      ['Train', ''],
    ])
    expect(grid.lines[1]?.cells.map(({ colour }) => colour)).toEqual([undefined, 'green'])
  })

  it('gives a cell the colour that covers most of it, not one that laps over from beside it', async () => {
    const [green, red] = ['0.57 0.82 0.31', '1 0 0']
    const grid = await read([
      box(240, 119, 200, 32, green),
      box(240, 149, 200, 32, red),
      // The last one is painted in three strips, as Word does it.
      ...[179, 190, 201].map((y) => box(240, y, 200, 11, green)),
      ...ruledTable(
        [40, 240, 440],
        [100, 120, 150, 180, 210],
        [['Action', 'Status'], ['Train'], ['Audit'], ['Report']],
      ),
    ])
    expect(grid.lines.map(({ cells }) => cells[1]?.colour)).toEqual([undefined, 'green', 'red', 'green'])
  })

  it('takes a coloured spot for the colour of its cell where no word stands in it', async () => {
    const spots = [
      box(320, 126, 8, 8, '1 0 0'),
      box(400, 146, 8, 8, '1 0 0'),
      box(200, 172, 60, 6, '0.57 0.82 0.31'),
    ]
    const table = ruledTable(
      [40, 240, 440],
      [100, 120, 140, 160, 180],
      [['Action', 'Status'], ['Train'], ['Audit', 'Open'], ['Report']],
    )
    const grid = await read([...spots, ...table])
    expect(grid.lines.map(({ cells }) => cells[1]?.colour)).toEqual([undefined, 'red', undefined, undefined])
  })

  it('does not part rows by headings that stand upright', async () => {
    const grid = await read([
      ...ruledTable(
        XS,
        [100, 180, 200],
        [
          ['Ref', 'Action'],
          ['1', 'Train', 'x', 'y'],
        ],
      ),
      textUp(370, 170, 'By when'),
      textUp(470, 170, 'Lead'),
    ])
    expect(rowsOf(grid)).toEqual([HEADINGS, ['1', 'Train', 'x', 'y']])
  })

  it('keeps its columns on the next page, where a row is cut and a line is missing', async () => {
    const grid = await read(
      ruledTable(XS, [300, 320, 560], [HEADINGS, ['1.1', 'Review the', 'May 2027', 'Team']]),
      [
        ...[40, 100, 360, 640].map((x) => line(x, 40, x, 80)),
        ...[40, 80].map((y) => line(40, y, 640, y)),
        textAt(104, 52, 'threshold document'),
      ],
    )
    expect(rowsOf(grid).at(-1)).toEqual(['', 'threshold document', '', ''])
    expect(grid.lines.map((line) => line.cells.length)).toEqual([4, 4, 0, 4])
    expect(grid.lines.at(-1)?.where).toBe('page 2')
  })
})

describe('a table without ruled columns', () => {
  const places = [40, 100, 420, 520]
  const texts = (y: number, cells: readonly string[]) =>
    cells.flatMap((cell, column) => (cell === '' ? [] : [textAt(places[column] ?? 0, y, cell)]))
  const body = [
    ...texts(100, HEADINGS),
    ...texts(124, [
      '1.1',
      'Review how concerns that come in overnight are passed on',
      '31/05/2027',
      'Head of',
    ]),
    ...texts(136, ['', 'to the daytime team, and write down who does what', '', 'Service']),
    ...texts(160, ['1.2', 'Train the duty team', '', 'Team Manager']),
  ]
  const rows = [
    HEADINGS,
    [
      '1.1',
      'Review how concerns that come in overnight are passed on to the daytime team, and write down who does what',
      '31/05/2027',
      'Head of Service',
    ],
    ['1.2', 'Train the duty team', '', 'Team Manager'],
  ]

  it('is read by the white between its columns', async () => {
    expect(rowsOf(await read(body))).toEqual(rows)
  })

  it('is parted into rows by the lines across, where they are drawn', async () => {
    const lines = [90, 110, 145, 170].map((y) => line(40, y, 640, y))
    expect(rowsOf(await read([...lines, ...body]))).toEqual(rows)
  })

  it('keeps its columns on the next page', async () => {
    const next = [
      ...texts(40, ['1.3', 'Audit ten files a month and report them', '', 'Auditor']),
      ...texts(64, ['1.4', 'Report to the board', '', 'Chair']),
    ]
    expect(rowsOf(await read(body, next)).slice(3)).toEqual([
      ['1.3', 'Audit ten files a month and report them', '', 'Auditor'],
      ['1.4', 'Report to the board', '', 'Chair'],
    ])
  })

  it('is handed out as text where its columns run into each other', async () => {
    const grid = await read([
      ...texts(100, HEADINGS),
      textAt(
        40,
        112,
        '1.1 Review how concerns that come in overnight are passed on to the daytime team when nobody is there',
      ),
      textAt(640, 112, 'Head'),
      textAt(
        40,
        124,
        '1.2 Train the duty team in what to ask, and in how it is to be written down for everybody else who reads',
      ),
      textAt(640, 124, 'Lead'),
    ])
    expect(rowsOf(grid)).toEqual([])
    expect(paragraphsOf(grid)[0]).toBe('Ref Action By when Lead')
  })
})

describe('text around the tables', () => {
  it('comes as paragraphs and headings, in the order of the page', async () => {
    const long =
      'This plan answers the findings of the inspection and says who does what by when, for every single one'
    const grid = await read([
      textAt(40, 60, 'Improvement plan', { size: 20 }),
      textAt(40, 90, long),
      textAt(40, 102, 'of them.'),
      textAt(40, 130, 'Theme 1', { bold: true }),
      ...ruledTable(XS, [150, 170, 190], [HEADINGS, ['1', 'Train', 'May', 'Team']]),
      textAt(40, 220, 'After the table'),
    ])
    expect(paragraphsOf(grid)).toEqual([
      '# Improvement plan',
      `${long} of them.`,
      '<b>Theme 1</b>',
      'After the table',
    ])
    expect(grid.lines.at(-1)?.cells[0]?.text).toBe('After the table')
  })

  it('keeps two lists apart that a gap parts, and a list whole that the page cuts', async () => {
    const items = (y: number, texts: readonly string[]) =>
      texts.flatMap((text, at) => [textAt(40, y + at * 14, '\u0095'), textAt(60, y + at * 14, text)])
    const grid = await read(
      [
        ...items(60, ['Every child is seen', 'Visits are on time']),
        ...items(100, ['Late visits are counted', 'Children are asked']),
      ],
      items(60, ['Answers are read']),
    )
    expect(rowsOf(grid)).toEqual([])
    expect(grid.lines.map(({ cells }) => cells[0]?.text ?? '')).toEqual([
      '• Every child is seen',
      '• Visits are on time',
      '',
      '• Late visits are counted',
      '• Children are asked',
      '• Answers are read',
    ])
  })

  it('has an empty line between paragraphs only where the page shows a gap', async () => {
    const grid = await read([
      textAt(40, 60, 'What this plan is about'),
      textAt(40, 72, 'Who has written it'),
      textAt(40, 98, 'And when it is to be read again by those who have written it'),
    ])
    expect(grid.lines.map(({ cells }) => cells[0]?.text ?? '')).toEqual([
      'What this plan is about',
      'Who has written it',
      '',
      'And when it is to be read again by those who have written it',
    ])
  })

  it('is no table for being underlined or framed', async () => {
    const grid = await read([
      ...[20, 580].map((y) => line(20, y, 820, y)),
      ...[20, 820].map((x) => line(x, 20, x, 580)),
      textAt(40, 60, 'A framed page'),
      line(40, 62, 120, 62),
    ])
    expect(rowsOf(grid)).toEqual([])
    expect(paragraphsOf(grid)).toEqual(['A framed page'])
  })

  it('lacks what runs along the edges of the pages, which is said once', async () => {
    const page = (number: number) => [
      textAt(40, 20, 'Improvement plan, version 3'),
      textAt(400, 580, `Page ${number}`),
      textAt(40, 200, `What page ${'one two three'.split(' ')[number - 1]} says`),
    ]
    const grid = await read(page(1), page(2), page(3))
    expect(paragraphsOf(grid)).toEqual([
      'What page one says',
      'What page two says',
      'What page three says',
      'Improvement plan, version 3',
    ])
    expect(grid.remarks.map(({ text }) => text).join(' ')).toContain('“Improvement plan, version 3”')
  })

  it('has words whole that were drawn in parts', async () => {
    const grid = await read([
      'BT /R 10 Tf 1 0 0 1 40 500 Tm [(Imp) 20 (lement) -10 (ation) -400 (plan)] TJ ET',
    ])
    expect(paragraphsOf(grid)).toEqual(['Implementation plan'])
  })

  it('reads a page that lies on its side', async () => {
    const draw = ruledTable(XS, [100, 120, 140], [HEADINGS, ['1', 'Train', 'May', 'Team']])
    for (const rotate of [0, 90, 180, 270])
      expect(rowsOf(await readPages({ draw, rotate }))).toEqual([HEADINGS, ['1', 'Train', 'May', 'Team']])
  })

  it('leaves out what stands beside the page', async () => {
    expect(paragraphsOf(await read([textAt(40, 60, 'On the page'), textAt(900, 60, 'beside it')]))).toEqual([
      'On the page',
    ])
  })
})

describe('what cannot be read', () => {
  const scan = [picture(0, 0, 842, 595)]

  it('is refused with a sentence when it is a scan', async () => {
    await expect(read(scan, scan)).rejects.toThrow(
      /This PDF is a scan: it holds pictures of pages and no text/,
    )
  })

  it('is named when only some pages are scans', async () => {
    const grid = await read([textAt(40, 60, 'A page with words enough to be read as text')], scan)
    expect(grid.remarks).toEqual([
      { line: null, text: 'Page 2 is a picture without text: what it shows was not read.' },
    ])
  })

  it('is doubted when a scan has recognised text', async () => {
    const grid = await read([
      ...scan,
      textAt(40, 60, 'Recognised text that nobody has read again', { mode: 3 }),
    ])
    expect(paragraphsOf(grid)).toEqual(['Recognised text that nobody has read again'])
    expect(grid.remarks[0]?.text).toContain('is a scan with recognised text')
  })

  it('is refused when it is locked by a password', async () => {
    const file = makePdf([{ draw: [textAt(40, 60, 'A plan that not everybody may read')] }])
    await expect(readPdf(locked(file))).rejects.toThrow(/locked by a password. Save it without one/)
  })

  it('is refused when its fonts do not say which letters they show', async () => {
    const text = 'This plan answers the findings of the inspection and says who does what by when'
    await expect(read([textUnknown(40, 60, text)])).rejects.toThrow(/fonts do not say which letters/)
  })

  it('is refused when it is no PDF, or a damaged one', async () => {
    await expect(readPdf(new TextEncoder().encode('Not a PDF'))).rejects.toThrow('The file is not a PDF.')
    await expect(readPdf(new TextEncoder().encode('%PDF-1.7\nbroken'))).rejects.toThrow(/damaged/)
  })

  it('is refused when it has more than 500 pages', async () => {
    await expect(read(...Array.from({ length: 501 }, () => []))).rejects.toThrow(/501 pages/)
  })
})

it('tells how far it is, page by page, and prints nothing', async () => {
  const printed = vi.spyOn(console, 'warn')
  const told: unknown[] = []
  const page = { draw: [textAt(40, 60, 'A page')] }
  await readPdf(makePdf([page, page]), (...told_) => told.push(told_))
  expect(told).toEqual([
    [1, 2, 'page'],
    [2, 2, 'page'],
  ])
  expect(printed).not.toHaveBeenCalled()
})
