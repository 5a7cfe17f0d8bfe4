/**
 * A milestone report of 240 milestones as a Word file: time and memory in the worker, how free the main thread
 * stays, and the ratio against the `docx` library alone writing the same words as a plain table.
 * Run: node bench/report.ts [milestones] [rounds]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { reportOf } from '../src/modules/reports/domain/milestone-report.ts'
import { largePlan } from '../src/modules/reports/domain/sample-plan.ts'
import { ourLayout } from '../src/modules/reports/layouts.ts'
import type { Cell, DocumentDescription } from '../src/platform/office/description.ts'
import { closeWriter, writeDocx } from '../src/platform/office/write.ts'

const milestones = Number(process.argv[2] ?? 240)
const rounds = Number(process.argv[3] ?? 7)
const MEGABYTE = 1024 * 1024

interface Measured {
  milliseconds: number
  bytes: number
}

async function timed(work: () => Promise<Uint8Array>): Promise<Measured> {
  const started = performance.now()
  const bytes = (await work()).byteLength
  return { milliseconds: performance.now() - started, bytes }
}

/** The first round alone (thread start, cold code), then the middle of the others. */
async function rounded(
  work: () => Promise<Uint8Array>,
): Promise<{ first: number; middle: number; bytes: number }> {
  const first = await timed(work)
  const rest: number[] = []
  for (let round = 0; round < rounds; round += 1) rest.push((await timed(work)).milliseconds)
  rest.sort((a, b) => a - b)
  return { first: first.milliseconds, middle: rest[Math.floor(rest.length / 2)] ?? 0, bytes: first.bytes }
}

/** The same words in plain cells, without styles, spans or shading. */
function plainDocx(description: DocumentDescription): Promise<Uint8Array> {
  const tables = description.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  const plainCell = (cell: Cell) =>
    new TableCell({ children: cellTexts(cell).map((text) => new Paragraph(text)) })
  const children = tables.map((table) => {
    const rows = table.rows.map((row) => new TableRow({ children: row.map(plainCell) }))
    return new Table({ rows })
  })
  return Packer.pack(new Document({ sections: [{ children }] }), 'uint8array')
}

function cellTexts(cell: Cell): string[] {
  return cell.content.map((part) => {
    return part.kind === 'status' ? part.words : part.runs.map((run) => run.text).join('')
  })
}

const description = reportOf(ourLayout('milestone-report'), largePlan(milestones), {
  areaName: 'Anyshire',
  generatedOn: '2011-06-02',
})

const before = process.memoryUsage().rss
let peak = before
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 5)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const worker = await rounded(() => writeDocx(description))
delay.disable()
clearInterval(watch)
await closeWriter()
const plain = await rounded(() => plainDocx(description))

const whole = (value: number): string => value.toFixed(0)
console.table({
  milestones: milestones,
  'in the worker, first (ms)': whole(worker.first),
  'in the worker, middle of later ones (ms)': whole(worker.middle),
  'main thread delay, p99 (ms)': (delay.percentile(99) / 1e6).toFixed(1),
  'main thread delay, longest (ms)': (delay.max / 1e6).toFixed(1),
  'memory above the start, peak (MB)': whole((peak - before) / MEGABYTE),
  'file (kB)': whole(worker.bytes / 1024),
  'docx alone, plain cells, same thread, first (ms)': whole(plain.first),
  'docx alone, plain cells, middle of later ones (ms)': whole(plain.middle),
  'ratio, middle to middle': (worker.middle / plain.middle).toFixed(2),
})
