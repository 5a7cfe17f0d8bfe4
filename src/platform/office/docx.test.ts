import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Block, paragraph, textCell } from './description.ts'
import { toDocx } from './docx.ts'
import { sampleDocument } from './sample-document.ts'

let parts: Record<string, string>
let body: string

beforeAll(async () => {
  parts = partsOf(await toDocx(sampleDocument()))
  body = parts['word/document.xml'] ?? ''
})

function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]))
}

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((found) => found[1] ?? '')

const tableRows = (text: string): string[] => all(text, /(<w:tr>.*?<\/w:tr>)/g)

describe('a Word file', () => {
  test('has real headings in their order', () => {
    expect(all(body, /<w:pStyle w:val="Heading(\d)"\/>/g)).toEqual(['1', '2'])
    expect(parts['word/styles.xml']).toContain('w:styleId="Heading1"')
  })

  test('says its title, its language and its author', () => {
    const core = parts['docProps/core.xml'] ?? ''
    expect(core).toContain('<dc:title>Plans &amp; “progress” &lt;draft&gt;</dc:title>')
    expect(core).toContain('<dc:language>en-GB</dc:language>')
    expect(core).toContain('<dc:creator>Anyshire</dc:creator>')
    expect(core).toContain('>2011-06-02T00:00:00Z</dcterms:created>')
    expect(parts['word/styles.xml']).toMatch(/<w:docDefaults>.*<w:lang [^>]*w:val="en-GB"/)
  })

  test('lies across, in A4, and numbers its pages "Page x of y"', () => {
    expect(body).toContain('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')
    const footer = parts['word/footer1.xml'] ?? ''
    expect(footer).toMatch(/Page <.*PAGE<.* of <.*NUMPAGES</)
  })

  test('stands upright where asked', async () => {
    const portrait = partsOf(await toDocx({ ...sampleDocument(), orientation: 'portrait', header: null }))
    expect(portrait['word/document.xml']).toContain('<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>')
    expect(portrait['word/header1.xml']).toBeUndefined()
  })

  test('marks the head row of every table as repeating, and keeps rows whole', () => {
    const tables = body.split('<w:tbl>').slice(1)
    expect(tables).toHaveLength(2)
    for (const each of tables) {
      const [head, ...rest] = tableRows(each)
      expect(head).toContain('<w:tblHeader/>')
      expect(rest.join('')).not.toContain('<w:tblHeader/>')
      expect(rest.every((row) => row.includes('<w:cantSplit/>'))).toBe(true)
    }
  })

  test('lets a row break that would fill more than half a page', async () => {
    const long = textCell('word '.repeat(2000))
    const columns = [{ header: 'Note', width: 20 }]
    const document = sampleDocument([
      { kind: 'table', caption: 'Long', columns, rows: [[long], [textCell('short')]] },
    ])
    const rows = tableRows(partsOf(await toDocx(document))['word/document.xml'] ?? '')
    expect(rows.map((row) => row.includes('<w:cantSplit/>'))).toEqual([true, false, true])
  })

  test('never draws a table wider than the page', () => {
    const widths = all(body, /<w:tblW w:type="dxa" w:w="(\d+)"/g).map(Number)
    expect(Math.max(...widths)).toBeLessThanOrEqual(16838 - 2 * 850)
    expect(Math.min(...widths)).toBeGreaterThan(0)
  })

  test('shows a status as shape, word and ground', () => {
    expect(body).toMatch(/<w:shd [^>]*w:fill="D3EBDD"/)
    expect(body).toContain('●')
    expect(body).toContain(' On track')
  })

  test('spans rows, and leaves no part of the grid open', () => {
    expect(all(body, /<w:vMerge w:val="(\w+)"\/>/g)).toEqual(['restart', 'continue'])
  })

  test('counts each numbered list from one', () => {
    const ids = all(body, /<w:numId w:val="(\d+)"\/>/g)
    expect(ids).toHaveLength(4)
    expect(ids[0]).toBe(ids[1])
    expect(ids[0]).not.toBe(ids[3])
  })

  test('breaks pages by a paragraph that has something after it, and never twice', () => {
    expect(all(body, /(<w:pageBreakBefore\/>)/g)).toHaveLength(1)
    expect(body).not.toContain('w:type="page"')
  })

  test('carries no character that XML forbids', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    expect(body).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
    expect(body).toContain('a &lt;b&gt; &amp; &quot;c&quot;')
  })

  test('is refused in a sentence when a table does not add up', async () => {
    const columns = [
      { header: 'One', width: 10 },
      { header: 'Two', width: 10 },
    ]
    const broken = sampleDocument([
      paragraph('before'),
      { kind: 'table', caption: 'Broken', columns, rows: [[textCell('alone')]] },
    ])
    await expect(toDocx(broken)).rejects.toThrow('Row 1 of “Broken” does not fit its columns.')
  })
})

