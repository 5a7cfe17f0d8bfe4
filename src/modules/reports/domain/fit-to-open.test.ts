import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import { writeCsv } from '../../../platform/office/csv.ts'
import type { Block, DocumentDescription } from '../../../platform/office/description.ts'
import { toDocx } from '../../../platform/office/docx.ts'
import type { SourceGrid } from '../../../platform/office/grid.ts'
import { toHtml } from '../../../platform/office/html.ts'
import { toPdf } from '../../../platform/office/pdf.ts'
import { readDocx } from '../../../platform/office/read/docx.ts'
import { readHtml } from '../../../platform/office/read/html.ts'
import { readXlsx } from '../../../platform/office/read/xlsx.ts'
import { type Table, toWorkbook } from '../../../platform/office/table.ts'
import { writeXlsx } from '../../../platform/office/xlsx.ts'
import { ourLayout, ourLayouts } from '../layouts.ts'
import { standingName } from './cells.ts'
import type { Layout } from './layout.ts'
import { describePaper, paperTables } from './paper.ts'
import type { PaperFacts } from './paper-facts.ts'
import type { ReportRow, Standing } from './report-facts.ts'
import { samplePaper } from './sample-paper.ts'
import { largePlan } from './sample-plan.ts'

const PAPERS = { small: samplePaper(), large: samplePaper(largePlan(24)) }

const every = ourLayouts().flatMap((layout) =>
  Object.entries(PAPERS).map(([size, facts]): [string, string, Layout, PaperFacts] => [
    layout.code,
    size,
    layout,
    facts,
  ]),
)

const of = <K extends Block['kind']>({ blocks }: DocumentDescription, kind: K) =>
  blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind)

/** One title, first; no level is jumped over. */
function expectInOrder(levels: number[]): void {
  expect(levels[0]).toBe(1)
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  expect(levels.every((level, at) => level <= (levels[at - 1] ?? 0) + 1)).toBe(true)
}

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((one) => one[1] ?? '')

describe.each(every)('%s, %s, as Word', (_code, _size, layout, facts) => {
  const description = describePaper(layout, facts)
  const parts = toDocx(description).then((bytes) => unzipSync(bytes))
  const part = async (name: string) => strFromU8((await parts)[name] ?? new Uint8Array())

  test('has one title, and headings in their order', async () => {
    expectInOrder(all(await part('word/document.xml'), /<w:pStyle w:val="Heading(\d)"/g).map(Number))
  })

  test('says its title and its language', async () => {
    expect(await part('docProps/core.xml')).toContain('<dc:language>en-GB</dc:language>')
    expect(all(await part('docProps/core.xml'), /<dc:title>([^<]+)</g)[0]?.length).toBeGreaterThan(5)
    expect(await part('word/styles.xml')).toContain('<w:lang w:val="en-GB"')
  })

  test('repeats the head of every table, and gives every picture words', async () => {
    const document = await part('word/document.xml')
    const tables = of(description, 'table').length + of(description, 'key').length
    expect(all(document, /(<w:tblHeader\/>)/g)).toHaveLength(tables)
    expect(document.split('<w:tbl>')).toHaveLength(tables + of(description, 'easy').length + 1)
    const said = all(document, /<wp:docPr [^>]*descr="([^"]*)"/g)
    expect(said).toHaveLength(of(description, 'chart').length + of(description, 'easy').length)
    expect(said.every((words) => words.length > 3)).toBe(true)
    expect(all(document, /(<wp:docPr)/g)).toHaveLength(said.length)
  })

  test('numbers its pages, lies as its layout wants, and has no page for nothing', async () => {
    const footers = Object.keys(await parts).filter((name) => /^word\/footer\d+\.xml$/.test(name))
    const footer = await part(footers[0] ?? '')
    expect(footer).toMatch(/PAGE<[\s\S]*NUMPAGES</)
    const document = await part('word/document.xml')
    expect(document.includes('w:orient="landscape"')).toBe(layout.orientation === 'landscape')
    expect(document).not.toContain('w:type="page"')
    const bare = all(
      document,
      /<w:p>(?:(?!<\/w:p>).)*<w:pageBreakBefore\/>(?:(?!<\/w:p>).)*<\/w:p>(.{0,40})/gs,
    )
    expect(bare.filter((after) => /^<w:sectPr/.test(after))).toEqual([])
  })
})

