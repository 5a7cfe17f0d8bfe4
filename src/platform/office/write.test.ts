import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { textCell } from './description.ts'
import { readXlsx } from './read/xlsx.ts'
import { sampleDocument } from './sample-document.ts'
import { closeWriter, createWriter, writeDocx, writeWorkbook } from './write.ts'

afterAll(closeWriter)

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** A thread that does what the title of the document says. */
function workerThat(): URL {
  const file = join(mkdtempSync(join(tmpdir(), 'writer-')), 'worker.mjs')
  const source = `import { parentPort } from 'node:worker_threads'
parentPort.on('message', ({ title }) => {
  if (title === 'exit') process.exit(3)
  if (title === 'throw') setImmediate(() => { throw new Error('out of paper') })
  if (title === 'write') parentPort.postMessage({ bytes: new Uint8Array([1]) })
})`
  writeFileSync(file, source)
  return pathToFileURL(file)
}

const titled = (title: string) => ({ ...sampleDocument([]), title })

describe('writing in the thread', () => {
  test('gives the bytes of a Word file, one after another', async () => {
    const written = await Promise.all([writeDocx(sampleDocument()), writeDocx(sampleDocument())])
    expect(written.map(isZip)).toEqual([true, true])
  })

  test('gives the bytes of an Excel file too', async () => {
    const sheet = { name: 'Plan', columns: [], rows: [[{ text: 'Audit' }]] }
    const book = { title: 'Plan', author: 'Anyshire', written: '2011-06-02', sheets: [sheet] }
    const { lines } = await readXlsx(await writeWorkbook(book))
    expect(lines[0]?.cells[0]?.text).toBe('Audit')
  })

  test('a document that cannot be written fails alone', async () => {
    const columns = [{ header: 'One', width: 10 }]
    const rows = [[textCell('a'), textCell('b')]]
    const broken = writeDocx(sampleDocument([{ kind: 'table', caption: 'Broken', columns, rows }]))
    await expect(broken).rejects.toThrow('does not fit its columns')
    expect(isZip(await writeDocx(sampleDocument()))).toBe(true)
  })

  test('what is not plain data is refused in words', async () => {
    const odd = { ...sampleDocument(), title: (() => '') as unknown as string }
    await expect(writeDocx(odd)).rejects.toThrow('not plain data')
    expect(isZip(await writeDocx(sampleDocument()))).toBe(true)
  })

  test('a crash is an error in a sentence, and the next document is written by a new thread', async () => {
    const writer = createWriter({ worker: workerThat() })
    const [crash, after, thrown, last] = await Promise.allSettled([
      writer.write(titled('exit')),
      writer.write(titled('write')),
      writer.write(titled('throw')),
      writer.write(titled('write')),
    ])
    expect(crash).toMatchObject({ reason: { message: expect.stringContaining('it ended with code 3') } })
    expect(thrown).toMatchObject({ reason: { message: expect.stringContaining('out of paper') } })
    expect([after?.status, last?.status]).toEqual(['fulfilled', 'fulfilled'])
    await writer.close()
  })

  test('a document that takes too long is given up, and the next is written', async () => {
    const writer = createWriter({ worker: workerThat(), limit: 300 })
    await expect(writer.write(titled('dawdle'))).rejects.toThrow('longer than 0.3 seconds')
    await expect(writer.write(titled('write'))).resolves.toHaveLength(1)
    await writer.close()
  })

  test('an idle thread is ended, and another starts when needed', async () => {
    const writer = createWriter({ worker: workerThat(), idle: 20 })
    await writer.write(titled('write'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await expect(writer.write(titled('write'))).resolves.toHaveLength(1)
    await writer.close()
  })

  test('an idle thread does not keep the process', () => {
    const script = `import { writeDocx } from '${new URL('./write.ts', import.meta.url)}'
import { sampleDocument } from '${new URL('./sample-document.ts', import.meta.url)}'
console.log((await writeDocx(sampleDocument())).length)`
    const started = performance.now()
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(Number(said)).toBeGreaterThan(1000)
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  test('closing fails what still waits', async () => {
    const writer = createWriter({ worker: workerThat() })
    const waiting = Promise.allSettled([writer.write(titled('dawdle')), writer.write(titled('write'))])
    await writer.close()
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