describe('what stands on one page in Word', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => [textCell(`Row ${at}`), textCell('Words')])
  const table = (count: number) => ({
    ...{ kind: 'table' as const, caption: 'List', rows: rows(count) },
    columns: ['Name', 'Note'].map((header) => ({ header, width: 50 })),
  })
  const bodyOf = async (...blocks: Parameters<typeof sampleDocument>[0] & object) =>
    partsOf(await toDocx(sampleDocument(blocks)))['word/document.xml'] ?? ''
  const keeps = (xml: string) => tableRows(xml).map((row) => row.includes('<w:keepNext/>'))

  test('is all of a small table, and the last two rows of a long one', async () => {
    expect(keeps(await bodyOf(table(3)))).toEqual([true, true, true, false])
    const long = keeps(await bodyOf(table(60)))
    expect(long.slice(1, -2).some(Boolean)).toBe(false)
    expect(long.slice(-2)).toEqual([true, false])
  })

  test('is a table without anything below it, where the next thing begins a page', async () => {
    const body = await bodyOf(table(2), { kind: 'page-break' }, { kind: 'heading', level: 1, text: 'Next' })
    expect(body).toMatch(/<\/w:tbl><w:p><w:pPr><w:pStyle w:val="Heading1"\/><w:pageBreakBefore\/>/)
    expect(await bodyOf(table(2), { kind: 'page-break' })).toMatch(/<\/w:tbl><w:p>/)
  })

  test('is a last table with what Word wants below it, which is as low as can be', async () => {
    const body = await bodyOf(table(2))
    const tail = /<\/w:tbl><w:p>((?:(?!<w:p>).)*)<\/w:p><w:sectPr/.exec(body)?.[1] ?? ''
    expect(tail).toMatch(/w:line="20"/)
    expect(tail).toMatch(/w:lineRule="exact"/)
  })

  test('is a picture and the words beside it, large and without lines', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>'
    const body = await bodyOf({ kind: 'easy', svg, alt: 'A square', words: ['We have a plan.'] })
    expect(body).toMatch(/descr="A square"/)
    expect(body).toMatch(/<w:pStyle w:val="Large"\/><\/w:pPr><w:r><w:t[^>]*>We have a plan\./)
    expect(body).toContain('<w:cantSplit/>')
  })

  test('is, in large type, the last headed part with the one before it', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>'
    const part = (text: string, words: string): Block[] => [
      { kind: 'heading', level: 2, text },
      { kind: 'easy', svg, alt: 'A square', words: [words] },
    ]
    const title: Block = { kind: 'heading', level: 1, text: 'A plan' }
    const asks: Block[] = [{ kind: 'heading', level: 2, text: 'Whom to ask' }, paragraph('Your worker.')]
    const blocks = [title, ...part('One', 'First.'), ...part('Two', 'Second.'), ...asks]
    const bytes = await toDocx({ ...sampleDocument(), large: true, blocks })
    const body = partsOf(bytes)['word/document.xml'] ?? ''
    const stays = (words: string) => /keepNext/.test(body.split('<w:p>').find((p) => p.includes(words)) ?? '')
    expect(['First.', 'Second.', 'Your worker.'].map(stays)).toEqual([false, true, false])
  })
})