interface Node {
  role: string
  alt?: string
  children?: (Node | { type: string; id: string })[]
}

const nodes = (tree: Node | null): Node[] =>
  tree === null ? [] : [tree, ...(tree.children ?? []).flatMap((one) => ('role' in one ? nodes(one) : []))]

describe.each(every)('%s, %s, as PDF', (_code, _size, layout, facts) => {
  test('is tagged: headings in order, tables with their heads, pictures with words; no page is blank', async () => {
    const description = describePaper(layout, facts)
    const bytes = await toPdf(description)
    const file = await getDocument({ data: bytes, useSystemFonts: false, verbosity: 0 }).promise
    const { info } = await file.getMetadata()
    expect(info).toMatchObject({ Title: description.title, Language: 'en-GB' })
    const found: Node[] = []
    for (let at = 1; at <= file.numPages; at += 1) {
      const page = await file.getPage(at)
      const own = nodes((await page.getStructTree()) as Node | null)
      // What stands at the head and the foot of a page is in no tree.
      expect(own.length, `page ${at}`).toBeGreaterThan(2)
      const { width, height } = page.getViewport({ scale: 1 })
      expect(width > height).toBe(layout.orientation === 'landscape')
      found.push(...own)
    }
    expectInOrder(found.flatMap(({ role }) => (/^H\d$/.test(role) ? [Number(role.slice(1))] : [])))
    const figures = found.filter(({ role }) => role === 'Figure')
    expect(figures).toHaveLength(of(description, 'chart').length + of(description, 'easy').length)
    expect(figures.every(({ alt }) => (alt ?? '').length > 3)).toBe(true)
    const heads = found.filter(({ role }) => role === 'THead')
    // A table that goes on over pages is read anew on each.
    expect(heads.length).toBeGreaterThanOrEqual(
      of(description, 'table').length + of(description, 'key').length,
    )
    await file.loadingTask.destroy()
  })
})

describe.each(every)('%s, %s, as a page', (_code, _size, layout, facts) => {
  test('has one title, headings in order, and pictures with words', () => {
    const description = describePaper(layout, facts)
    const html = toHtml(description)
    expectInOrder(all(html, /<h(\d)>/g).map(Number))
    const drawings = all(html, /(<svg [^>]*viewBox="0 0 \d{3} \d{3}"[^>]*>)/g)
    expect(drawings).toHaveLength(of(description, 'chart').length + of(description, 'easy').length)
    for (const drawing of drawings) expect(drawing).toMatch(/role="img" aria-label="[^"]{4,}"/)
  })
})

const excelOf = (table: Table) => writeXlsx(toWorkbook(table, { author: 'Anyshire', written: '2011-06-02' }))

describe.each(every)('%s, %s, as lists', (_code, _size, layout, facts) => {
  test('keep their heads in sight, can be filtered, hold days as days, and never a formula', async () => {
    for (const table of paperTables(layout, facts)) {
      const parts = unzipSync(await excelOf(table))
      const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
      expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
      expect(sheet).toContain('<autoFilter')
      expect(sheet).not.toMatch(/<f[ >]/)
      const days = table.columns.flatMap(({ kind }, at) => (kind === 'date' ? [at] : []))
      for (const at of days)
        for (const [index, row] of table.rows.entries())
          if (/^\d{4}-\d{2}-\d{2}$/.test(String(row[at])))
            expect(sheet).toMatch(
              new RegExp(`<c r="${String.fromCharCode(65 + at)}${index + 2}"[^>]*><v>\\d+</v>`),
            )
    }
  })

  test('of milestones tell which milestone each line is', () => {
    const lists = paperTables(layout, facts).filter(({ columns }) =>
      columns.some(({ heading }) => heading === 'Milestone'),
    )
    const held = [...facts.plan.milestones, ...(facts.since?.plan.milestones ?? [])]
    const known = new Set(held.map(({ id }) => id))
    for (const { columns, rows } of lists) {
      const at = columns.findIndex(({ heading }) => heading === 'Id')
      expect(rows.filter((row) => !known.has(String(row[at])))).toEqual([])
    }
  })
})

