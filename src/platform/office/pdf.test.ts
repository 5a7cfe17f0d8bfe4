import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Block, type Cell, paragraph, type Table, textCell } from './description.ts'
import { toPdf } from './pdf.ts'
import { sampleDocument } from './sample-document.ts'

interface Node {
  role: string
  alt?: string
  children?: (Node | { type: string; id: string })[]
}

interface Read {
  info: Record<string, unknown>
  lang: string | null
  pages: { words: string; tree: Node | null; width: number; height: number }[]
  outline: { title: string; items: { title: string }[] }[]
}

async function read(bytes: Uint8Array): Promise<Read> {
  const file = await getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 }).promise
  const { info, metadata: _ } = await file.getMetadata()
  const pages = []
  for (let at = 1; at <= file.numPages; at += 1) {
    const page = await file.getPage(at)
    const { items } = await page.getTextContent()
    const words = items.map((item) => ('str' in item ? item.str : '')).join(' ')
    const { width, height } = page.getViewport({ scale: 1 })
    pages.push({ words, tree: (await page.getStructTree()) as Node | null, width, height })
  }
  const outline = ((await file.getOutline()) ?? []) as Read['outline']
  return {
    info: info as Record<string, unknown>,
    lang: (info as { Language?: string }).Language ?? null,
    pages,
    outline,
  }
}

const nodes = (tree: Node | null): Node[] =>
  tree === null ? [] : [tree, ...(tree.children ?? []).flatMap((one) => ('role' in one ? nodes(one) : []))]

const roles = (file: Read): string[] => file.pages.flatMap(({ tree }) => nodes(tree)).map(({ role }) => role)

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="120" height="40" fill="#1d70b8"/></svg>'

const long = (rows: number, cell: (row: number) => Cell[]): Table => ({
  kind: 'table',
  caption: 'A long table',
  columns: [
    { header: 'Step', width: 20 },
    { header: 'What was done', width: 60 },
    { header: 'Cases', width: 20, figures: true },
  ],
  rows: Array.from({ length: rows }, (_, row) => cell(row)),
})

const plainRow = (row: number): Cell[] => [
  { ...textCell(`Step ${row}`), heads: true },
  textCell(
    `What was done in step ${row}, told in a sentence that needs more than one line of its column to be read.`,
  ),
  textCell(String(row)),
]

describe('a PDF', () => {
  let file: Read
  beforeAll(async () => {
    const blocks = sampleDocument().blocks.toSpliced(5, 0, {
      ...{ kind: 'chart', svg: SVG },
      ...{ alt: 'Forty of a hundred are done', caption: 'How far we are' },
    } as Block)
    file = await read(await toPdf(sampleDocument(blocks)))
  })

  test('says its title, its author and its language, and that it is tagged', () => {
    expect(file.info).toMatchObject({
      ...{ Title: 'Plans & “progress” <draft>', Author: 'Anyshire', Subject: 'What was done' },
      ...{ Language: 'en-GB', IsAcroFormPresent: false },
    })
  })

  test('has real headings, lists, tables with heads and a picture with its words, for whoever listens', () => {
    const found = new Set(roles(file))
    for (const role of ['H1', 'H2', 'P', 'L', 'LI', 'LBody', 'Table', 'Caption', 'TR', 'TH', 'TD', 'Figure'])
      expect(found).toContain(role)
    const figures = file.pages.flatMap(({ tree }) => nodes(tree)).filter(({ role }) => role === 'Figure')
    expect(figures.map(({ alt }) => alt)).toEqual(['Forty of a hundred are done'])
  })

  test('lists its headings as bookmarks, each under the one above it', () => {
    expect(file.outline.map(({ title }) => title)).toEqual(['Plans & “progress” <draft>'])
    expect(file.outline[0]?.items.map(({ title }) => title)).toEqual(['Steps'])
  })

  test('lies across on A4, with “Page x of y” at the foot of every page, and no page is blank', () => {
    for (const [at, { words, width, height }] of file.pages.entries()) {
      expect([Math.round(width), Math.round(height)]).toEqual([842, 595])
      expect(words).toContain(`Page ${at + 1} of ${file.pages.length}`)
      expect(words.length).toBeGreaterThan(80)
    }
  })

  test('shows a status by its word', () => {
    expect(file.pages.map(({ words }) => words).join(' ')).toContain('On track')
  })

  test('stands upright, and on A3, where asked', async () => {
    const sheet = {
      ...sampleDocument([paragraph('Words')]),
      pageSize: 'A3',
      orientation: 'portrait',
    } as const
    const { pages } = await read(await toPdf(sheet))
    expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([[842, 1191]])
  })

  test('is the same to the byte when it is written again', async () => {
    const [one, other] = [await toPdf(sampleDocument()), await toPdf(sampleDocument())]
    expect(Buffer.compare(one, other)).toBe(0)
  })

  test('is refused in a sentence when a table does not add up', async () => {
    const broken = long(1, () => [textCell('alone')])
    await expect(toPdf(sampleDocument([broken]))).rejects.toThrow(
      'Row 1 of “A long table” does not fit its columns.',
    )
  })
})

