/** One report in one form, many times: for papers.ts. Arguments: layout, format, milestones, rounds. */

import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { writeXlsx } from 'hucre/xlsx'
import PDFDocument from 'pdfkit'
import { manuscriptOf } from '../src/modules/reports/actions/write.ts'
import { Layout } from '../src/modules/reports/domain/layout.ts'
import { paperFacts } from '../src/modules/reports/domain/milestone-report.ts'
import { largePlan } from '../src/modules/reports/domain/sample-plan.ts'
import { isFormat, writePaper } from '../src/modules/reports/index.ts'
import { ourLayout } from '../src/modules/reports/layouts.ts'
import { closeWriter } from '../src/platform/office/write.ts'
import type { Told } from './papers.ts'

const [name = '', format = '', milestones = '240', rounds = '5'] = process.argv.slice(2)
if (!isFormat(format)) throw new Error(`No such form: ${format}`)

/** Fourteen parts in words, then the milestones: as a committee wants it. */
const committee: Layout = Layout.parse({
  ...ourLayout('milestone-report'),
  ...{ code: 'committee', orientation: 'portrait' },
  sections: [
    { kind: 'front' },
    ...Array.from({ length: 14 }, (_, at) => ({
      kind: 'text',
      key: `part-${'abcdefghijklmn'[at]}`,
      heading: `Part ${at + 1}`,
    })),
    { kind: 'counts', heading: 'Where the plan stands', chart: true },
    ...ourLayout('milestone-report').sections.filter(({ kind }) => kind === 'milestones'),
  ],
})

const layout = name === 'committee' ? committee : ourLayout('milestone-report')
const facts = paperFacts(largePlan(Number(milestones)), { areaName: 'Anyshire', generatedOn: '2011-06-02' })
const text = JSON.stringify(facts)

const before = process.memoryUsage().rss
let peak = before
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 5)
// From the kept text on, as the worker does it.
const ours = await rounded(() => writePaper(manuscriptOf(layout, text), format))
clearInterval(watch)
await closeWriter()
const { description, lists } = manuscriptOf(layout, text)
const alone = await rounded(() => libraryAlone())

const told: Told = {
  ...{ first: ours.first, middle: ours.middle, kilobytes: ours.bytes / 1024, alone: alone.middle },
  memory: (peak - before) / 1024 / 1024,
}
process.send?.(told)

async function rounded(work: () => Promise<Uint8Array>) {
  const times: number[] = []
  let bytes = 0
  for (let round = 0; round <= Number(rounds); round += 1) {
    const started = performance.now()
    bytes = (await work()).byteLength
    times.push(performance.now() - started)
  }
  const [first = 0, ...rest] = times
  rest.sort((a, b) => a - b)
  return { first, middle: rest[Math.floor(rest.length / 2)] ?? first, bytes }
}

/** Every row of every table, as words. */
function cells(): string[][] {
  return description.blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.map((row) =>
          row.map(({ content }) =>
            content
              .map((part) =>
                part.kind === 'status' ? part.words : part.runs.map(({ text: words }) => words).join(''),
              )
              .join('\n'),
          ),
        )
      : [],
  )
}

function libraryAlone(): Promise<Uint8Array> {
  if (format === 'docx') return plainDocx()
  return format === 'pdf'
    ? plainPdf()
    : writeXlsx({
        sheets: lists.map(({ title, rows }) => ({
          name: title.slice(0, 31),
          rows: rows.map((row) => [...row]),
        })),
      })
}

function plainDocx(): Promise<Uint8Array> {
  const rows = cells().map(
    (row) =>
      new TableRow({
        children: row.map(
          (words) => new TableCell({ children: words.split('\n').map((line) => new Paragraph(line)) }),
        ),
      }),
  )
  return Packer.pack(new Document({ sections: [{ children: [new Table({ rows })] }] }), 'uint8array')
}

/** Each cell in its place across the page, wrapped by the library, a row under the other. */
function plainPdf(): Promise<Uint8Array> {
  const doc = new PDFDocument({ size: 'A4', layout: 'landscape', margin: 40 })
  const parts: Buffer[] = []
  const done = new Promise<Uint8Array>((resolve) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
  })
  doc.fontSize(8)
  for (const row of cells()) {
    const width = 760 / row.length
    const heights = row.map((words) => doc.heightOfString(words, { width }))
    const height = Math.max(...heights)
    if (doc.y + height > 550) doc.addPage()
    const top = doc.y
    row.forEach((words, at) => {
      doc.text(words, 40 + at * width, top, { width })
    })
    doc.y = top + height
  }
  doc.end()
  return done
}