/** What a form of a report says of its milestones, by "number words", and how many stand where. */
interface Told {
  milestones: Map<string, { status: string; due: string }>
  counts: Record<string, number>
}

const bare = (text: string): string =>
  text
    .replace(/<\/?(?:b|ul|li)>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/^[○●✓▲◆] /, '')
    .trim()

/** Tables of a page or of a Word file: the counts’ last row, and every line under a head with a milestone. */
function toldByGrid(grid: SourceGrid): Told {
  const told: Told = { milestones: new Map(), counts: {} }
  let heads: string[] = []
  for (const { table, cells } of grid.lines) {
    const texts = cells.map(({ text }) => bare(text))
    if (!table) heads = []
    else if (heads.length === 0) heads = texts
    else if (heads[0] === 'Theme' && texts[0] === 'All themes') told.counts = countsUnder(heads, texts)
    else if (heads.includes('Progress note')) addMilestone(told, heads, texts)
  }
  return told
}

function addMilestone(told: Told, heads: string[], texts: string[]): void {
  const cell = (name: string) => (texts[heads.indexOf(name)] ?? '').split('\n')[0] ?? ''
  // An action without milestones has one cell over their columns.
  if (cell('Status') !== '')
    told.milestones.set(cell('Milestone'), { status: bare(cell('Status')), due: cell('Due') })
}

const countsUnder = (
  heads: string[],
  texts: (string | number | null | undefined)[],
): Record<string, number> =>
  Object.fromEntries(
    heads
      .slice(1)
      .flatMap((name, at) => (name === 'All' || name === 'Past due' ? [] : [[name, Number(texts[at + 1])]])),
  )

/** The list of milestones and that of counts, as rows of texts under their heads. */
function toldByLists(milestones: string[][], counts: string[][]): Told {
  const [heads = [], ...rows] = milestones
  const at = (row: string[], name: string) => row[heads.indexOf(name)] ?? ''
  const [names = [], ...themes] = counts
  const sums = names.map((_name, column) => themes.reduce((sum, row) => sum + Number(row[column]), 0))
  return {
    milestones: new Map(
      rows.map((row) => [
        `${at(row, 'Number')} ${at(row, 'Milestone')}`.trim(),
        { status: at(row, 'Status'), due: at(row, 'Due') },
      ]),
    ),
    counts: countsUnder(names, sums),
  }
}

const rowsOfGrid = ({ lines }: SourceGrid): string[][] =>
  lines.map(({ cells }) => cells.map(({ text }) => bare(text)))

const rowsOfCsv = (table: Table): string[][] => parse(Buffer.from(writeCsv(table)), { bom: true })

const toldByJson = ({ report }: PaperFacts): Told => {
  const { rows, counts } = JSON.parse(JSON.stringify(report)) as PaperFacts['report']
  return {
    milestones: new Map(
      rows.map((row) => [
        `${row.ref ?? ''} ${row.words}`.trim(),
        { status: row.statusText, due: dueOf(row) },
      ]),
    ),
    counts: Object.fromEntries(
      Object.entries(counts.byStanding).map(([standing, count]) => [
        standingName(standing as Standing),
        count,
      ]),
    ),
  }
}

const dueOf = ({ due }: ReportRow): string => due?.text ?? 'Not given'

/** Lists hold a due date as a day, papers as it was written: the same, if the day is that of the facts. */
function inDays({ milestones, counts }: Told, facts: PaperFacts): Told {
  const asDay = new Map(
    facts.report.rows.map(({ due }) => [due?.text ?? 'Not given', due?.on ?? due?.text ?? '']),
  )
  const plain = (due: string) => asDay.get(due) ?? due.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1')
  return {
    milestones: new Map([...milestones].map(([name, one]) => [name, { ...one, due: plain(one.due) }])),
    counts,
  }
}

/** Every number that a page or a Word file says, in its order. */
const numbersIn = ({ lines }: SourceGrid): string[] =>
  lines.flatMap(({ cells }) => cells.flatMap(({ text }) => text.match(/\d+/g) ?? []))