describe('a table over several pages', () => {
  const wordsOf = ({ pages }: Read) => pages.map(({ words }) => words)

  test('repeats its head for the eye on each of them, and says it once', async () => {
    const file = await read(await toPdf(sampleDocument([long(60, plainRow)])))
    expect(file.pages.length).toBeGreaterThan(2)
    for (const words of wordsOf(file)) expect(words).toContain('What was done')
    const heads = file.pages
      .flatMap(({ tree }) => nodes(tree))
      .filter(({ role, children }) => role === 'TH' && children?.some((one) => 'id' in one))
    expect(heads).toHaveLength(3 + 60)
  })

  test('loses no row and no word, whatever its cells hold', async () => {
    const rows = long(40, (row) => [
      { ...textCell(`Step ${row}`), heads: true },
      textCell(Array.from({ length: row * 9 }, (_, at) => `w${row}x${at}`).join(' ')),
      textCell(String(row)),
    ])
    const all = wordsOf(await read(await toPdf(sampleDocument([rows])))).join(' ')
    for (const row of [1, 17, 39])
      for (const at of [0, row * 4, row * 9 - 1])
        expect(all.includes(`w${row}x${at} `), `w${row}x${at}`).toBe(true)
  })

  test('lets a row that is higher than a page go on, and a cell that reaches over many rows', async () => {
    const words = Array.from({ length: 3000 }, (_, at) => `n${at}`).join(' ')
    const high = await read(
      await toPdf(sampleDocument([long(1, () => [textCell('One'), textCell(words), textCell('1')])])),
    )
    expect(high.pages.length).toBeGreaterThan(1)
    expect(wordsOf(high).join(' ').includes('n2999 ')).toBe(true)

    const reach = Array.from({ length: 400 }, (_, at) => `r${at}`).join(' ')
    const table = long(50, (row) => plainRow(row).slice(row === 0 ? 0 : 1))
    table.rows[0] = [{ ...textCell(reach), rowSpan: 50 }, ...plainRow(0).slice(1)]
    const reaching = await read(await toPdf(sampleDocument([table])))
    expect(wordsOf(reaching).join(' ').includes('r399 ')).toBe(true)
  })

  test('names again, for the eye, what its rows belong to on each later page', async () => {
    const table = long(60, (row) => plainRow(row).slice(row === 0 ? 0 : 1))
    const runs = [{ text: '1.05 ', bold: true }, { text: 'Give families help' }]
    table.rows[0] = [
      { content: [{ kind: 'paragraph', runs }], heads: true, rowSpan: 60 },
      ...plainRow(0).slice(1),
    ]
    const pages = wordsOf(await read(await toPdf(sampleDocument([table]))))
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.map((words) => words.includes('1.05 continued'))).toEqual(pages.map((_, at) => at > 0))
  })

  test('does not leave its heading behind at the foot of a page', async () => {
    for (let lines = 1; lines < 30; lines += 1) {
      const before = Array.from({ length: lines }, () => paragraph('A line of its own.'))
      const file = await read(
        await toPdf(
          sampleDocument([
            ...before,
            { kind: 'heading', level: 2, text: 'Theme' },
            paragraph('What it is for', 'lead'),
            long(2, plainRow),
          ]),
        ),
      )
      const page = wordsOf(file).find((words) => words.includes('Theme'))
      expect(page).toContain('Step 0')
    }
  })
})

