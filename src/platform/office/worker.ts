import { parentPort } from 'node:worker_threads'
import type { DocumentDescription } from './description.ts'
import { toDocx } from './docx.ts'

/** What `write.ts` and this thread say to each other: one description in, its bytes or a fault out. */
export type WorkerAnswer = { bytes: Uint8Array } | { fault: string }

parentPort?.on('message', async (description: DocumentDescription) => {
  const answer = await answerTo(description)
  parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : [])
})

/** A document that cannot be written is an answer, not a crash: the thread is good for the next one. */
async function answerTo(description: DocumentDescription): Promise<WorkerAnswer> {
  try {
    return { bytes: ownBuffer(await toDocx(description)) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/** Only a buffer that holds nothing but these bytes may be handed over without copying. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}