/** Rows of a list with its days in one spelling. */
const inOneSpelling = (rows: string[][]): string[][] =>
  rows.map((row) => row.map((text) => bare(text).replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1')))

describe.each(every)('%s, %s, in its five forms', (_code, _size, layout, facts) => {
  const description = describePaper(layout, facts)
  const lists = paperTables(layout, facts)

  test('has the same numbers on the page, in Word, and made again from the JSON', async () => {
    const page = numbersIn(readHtml(toHtml(description)))
    const word = numbersIn(await readDocx(await toDocx(description)))
    expect(word.slice(0, page.length)).toEqual(page)
    // What a Word file has besides is its foot.
    for (const number of word.slice(page.length)) expect(description.footer).toContain(number)
    const again = describePaper(layout, JSON.parse(JSON.stringify(facts)))
    expect(numbersIn(readHtml(toHtml(again)))).toEqual(page)
  })

  test('has the same rows in Excel and in CSV', async () => {
    for (const list of lists)
      expect(inOneSpelling(rowsOfGrid(await readXlsx(await excelOf(list))))).toEqual(
        inOneSpelling(rowsOfCsv(list)),
      )
  })

  test('has as many milestones in its list of them as on its page and in its facts', () => {
    const parts = layout.sections.filter((section) => section.kind === 'milestones')
    for (const part of parts.filter(({ group }) => group !== 'finding')) {
      const list = lists.find(({ title }) => title === (part.heading ?? 'Milestones'))
      const held = facts.report.rows.filter(
        ({ overdue, standing }) =>
          part.only === undefined || overdue || standing === 'off_track' || standing === 'not_achieved',
      )
      expect(list?.rows).toHaveLength(held.length)
    }
    const standing = lists.find(({ title }) => title === 'Milestones by status')
    const all = standing?.columns.findIndex(({ heading }) => heading === 'All') ?? -1
    const sum = standing?.rows.reduce((total, row) => total + Number(row[all]), 0)
    if (standing) expect(sum).toBe(facts.report.counts.milestones)
  })
})

describe.each(Object.entries(PAPERS))('a milestone report (%s)', (_size, facts) => {
  test('tells the same milestones, statuses, days and counts as page, Word, Excel, CSV and JSON', async () => {
    const layout = ourLayout('milestone-report')
    const description = describePaper(layout, facts)
    const tables = paperTables(layout, facts)
    const called = (title: string): Table => {
      const found = tables.find((table) => table.title === title)
      if (!found) throw new Error(`There is no list “${title}”`)
      return found
    }
    const [list, counts] = [called('Milestones'), called('Milestones by status')]
    const forms: Record<string, Told> = {
      page: toldByGrid(readHtml(toHtml(description))),
      Word: toldByGrid(await readDocx(await toDocx(description))),
      Excel: toldByLists(
        rowsOfGrid(await readXlsx(await excelOf(list))),
        rowsOfGrid(await readXlsx(await excelOf(counts))),
      ),
      CSV: toldByLists(rowsOfCsv(list), rowsOfCsv(counts)),
    }
    const facit = inDays(toldByJson(facts), facts)
    expect(facit.milestones.size).toBe(facts.report.counts.milestones)
    for (const [form, told] of Object.entries(forms)) {
      const { milestones, counts } = inDays(told, facts)
      expect(Object.fromEntries(milestones), form).toEqual(Object.fromEntries(facit.milestones))
      const shown = Object.fromEntries(
        Object.entries(facit.counts).filter(([name, count]) => count > 0 || name in counts),
      )
      expect(counts, form).toEqual(shown)
    }
  })
})

test('exceptions are one page, however many there are', async () => {
  const rows = PAPERS.large.report.rows.map((row) => ({
    ...row,
    standing: 'off_track' as const,
    overdue: true,
  }))
  const facts = { ...PAPERS.large, report: { ...PAPERS.large.report, rows } }
  const bytes = await toPdf(describePaper(ourLayout('exceptions'), facts))
  const { numPages } = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  expect(numPages).toBe(1)
})
