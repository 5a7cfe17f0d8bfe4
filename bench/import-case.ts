/** One piece of reading in a process that has done nothing else: what it took goes to whoever started it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import { textGrid } from '../src/modules/imports/domain/grid.ts'
import { readPlan, readText } from '../src/modules/imports/domain/read-plan.ts'
import { readDocx } from '../src/platform/office/read/docx.ts'
import { openPackage } from '../src/platform/office/read/package.ts'
import { readPdf } from '../src/platform/office/read/pdf.ts'
import { openPdf } from '../src/platform/office/read/pdf-open.ts'
import { readXlsx } from '../src/platform/office/read/xlsx.ts'
import { FILES, type FileKind } from './import-files.ts'

export interface Took {
  /** Milliseconds of the processor, of all its threads. */
  cpu: number
  /** Milliseconds on the clock. */
  wall: number
  /** The most memory that the process held, in megabytes. */
  peak: number
  /** What came out: rows, cells, pages, elements. */
  made: string
}

type Work = (bytes: Uint8Array) => Promise<string>

const OURS: Readonly<Record<FileKind, Work>> = {
  text: async (bytes) => rowsIn(readText(Buffer.from(bytes).toString('utf8'))),
  docx: async (bytes) => rowsIn(readPlan(await readDocx(bytes))),
  pdf: async (bytes) => rowsIn(readPlan(await readPdf(bytes))),
  xlsx: async (bytes) => rowsIn(readPlan(await readXlsx(bytes))),
}

const FLOOR: Readonly<Record<FileKind, Work>> = {
  text: async (bytes) => `${textGrid(Buffer.from(bytes).toString('utf8')).lines.length} lines`,
  docx: (bytes) => elementsIn(bytes, /^word\/document\.xml$/),
  pdf: pagesOf,
  xlsx: (bytes) => elementsIn(bytes, /^xl\/(worksheets\/[^/]+|sharedStrings)\.xml$/),
}

const rowsIn = ({ rows }: { rows: readonly unknown[] }): string => `${rows.length} rows`

async function elementsIn(bytes: Uint8Array, parts: RegExp): Promise<string> {
  const office = await openPackage(bytes)
  let elements = 0
  const onopentag = () => {
    elements += 1
  }
  for (const name of office.names.filter((each) => parts.test(each)))
    new Parser({ onopentag }, { xmlMode: true }).end(await office.text(name))
  return `${elements} elements`
}

async function pagesOf(bytes: Uint8Array): Promise<string> {
  const { document } = await openPdf(bytes)
  for (let page = 1; page <= document.numPages; page += 1)
    await (await document.getPage(page)).getTextContent()
  return `${document.numPages} pages`
}

const [folder = '', kind = 'text', which = 'ours'] = process.argv.slice(2)
const bytes = new Uint8Array(await readFile(join(folder, FILES[kind as FileKind])))
const work = (which === 'floor' ? FLOOR : OURS)[kind as FileKind]
const [cpuBefore, started] = [process.cpuUsage(), performance.now()]
const made = await work(bytes)
const wall = performance.now() - started
const { user, system } = process.cpuUsage(cpuBefore)
process.send?.({
  cpu: (user + system) / 1000,
  wall,
  peak: process.resourceUsage().maxRSS / 1024,
  made,
} satisfies Took)
process.disconnect?.()
