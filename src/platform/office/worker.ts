import { parentPort } from 'node:worker_threads'
import type { DocumentDescription } from './description.ts'
import type { Workbook } from './workbook.ts'

/** A Word document as it is, a PDF by name, or an Excel workbook. */
export type Writable = DocumentDescription | { pdf: DocumentDescription } | Workbook

/** What `write.ts` and this thread say to each other: one description in, its bytes or a fault out. */
export type WorkerAnswer = { bytes: Uint8Array } | { fault: string }

parentPort?.on('message', async (description: Writable) => {
  const answer = await answerTo(description)
  parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : [])
})

/** A document that cannot be written is an answer, not a crash: the thread is good for the next one. */
async function answerTo(description: Writable): Promise<WorkerAnswer> {
  try {
    return { bytes: ownBuffer(await bytesOf(description)) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/** Each library is loaded by the first document that needs it: whoever wants a PDF holds no library for Word. */
async function bytesOf(description: Writable): Promise<Uint8Array> {
  if ('sheets' in description) return (await import('./xlsx.ts')).writeXlsx(description)
  if ('pdf' in description) return (await import('./pdf.ts')).toPdf(description.pdf)
  return (await import('./docx.ts')).toDocx(description)
}

/** Only a buffer that holds nothing but these bytes may be handed over without copying. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}