describe('what stands on one page of a PDF', () => {
  const filler = (lines: number) => paragraph(Array.from({ length: lines }, () => 'Line').join('\n'))
  const pagesOf = async (...blocks: Block[]) =>
    (await read(await toPdf(sampleDocument(blocks)))).pages.map(({ words }) => words)

  test('is all of a small table, wherever it would have begun', async () => {
    for (const lines of [20, 24, 26, 28]) {
      const pages = await pagesOf(filler(lines), long(3, plainRow))
      const own = pages.filter((words) => /Step \d/.test(words))
      expect(own, `after ${lines} lines`).toHaveLength(1)
    }
  })

  test('is never the last row of a long table by itself', async () => {
    for (let count = 14; count < 40; count += 3) {
      const last = (await pagesOf(long(count, plainRow))).at(-1) ?? ''
      expect(last.match(/What was done in step \d+/g)?.length, `of ${count}`).toBeGreaterThan(1)
    }
  })

  test('is, in large type, the last headed part with the one before it', async () => {
    const easy: Block = { kind: 'easy', svg: SVG, alt: 'A picture', words: ['One idea.'] }
    const part = (text: string): Block[] => [{ kind: 'heading', level: 2, text }, easy]
    for (let parts = 1; parts < 16; parts += 1) {
      const above = Array.from({ length: parts }, (_, at) => part(`Part ${at}`)).flat()
      const title: Block = { kind: 'heading', level: 1, text: 'A plan' }
      const asks: Block[] = [{ kind: 'heading', level: 2, text: 'Whom to ask' }, paragraph('Your worker.')]
      const { pages } = await read(
        await toPdf({ ...sampleDocument(), large: true, blocks: [title, ...above, ...asks] }),
      )
      expect(pages.at(-1)?.words).toContain(`Part ${parts - 1}`)
    }
  })

  test('is the beginning of a list with the words that introduce it', async () => {
    for (let lines = 20; lines < 60; lines += 1) {
      const above = Array.from(
        { length: lines },
        (_, at): Block => paragraph('A line.', at < lines % 7 ? 'lead' : 'note'),
      )
      const list: Block = { kind: 'list', ordered: false, items: [[{ text: 'The first thing.' }]] }
      const blocks = [...sampleDocument().blocks.slice(0, 1), ...above, paragraph('What it is:'), list]
      const { pages } = await read(await toPdf({ ...sampleDocument(), blocks }))
      const introduced = pages.filter(({ words }) => words.includes('What it is:'))
      expect(introduced.map(({ words }) => words.includes('The first thing.'))).toEqual([true])
    }
  })

  test('is the mark of a list with the words that it stands before', async () => {
    const words = Array.from({ length: 40 }, () => 'said').join(' ')
    const list: Block = {
      kind: 'list',
      ordered: false,
      items: Array.from({ length: 30 }, () => [{ text: words }]),
    }
    for (const lines of [0, 1, 2, 3]) {
      const pages = await pagesOf(...(lines ? [filler(lines)] : []), list)
      for (const page of pages) expect(page, `after ${lines} lines`).not.toMatch(/•\s*(?!\s|said)/)
    }
  })

  test('is a picture with its words, which are said as those of a picture', async () => {
    const easy: Block = { kind: 'easy', svg: SVG, alt: 'A bar', words: ['We have a plan.', 'It is for you.'] }
    const { pages } = await read(await toPdf(sampleDocument([filler(27), easy])))
    const on = pages.filter(({ tree }) => nodes(tree).some(({ role }) => role === 'Figure'))
    expect(on).toHaveLength(1)
    expect(on[0]?.words).toContain('It is for you.')
    expect(nodes(on[0]?.tree ?? null).find(({ role }) => role === 'Figure')?.alt).toBe('A bar')
  })
})
